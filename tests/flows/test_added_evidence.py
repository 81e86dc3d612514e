"""Evidence added without a review: it lifts what counts, and never takes anything away."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.scoring.evidence import Grade, Piece, text_hash
from flows.scoring.rating import Answer, Rating, lasts, rate, rate_all
from tests.flows.samples import DEAL, NOW, TODAY

PLAIN = Answer(level=3, answered_at=NOW, evidence="", evidence_on=None, since=NOW)
NOTE = Piece("Kim said so on the phone", ("D1.2",), TODAY, NOW)
LINK = replace(NOTE, text="https://example.com/mail")
MESSAGE = replace(NOTE, is_message=True)
TEXTS = ("", "12 Nov: confirmed by mail", "“We want this”")


def counted(answer: Answer, *pieces: Piece) -> int:
    return rated(answer, *pieces).counted


def rated(answer: Answer, *pieces: Piece) -> Rating:
    found = rate(DEAL, "D1.2", answer, pieces)
    assert found is not None
    return found


@pytest.mark.parametrize(("piece", "level"), [(NOTE, 2), (LINK, 3), (MESSAGE, 3)])
def test_a_note_carries_two_a_link_and_a_message_three(piece: Piece, level: int) -> None:
    assert counted(PLAIN, piece) == level


def test_a_message_is_proof_whatever_it_says() -> None:
    assert MESSAGE.grade is Grade.PROOF
    assert NOTE.grade is Grade.NOTE


def test_a_piece_about_another_question_lifts_nothing() -> None:
    assert counted(PLAIN, replace(MESSAGE, covers=("D1.1", "D1.3"))) == 1


def test_a_piece_lifts_no_higher_than_what_was_answered() -> None:
    assert counted(replace(PLAIN, level=2), MESSAGE) == 2
    assert rate(DEAL, "D1.2", replace(PLAIN, level=None), [MESSAGE]) is None


def test_a_message_that_was_too_old_when_it_was_used_takes_nothing_from_what_counts() -> None:
    noted = replace(PLAIN, evidence="19 Nov: by mail", evidence_on=date(2026, 11, 19))
    old = replace(MESSAGE, occurred_on=date(2026, 1, 5))

    assert rated(noted, old) == rated(noted)


def test_fresh_words_carry_on_where_the_reviews_own_have_grown_too_old() -> None:
    stale = replace(PLAIN, evidence="“Yes”", evidence_on=date(2026, 8, 1))
    assert rated(stale).fresh_until < NOW

    found = rated(stale, NOTE)

    assert (found.counted, found.fresh_until > NOW) == (2, True)


def test_of_two_that_carry_the_same_the_one_that_lasts_longer_counts() -> None:
    older, newer = (replace(LINK, occurred_on=TODAY - timedelta(days=days)) for days in (60, 10))

    assert rated(PLAIN, older, newer) == rated(PLAIN, newer, older) == rated(PLAIN, newer)


def test_evidence_renews_no_answer() -> None:
    long_ago = NOW - timedelta(days=200)
    found = rated(replace(PLAIN, answered_at=long_ago, since=long_ago), MESSAGE)

    assert found.fresh_until < NOW


def test_answers_to_questions_that_nobody_asks_any_more_are_left_out() -> None:
    assert list(rate_all(DEAL, {"D9.9": PLAIN, "D1.2": PLAIN})) == ["D1.2"]


def test_the_last_day_of_evidence_is_the_ninetieth() -> None:
    assert lasts(DEAL, TODAY - timedelta(days=90), now=NOW)
    assert not lasts(DEAL, TODAY - timedelta(days=91), now=NOW)


def test_the_same_words_have_the_same_hash_and_others_another() -> None:
    assert text_hash("Kim said so") == text_hash("Kim said so") != text_hash("Kim said no")
    assert len(text_hash("æøå 🟢")) == 64


days = st.integers(0, 200)
texts = st.sampled_from([*TEXTS, "https://example.com/1"])
pieces = st.builds(
    lambda text, is_message, age, later, covers: Piece(
        text, covers, TODAY - timedelta(days=age), NOW + timedelta(hours=later), is_message
    ),
    texts,
    st.booleans(),
    days,
    st.integers(0, 2000),
    st.sampled_from([("D1.2",), ("D1.1", "D1.2"), ("D1.3",)]),
)


@given(st.integers(0, 3), texts, days, st.lists(pieces, min_size=1, max_size=5))
def test_the_last_piece_takes_nothing_away_at_the_moment_when_it_is_added(
    level: int, text: str, age: int, given_pieces: list[Piece]
) -> None:
    answer = Answer(level, NOW, text, TODAY - timedelta(days=age), NOW)
    *before, last = sorted(given_pieces, key=lambda piece: piece.written_at)
    at = last.written_at

    without, with_it = rated(answer, *before), rated(answer, *before, last)

    assert worth(with_it, at) >= worth(without, at)
    assert with_it.level == without.level == level
    if with_it.counted == without.counted and without.fresh_until >= at:
        assert with_it.fresh_until >= without.fresh_until


@given(st.integers(0, 3), texts, st.lists(pieces, max_size=5), st.randoms())
def test_the_order_in_which_they_are_read_does_not_matter(
    level: int, text: str, given_pieces: list[Piece], random: object
) -> None:
    answer = Answer(level, NOW, text, TODAY, NOW)
    turned = list(given_pieces)
    random.shuffle(turned)  # type: ignore[attr-defined]

    assert rated(answer, *turned) == rated(answer, *given_pieces)


def worth(rating: Rating, at: datetime) -> int:
    """What it counts for at a moment: less than nothing when it is too old."""
    return rating.counted if at <= rating.fresh_until else -1
