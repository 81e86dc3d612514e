"""The ticker: jobs at their pace, whatever happens to the machine's clock."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic, time

from apscheduler.schedulers.background import BackgroundScheduler

from bot.app.patience import Stop, WrongToken
from bot.app.repeated import Repeated

Run = Callable[[], None]
Seconds = Callable[[], float]
SET_BACK = 1  # seconds that the machine's clock may differ from the steady one without anybody having set it


class Ticker:
    """Runs jobs until it has to stop. What one of them stumbles over is logged, and stops neither it nor the others.

    `clock` and `steady` count seconds: the machine's clock, and one that nobody sets.
    """

    def __init__(self, stop: Stop, *, clock: Seconds = time, steady: Seconds = monotonic) -> None:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        # What was missed is made up for once; a job still at work is not begun again.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
        self._stop = stop
        self._clock, self._steady = clock, steady
        self._apart = clock() - steady()

    def every(self, seconds: float, name: str, run: Run) -> None:
        """Run it again and again."""
        trouble = Repeated(name)
        self._scheduler.add_job(lambda: self._attempt(run, trouble), "interval", name=name, seconds=seconds)

    def once(self, name: str, run: Run) -> None:
        """Run it when the ticker starts."""
        self._scheduler.add_job(lambda: self._attempt(run, Repeated(name)), name=name)

    def start(self) -> None:
        """Start."""
        self._scheduler.start()

    def keep_pace(self) -> None:
        """Where the machine's clock was set back, run at once what would wait until it is as late again.

        APScheduler plans by that clock. To be called every now and then.
        """
        apart = self._clock() - self._steady()
        if apart < self._apart - SET_BACK:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        self._apart = apart

    def end(self) -> None:
        """Wait until the jobs at work have ended."""
        if self._scheduler.running:
            # APScheduler looks for due jobs once more while it ends, and then misses the threads to run them on.
            self._scheduler.remove_all_jobs()
            self._scheduler.shutdown()

    def _attempt(self, run: Run, trouble: Repeated) -> None:
        try:
            run()
        except WrongToken as error:
            self._stop.because(error)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one run, the next one may go well
            trouble.again(error)
        else:
            trouble.over()
