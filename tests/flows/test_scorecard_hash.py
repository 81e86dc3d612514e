"""A scorecard's version: the hash of what its file declares, whatever the code that reads it knows besides."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field

from flows.scorecards.areas import Area, Question
from flows.scorecards.scorecard import Scorecard, content_hash, parse
from flows.scorecards.words import Declared
from tests.flows.samples import CUSTOMER, DEAL
from tests.flows.strategies import Raw, scorecards

many = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])

FORMAT_2 = {
    "AnswerHeld.close_in_under_days": None,
    "AnswerHeld.longer_than_working_days": None,
    "AppliesTo.amount_below": {},
    "AppliesTo.amount_from": {},
    "AppliesTo.products": (),
    "AppliesTo.segments": (),
    "Area.weight": 1,
    "Calendar.closed_weeks": (),
    "Calendar.country": None,
    "Calendar.timezone": "Europe/Copenhagen",
    "CloseMovedHeld.only_if": None,
    "CloseMovedHeld.unless": None,
    "Level.note": None,
    "Question.not_applicable": None,
    "Scorecard.applies_to": None,
    "Scorecard.due_before_days": 7,
    "Scorecard.id": None,
    "Scorecard.most_not_applicable": 3,
    "Scorecard.order": 100,
    "Scorecard.red_asks_for_step": True,
    "Scorecard.review_every": None,
    "Span.days": None,
    "Span.working_days": None,
}


class LaterQuestion(Question):
    """A question of a later release, with more that may be said of it."""

    hint: str | None = None
    seconds: int = 40


class LaterArea(Area):
    """An area of that release."""

    questions: tuple[LaterQuestion, ...]
    colours: dict[str, str] = Field(default_factory=dict)


class LaterScorecard(Scorecard):
    """A scorecard of that release."""

    areas: tuple[LaterArea, ...]
    sign_off: bool = False
    regions: tuple[str, ...] = ("DK", "NO")


@many
@given(scorecards())
def test_a_field_with_a_default_that_the_code_gets_later_moves_no_hash(raw: Raw) -> None:
    assert content_hash(LaterScorecard.model_validate(raw)) == content_hash(parse(raw))


@many
@given(scorecards(), st.sampled_from([{"sign_off": True}, {"regions": []}, {"regions": ["DK"]}]))
def test_what_a_file_says_in_such_a_field_moves_it(raw: Raw, said: Raw) -> None:
    assert content_hash(LaterScorecard.model_validate(raw | said)) != content_hash(parse(raw))


@many
@given(scorecards(), scorecards())
def test_scorecards_have_the_same_hash_just_when_they_say_the_same(raw: Raw, other: Raw) -> None:
    one, two = parse(raw), parse(other)

    assert (content_hash(one) == content_hash(two)) == (one == two)


@many
@given(scorecards())
def test_a_default_that_a_file_writes_out_says_nothing_new(raw: Raw) -> None:
    short = parse(raw)
    in_full = short.model_dump(mode="json")

    assert in_full != raw
    assert content_hash(parse(in_full)) == content_hash(short)


def test_every_change_of_content_changes_the_hash() -> None:
    raw = DEAL.model_dump(mode="json")
    raw["areas"][0]["weight"] = 2

    assert len({content_hash(parse(raw)), content_hash(DEAL), content_hash(CUSTOMER)}) == 3


def test_a_key_that_has_another_name_today_is_read_by_both_and_hashed_as_ever() -> None:
    plain = DEAL.model_dump(mode="json", exclude={"red_asks_for_action"})
    before, today = (
        parse({**plain, "red_asks_for_step": False}),
        parse({**plain, "red_asks_for_action": False}),
    )
    declared = {**DEAL.model_dump(mode="json", exclude_defaults=True), "red_asks_for_step": False}
    hashed = json.dumps(
        {"format": 2, "scorecard": declared}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )

    assert not before.red_asks_for_action
    assert before == today
    assert content_hash(before) == content_hash(today) == hashlib.sha256(hashed.encode()).hexdigest()


def test_a_scorecard_that_is_kept_has_the_key_under_which_it_is_kept() -> None:
    raw = DEAL.model_dump(mode="json")

    assert parse(raw).version == content_hash(DEAL)
    assert parse(raw, version="abc").version == "abc"
    assert parse(raw, version="abc") == DEAL


def test_no_default_changes_within_a_format() -> None:
    """A new field is a new line. A line that changes makes the same files mean something else: raise FORMAT."""
    assert dict(_defaults(Declared)) == FORMAT_2


def _defaults(model: type[Declared]) -> Iterator[tuple[str, Any]]:
    for one in model.__subclasses__():
        if one.__module__.startswith("flows."):
            for name, field in one.model_fields.items():
                if not field.is_required():
                    hashed = field.serialization_alias or name
                    yield f"{one.__name__}.{hashed}", field.get_default(call_default_factory=True)
        yield from _defaults(one)
