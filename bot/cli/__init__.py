"""The command line."""

from bot.cli.app import main

__all__ = ["main"]
