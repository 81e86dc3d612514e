"""What holds for every scorecard that a company could declare."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.company.colour import RANK, Colour
from flows.scorecards.areas import TOP_LEVEL
from flows.scorecards.scorecard import parse
from flows.scoring.completion import Completion, left_out, moment
from flows.scoring.holding import moves_since
from flows.scoring.outcome import outcome
from flows.scoring.rating import Rating
from flows.scoring.score import AreaScore, Facts, Score, fresh, score
from tests.flows import brute_force
from tests.flows.samples import NOW
from tests.flows.strategies import Raw, cases, optional_of

Case = tuple[Raw, dict[str, Rating], Facts]

settings.register_profile(
    "method", deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
method = settings(settings.get_profile("method"))


def only_or_grey(possible: set[str]) -> str:
    return next(iter(possible)) if len(possible) == 1 else "grey"


@method
@given(cases(most_gaps=5))
def test_a_colour_is_shown_only_when_no_completion_of_the_gaps_could_change_it(case: Case) -> None:
    raw, ratings, facts = case
    whole, areas = brute_force.possible_colours(raw, ratings, facts, NOW)

    found = score(parse(raw), ratings, facts, now=NOW)

    assert found.colour == only_or_grey(whole)
    assert [area.colour for area in found.areas] == [only_or_grey(possible) for possible in areas]


@method
@given(cases(), st.data())
def test_a_better_answer_never_lowers_a_colour(case: Case, data: st.DataObject) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    before = score(scorecard, ratings, facts, now=NOW)
    raisable = [id_ for id_, rating in ratings.items() if rating.counted < 3 and rating.applies]
    if not raisable:
        return
    id_ = data.draw(st.sampled_from(raisable))
    level = data.draw(st.integers(ratings[id_].counted + 1, 3))
    better = ratings | {id_: replace(ratings[id_], level=level, counted=level)}

    after = score(scorecard, better, facts, now=NOW)

    assert not_lower(before, after)
    assert all(not_lower(*two) for two in zip(before.areas, after.areas, strict=True))


def not_lower(before: Score | AreaScore, after: Score | AreaScore) -> bool:
    """Green stays green; yellow may become uncertain towards green; grey could be better than red before."""
    was, is_now = before.colour, after.colour
    if was == Colour.GREY:
        return is_now != Colour.RED
    if is_now == Colour.GREY:
        return was != Colour.GREEN
    return RANK[is_now] >= RANK[was]


@method
@given(cases(), st.data())
def test_a_gap_never_raises_a_colour(case: Case, data: st.DataObject) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    before = score(scorecard, ratings, facts, now=NOW)
    dropped = data.draw(st.sets(st.sampled_from(sorted(scorecard.by_id))))
    fewer = {id_: rating for id_, rating in ratings.items() if id_ not in dropped}

    after = score(scorecard, fewer, facts, now=NOW)

    assert after.colour in {before.colour, Colour.GREY}
    assert after.coverage <= before.coverage


@method
@given(cases(), st.data())
def test_a_gap_that_turns_out_not_to_apply_changes_no_colour_that_is_shown(
    case: Case, data: st.DataObject
) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    before = score(scorecard, ratings, facts, now=NOW)
    gaps = [id_ for id_ in optional_of(raw) if id_ not in ratings or ratings[id_].fresh_until < NOW]
    chosen = data.draw(st.sets(st.sampled_from(gaps))) if gaps else set()
    left_out = {id_: Rating(0, 0, NOW, NOW, NOW, applies=False) for id_ in chosen}

    after = score(scorecard, ratings | left_out, facts, now=NOW)

    assert before.colour in {after.colour, Colour.GREY}
    for was, is_now in zip(before.areas, after.areas, strict=True):
        assert was.colour in {is_now.colour, Colour.GREY}
        assert is_now.maximum >= 3


@method
@given(cases(dated=False), st.integers(0, 200))
def test_time_alone_turns_a_colour_only_to_grey(case: Case, days: int) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    facts = replace(facts, close_date=None)
    before = score(scorecard, ratings, facts, now=NOW)

    after = score(scorecard, ratings, facts, now=NOW + timedelta(days=days))

    assert after.colour in {before.colour, Colour.GREY}


@method
@given(cases(), st.integers(0, 200))
def test_time_changes_a_colour_otherwise_only_by_a_declared_rule_with_dates(case: Case, days: int) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    later = NOW + timedelta(days=days)
    before = score(scorecard, ratings, facts, now=NOW)

    after = score(scorecard, ratings, facts, now=later)

    if after.colour not in {before.colour, Colour.GREY}:
        assert after.group != before.group or dated(case, NOW) != dated(case, later)


def dated(case: Case, now: datetime) -> set[tuple[int, str]]:
    """The knock-outs with dates that hold where every gap is 0, and where every gap is 3."""
    raw, ratings, facts = case
    scorecard = parse(raw)
    keys = ("close_in_under_days", "longer_than_working_days", "times")
    rules = {rule["id"] for rule in raw["knockouts"] if any(rule.get(key) is not None for key in keys)}
    known = fresh(scorecard, ratings, now=now)
    at = moment(scorecard, facts, now=now)
    return {
        (rest, held.id)
        for rest in (0, TOP_LEVEL)
        for held, _ in outcome(scorecard, at, Completion(known, rest, left_out(known))).held
        if held.id in rules
    }


@method
@given(cases(), st.integers(2, 9))
def test_only_the_proportion_of_the_weights_counts(case: Case, times: int) -> None:
    raw, ratings, facts = case
    heavier = raw | {"areas": [area | {"weight": area["weight"] * times} for area in raw["areas"]]}

    assert (
        score(parse(heavier), ratings, facts, now=NOW).colour
        == score(parse(raw), ratings, facts, now=NOW).colour
    )


@method
@given(cases())
def test_the_order_of_areas_and_knock_outs_counts_for_nothing(case: Case) -> None:
    raw, ratings, facts = case
    turned = raw | {"areas": raw["areas"][::-1], "knockouts": raw["knockouts"][::-1]}

    found = score(parse(raw), ratings, facts, now=NOW)
    other = score(parse(turned), ratings, facts, now=NOW)

    assert (found.colour, found.points, set(found.knockouts)) == (
        other.colour,
        other.points,
        set(other.knockouts),
    )


@method
@given(cases())
def test_every_colour_but_green_has_a_reason_and_the_first_one_explains_it(case: Case) -> None:
    raw, ratings, facts = case
    found = score(parse(raw), ratings, facts, now=NOW)
    if found.colour == Colour.GREEN:
        return

    first = found.reasons[0]

    if found.colour == Colour.GREY:
        assert first.kind in {"gap", "too_old"}
    else:
        assert first.cap == found.colour


@method
@given(cases())
def test_only_moves_since_the_start_of_the_longest_window_count(case: Case) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    since = moves_since([scorecard], now=NOW)
    loaded = tuple(move for move in facts.moves if since is not None and since <= move.at)

    assert score(scorecard, ratings, replace(facts, moves=loaded), now=NOW) == score(
        scorecard, ratings, facts, now=NOW
    )
