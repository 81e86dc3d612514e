"""Who may read what, by the words of the README alone: nothing here asks the code that it watches over."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import JSON, Select, Table, Text, bindparam, exists, literal, select

from storage.engine import Transaction
from storage.tables import (
    action_fates,
    action_items,
    blind,
    decisions,
    meeting_words,
    meetings,
    metadata,
    people,
    reviews,
    second_views,
    sign_offs,
    subjects,
)
from tests.random_people.words import TOKEN

READ_ALL = {"director", "viewer", "auditor"}
OF_SCORES = {"remarks", "reviews"}  # whose words are part of a score's history
ITEMS = (action_items, action_fates)
aliased_items = action_items.alias()
UNSENT = {"drafts", "outbox", "digests", "scorecards", "people", "workspaces", "current_scores"}


@dataclass(frozen=True)
class May:
    """The ids of the subjects that somebody may read, and of those given to them to score: only the names of these.

    To `blind` of those that they read they are blind: all but the score. Of some they see the `earlier` colour.
    `compared` are the second views that they may see beside the other ones. `items` are the action items that are for
    them or their team: their words they read whatever they are of, and of `told` what these subjects are called.
    """

    read: frozenset[int] = frozenset()
    given: frozenset[int] = frozenset()
    blind: frozenset[int] = frozenset()
    earlier: Mapping[int, str] = field(default_factory=dict)
    compared: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()

    def __or__(self, other: "May") -> "May":
        """What one of the two allows."""
        scores = self.scores | other.scores
        read = self.read | other.read
        views = {**self.earlier, **other.earlier}, self.compared | other.compared
        also = self.items | other.items, self.told | other.told
        return May(read, self.given | other.given, read - scores, *views, *also)

    @property
    def scores(self) -> frozenset[int]:
        """Whose scores they may read."""
        return self.read - self.blind


Rights = dict[str, May]
OWNED = select(subjects.c.id, subjects.c.owner_id, subjects.c.kind)
EVERYBODY, VIEWS, ITEMS_OF_ALL = select(people), select(second_views), select(action_items)
LASTING = select(blind.c.person_id, blind.c.subject_id).where(
    blind.c.until.is_(None) | (blind.c.until > bindparam("now"))
)


def rights(tx: Transaction) -> Rights:
    """What each person (by Slack id) may read now; who isn't on the list reads nothing."""
    found = tx.execute(OWNED).all()
    owners = {row.id: row.owner_id for row in found}
    nobodys = {row.id for row in found if row.owner_id is None and row.kind == "customer"}
    everybody = list(tx.execute(EVERYBODY))
    managers = {row.id: row.manager_id for row in everybody}
    hidden = defaultdict(set)
    for row in tx.execute(LASTING, {"now": tx.now}):
        hidden[row.person_id].add(row.subject_id)
    views = tx.execute(VIEWS).all()
    for row in filter(_is_under_way, views):  # until both are in, or the 1-to-1 begins
        hidden[row.person_id].add(row.subject_id)
    may = {}
    items = tx.execute(ITEMS_OF_ALL).all()
    for row in everybody:
        given = hidden[row.id] if row.role == "auditor" else set()
        reads = _read(row, owners, managers) - given | (nobodys if row.role == "manager" else set())
        theirs = frozenset(item.id for item in items if row.id in concerned(item, owners, managers))
        told = frozenset(item.subject_id for item in items if item.person_id == row.id)
        blind_to, of_views = (
            frozenset(hidden[row.id] & reads),
            (_earlier(views, row.id), _compared(views, row)),
        )
        may[row.slack_id] = May(frozenset(reads), frozenset(given), blind_to, *of_views, theirs, told)
    return may


def _is_under_way(view: Any) -> bool:
    return view.day is not None and view.opened_at is None and view.withdrawn_at is None


def _earlier(views: Sequence[Any], person_id: int) -> dict[int, str]:
    """The colours that what they view before a 1-to-1 had when they were asked for it, until it is over."""
    return {
        view.subject_id: view.colour for view in views if view.person_id == person_id and _is_under_way(view)
    }


def _compared(views: Sequence[Any], person: Any) -> frozenset[int]:
    """Audits for directors and auditors; what was viewed before a 1-to-1 for its two, once it is over."""
    sees_audits = person.role in {"director", "auditor"}
    return frozenset(
        view.id
        for view in views
        if (sees_audits and view.purpose == "audit" and view.submitted_at is not None)
        or (
            view.day is not None
            and (view.opened_at is not None or view.withdrawn_at is not None)
            and person.id in {view.person_id, view.seller_id}
        )
    )


def concerned(item: Any, owners: dict[int, int | None], managers: dict[int, int | None]) -> set[int | None]:
    """Whom an action item is for, and their managers."""
    carrier = owners.get(item.subject_id or 0)
    people_of = {item.person_id, item.about_id, item.created_by, carrier}
    return people_of | {managers.get(id_) for id_ in people_of if id_}


def _read(person: Any, owners: dict[int, int | None], managers: dict[int, int | None]) -> set[int]:
    if person.role in READ_ALL:
        return set(owners)
    if person.role not in {"seller", "manager"}:
        return set()
    team = {person.id}
    if person.role == "manager":
        team |= {id_ for id_, manager in managers.items() if manager == person.id}
    return {subject_id for subject_id, owner in owners.items() if owner in team}


@dataclass
class Secrets:
    """Which subjects each token belongs to: found in every text that is kept of them, wherever it is kept.

    What stands in a draft belongs to nobody but its author, and what was said in a 1-to-1 to its two (`shared`, with
    people's Slack ids); a decision also to whoever was asked for it.
    """

    typed: dict[str, str]
    of: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    names: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    of_scores: set[str] = field(default_factory=set)
    of_items: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    seen: dict[str, int] = field(default_factory=dict)
    shared: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def look(self, tx: Transaction) -> None:
        """Find the tokens in what was written since the last look."""
        for table in metadata.tables.values():
            if table.name not in UNSENT and "id" in table.c:
                self._look_in(tx, table)
        self._look_in_meetings(tx)

    def kept_from(self, slack_id: str, text: str, may: May) -> list[str]:
        """The tokens in a text that this person should not see."""
        theirs = {token for token, people in self.shared.items() if slack_id in people}
        found = {token for token in TOKEN.findall(text) if self.typed.get(token) != slack_id} - theirs
        return sorted(token for token in found if not self._may_see(token, may))

    def _may_see(self, token: str, may: May) -> bool:
        read = may.scores if token in self.of_scores else may.read
        named = self.names[token] & (may.given | may.told)
        return bool(self.of[token] & read or self.of_items[token] & may.items or named)

    def _look_in(self, tx: Transaction, table: Table) -> None:
        query = _written_after(table)
        if query is None:
            return
        for row in tx.execute(query, {"after": self.seen.get(table.name, 0)}):
            self.seen[table.name] = row.id
            self._note(table, row)

    def _note(self, table: Table, row: Any) -> None:
        for token in TOKEN.findall(str(tuple(row))):
            if table in ITEMS:
                self.of_items[token].add(row.item)
            if not row.is_plan:
                self.of[token].add(row.whose)
            if table.name in OF_SCORES:
                self.of_scores.add(token)
        if table is subjects:
            for token in TOKEN.findall(f"{row.name} {row.customer}"):
                self.names[token].add(row.whose)

    def _look_in_meetings(self, tx: Transaction) -> None:
        slack_ids = {row.id: row.slack_id for row in tx.execute(SLACK_IDS)}
        for query in SAID_IN_MEETINGS:
            for row in tx.execute(query):
                texts = [value for value in row if isinstance(value, str)]
                for token in TOKEN.findall(" ".join(texts)):
                    self.shared[token] |= {slack_ids[id_] for id_ in row if isinstance(id_, int)}


# Made once: to make them anew at every step took longer than to run them.
SLACK_IDS = select(people.c.id, people.c.slack_id)
BOTH = meetings.c.seller_id, meetings.c.manager_id
SAID_IN_MEETINGS = (
    select(meeting_words.c.text, *BOTH).join(meetings, meetings.c.id == meeting_words.c.meeting_id),
    select(sign_offs.c.remark, *BOTH).join(meetings, meetings.c.id == sign_offs.c.meeting_id),
    select(decisions.c.what, decisions.c.answer, *BOTH, decisions.c.asked_id).join(
        meetings, meetings.c.id == decisions.c.meeting_id
    ),
)


@cache
def _written_after(table: Table) -> Select[Any] | None:
    """The texts of a table's rows after an id, and whose each is; of subjects all, since their names change."""
    texts = [column for column in table.c if isinstance(column.type, Text | JSON)]
    whose = _whose(table)
    if whose is None or not texts:
        return None
    item = table.c.item_id if "item_id" in table.c else table.c.id
    said = whose.label("whose"), item.label("item"), _is_plan(table, item).label("is_plan")
    query = select(table.c.id, *said, *texts).order_by(table.c.id)
    if "review_id" in table.c:
        query = query.join(reviews, table.c.review_id == reviews.c.id)
        if table.name == "evidence":  # what was written for a second view is for nobody but its author
            query = query.where(reviews.c.purpose.in_(["own", "settled"]))
    return query if table is subjects else query.where(table.c.id > bindparam("after"))


def _whose(table: Table) -> Any:
    if table is subjects:
        return subjects.c.id
    if "subject_id" in table.c:
        return table.c.subject_id
    if "item_id" in table.c:
        return select(action_items.c.subject_id).where(action_items.c.id == table.c.item_id).scalar_subquery()
    return reviews.c.subject_id if "review_id" in table.c else None


def _is_plan(table: Table, item: Any) -> Any:
    """Whether it is in somebody's plan, and so not for all who read its subject."""
    if table not in ITEMS:
        return literal(False)
    plans = aliased_items.c.kind != "customer"
    return exists().where(aliased_items.c.id == item, plans)
