"""The ticker: each job on a thread of its own, at its pace by a clock that nobody sets."""

from collections.abc import Callable
from threading import Thread

from bot.app.patience import Stop, WrongToken
from bot.app.repeated import Repeated

Run = Callable[[], None]


class Ticker:
    """Runs jobs until it has to stop. What one of them stumbles over is logged, and stops neither it nor the others."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop
        self._threads: list[Thread] = []

    def every(self, seconds: float, name: str, run: Run) -> None:
        """Run it again and again, so many seconds after it has ended."""

        def repeat() -> None:
            trouble = Repeated(name)
            while not self._stop.wait(
                seconds
            ):  # by the monotonic clock: the machine's may be set back or ahead
                self._attempt(run, trouble)

        self._begin(repeat)

    def once(self, name: str, run: Run) -> None:
        """Run it now."""
        self._begin(lambda: self._attempt(run, Repeated(name)))

    def end(self) -> None:
        """Wait until the jobs at work have ended; it has been told to stop."""
        for thread in self._threads:
            thread.join()

    def _begin(self, work: Run) -> None:
        thread = Thread(target=work, daemon=True, name="ticker")
        self._threads.append(thread)
        thread.start()

    def _attempt(self, run: Run, trouble: Repeated) -> None:
        try:
            run()
        except WrongToken as error:
            self._stop.because(error)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one run, the next one may go well
            trouble.again(error)
        else:
            trouble.over()
