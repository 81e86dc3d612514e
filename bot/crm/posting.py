"""Word of an import to whoever asked for it: that a long one has begun, and what came of it."""

from collections.abc import Sequence

from bot.crm.files.words import how_many
from bot.crm.usecases.deals import AT_ONCE
from bot.crm.usecases.found import What
from bot.kit.blocks import Message, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell_address
from bot.kit.texts import Texts
from flows.company.people import Person
from storage import outbox
from storage.outbox import Note

BEGUN = "import_begun"
DONE = "import_done"


def begin(desk: Desk, what: What, to: str, occurrence: str, **counts: int) -> bool:
    """Take an import in hand, for somebody in Slack: so many `new` and `changed`.

    False where the same press of theirs (`occurrence`) has been taken in hand already.
    """
    return outbox.put(desk.tx, Note(BEGUN, to, f"{BEGUN}:{occurrence}", {"what": what, **counts}))


def is_begun(desk: Desk, occurrence: str) -> bool:
    """Whether it has."""
    return outbox.has(desk.tx, f"{BEGUN}:{occurrence}")


def end(desk: Desk, what: What, to: str, occurrence: str, **counts: int) -> None:
    """Tell them what came of it: so many `new` and `changed`, new `customers`, and closed as `gone`."""
    tell_address(desk, to, DONE, occurrence, what=what, **counts)


def begun(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That it has begun; nothing for one that is over in a moment."""
    if facts["new"] + facts["changed"] <= AT_ONCE:
        return ()
    t = desk.texts(reader)
    text = t("notice.import_begun", **how_many(t, new=facts["new"], changed=facts["changed"]))
    return ({"text": text, "blocks": [section(text)]},)


def done(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What was done."""
    text = said(facts, desk.texts(reader))
    return ({"text": text, "blocks": [section(text)]},)


def said(facts: Facts, t: Texts) -> str:
    """What was done, in a sentence."""
    counts = how_many(t, new=facts["new"], changed=facts["changed"])
    done = t(f"import.done_{facts['what']}", **counts, customers=facts["customers"])
    return f"{done} {t('import.done_gone', gone=facts['gone'])}" if facts.get("gone") else done
