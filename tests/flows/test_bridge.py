"""The bridge between two snapshots: it always adds up, and age alone never makes fewer red."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from flows.company.colour import Colour
from flows.company.money import Money
from flows.figures.bridge import Move, bridge
from flows.figures.groups import Mark

marks = st.builds(
    Mark,
    st.sampled_from(Colour),
    st.none() | st.builds(Money, st.decimals(0, 10**6, places=2), st.sampled_from(["DKK", "EUR"])),
    st.none() | st.sampled_from([Colour.RED, Colour.YELLOW, Colour.GREEN]),
)
snapshots = st.dictionaries(st.integers(1, 12), marks)


@given(snapshots, snapshots)
def test_what_was_there_plus_the_new_less_the_closed_is_what_is_there(before, after) -> None:
    moves = bridge(before, after)

    assert len(before) + len(moves[Move.NEW]) - len(moves[Move.CLOSED]) == len(after)
    moved = Counter(id_ for ids in moves.values() for id_ in ids)
    assert all(count == 1 for count in moved.values())
    same = {id_ for id_ in before.keys() & after.keys() if before[id_].colour is after[id_].colour}
    assert moved.keys() == (before.keys() | after.keys()) - same


@given(snapshots, snapshots)
def test_every_colour_follows_from_its_moves(before, after) -> None:
    moves = {id_: move for move, ids in bridge(before, after).items() for id_ in ids}

    def count(snapshot, colour):
        return sum(mark.colour is colour for mark in snapshot.values())

    for colour in Colour:
        came = sum(after[id_].colour is colour for id_, move in moves.items() if move is not Move.CLOSED)
        left = sum(before[id_].colour is colour for id_, move in moves.items() if move is not Move.NEW)
        assert count(before, colour) + came - left == count(after, colour)


@given(snapshots, st.sets(st.integers(1, 12)))
def test_whatever_grows_too_old_is_neither_better_nor_worse(before, old) -> None:
    after = {
        id_: Mark(Colour.GREY, mark.value, mark.colour) if id_ in old and mark.colour != Colour.GREY else mark
        for id_, mark in before.items()
    }

    moves = bridge(before, after)

    assert {move for move, ids in moves.items() if ids} <= {Move.TOO_OLD}
    red = {id_ for id_, mark in before.items() if mark.colour is Colour.RED}
    still = {id_ for id_, mark in after.items() if Colour.RED in {mark.colour, mark.last}}
    assert red <= still
