"""The evidence of a subject as a reader sees it: the review's own, what was added, and who has seen which."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.kit.desk import Desk
from bot.standing.access import readable
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.review.evidence import AddedEvidence
from flows.review.review import Evidence, Review
from flows.scoring.evidence import text_hash
from storage import added_evidence, people, reviews
from storage.added_evidence import Sighting


@dataclass(frozen=True)
class Exhibit:
    """Evidence of an area as it was said: in the review, or added without one.

    `by` is the name of whoever wrote or added it, `seen` are those who have seen it, the first first; `to_see`
    says that it is somebody else's to the reader, who has not ticked it yet. `text_hash` tells its words.
    """

    text_hash: str
    by: str
    said: Evidence | AddedEvidence
    seen: tuple[tuple[str, datetime], ...]
    to_see: bool


Exhibits = Mapping[str, tuple[Exhibit, ...]]  # by area id


def exhibits_of(desk: Desk, person: Person, subject: Subject, last: Review | None) -> Exhibits:
    """The evidence by area id: that of the last review first, then what was added, the newest first."""
    names = people.names(desk.tx)
    seen = _seen(added_evidence.sightings_of(desk.tx, subject.id))
    found: defaultdict[str, list[Exhibit]] = defaultdict(list)

    def exhibit(area_id: str, said: Evidence | AddedEvidence, by: int) -> None:
        words = text_hash(said.text)
        by_whom = seen.get((area_id, words), {})
        told = tuple((names.get(id_, ""), at) for id_, at in by_whom.items())
        to_see = by != person.id and person.id not in by_whom
        found[area_id].append(Exhibit(words, names.get(by, ""), said, told, to_see))

    if last:
        for area_id, said in last.evidence.items():
            exhibit(area_id, said, last.person_id)
    for added in reversed(added_evidence.of(desk.tx, [subject.id]).get(subject.id, [])):
        exhibit(added.area_id, added, added.person_id)
    return {area_id: tuple(listed) for area_id, listed in found.items()}


def see(desk: Desk, person: Person, subject_id: int, area_id: str, hashes: Collection[str]) -> None:
    """Note that this person has seen these words of an area; refuses what they may not read.

    What is one's own, or not there any more, is passed over.
    """
    subject = readable(desk, person, subject_id)
    last = reviews.latest(desk.tx, subject_id)
    shown = exhibits_of(desk, person, subject, last).get(area_id, ())
    words = {each.text_hash for each in shown if each.to_see and each.text_hash in hashes}
    ticked = [Sighting(area_id, each, person.id, desk.now) for each in sorted(words)]
    added_evidence.see(desk.tx, subject_id, ticked)


def _seen(listed: Collection[Sighting]) -> dict[tuple[str, str], dict[int, datetime]]:
    by_words: defaultdict[tuple[str, str], dict[int, datetime]] = defaultdict(dict)
    for each in listed:
        by_words[each.area_id, each.text_hash][each.person_id] = each.at
    return by_words
