"""`python -m bot.cli` is `revisor`."""

from bot.cli import main

main()
