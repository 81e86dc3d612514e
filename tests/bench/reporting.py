"""The report of a month of a company that has been reviewed in rounds, made in a process of its own."""

import os
import random
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.kit.house import House
from storage import subjects
from tests.bench.company import BLOCK, NEVER_REVIEWED, NOW, Shape, open_house, staff
from tests.bench.copies import copy_deals
from tests.bench.databases import Fresh
from tests.bench.members import deal, review

ROUNDS, FEWER, MANY = 12, 3, 10_000  # of the largest company there are fewer, since filling it takes longest
FOUR_WEEKS = timedelta(weeks=4)
MADE = Path(__file__).with_name("report_made.py")
ROOT = Path(__file__).parents[2]
AT_ITS_END, LATER = "2026-11", "2026-08"


@dataclass(frozen=True)
class Reported:
    """How many deals and rounds of reviews there were, which period; seconds, of them processor, and the peak of MB."""

    deals: int
    rounds: int
    period: str
    seconds: float
    cpu: float
    megabytes: float


def reported(deals: int, fresh: Fresh) -> list[Reported]:
    """Make the report of the month that goes on, and of one that ended a quarter ago."""
    url, rounds = fresh(), ROUNDS if deals <= MANY else FEWER
    house, workspace = open_house(url, lambda: NOW)
    in_rounds(house, workspace, Shape(deals, max(1, deals // 20)), rounds)
    house.database.close()
    return [_made(url, deals, rounds, period) for period in (AT_ITS_END, LATER)]


def in_rounds(house: House, workspace: int, shape: Shape, rounds: int) -> None:
    """Fill an empty workspace with deals that were reviewed every four weeks, so often, but for some."""
    first = NOW - FOUR_WEEKS * rounds
    with house.write(workspace) as desk:
        sellers = staff(desk, shape)
        dice = random.Random(0)  # noqa: S311 - the same company every time
        deals = [
            replace(deal(desk, number, sellers[number % len(sellers)]), seen_at=first)
            for number in range(BLOCK)
        ]
        for number, subject_id in enumerate(subjects.insert_many(desk.tx, deals)):
            for turn in range(rounds if number % NEVER_REVIEWED else 0):
                at = first + FOUR_WEEKS * turn + timedelta(days=1 + number % 20)
                review(desk.at(at), subject_id, deals[number].owner_id, dice)
        copy_deals(desk.tx, blocks=shape.deals // BLOCK, block=BLOCK, owners=sellers)
    if house.database.engine.dialect.name == "postgresql":  # autovacuum would, within a minute
        with house.database.across(writes=True) as connection:
            connection.exec_driver_sql("ANALYZE")


def _made(url: str, deals: int, rounds: int, period: str) -> Reported:
    command = [sys.executable, "-P", str(MADE), url, period]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the report failed:\n{done.stdout}{done.stderr}")
    seconds, cpu, kilobytes = (float(each) for each in done.stdout.split())
    return Reported(deals, rounds, period, seconds, cpu, kilobytes / 1024)
