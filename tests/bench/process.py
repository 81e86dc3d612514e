"""A bot as a process of its own, beside the fake Slack: when it is connected, what it costs, what it logs."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.slack import FakeSlack, Wire

REVISOR = (str(Path(sys.executable).with_name("revisor")), "run")
BARE = (sys.executable, "-P", str(Path(__file__).with_name("bare.py")))
PATIENCE = 30.0  # seconds; a bot is connected in one of them
MB = 1 << 20


@dataclass(frozen=True)
class Bot:
    """A running bot, its connection, and how many seconds after its start that was there."""

    process: psutil.Process
    wire: Wire
    log: Path
    connected_after: float

    @property
    def seconds(self) -> float:
        """Of processor that it has used so far."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def megabytes(self) -> float:
        """Of resident memory."""
        return float(self.process.memory_info().rss / MB)

    def errors(self) -> list[str]:
        """The lines of its log that an operator would look into."""
        return [line for line in self.log.read_text().splitlines() if " ERROR " in line or "Error: " in line]


@asynccontextmanager
async def running(
    slack: FakeSlack, command: Sequence[str], env: Mapping[str, str], log: Path
) -> AsyncIterator[Bot]:
    """The bot of this command and these settings, connected; its app token names its wire. It ends with the block."""
    wire = slack.wires[env["SLACK_APP_TOKEN"]] = Wire()
    began = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env={"PATH": os.environ["PATH"], **env}, cwd=log.parent, stdout=out, stderr=out
        )
    try:
        await _connected(wire, log)
        yield Bot(psutil.Process(process.pid), wire, log, time.perf_counter() - began)
    finally:
        process.kill()
        process.wait()


async def _connected(wire: Wire, log: Path) -> None:
    try:
        await asyncio.wait_for(wire.connected.wait(), PATIENCE)
    except TimeoutError:
        raise RuntimeError(f"the bot does not connect:\n{log.read_text()}") from None
