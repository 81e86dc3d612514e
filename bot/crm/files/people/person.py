"""One row of the list of people to one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import holidays
from babel import Locale

from bot.crm.files.errors import Asked, Doubt, MapRefused, RowRefused
from bot.crm.files.opening.sheet import TEXT_LIMIT, Row, Sheet, quoted
from bot.crm.files.people.activity import COLUMNS, Activity, activity
from bot.crm.files.people.roles import Roles, no_column, roles
from bot.crm.files.people.weekly import MONDAY, NINE, cadence, hour, minutes, weekday
from bot.crm.files.text import shown
from flows.company.names import given_first
from flows.company.naming import addresses, fold
from flows.company.people import Role
from flows.imports import PersonRecord, Reason, reason

SAME, NEW = "same.", "new"  # --map same.new@example.dk=old@example.dk, or =new


@dataclass(frozen=True)
class PeopleFile:
    """What the words of one file mean: its roles, and who is still there."""

    roles: Roles
    activity: Activity


def people_file(sheet: Sheet, mapping: Mapping[str, str]) -> PeopleFile:
    """What --map says of the file's words; Asked for those that nobody knows, first of all who is still there."""
    file = PeopleFile(roles(mapping), activity(mapping))
    doubts: list[Doubt] = []
    for column, texts in sheet.cells(COLUMNS).items():
        doubts += file.activity.doubts(column, texts)
    if "role" not in sheet.places and not file.roles.rest:
        doubts.append(no_column())
    if not doubts:
        rows = (row for row in sheet.readable() if file.activity.is_active(row))
        doubts += file.roles.doubts(row.text("role") for row in rows)
    if doubts:
        raise Asked(doubts)
    return file


def same_people(mapping: Mapping[str, str]) -> dict[str, str]:
    """New address -> the one by which --map says that the list has them so far, or NEW; MapRefused for what is none."""
    said = {}
    for key, wish in mapping.items():
        if key.startswith(SAME):
            new, old = addresses(key.removeprefix(SAME)), addresses(wish) or (wish.strip().lower(),)
            if len(new) != 1 or len(old) != 1 or not ("@" in old[0] or old[0] == NEW):
                raise MapRefused("same_as_whom", key=shown(key))
            said[new[0]] = old[0]
    return said


def person_key(row: Row, file: PeopleFile) -> str:
    """What a person is known by: the e-mail address in lower case; RowRefused when it is none.

    Somebody who has left may be there once more under the same address, so who is there is another one.
    """
    email = _email(row, "email")
    return email if file.activity.is_active(row) else f"{email} (inactive)"


def person(row: Row, file: PeopleFile, notes: list[Reason]) -> PersonRecord:
    """The person that the row states; RowRefused when a cell is none of what its column may hold.

    Who has left has the role none, whatever else the file says of them.
    """
    email = _email(row, "email")
    name = _name(row, email)
    if not file.activity.is_active(row):
        return PersonRecord(name, email, Role.NONE, None, MONDAY, NINE, has_left=True)
    manager, manager_name = _manager(row)
    if manager == email:
        raise RowRefused("own_manager")
    role = file.roles.of(row.text("role"), notes)
    often = cadence(row)
    return PersonRecord(
        name,
        email,
        role,
        manager,
        weekday(row),
        hour(row),
        manager_name=manager_name,
        every=often[0] if often else None,
        nth=often[1] if often else None,
        minutes=minutes(row),
        country=_country(row, notes),
    )


def _country(row: Row, notes: list[Reason]) -> str | None:
    """Whose public holidays are theirs, as an ISO code; what no calendar is known of is noted, and says nothing."""
    text = row.text("country")
    if not text:
        return None
    found = _countries().get(fold(text))
    if found is None:
        notes.append(reason("country_unknown", value=quoted(row, "country")))
    return found


@cache
def _countries() -> Mapping[str, str]:
    """The codes and names of all countries whose public holidays are known, folded, with their codes."""
    known = holidays.list_supported_countries()
    named = {
        fold(name): code
        for language in ("de", "sv", "nb", "da", "en")
        for code, name in Locale(language).territories.items()
        if code in known
    }
    return named | {fold(code): code for code in known} | {"usa": "US", "uk": "GB"}


def _name(row: Row, email: str) -> str:
    name = row.name("name")
    if not name:
        name = " ".join(part for part in (row.name("first_name"), row.name("last_name")) if part)
        if not name:
            raise RowRefused("no_name")
        if len(name) > TEXT_LIMIT:
            raise RowRefused("too_long", field="name", limit=TEXT_LIMIT)
        return name
    return given_first(name, email=email)


def _manager(row: Row) -> tuple[str | None, str | None]:
    """The manager's address and name, each where the file has it."""
    if row.text("manager_email"):
        return _email(row, "manager_email"), None
    stated = row.name("manager")
    if not stated:
        return None, None
    return (_email(row, "manager"), None) if "@" in stated else (None, stated)


def _email(row: Row, field: str) -> str:
    found = addresses(row.name(field) or "")
    if len(found) != 1:
        raise RowRefused("not_an_email", field=field, value=quoted(row, field))
    return found[0]
