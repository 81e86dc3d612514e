"""`revisor import` of a new file of deals, as a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.bench.company import NOW, Shape, open_house, settle
from tests.bench.databases import Fresh
from tests.bench.members import email_of, seller

HEADING = "id,name,account,owner_email,stage,amount,currency,created,close_date,status"
SELLERS = 50
PEAK = Path(__file__).with_name("peak.py")


@dataclass(frozen=True)
class Imported:
    """How many deals there were, how many seconds the command took from its start to its end, and its peak of MB."""

    deals: int
    seconds: float
    megabytes: float


def imported(deals: int, fresh: Fresh, folder: Path) -> Imported:
    """Import so many deals into a database that has people only."""
    url = fresh()
    house, workspace = open_house(url, lambda: NOW)
    settle(house, workspace, Shape(0, SELLERS))
    house.database.close()
    file = folder / f"{deals}.csv"
    file.write_text("\n".join((HEADING, *_lines(deals), "")))
    command = [sys.executable, "-P", str(PEAK), "import", str(file), "--yes"]
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": url}
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"the import failed:\n{done.stdout}{done.stderr}")
    return Imported(deals, took, int(done.stderr.rsplit(maxsplit=1)[1]) / 1024)


def _lines(deals: int) -> Iterator[str]:
    for number in range(deals):
        closes = date(2026, 12, 15) + timedelta(days=number % 200)
        owner = email_of(seller(number % SELLERS))
        yield (
            f"I{number},Deal {number},Account {number % 85},{owner},Proposal,{number}.50,DKK,"
            f"2026-09-01,{closes},open"
        )
