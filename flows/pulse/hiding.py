"""What may be shown of a statement: nothing from which the answers of fewer than five people could be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.pulse.shares import Tally


@dataclass(frozen=True)
class Shown:
    """The company's tally (None where too few have answered), and those of the teams that may be shown, by id."""

    company: Tally | None = None
    teams: Mapping[int, Tally] = field(default_factory=dict)


NOTHING = Shown()


def shown(tallies: Mapping[int | None, Tally]) -> Shown:
    """What may be shown of these tallies by team; None is who is in no team, which is never shown by itself.

    A tally with fewer than five answers is hidden. Where all that is hidden has fewer than five together, the company's
    figure less the shown ones would give it away: then the smallest of the shown ones is hidden too.
    """
    company = sum(tallies.values(), Tally())
    if not company.is_enough:
        return NOTHING
    teams = {id_: tally for id_, tally in tallies.items() if id_ is not None and tally.is_enough}
    rest = company - sum(teams.values(), Tally())
    if teams and not rest.is_empty and not rest.is_enough:
        del teams[min(teams, key=lambda id_: (teams[id_].answered, id_))]
    return Shown(company, teams)
