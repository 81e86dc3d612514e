"""`revisor` as a process of its own, forked from one that has loaded the program and done nothing with it.

To load it takes a second of processor time, and a hundred tests start it. That the installed command starts without
such help is tested in tests/bot/test_cli_trouble.py and tests/demo.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

from bot.cli import main

LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload(["bot.cli.app"])


@dataclass(frozen=True)
class Started:
    """A process that was started, in the words of subprocess.Popen."""

    process: ForkServerProcess

    @property
    def pid(self) -> int:
        """Its number."""
        assert self.process.pid is not None
        return self.process.pid

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        """Its exit code, once it has ended; TimeoutExpired where that takes longer."""
        self.process.join(seconds)
        if (code := self.process.exitcode) is None:
            raise TimeoutExpired("revisor", seconds or 0)
        return code

    def send_signal(self, number: int) -> None:
        """A signal to it, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()


def started(words: tuple[str, ...], folder: Path, env: Mapping[str, str], *, out: Path, err: Path) -> Started:
    """Start `revisor` with these words in a folder and an environment; `out` and `err` take what it prints."""
    process = LOADED.Process(target=_main, args=(words, folder, dict(env), out, err))
    process.start()
    return Started(process)


def ended(
    words: tuple[str, ...], folder: Path, env: Mapping[str, str], seconds: float
) -> "CompletedProcess[str]":
    """Run `revisor` to its end, with no terminal; what it printed is text."""
    out, err = (folder / f"said.{number}" for number in _unused(folder))
    process = started(words, folder, env, out=out, err=err)
    try:
        code = process.wait(seconds)
    finally:
        process.kill()
    return CompletedProcess(["revisor", *words], code, out.read_text(), err.read_text())


def _unused(folder: Path) -> tuple[int, int]:
    number = len([*folder.glob("said.*")])
    return number, number + 1


def _main(words: tuple[str, ...], folder: Path, env: dict[str, str], out: Path, err: Path) -> None:
    with ExitStack() as files:
        for number, path in ((1, out), (2, err)):
            os.dup2(files.enter_context(path.open("ab")).fileno(), number)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.argv = ["revisor", *words]
    main()
