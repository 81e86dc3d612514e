"""What travels through Slack and comes back: in a window's private_metadata, a button's value, a choice.

It comes back as it was sent, as an older version of ours sent it, or as somebody forged it: so it is read in one
place, and whatever no screen of today's says is refused in one way. Lists are NamedTuples; each format is one
`Codec`, which stands beside the view that writes it. tests/bot/test_codec.py holds all of them.
"""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from bot.kit.refusal import Refusal

# Slack's limits in characters (Block Kit reference).
METADATA, VALUE, OPTION = 3000, 2000, 150
MOST_ID = 2**31 - 1  # what PostgreSQL's integer holds

Id = Annotated[int, Field(ge=1, le=MOST_ID)]
Count = Annotated[int, Field(ge=0, le=MOST_ID)]
Text = Annotated[str, Field(pattern=r"\A[^\x00]*\z")]  # without the character that PostgreSQL cannot keep

T = TypeVar("T")


class Codec(Generic[T]):
    """How values of one type travel: as JSON of at most `most` characters."""

    def __init__(self, type_: Any, *, most: int = METADATA) -> None:
        """`type_` is what pydantic reads strictly: it says which values there are."""
        self._adapter: TypeAdapter[T] = TypeAdapter(type_)
        self._most = most

    def dump(self, value: T) -> str:
        """As it travels; raises ValueError for what Slack would not take, which the views never make."""
        data = self._written(value)
        if len(data) > self._most:
            raise ValueError(f"{len(data)} characters do not fit into {self._most}: {data[:100]}")
        return data

    def fits(self, value: T) -> bool:
        """Whether Slack takes it."""
        return len(self._written(value)) <= self._most

    def load(self, data: str) -> T:
        """The value; refuses ("old_button") whatever says none, however long and deep it is."""
        try:
            if len(data) > self._most:
                raise Refusal("old_button")
            return self._adapter.validate_json(data, strict=True, extra="forbid")
        except ValidationError as error:
            raise Refusal("old_button") from error

    def _written(self, value: T) -> str:
        return self._adapter.dump_json(value, warnings="error").decode()


ID: Codec[int] = Codec(Id)
COUNT: Codec[int] = Codec(Count)
