"""Finding a subject: the picker, and what stands there when nothing is found."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import Block, View, actions, button, context, cut, field, modal, option, section
from bot.kit.codec import ID
from bot.kit.messages import SAY
from bot.kit.texts import Texts
from bot.standing.standings import Standing
from bot.standing.words import facts_line, title, whole
from flows.company.people import Person
from flows.company.subjects import Subject

PICK = "pick.submit"
PICKED = "pick.subject"
PICK_ANY = "pick.any"
WHY = "pick.why"
MOST_READY = 40
CHOICE = 75  # characters of a choice, as Slack has it


def picker_view(t: Texts, *, query: str, due: int) -> View:
    """A type-ahead picker of the person's subjects; submit opens one's review, buttons say why it has its colour
    and go through all that is due."""
    lead = t("pick.due", count=due) if due else t("pick.any")
    if query:
        lead = t("pick.found", query=cut(query, 100))
    element: Block = {
        "type": "external_select",
        "action_id": PICKED,
        "min_query_length": 0,
        "placeholder": {"type": "plain_text", "text": t("common.placeholder"), "emoji": False},
    }
    all_of_it = [actions(doors.running(t, due=due))] if due > 1 else []
    return modal(
        t("pick.title"),
        [
            section(lead),
            *all_of_it,
            field(t("pick.label"), element, block_id=PICKED),
            explaining(t),
        ],
        callback_id=PICK,
        close=t("button.close"),
        submit=t("pick.submit"),
        data=cut(query, 200) if query else "",
    )


def explaining(t: Texts) -> Block:
    """The button that says why what stands chosen has its colour."""
    return actions(button(t("button.why"), WHY))


def options(standings: Sequence[Standing], t: Texts, *, now: datetime) -> list[Block]:
    """At most 100 choices: the name, and where it stands; several of one name have their value and date beside it."""
    shown = standings[:100]
    times = Counter(title(standing.subject) for standing in shown)

    def named(subject: Subject) -> str:
        name = title(subject)
        if times[name] == 1:
            return name
        facts = f" · {facts_line(subject, t, now=now)}"
        return cut(name, max(CHOICE - len(facts), 1)) + facts

    return [
        option(named(standing.subject), ID.dump(standing.subject.id), whole(standing, t, now=now))
        for standing in shown
    ]


def none_found_view(
    query: str, nearest: Sequence[Subject], t: Texts, *, closed: Sequence[Subject] = ()
) -> View:
    """No open subject has these words: closed ones that have, the nearest names, buttons to add one, a line of help."""
    blocks: list[Block] = [section(t("pick.none", query=cut(query, 200)))]
    if closed:
        blocks += [section(t("pick.closed")), *[_closed(subject, t) for subject in closed]]
    if nearest:
        blocks += [section(t("pick.nearest")), *[_near(subject, t) for subject in nearest]]
    blocks += [actions(*doors.adding(t, name=cut(query, 200))), context(t("pick.help"))]
    return modal(t("pick.title"), blocks, callback_id=PICK, close=t("button.close"))


def ready_view(person: Person, ready: Sequence[Subject], t: Texts, *, now: datetime) -> View:
    """What is ready for somebody else: each with its value and date, and a button that says why it has its colour."""
    lead = (
        t("pick.ready", name=person.name, count=len(ready))
        if ready
        else t("pick.not_ready", name=person.name)
    )
    rows = [
        section(
            f"{title(subject)}\n{facts_line(subject, t, now=now)}",
            accessory=doors.opening(subject.id, t),
            block_id=f"ready.{subject.id}",
        )
        for subject in ready[:MOST_READY]
    ]
    more = [context(t("list.more", count=len(ready) - MOST_READY))] if len(ready) > MOST_READY else []
    return modal("Revisor", [section(lead), *rows, *more], callback_id=SAY, close=t("button.close"))


def _closed(subject: Subject, t: Texts) -> Block:
    opening = doors.opening(subject.id, t)
    line = f"{title(subject)} · {t(f'status_of.{subject.status}')}"
    return section(line, accessory=opening, block_id=f"closed.{subject.id}")


def _near(subject: Subject, t: Texts) -> Block:
    opening = doors.reviewing(subject.id, t)
    return section(title(subject), accessory=opening, block_id=f"nearest.{subject.id}")
