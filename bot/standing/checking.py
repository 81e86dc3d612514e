"""Whether what is kept is what is so: everything computed anew and held against it."""

import json
from collections.abc import Iterator

from bot.kit.desk import Desk
from bot.standing import keeping, loads
from storage import kept_loads, kept_scores, people, subjects
from storage.engine import in_parts

AT_ONCE = 1000


def differences(desk: Desk) -> Iterator[str]:
    """What is kept otherwise than it is computed, a sentence each; what holds no more is no difference."""
    yield from _of_scores(desk)
    yield from _of_loads(desk)


def _of_scores(desk: Desk) -> Iterator[str]:
    every = subjects.everything(desk.tx, open_only=True)
    for part in in_parts(every, AT_ONCE):
        kept = kept_scores.holding(desk.tx, desk.scorecards.in_force, [subject.id for subject in part])
        for id_, subject, score in keeping.computed(desk, part):
            found, is_so = kept.get(id_), kept_scores.row(desk.tx, id_, subject, score)
            if found is None:
                if not kept_scores.has(desk.tx, id_):
                    yield f"{subject.name} ({id_}): nothing is kept"
                continue
            for name, value in is_so.items():
                if _plain(found[name]) != _plain(value):
                    yield f"{subject.name} ({id_}): {name} is kept as {found[name]} and is {value}"


def _of_loads(desk: Desk) -> Iterator[str]:
    unsure = {*loads.unsure_of(desk)}
    sure = [person for person in people.all_of(desk.tx) if person.id not in unsure]
    kept = kept_loads.kept(desk.tx, [person.id for person in sure])
    is_so = loads.computed(desk, sure)
    for person in sure:
        if kept.get(person.id) != is_so[person.id]:
            yield f"{person.name}: the load is kept as {kept.get(person.id)} and is {is_so[person.id]}"


def _plain(value: object) -> object:
    """As it comes back from the database."""
    return json.loads(json.dumps(value)) if isinstance(value, dict) else value
