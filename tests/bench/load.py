"""The load: sellers who press without a pause, at the bot as a process of its own, in turns with a bare Bolt."""

import asyncio
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median

from bot.sandbox.payloads import event_payload
from bot.sandbox.people import Identity
from bot.sandbox.workspace import Workspace
from tests.bench.company import Shape, deals_of, open_house, settle
from tests.bench.members import manager, seller
from tests.bench.plan import Plan
from tests.bench.process import BARE, REVISOR, Bot, running
from tests.bench.seller import PATIENCE, Presser, Seller, Tally
from tests.bench.slack import FakeSlack
from tests.bench.turns import Turn, rest, turn


@dataclass(frozen=True)
class Load:
    """The turns with so many sellers at once, ours and the bare bot's, and the machine's load average after them."""

    sellers: int
    ours: Sequence[Turn]
    bare: Sequence[Turn]
    load_average: float


@dataclass(frozen=True)
class Costs:
    """Of a bot: seconds until it is connected (the median of some starts), its MB idle and after the load, and the
    errors in its log."""

    connected: float
    idle: float
    loaded: float
    errors: Sequence[str]


@dataclass(frozen=True)
class Loaded:
    """All that a company on one database gave, ours and the bare bot's."""

    shape: Shape
    loads: Sequence[Load]
    ours: Costs
    bare: Costs


def under_load(plan: Plan, shape: Shape, url: str, folder: Path) -> Loaded:
    """Fill the database at `url` with this company, and have its sellers press. The bots log into `folder`."""
    house, workspace = open_house(url, lambda: datetime.now(UTC))
    settle(house, workspace, shape)
    with house.read(workspace) as desk:
        deals = deals_of(desk.tx)
    house.database.close()
    return asyncio.run(_measured(plan, shape, url, folder, deals))


async def _measured(
    plan: Plan, shape: Shape, url: str, folder: Path, deals: Mapping[str, Sequence[int]]
) -> Loaded:
    slack = FakeSlack(Workspace(shape.users))
    async with slack.served() as api:
        env = {"SLACK_BOT_TOKEN": Identity().bot_token, "SLACK_API_URL": api, "DATABASE_URL": url}
        ours = REVISOR, {**env, "SLACK_APP_TOKEN": "xapp-ours"}, folder / "ours.log"
        bare = BARE, {**env, "SLACK_APP_TOKEN": "xapp-bare"}, folder / "bare.log"
        starts = [[await _start(slack, *each) for each in (ours, bare)] for _ in range(plan.starts)]
        async with running(slack, *ours) as our_bot, running(slack, *bare) as bare_bot:
            bots = our_bot, bare_bot
            await rest(our_bot)
            idle = [bot.megabytes for bot in bots]
            sellers = [Seller(slack, our_bot.wire, user, cycle(ids)) for user, ids in deals.items()]
            await _begin(slack, our_bot, shape, sellers[0])
            loads = [await _load(plan, slack, bots, sellers[:number]) for number in plan.sellers]
            costs = [
                Costs(median(times), before, bot.megabytes, bot.errors())
                for bot, before, times in zip(bots, idle, zip(*starts, strict=True), strict=True)
            ]
    return Loaded(shape, loads, *costs)


async def _start(slack: FakeSlack, command: Sequence[str], env: Mapping[str, str], log: Path) -> float:
    """How many seconds it takes until the bot is connected."""
    async with running(slack, command, env, log) as bot:
        return bot.connected_after


async def _begin(slack: FakeSlack, bot: Bot, shape: Shape, first: Seller) -> None:
    """Everybody opens their Home, and the first review takes what is done once only, such as compiling statements."""
    for user in (*map(manager, range(shape.managers)), *map(seller, range(shape.sellers))):
        event = {"type": "app_home_opened", "user": user, "channel": f"D{user[1:]}", "tab": "home"}
        payload = json.dumps(event_payload(slack.records, event))
        await bot.wire.send("events_api", payload, patience=PATIENCE)
    await rest(bot)
    tally = Tally()
    while not tally.reviews and not tally.unexpected:
        await first.step(tally)
    if tally.unexpected:
        raise RuntimeError(f"a review does not end as it should: {dict(tally.unexpected)}")
    await rest(bot)


async def _load(plan: Plan, slack: FakeSlack, bots: Sequence[Bot], sellers: Sequence[Seller]) -> Load:
    """So many sellers at our bot, and as many people who send one of their pages to the bare one, in turns."""
    ours, bare = bots
    pressers = [Presser(bare.wire, seller.page or sellers[0].page) for seller in sellers]
    turns: list[tuple[Turn, Turn]] = []
    for _ in range(plan.rounds):
        least = await turn(slack, bare, pressers, plan.seconds)
        mine = await turn(slack, ours, sellers, plan.seconds)
        await rest(ours)
        turns.append((mine, least))
    return Load(len(sellers), *zip(*turns, strict=True), os.getloadavg()[0])
