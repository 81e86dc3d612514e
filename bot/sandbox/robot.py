"""The demo's bot: `revisor run` with the sandbox's clock. It is told where its workspace is on standard input."""

import json
import logging
import sys
from pathlib import Path

from bot.app import wiring
from bot.kit.settings import from_env
from bot.sandbox.clock import FileClock


def main() -> None:
    """Wait for one line of JSON (`env`, and the file of the `clock`), then run; no line, no bot."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    line = sys.stdin.readline()
    if line:
        told = json.loads(line)
        clock = FileClock(Path(told["clock"]))
        wiring.run(from_env(told["env"], needs_slack=True), clock=clock, ready=lambda: None)


if __name__ == "__main__":
    main()
