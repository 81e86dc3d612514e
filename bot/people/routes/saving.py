"""What Setup saves: who is whom, and somebody's place."""

from collections.abc import Sequence
from datetime import time

from bot.kit.act import Act
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.texts import Texts
from bot.people import views
from bot.people.routes.form import Said
from bot.people.usecases.matching import settle
from bot.people.usecases.people import Place, give_place
from flows.company.people import SCORES, Person, Role


def save_same(house: House, act: Act, same: Sequence[tuple[Member, Person]], t: Texts) -> list[str]:
    """Take those of the list for whom they were said to be in Slack."""
    if same:
        with house.write(act.workspace) as desk:
            for who, person in same:
                settle(desk, who, person)
    return [t("setup.same_saved", name=person.name, email=who.email) for who, person in same]


def save_place(house: House, act: Act, said: Said, found: dict[str, Member], t: Texts) -> list[str]:
    """Give somebody their role, their manager and their moment, where somebody was chosen."""
    if views.SELLER not in found:
        return []
    role = Role(said[views.ROLE]) if said[views.ROLE] else None
    at, weekday = time.fromisoformat(said[views.TIME]), int(said[views.WEEKDAY])
    place = Place(found[views.SELLER], role, found.get(views.MANAGER), weekday, at)
    with house.write(act.workspace) as desk:
        give_place(desk, place)
    name, moment = place.member.name, {"weekday": t.list_of("weekdays")[weekday], "time": t.hour(at)}
    lines = [t("setup.role_saved", name=name, role=t(f"setup.role_{role}"))] if role else []
    if place.manager:
        lines.append(t("setup.pair_saved", seller=name, manager=place.manager.name, **moment))
    elif role in SCORES:
        lines.append(t("setup.moment_saved", name=name, **moment))
    return lines
