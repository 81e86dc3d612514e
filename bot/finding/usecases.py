"""Finding subjects: what comes next, by the words of a name, and the nearest names when nothing matches."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.kit.desk import Desk
from bot.standing.loads import load_of
from bot.standing.standings import Standing, standings
from flows.company.naming import fold, words
from flows.company.people import Person, Reach, reads, scores
from flows.company.subjects import Subject
from storage import people, subjects

MOST = 100
NEAREST = 5
MENTION = re.compile(r"<@([UW][A-Z0-9]+)(\|[^>]*)?>")


def coming(desk: Desk, person: Person) -> tuple[int, Subject | None]:
    """How many subjects this person may read, and which of their own comes round next."""
    reach = reads(person)
    following = subjects.next_due(desk.tx, viewer=person, reach=reach)
    return subjects.open_count(desk.tx, viewer=person, reach=reach), following


def by_words(desk: Desk, person: Person, query: str) -> list[Standing]:
    """The open subjects that this person may score and whose names hold all words of `query`, at most 100.

    A name that is exactly the query stands alone. Without words: what is ready, what is planned, then the rest.
    """
    reach = scores(person)
    if query.strip() and not words(query):
        return []  # signs only: no name is meant
    if query.strip():
        found = subjects.search(desk.tx, query, viewer=person, reach=reach, limit=MOST)
        exact = [subject for subject in found if fold(subject.name) == fold(query)]
        found = exact if len(exact) == 1 else found
        return standings(desk, person, found)
    first = load_of(desk, person).waiting[:MOST]
    found = subjects.among(desk.tx, first, viewer=person, reach=reach)
    known = {subject.id for subject in found}
    rest = subjects.search(desk.tx, "", viewer=person, reach=reach, limit=MOST + len(known))
    return standings(desk, person, [*found, *(s for s in rest if s.id not in known)][:MOST])


def people_meant(desk: Desk, text: str) -> list[Person] | None:
    """Whom "@mette" or Slack's "<@U…>" means, by name; None for a text that means no person.

    A name that is exactly the text's stands alone; else every word of it begins one of theirs.
    """
    text = re.sub(r"^[^\w@<]+", "", text)  # quotes and stars
    if mention := MENTION.match(text):
        person = people.by_slack(desk.tx, mention[1])
        return [person] if person else []
    if not text.startswith("@") or not words(text):
        return None
    asked = words(text)
    everybody = people.all_of(desk.tx)
    exact = [person for person in everybody if words(person.name) == asked]
    return exact if len(exact) == 1 else [person for person in everybody if _may_be(person, asked)]


def _may_be(person: Person, asked: Sequence[str]) -> bool:
    """Whether each of these words begins one of the person's name, or of their e-mail address before its @."""
    theirs = words(f"{person.name} {person.email.partition('@')[0]}")
    return all(any(word.startswith(begun) for word in theirs) for begun in asked)


def ready_of(desk: Desk, viewer: Person, person: Person) -> list[Subject] | None:
    """What is ready for somebody, as far as the viewer may read it; None where theirs is not the viewer's to read."""
    reach = reads(viewer)
    if reach is Reach.NONE or (reach is Reach.OWN and person.id != viewer.id):
        return None
    if reach is Reach.TEAM and viewer.id not in {person.id, person.manager_id}:
        return None
    return subjects.among(desk.tx, load_of(desk, person).ready, viewer=viewer, reach=reach)


def nearest(desk: Desk, person: Person, query: str) -> list[Subject]:
    """The subjects of this person whose names look most like `query`, at most five."""
    mine = subjects.listed(desk.tx, viewer=person, reach=scores(person))
    return _alike(mine, query)


def closed(desk: Desk, person: Person, query: str) -> list[Subject]:
    """The closed subjects that this person may score and whose names hold all words of `query`, at most five."""
    if not words(query):
        return []
    return subjects.search(
        desk.tx,
        query,
        viewer=person,
        reach=scores(person),
        limit=NEAREST,
        still_open=False,
    )


def _alike(mine: Sequence[Subject], query: str) -> list[Subject]:
    """By the whole name or any word of it: people remember one word and misspell it."""
    by_word: dict[str, list[Subject]] = {}
    for subject in mine:
        for word in {fold(subject.name), *fold(subject.name).split(), *fold(subject.customer).split()}:
            by_word.setdefault(word, []).append(subject)
    close = get_close_matches(fold(query), list(by_word), n=NEAREST, cutoff=0.6)
    return list({subject.id: subject for word in close for subject in by_word[word]}.values())[:NEAREST]
