"""What is said of managers who left."""

from collections.abc import Sequence

from bot.kit.blocks import Message, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.standing.words import join
from flows.company.people import Person, Role, helpers
from flows.facts import ManagerLeft
from storage import people

MANAGER_LEFT = "manager_left"
MOST = 10


def tell_admins(desk: Desk, fact: ManagerLeft) -> None:
    """Word to the admins, once a day, that a team's manager has left Slack or the list."""
    for admin in people.with_role(desk.tx, Role.ADMIN):
        tell(
            desk, admin, MANAGER_LEFT, f"{fact.person_id}.{admin.id}:{desk.now.date()}", person=fact.person_id
        )


def manager_left(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Whose manager has left Slack or the list, and who is asked in their place; nothing once the team has another."""
    t, manager = desk.texts(reader), people.by_id(desk.tx, facts["person"])
    team = people.team_of(desk.tx, facts["person"])
    if manager is None or manager.slack_id or not team:
        return ()
    able = helpers(manager, {each.id: each for each in people.all_of(desk.tx)})
    names = [person.name for person in team[:MOST]]
    more = [t("list.more", count=len(team) - MOST)] if len(team) > MOST else []
    text = t(
        "notice.manager_left" if able else "notice.manager_left_alone",
        name=manager.name,
        team=join([*names, *more], t),
        helper=able[0].name if able else "",
    )
    return ({"text": text, "blocks": [section(text)]},)
