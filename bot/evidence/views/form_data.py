"""What a form about evidence carries from step to step: the subject and the message."""

from dataclasses import replace
from typing import NamedTuple

from bot.evidence.usecases.quoted import Quoted
from bot.kit.blocks import cut
from bot.kit.codec import Codec, Id

SHORTER = 100


class Carried(NamedTuple):
    """The id of the subject, None while none is chosen, and the message, None for words typed by hand."""

    subject_id: Id | None = None
    quoted: Quoted | None = None

    def fitting(self) -> "Carried":
        """The same without the end of a message that is too long to travel."""
        shorter = self
        while shorter.quoted and not CARRIED.fits(shorter):
            text = cut(shorter.quoted.text, len(shorter.quoted.text) - SHORTER)
            shorter = shorter._replace(quoted=replace(shorter.quoted, text=text))
        return shorter


CARRIED: Codec[Carried] = Codec(Carried)
