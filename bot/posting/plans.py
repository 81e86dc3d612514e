"""Next steps and remarks, each with the one message that follows from it."""

from bot.desk import Desk
from bot.posting.message import put
from bot.usecases import next_steps, remarks
from bot.usecases.next_steps import NewStep
from bot.usecases.standings import standings
from bot.views import notices
from flows.people import Person, reads
from storage import people, subjects

STEP = "step"
REMARK = "remark"


def add_step(desk: Desk, person: Person, subject_id: int, step: NewStep) -> None:
    """Put a next step into a subject's plan (see bot.usecases.next_steps); who is to do it is told by one DM.

    It offers to open the subject to those who may read it. The same step twice is one, with one DM.
    """
    added = next_steps.add(desk, person, subject_id, step)
    doer = people.by_id(desk.tx, step.person_id) if step.person_id else None
    if not added.is_new or doer is None or doer.slack_id is None or doer.id == person.id:
        return
    theirs = subjects.get(desk.tx, subject_id, viewer=doer, reach=reads(doer))
    message = notices.step(
        added, desk.texts(doer), name=person.name, may_open=theirs is not None, now=desk.now
    )
    put(desk, kind=STEP, to=doer.slack_id, key=f"step:{added.item.id}", message=message)


def add_remark(desk: Desk, person: Person, subject_id: int, said: tuple[int, str, str]) -> None:
    """Keep the owner's remark (see bot.usecases.remarks); whoever lowered the level reads it by one DM."""
    subject, about = remarks.add(desk, person, subject_id, said)
    author = people.by_id(desk.tx, about.review.person_id)
    if author is None or author.slack_id is None:
        return
    standing = standings(desk, [subject])[0]
    message = notices.remarked(standing, about, said[2], desk.texts(author), name=person.name)
    key = f"remark:{about.review.id}:{about.lowered.question_id}"
    put(desk, kind=REMARK, to=author.slack_id, key=key, message=message)
