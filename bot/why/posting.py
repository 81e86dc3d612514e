"""What follows a wish for help: word to who can help."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import Message, actions, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.kit.texts import Texts
from bot.standing.reasons import headline
from bot.standing.standings import Standing, standings
from bot.standing.words import title
from flows.company.people import Person
from flows.facts import HelpAsked
from storage import people, subjects

HELP = "help"


def tell_helper(desk: Desk, fact: HelpAsked) -> None:
    """Word to who can help, once a day."""
    occurrence = f"{fact.person_id}:{fact.subject_id}:{desk.now.date()}"
    helper = people.by_id(desk.tx, fact.helper_id)
    tell(desk, helper, HELP, occurrence, subject=fact.subject_id, by=fact.person_id)


def help_wanted(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who wishes help with what, and why that has its colour, as far as its reader may see that."""
    if reader is None:
        return ()
    t, name = desk.texts(reader), people.name_of(desk.tx, facts["by"])
    found = standings(desk, reader, subjects.those(desk.tx, [facts["subject"]]))
    return [_message(each, t, name=name, now=desk.now) for each in found]


def _message(standing: Standing, t: Texts, *, name: str, now: datetime) -> Message:
    text = t("notice.help", name=name, subject=title(standing.subject))
    open_it = doors.opening(standing.subject.id, t, primary=True)
    return {
        "text": text,
        "blocks": [section(text), section(headline(standing, t, now=now)), actions(open_it)],
    }
