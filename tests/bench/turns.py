"""One turn of a bot under load, and what it gave."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.process import Bot
from tests.bench.seller import Presser, Seller, Tally
from tests.bench.slack import FakeSlack

# A bot that used less than a part of its processor for a second has done all that was asked of it.
IDLE_SHARE = 0.15
LONGEST_REST = 120.0  # seconds


@dataclass(frozen=True)
class Turn:
    """What came of the envelopes, how many a second were acknowledged in time, how many seconds it took until all
    were, how many seconds of processor the bot and the driver used, and how many Homes were published."""

    tally: Tally
    rate: float
    took: float
    bot_seconds: float
    driver_seconds: float
    homes: int


async def turn(slack: FakeSlack, bot: Bot, workers: Sequence[Seller | Presser], seconds: float) -> Turn:
    """Have them all work for some seconds at once."""
    tally, used, ours, homes = Tally(), bot.seconds, time.process_time(), slack.calls["views.publish"]
    began = time.perf_counter()
    await asyncio.gather(*(worker.work(tally, until=began + seconds) for worker in workers))
    return Turn(
        tally=tally,
        rate=sum(moment <= began + seconds for moment in tally.done) / seconds,
        took=time.perf_counter() - began,
        bot_seconds=bot.seconds - used,
        driver_seconds=time.process_time() - ours,
        homes=slack.calls["views.publish"] - homes,
    )


async def rest(bot: Bot) -> None:
    """Wait until the bot has done what it still does after a turn: the next one is somebody else's."""
    end = time.perf_counter() + LONGEST_REST
    used = -1.0
    while bot.seconds - used > IDLE_SHARE:
        if time.perf_counter() > end:
            raise TimeoutError(f"the bot is still busy after {LONGEST_REST:.0f} s")
        used = bot.seconds
        await asyncio.sleep(1)
