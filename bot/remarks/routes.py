"""The owner's remark on a level that somebody else lowered."""

from bot.kit import doors, fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, Window, below, errors, has_room, on_top
from bot.remarks import usecases as remarks
from bot.remarks import views
from flows.company.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Lay the form over where the owner clicked; the button carries the subject."""
    subject, waiting = remarks.to_remark(desk, person, ID.load(act.value))
    under = has_room(act) and act.view.get("callback_id") == doors.WHY_WINDOW
    return on_top(act, views.remark_view(subject, waiting, desk.texts(person), under=under))


def save(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep the remark and show Why? with it."""
    subject_id, under = views.FORM.load(act.data)
    t = desk.texts(person)
    text = fields.said(act, views.TEXT, views.TEXT)
    if not text:
        return errors({views.TEXT: t("common.empty")})
    if len(text) > views.MOST_TEXT:
        return errors({views.TEXT: t("common.too_long", most=views.MOST_TEXT)})
    about = fields.chosen(act, views.ABOUT, views.ABOUT)
    if not about:
        raise Refusal("nothing_lowered")
    remarks.add(desk, person, subject_id, (*views.LEVEL.load(about), text))
    return below(act, Window("why", subject_id), laid_over=under)
