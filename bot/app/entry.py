"""The ways in: /review with nothing, a name or a word after it, and the shortcut."""

from bot.digest.routes.figures import status
from bot.finding import usecases as finding
from bot.finding import views
from bot.finding.routes import ready_for
from bot.kit.act import Act
from bot.kit.blocks import View, button, header, modal, section
from bot.kit.desk import Desk
from bot.kit.doors import adding
from bot.kit.messages import SAY, message_view
from bot.kit.reply import Reply, Window, show
from bot.kit.texts import Texts
from bot.standing.loads import load_of
from bot.standing.words import title, week_done
from flows.company.people import Person, Reach, scores
from flows.rhythm.load import Load


def review_command(desk: Desk, person: Person, act: Act) -> Reply:
    """/review, /review NAME or /review @SOMEBODY; its words have handlers of their own."""
    meant = finding.people_meant(desk, act.text)
    if meant == [person]:
        return start(desk, person, act)
    if meant is not None and (meant or not finding.by_words(desk, person, act.text)):
        return ready_for(desk, person, act, meant)
    if act.text and scores(person) is not Reach.NONE:
        return _named(desk, person, act)
    return start(desk, person, act)


def start(desk: Desk, person: Person, act: Act) -> Reply:
    """What is ready: nothing says so, one opens at once, more shows the picker."""
    if scores(person) is Reach.NONE:
        return status(desk, person, act)
    load = load_of(desk, person)
    if not load.ready:
        return show(act, _nothing_due(desk, person, load))
    if len(load.ready) == 1:
        return _reviewing(act, load.ready[0])
    return show(act, views.picker_view(desk.texts(person), query="", due=len(load.ready)))


def _reviewing(act: Act, subject_id: int) -> Reply:
    return show(act, Window("review", subject_id), subject_id=subject_id)


def _named(desk: Desk, person: Person, act: Act) -> Reply:
    t = desk.texts(person)
    found = finding.by_words(desk, person, act.text)
    if len(found) == 1:
        return _reviewing(act, found[0].subject.id)
    if found:
        return show(act, views.picker_view(t, query=act.text, due=0))
    closed = finding.closed(desk, person, act.text)
    nearest = finding.nearest(desk, person, act.text)
    return show(act, views.none_found_view(act.text, nearest, t, closed=closed))


def _nothing_due(desk: Desk, person: Person, load: Load) -> View:
    t = desk.texts(person)
    total, following = finding.coming(desk, person)
    if not total:
        return message_view(t("home.empty"), t, buttons=adding(t))
    if load.planned:
        text = week_done(load, t, now=desk.now)
    elif following is None or following.due_at is None:
        text = t("common.up_to_date")
    else:
        day = t.day(following.due_at, now=desk.now, weekday=True)
        text = t("home.up_to_date", name=title(following), day=day)
    anyway = button(t("pick.anyway"), views.PICK_ANY, primary=True)
    return message_view(text, t, buttons=[anyway, *adding(t)])


def help_(desk: Desk, person: Person, act: Act) -> Reply:
    """What can be written after /review, and who sees what."""
    return show(act, _help_view(desk.texts(person)))


def _help_view(t: Texts) -> View:
    blocks = [
        header(t("help.title")),
        section("\n".join(t.list_of("help.lines"))),
        section(t("help.who_sees")),
    ]
    return modal("Revisor", blocks, callback_id=SAY, close=t("button.close"))
