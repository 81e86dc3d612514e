"""One row of the list of people to one person."""

import re
from datetime import time

from babel.dates import get_day_names

from bot.crm.files.errors import RowRefused
from bot.crm.files.sheet import Row, quoted
from flows.company.people import Role
from flows.imports import PersonRecord, Reason

MONDAY, NINE = 0, time(9)
FIRST_HOUR = 4  # the clock is put forward and back before; a reminder there could come twice or never

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_DAYS: dict[str, int] = {
    form: number
    for language in ("en", "da")
    for number, name in get_day_names("wide", locale=language).items()
    for form in (name.casefold(), name.casefold()[:3])
}
_ROLES = {role.value: role for role in Role} | {
    "sælger": Role.SELLER,
    "leder": Role.MANAGER,
    "direktør": Role.DIRECTOR,
    "læser": Role.VIEWER,
    "iagttager": Role.VIEWER,
    "revisor": Role.AUDITOR,
    "ekstern revisor": Role.AUDITOR,
    "administrator": Role.ADMIN,
    "ingen": Role.NONE,
}


def person_key(row: Row) -> str:
    """What a person is known by: the e-mail address in lower case; RowRefused when it is none."""
    return _email(row, "email")


def person(row: Row, notes: list[Reason]) -> PersonRecord:  # noqa: ARG001 - one shape for all three files
    """The person that the row states; RowRefused when a cell is none of what its column may hold."""
    name = row.name("name")
    if not name:
        raise RowRefused("no_name")
    email = person_key(row)
    manager_email = _email(row, "manager_email") if row.text("manager_email") else None
    if manager_email == email:
        raise RowRefused("own_manager")
    return PersonRecord(name, email, _role(row), manager_email, _weekday(row), _at(row))


def _email(row: Row, field: str) -> str:
    text = row.name(field) or ""
    if not _EMAIL.fullmatch(text):
        raise RowRefused("not_an_email", field=field, value=quoted(row, field))
    return text.lower()


def _role(row: Row) -> Role:
    role = _ROLES.get(row.text("role").casefold())
    if role is None:
        raise RowRefused("role_unknown", value=quoted(row, "role"))
    return role


def _weekday(row: Row) -> int:
    text = row.text("weekday").casefold().removesuffix(".")
    if not text:
        return MONDAY
    if text not in _DAYS:
        raise RowRefused("weekday_unknown", value=quoted(row, "weekday"))
    return _DAYS[text]


def _at(row: Row) -> time:
    text = row.text("at")
    if not text:
        return NINE
    found = _TIME.fullmatch(text)
    if found is None:
        raise RowRefused("not_a_time", value=quoted(row, "at"))
    at = time(int(found[1]), int(found[2]))
    if at.hour < FIRST_HOUR:
        raise RowRefused("time_at_night", value=quoted(row, "at"))
    return at
