"""What was answered and sent, kept beside the database: no answer is lost, and what was sent never changes."""

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from bot.review.views import page as review
from flows.scoring.rating import NOT_APPLICABLE
from storage import rebuild
from storage.engine import Transaction
from storage.tables import action_fates, answers, current_scores, drafts, evidence, outbox, people, reviews
from tests.random_people.words import Json

SAID = ("levels", "evidence", "covers")


@dataclass(frozen=True)
class Draft:
    """A draft as it stood after the last step."""

    subject_id: int
    slack_id: str
    version: int
    said: Json
    begun: bool


@dataclass
class Ledger:
    """The drafts and reviews that there were, to hold the next look at them against."""

    drafts: dict[int, Draft] = field(default_factory=dict)
    sent: dict[tuple[str, Any], Row[Any]] = field(default_factory=dict)
    reviews: int = 0

    def look(self, tx: Transaction, *, by: str, forms: list[Json]) -> None:
        """Nothing was lost in a step of `by`, who sent these forms (payloads that carry a view)."""
        now = _drafts(tx)
        for draft_id, before in self.drafts.items():
            if draft_id not in now:
                self._was_sent(tx, draft_id, before, by=by)
            elif now[draft_id].said != before.said:
                self._was_changed(draft_id, before, now[draft_id], by=by, forms=forms)
            self._was_taken_in(draft_id, before, now.get(draft_id), by=by, forms=forms)
        self.drafts = now

    def _was_sent(self, tx: Transaction, draft_id: int, before: Draft, *, by: str) -> None:
        """A draft is gone only when its own author has submitted it, and the review says what it said."""
        found = tx.execute(select(reviews).where(reviews.c.draft_id == draft_id)).one_or_none()
        assert found is not None, f"draft {draft_id} of {before.slack_id} is gone"
        assert before.slack_id == by, f"{by} sent the draft of {before.slack_id}"
        levels = select(answers.c.question_id, answers.c.level).where(answers.c.review_id == found.id)
        for row in tx.execute(levels):
            assert row.level == before.said["levels"].get(row.question_id), f"{row.question_id} was lost"
        texts = select(evidence.c.area_id, evidence.c.text).where(evidence.c.review_id == found.id)
        kept = {row.area_id: row.text for row in tx.execute(texts)}
        assert kept == {area: text for area, text in before.said["evidence"].items() if text}

    def _was_changed(self, draft_id: int, before: Draft, now: Draft, *, by: str, forms: list[Json]) -> None:
        """What a draft says is changed by its author alone, and only where a window of theirs said otherwise."""
        assert before.slack_id == by, f"{by} changed the draft of {before.slack_id}"
        if not before.begun:
            return  # nobody has said anything in it yet: it starts from the latest review
        fields = {name.rsplit(".v", 1)[0] for form in forms for name in form["view"]["state"]["values"]}
        changed = {
            name
            for part in (*SAID, "not_applicable")
            for name in {*before.said[part], *now.said[part]}
            if before.said[part].get(name) != now.said[part].get(name)
        }
        there = {name.removesuffix(".evidence").removesuffix(".covers") for name in fields}
        assert changed <= there, f"{changed - there} of draft {draft_id} changed, and no window asked"

    def _was_taken_in(
        self, draft_id: int, before: Draft, now: Draft | None, *, by: str, forms: list[Json]
    ) -> None:
        """A page that was taken (the version went up) is in the draft word for word."""
        if now is None or by != before.slack_id or now.version == before.version:
            return
        for form in forms:
            sent = form["type"] == "view_submission" and form["view"]["callback_id"] == review.PAGE
            if sent and _place(form["view"])[:2] == [draft_id, before.version]:
                _is_in(now.said, form["view"])

    def nothing_rewritten(self, tx: Transaction) -> None:
        """Every row of a submitted review, and of what became of an action, is as it was when it was first seen."""
        now: dict[tuple[str, Any], Row[Any]] = {}
        by_id = [(table, ("id",)) for table in (reviews, evidence, action_fates)]
        for table, keys in (*by_id, (answers, ("review_id", "question_id"))):
            for row in tx.execute(select(table)):
                now[table.name, tuple(getattr(row, key) for key in keys)] = row
        for key, row in self.sent.items():
            assert now.get(key) == row, f"{key} was rewritten"
        self.sent = now

    def scores_can_be_rebuilt(self, tx: Transaction) -> None:
        """The current scores are what the submitted reviews make of them; nothing of it is kept."""
        how_many = tx.execute(select(func.count()).select_from(reviews)).scalar_one()
        if how_many == self.reviews:
            return
        self.reviews = how_many
        kept = tx.execute(select(current_scores).order_by(current_scores.c.subject_id)).all()
        rebuild.current_scores(tx)
        anew = tx.execute(select(current_scores).order_by(current_scores.c.subject_id)).all()
        tx.connection.rollback()
        assert kept == anew

    def keys_are_unique(self, tx: Transaction) -> None:
        """No occurrence is in the outbox twice."""
        twice = select(outbox.c.key).group_by(outbox.c.key).having(func.count() > 1)
        assert tx.execute(twice).all() == []


def _drafts(tx: Transaction) -> dict[int, Draft]:
    query = select(drafts, people.c.slack_id).join(people, people.c.id == drafts.c.person_id)
    return {
        row.id: Draft(
            row.subject_id,
            row.slack_id,
            row.version,
            {part: row.answers[part] for part in SAID}
            | {"not_applicable": dict.fromkeys(row.answers.get("not_applicable", ()), True)},
            begun=row.page > 0 or row.answers["route"] != [],
        )
        for row in tx.execute(query)
    }


def _place(view: Json) -> list[Any]:
    try:
        found = json.loads(view["private_metadata"])
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _is_in(said: Json, view: Json) -> None:
    for block_id, elements in view["state"]["values"].items():
        name = block_id.rsplit(".v", 1)[0]
        if review.LEVEL in elements:
            chosen = (elements[review.LEVEL].get("selected_option") or {}).get("value")
            level = int(chosen) if chosen in set("0123") else None
            assert said["levels"][name] == level, f"{name}: {said['levels'][name]} is not {level}"
            assert said["not_applicable"].get(name, False) is (chosen == NOT_APPLICABLE)
        if review.EVIDENCE in elements:
            text = (elements[review.EVIDENCE].get("value") or "").replace("\0", "").strip()
            assert said["evidence"][name.removesuffix(".evidence")].strip() == text
        if review.COVERS in elements:
            ticked = [each["value"] for each in elements[review.COVERS]["selected_options"] or []]
            assert sorted(said["covers"][name.removesuffix(".covers")]) == sorted(ticked)
