"""`python -m bot.cli` is `revisor`."""

from bot.cli.app import main

main()
