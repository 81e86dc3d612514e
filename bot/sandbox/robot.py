"""The demo's bot: `revisor run` with the sandbox's clock."""

import logging
import os
import sys
from pathlib import Path

from bot import wiring
from bot.sandbox.clock import FileClock
from bot.settings import from_env


def main(clock_file: str) -> None:
    """Run the bot with the time that the sandbox's page shows."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    wiring.run(
        from_env(os.environ, needs_slack=True),
        clock=FileClock(Path(clock_file)),
        ready=lambda: None,
    )


if __name__ == "__main__":
    main(sys.argv[1])
