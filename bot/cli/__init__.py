"""The command line, and where the installed command starts."""

import gc
from importlib import import_module


def main() -> None:
    """Load everything, then do what the command line says (bot.cli.app.main).

    What is loaded stays to the end. The garbage collector would go through all of it again and again: a fifth of the
    start, and later a pause of the running bot each time.
    """
    gc.disable()
    app = import_module("bot.cli.app")
    gc.freeze()
    gc.enable()
    app.main()
