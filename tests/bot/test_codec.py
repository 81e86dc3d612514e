"""What travels through Slack: what is dumped is loaded again, and everything else is refused in one way."""

import importlib
import json
import pkgutil
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import bot
from bot.actions.views import action_items, form, settling
from bot.crm import views as imports
from bot.crm.usecases.found import WHATS
from bot.deals.views import changing, handover
from bot.digest.views import listing, targets
from bot.evidence.usecases.quoted import Quoted
from bot.evidence.views import exhibits as evidence
from bot.evidence.views import form_data as carried
from bot.evidence.views.exhibits import Seen
from bot.evidence.views.form_data import Carried
from bot.home.usecases.filters import Only
from bot.home.views import filters
from bot.kit import codec, place
from bot.kit.codec import MOST_ID, Codec, Count, Id
from bot.kit.place import MOST, Place, Run
from bot.kit.refusal import Refusal
from bot.meetings.views import agreeing, frame
from bot.remarks import views as remarks
from bot.report.usecases.asking import EDITION, Edition
from bot.rhythm.views import viewing
from bot.second_views.views import giving
from flows.company.colour import Colour

ids = st.integers(1, MOST_ID)
counts = st.integers(0, MOST_ID)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
runs = st.lists(ids, min_size=1, max_size=MOST).flatmap(
    lambda listed: st.builds(Run, st.just(tuple(listed)), st.integers(0, len(listed) - 1), counts)
)
places = st.builds(Place, ids, counts, counts, st.none() | runs)
quoted = st.builds(
    Quoted,
    channel=st.from_regex(r"[A-Z][A-Z0-9]{1,30}", fullmatch=True),
    ts=st.from_regex(r"[0-9]{1,10}\.[0-9]{6}", fullmatch=True),
    user=words,
    author=words,
    text=words,
    is_open=st.booleans(),
)
# Every format, with the values that its views make.
FORMATS: dict[str, tuple[Codec[Any], SearchStrategy[Any]]] = {
    "an id": (codec.ID, ids),
    "a number": (codec.COUNT, counts),
    "which edition": (EDITION, st.builds(Edition, st.none() | ids)),
    "whose list": (filters.OF_TEAM, st.none() | ids),
    "which colour": (filters.OF_COLOUR, st.none() | st.sampled_from(Colour)),
    "which of them": (filters.WHICH, st.none() | st.sampled_from(Only)),
    "in which stage": (filters.IN_STAGE, st.none() | words),
    "whose target": (targets.WHOSE, st.none() | ids),
    "which page of a list": (
        listing.PLACE,
        st.builds(listing.Place, st.sampled_from(Colour), st.none() | ids, counts),
    ),
    "a run": (place.RUN, runs),
    "a page": (place.PLACE, places),
    "a window": (place.WINDOW, places | runs),
    "an audit": (giving.GIFT, st.tuples(ids, counts)),
    "a view before a 1-to-1": (viewing.CHOSEN, st.tuples(ids, counts, counts)),
    "a handover": (handover.FROM_TO, st.tuples(ids, ids)),
    "a change": (
        changing.FORM,
        st.builds(
            changing.Form,
            ids,
            st.dictionaries(st.sampled_from(changing.FIELDS), words),
        ),
    ),
    "evidence": (carried.CARRIED, st.builds(Carried, st.none() | ids, st.none() | quoted)),
    "what is seen": (
        evidence.SEEN,
        st.builds(
            Seen, ids, words, st.lists(st.text("0123456789abcdef", max_size=64), max_size=4).map(tuple)
        ),
    ),
    "a file to import": (
        imports.LOOK,
        st.builds(
            imports.Look,
            st.sampled_from(WHATS),
            st.from_regex(r"[A-Z0-9]{1,40}", fullmatch=True),
            st.from_regex(r"[0-9a-f]{64}", fullmatch=True) | st.just(""),
            st.dictionaries(words, words, max_size=4),
            st.lists(words, max_size=4).map(tuple),
        ),
    ),
    "a remark": (remarks.FORM, st.tuples(ids, st.booleans())),
    "a lowered level": (remarks.LEVEL, st.tuples(ids, st.text("CD.0123456789", max_size=10))),
    "a place in a 1-to-1": (
        frame.PLACE,
        st.builds(frame.Place, ids, st.from_regex(r"[a-z]+(\.[0-9]{1,10})?", fullmatch=True)),
    ),
    "what an agreed action moves": (agreeing.MOVE, st.tuples(ids, st.text("CD.0123456789", max_size=10))),
    "an action item's subject": (action_items.ABOUT, st.tuples(ids, words)),
    "what becomes of an action item": (
        settling.ABOUT_ITEM,
        st.builds(settling.About, ids, st.sampled_from([None, "why", "mine", "team"])),
    ),
    "an action item": (
        form.FORM,
        st.builds(form.Form, ids, st.sampled_from([None, "why", "result"]), st.none() | runs),
    ),
}
numbers = st.integers() | st.integers(0, MOST_ID + 1) | st.floats() | st.booleans() | st.none()
values = st.recursive(
    numbers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=6),
    max_leaves=12,
)


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
def test_what_is_dumped_is_loaded_again(name: str, data: st.DataObject) -> None:
    format_, strategy = FORMATS[name]
    value = data.draw(strategy)

    assert format_.load(format_.dump(value)) == value


@pytest.mark.parametrize("name", FORMATS)
@given(said=st.text() | values.map(json.dumps))
@example("")
@example("9" * 4301)
@example(f"[{'9' * 4301}, 1, 0]")
@example("[" * 100_000)
@example("[" * 100_000 + "]" * 100_000)
@example('{"a":' * 1500)
@example('"\ud800"')
@example('["\\ud800"]')
@example("NaN")
@example("1e400")
@example(f"{MOST_ID + 1}")
@example("0.0")
def test_everything_else_is_refused(name: str, said: str) -> None:
    assert_is_said_or_refused(FORMATS[name][0], said)


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
def test_what_is_dumped_and_altered_is_another_value_or_refused(name: str, data: st.DataObject) -> None:
    format_, strategy = FORMATS[name]
    said = format_.dump(data.draw(strategy))
    at = data.draw(st.integers(0, len(said)))
    cut = data.draw(st.integers(0, 3))

    assert_is_said_or_refused(format_, said[:at] + data.draw(st.text(max_size=3)) + said[at + cut :])


def assert_is_said_or_refused(format_: Codec[Any], said: str) -> None:
    """Nothing but a value that travels as well as any of ours, or the one refusal."""
    value, refused = _loaded(format_, said)

    assert refused in {"", "old_button"}
    assert refused or format_.load(format_.dump(value)) == value


def _loaded(format_: Codec[Any], said: str) -> tuple[Any, str]:
    try:
        return format_.load(said), ""
    except Refusal as refusal:
        return None, refusal.code


def test_every_format_is_among_them() -> None:
    names = [module.name for module in pkgutil.walk_packages(bot.__path__, "bot.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    there = {id(value) for module in modules for value in vars(module).values() if isinstance(value, Codec)}

    missing = there - {id(format_) for format_, _ in FORMATS.values()}

    assert missing == set()


def test_whether_it_fits_is_asked_before_it_is_sent() -> None:
    short: Codec[list[int]] = Codec(list[Id], most=5)

    assert short.dump([1, 2]) == "[1,2]"
    assert not short.fits([1, 20])
    with pytest.raises(ValueError, match="do not fit into 5"):
        short.dump([1, 20])
    with pytest.raises(Refusal):
        short.load("[1, 2]")


def test_a_number_is_no_truth_and_no_text() -> None:
    one: Codec[int] = Codec(Count)

    assert one.load("1") == 1
    for said in ("true", '"1"', "1.0", "01", "١", "-0.0"):
        with pytest.raises(Refusal):
            one.load(said)


def test_a_long_message_travels_without_its_end() -> None:
    message = Quoted("C1", "1.000001", "U1", "Kim", '"\n' * 1000, is_open=True)

    carried_on = Carried(1, message).fitting()

    assert carried_on.quoted is not None
    assert carried_on.quoted.text.startswith('"\n"\n')
    assert carried_on.quoted.text.endswith("…")
    assert carried_on.quoted == replace(message, text=carried_on.quoted.text)
    assert len(carried.CARRIED.dump(carried_on)) <= codec.METADATA
    assert Carried(1, replace(message, text="x")).fitting() == Carried(1, replace(message, text="x"))
