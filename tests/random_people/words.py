"""What random people type and choose: ordinary, odd and hostile values for every kind of field."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

Json = dict[str, Any]
TOKEN = re.compile(r"zq\d+x")
PLACES = ("Havn", "Fjord", "Quay", "Ærø", "Lighthouse", "Ålborg", "Mølle", "Café")
TYPED = (
    "", "status", "oversigt", "digest", "ugeoverblik", "setup", "opsætning", "help", "hjælp",
    "havn", "fjord", "quay", "aero", "light", "alborg", "molle", "cafe", "a", "zzzz", "=HYPERLINK(1)",
    "<!channel> *hi*", "שלום עולם", "😀" * 40, "%", "_", "'; drop table subjects; --", "x" * 600, "\0",
)  # fmt: skip
ODD = (
    "   ", "😀" * 3000, "😀", "\u202eשלום עולם\u202c", "x" * 2001, "y" * 2000, '=HYPERLINK("http://x.example","y")',
    "<!channel> <@U0TOM> *bold* `code`", "a\nb\n\n\nc", "&lt;&amp;", "\0nul\0", "12.11.2026:", "31.02.2026: x",
    "http://example.com/" + "z" * 300,
)  # fmt: skip
NUMBERS = (
    "",
    "0",
    "1",
    "50",
    "100",
    "101",
    "-1",
    "250000",
    "1.234,50",
    "1e400",
    "9" * 60,
    "3,5",
    "x",
    "EUR",
    "DKK",
)
SIGNED = ("0", "7", "50", "100", "99", "1")
FORMED = ("101", "-1", "3.5", "1e5", "00012")


@dataclass
class Words:
    """A source of values for one random choice after the other; what is typed carries a token of its typist."""

    office_now: datetime
    random: Random
    typist: str
    typed: dict[str, str] = field(default_factory=dict)  # token -> who typed it

    def command(self) -> str:
        """What may stand after /review."""
        return self.random.choice(TYPED)

    def text(self) -> str:
        """A text for a field: mostly evidence as people write it, marked with a token."""
        kind = self.random.random()
        if kind < 0.15:
            return self.random.choice(ODD)
        if kind < 0.25:
            return self.random.choice(NUMBERS)
        told = self.random.choice(
            ("the CFO wrote “{}” by mail", "{}", "{} https://example.com/mail/1", "“{}”")
        )
        day = (self.office_now - timedelta(days=self.random.randrange(40))).strftime("%d.%m.%Y: ")
        return self.random.choice((day, "")) + told.format(f"{self.random.choice(PLACES)} {self.token()}")

    def public(self) -> str:
        """A text for a channel, which holds no secret."""
        return TOKEN.sub("word", self.text()) or "-"

    def number(self) -> str | None:
        """For a field that wants a number."""
        return self.random.choice((*SIGNED, *FORMED, None))

    def day(self) -> str | None:
        """For a date picker."""
        away = self.random.choice((-4000, -60, -1, 0, 1, 5, 14, 45, 90, 400, 9000, None))
        return None if away is None else (self.office_now + timedelta(days=away)).date().isoformat()

    def hour(self) -> str:
        """For a time picker."""
        return f"{self.random.randrange(24):02}:{self.random.choice((0, 30)):02}"

    def some(self, offered: list[str]) -> list[str]:
        """Some of the boxes."""
        return [each for each in offered if self.random.random() < 0.4]

    def one(self, offered: list[str]) -> str | None:
        """One of the choices, None where there is none."""
        return self.random.choice(offered) if offered else None

    def token(self) -> str:
        """A word that nobody has typed before."""
        token = f"zq{len(self.typed)}x"
        self.typed[token] = self.typist
        return token
