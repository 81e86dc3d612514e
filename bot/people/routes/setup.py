"""Setup: for workspace admins and the role admin. It asks Slack, so it runs after the acknowledgement."""

from collections.abc import Sequence

from slack_sdk import WebClient

from bot.kit.act import Act
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, show
from bot.kit.scopes import EMAILS
from bot.kit.texts import Texts
from bot.people import views
from bot.people.routes.form import Said, answers, named, said_of
from bot.people.routes.saving import save_place, save_same
from bot.people.usecases import setup as usecases
from bot.people.usecases.matching import Question, question, questions
from bot.people.usecases.meeting import texts
from flows.company.people import Person, Role
from storage import people


def may_set_up(person: Person | None, who: Member) -> bool:
    """Workspace admins and owners, and whoever has the role admin."""
    return who.is_admin or (person is not None and person.role is Role.ADMIN)


def open_(house: House, _client: WebClient, act: Act, who: Member) -> Reply:
    """Show the form, or say who may."""
    with house.read(act.workspace) as desk:
        t = texts(desk, who)
        hidden = t("refused.no_emails", scopes=EMAILS) if who.has_no_email else ""
        person = people.by_slack(desk.tx, act.user)
        if not may_set_up(person, who):
            text = hidden if hidden and person is None else t("setup.not_you")
            return show(act, message_view(text, t))
        return show(act, views.setup_view(usecases.current(desk), t, problem=hidden))


def save(house: House, client: WebClient, act: Act, who: Member) -> Reply:
    """Save what was chosen, and show what was set; or the form again with what to do or what only they can say."""
    with house.read(act.workspace) as desk:
        t = texts(desk, who)
        if not may_set_up(people.by_slack(desk.tx, act.user), who):
            return show(act, message_view(t("setup.not_you"), t))
    try:
        said = said_of(act)
    except ValueError:
        return show(act, message_view(t("refused.unknown_field"), t))
    lines: list[str] = []
    try:
        found = named(house, client, act, said)
        asked = _asked(house, act, said, found)
        same = answers(asked, said)
        if same is None:
            return _again(house, act, said, t, asked=asked)
        lines += save_same(house, act, same, t)
        lines += save_place(house, act, said, found, t)
    except Refusal as refusal:
        problem = " ".join([*lines, t(f"refused.{refusal.code}", **refusal.params)])
        return _again(house, act, said, t, problem=problem)
    return show(act, views.done_view(lines or [t("setup.nothing")], t))


def _asked(house: House, act: Act, said: Said, found: dict[str, Member]) -> list[Question]:
    """What only whoever sets up can say: who of those whom the form names is on the list under another address."""
    with house.read(act.workspace) as desk:
        if who := found.get(views.IN_SLACK):
            first = question(desk, who, said[views.LISTED])
            rest = [each for each in found.values() if each.slack_id != who.slack_id]
            return [first, *questions(desk, rest)]
        return questions(desk, found.values())


def _again(
    house: House, act: Act, said: Said, t: Texts, *, problem: str = "", asked: Sequence[Question] = ()
) -> Reply:
    with house.read(act.workspace) as desk:
        now = usecases.current(desk)
    return show(act, views.setup_view(now, t, problem=problem, view_state=said, asked=asked))
