"""What a form about evidence carries from step to step in private_metadata: the subject and the message."""

import json
from dataclasses import astuple, dataclass, replace

from bot.usecases.quoted import Quoted
from bot.views.blocks import cut
from bot.views.place import MOST_ID

MOST = 3000  # characters of private_metadata
SHORTER = 100


@dataclass(frozen=True)
class Carried:
    """The id of the subject, 0 while none is chosen, and the message that is used, None for words typed by hand."""

    subject_id: int
    quoted: Quoted | None = None

    def dump(self) -> str:
        """As private_metadata; the end of a message that is too long for it is left out."""
        quoted = self.quoted
        data = _json(self.subject_id, quoted)
        while quoted and len(data) > MOST:
            quoted = replace(quoted, text=cut(quoted.text, len(quoted.text) - SHORTER))
            data = _json(self.subject_id, quoted)
        return data

    @classmethod
    def load(cls, data: str) -> "Carried":
        """From private_metadata; raises ValueError when it isn't ours."""
        try:
            found = json.loads(data) if len(data) <= MOST else None
        except RecursionError as error:
            raise ValueError(data) from error
        if not isinstance(found, list) or len(found) != 2:
            raise ValueError(data)
        subject_id, parts = found
        if type(subject_id) is not int or not 0 <= subject_id < MOST_ID:
            raise ValueError(data)
        return cls(subject_id, None if parts is None else _quoted(parts))


def _json(subject_id: int, quoted: Quoted | None) -> str:
    parts = astuple(quoted) if quoted else None
    return json.dumps([subject_id, parts], ensure_ascii=False, separators=(",", ":"))


def _quoted(parts: object) -> Quoted:
    if not isinstance(parts, list) or [type(part) for part in parts] != [str, str, str, str, str, bool]:
        raise ValueError(parts)
    return Quoted(*parts)
