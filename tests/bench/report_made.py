"""Make the report of a period and print what it took: seconds, seconds of processor, and the most memory in kB."""

import re
import sys
import time
from pathlib import Path

from bot.report.usecases.report import made
from flows.report.period import Period
from tests.bench.company import NOW, open_house

STATUS = Path("/proc/self/status")  # resource.getrusage would tell of the process that started this one, too


def main(url: str, period: str) -> None:
    """Print one line."""
    house, workspace = open_house(url, lambda: NOW)
    wall, cpu = time.perf_counter(), time.process_time()
    with house.read(workspace) as desk:
        made(desk, Period.read(period))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    found = re.search(r"VmHWM:\s+(\d+)", STATUS.read_text()) if STATUS.exists() else None
    sys.stdout.write(f"{wall} {cpu} {found[1] if found else 0}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
