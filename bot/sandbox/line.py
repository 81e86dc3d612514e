"""The line between the workspace and the bot: envelopes go out, acknowledgements come back in 3 seconds."""

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from threading import Lock, Timer

from bot.sandbox.rules import Json

PATIENCE = 3.0
RETRIES = (0.0, 60.0, 300.0)  # when Slack sends an unacknowledged event again
ANSWERED = frozenset({"slash_commands", "interactive"})

Send = Callable[[Json], "Future[Json | None]"]


class NotAcknowledged(Exception):
    """No acknowledgement came in time; `connected` tells whether anybody was there to give one."""

    def __init__(self, *, connected: bool) -> None:
        self.connected = connected
        super().__init__("the bot did not acknowledge" if connected else "no bot is connected")


class Line:
    """All ways to the bot that are open now; every delivery takes one of them."""

    def __init__(self, *, patience: float = PATIENCE, retries: Sequence[float] = RETRIES) -> None:
        self._patience = patience
        self._retries = tuple(retries)
        self._lock = Lock()
        self._ways: list[Send] = []
        self._expected: dict[str, Future[Json | None]] = {}
        self._timers: list[Timer] = []
        self._pools: list[ThreadPoolExecutor] = []

    def connect(self, handler: Callable[[Json], Json | None]) -> Callable[[], None]:
        """Delivers to `handler` in this process: it gets an envelope and returns the payload of its
        acknowledgement ({} for an empty one, None for none at all). The returned function disconnects it."""
        pool = ThreadPoolExecutor(thread_name_prefix="sandbox-line")
        self._pools.append(pool)
        return self.attach(lambda envelope: pool.submit(handler, envelope))

    def attach(self, send: Send) -> Callable[[], None]:
        """Adds a way to the bot; the returned function takes it away."""
        with self._lock:
            self._ways.append(send)

        def detach() -> None:
            with self._lock, suppress(ValueError):
                self._ways.remove(send)

        return detach

    @property
    def connections(self) -> int:
        """How many ways to the bot are open."""
        return len(self._ways)

    def expect(self, envelope_id: str) -> "Future[Json | None]":
        """What `acknowledge` will fill for this envelope."""
        with self._lock:
            return self._expected.setdefault(envelope_id, Future())

    def acknowledge(self, envelope_id: str, payload: Json) -> None:
        """An acknowledgement came; one for an unknown or forgotten envelope is ignored, as by Slack."""
        with self._lock:
            waiting = self._expected.pop(envelope_id, None)
        if waiting is not None and waiting.set_running_or_notify_cancel():
            waiting.set_result(payload)

    def deliver(self, kind: str, payload: Json, **more: object) -> Json:
        """Sends one envelope and waits for its acknowledgement. Raises NotAcknowledged.

        `kind` is slash_commands, interactive or events_api. Call it from a thread that may wait.
        """
        with self._lock:
            if not self._ways:
                raise NotAcknowledged(connected=False)
            self._ways.append(self._ways.pop(0))  # in turns, as Slack spreads over connections
            send = self._ways[-1]
        envelope = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind in ANSWERED,
            **more,
        }
        return self._awaited(send(envelope), str(envelope["envelope_id"]))

    def _awaited(self, coming: "Future[Json | None]", envelope_id: str) -> Json:
        try:
            payload = coming.result(timeout=self._patience)
        except TooLate:
            if coming.done():  # the bot's own error, not ours
                raise
            payload = None
        finally:
            with self._lock:
                self._expected.pop(envelope_id, None)
        if payload is None:
            raise NotAcknowledged(connected=True)
        return payload

    def tell(self, payload: Json) -> None:
        """Sends an event; one that is not acknowledged is sent again, up to three times."""
        self._tell(payload, attempt=0)

    def _tell(self, payload: Json, *, attempt: int) -> None:
        more = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        with suppress(NotAcknowledged):
            self.deliver("events_api", payload, **more)
            return
        if attempt < len(self._retries):
            self._later(self._retries[attempt], payload, attempt + 1)

    def _later(self, seconds: float, payload: Json, attempt: int) -> None:
        if not seconds:
            self._tell(payload, attempt=attempt)
            return
        timer = Timer(seconds, self._tell, args=(payload,), kwargs={"attempt": attempt})
        timer.daemon = True
        self._timers = [*(old for old in self._timers if old.is_alive()), timer]
        timer.start()

    def close(self) -> None:
        """Ends what waits: later retries and in-process deliveries."""
        for timer in self._timers:
            timer.cancel()
        for pool in self._pools:
            pool.shutdown(wait=False)
