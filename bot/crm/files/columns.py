"""Which column of a file holds which field; a needed or used column in doubt refuses the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.crm.files.errors import FileRefused, MapRefused
from bot.crm.files.headings import Layout, heading_key
from bot.crm.files.text import clean, shown

_STYLES = {"dates": ("dmy", "mdy"), "numbers": ("comma", "point")}
OPTIONS = ("dates", "numbers", "zone", "encoding", "sheet", "twice", "above")


@dataclass(frozen=True)
class Choices:
    """How the person said the file is written; None where the columns themselves must show it."""

    dates: str | None
    numbers: str | None
    zone: ZoneInfo


def choices(mapping: Mapping[str, str]) -> Choices:
    """The options among the --map choices: dates=dmy|mdy, numbers=comma|point, zone=IANA name."""
    for option, allowed in _STYLES.items():
        if mapping.get(option, allowed[0]) not in allowed:
            raise MapRefused(
                f"--map {option} must be {' or '.join(allowed)}, not “{shown(mapping[option])}”."
            )
    zone = mapping.get("zone", "Europe/Copenhagen")
    try:
        return Choices(mapping.get("dates"), mapping.get("numbers"), ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise MapRefused(f"--map zone: there is no time zone “{shown(zone)}”.") from error


def place(
    headings: Sequence[str], layout: Layout, format_name: str, mapping: Mapping[str, str]
) -> dict[str, int]:
    """Field -> position of its column.

    `mapping` overrides by field: its value is a heading as the file writes it, or #3 for the third column.
    FileRefused when no heading is known, two columns claim one field, or a needed field has none.
    """
    fields = layout.fields(format_name)
    wishes = _wishes(layout, mapping)
    if not wishes and not any(heading_key(heading) in fields for heading in headings):
        raise FileRefused(f"There is no known column heading in the first row: “{_row(headings)}”.")
    found = {field: _mapped(headings, field, wish) for field, wish in wishes.items()}
    claims: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        field = fields.get(heading_key(heading))
        if field and field not in found:
            claims.setdefault(field, []).append(position)
    for field, positions in claims.items():
        found[field] = _only(headings, field, positions)
    _check_needed(found, layout)
    return found


def _wishes(layout: Layout, mapping: Mapping[str, str]) -> dict[str, str]:
    wishes = {field: wish for field, wish in mapping.items() if field not in OPTIONS}
    for field in wishes:
        if field not in layout.names:
            known = ", ".join((*layout.names, *OPTIONS))
            raise MapRefused(f"--map knows no field “{shown(field)}”; the fields are {known}.")
    return wishes


def _mapped(headings: Sequence[str], field: str, wish: str) -> int:
    """The column that the person named: as written, else trimmed, else however it is written."""
    if wish.startswith("#") and wish[1:].isascii() and wish[1:].isdigit() and len(wish) < 6:
        if 1 <= int(wish[1:]) <= len(headings):
            return int(wish[1:]) - 1
        raise FileRefused(f"--map {field}: there are only {len(headings)} columns.")
    for form in (str, clean, heading_key):
        positions = [at for at, heading in enumerate(headings) if form(heading) == form(wish) != ""]
        if positions:
            return _only(headings, field, positions)
    raise FileRefused(f"--map {field}: the file has no column “{shown(wish)}”; it has “{_row(headings)}”.")


def _only(headings: Sequence[str], field: str, positions: Sequence[int]) -> int:
    if len(positions) == 1:
        return positions[0]
    names = ", ".join(f"“{_as_written(headings[at])}” (#{at + 1})" for at in positions)
    raise FileRefused(
        f"Several columns could be the {field}: {names}. Say which with --map {field}=HEADING, "
        f"or by its number, --map {field}=#{positions[0] + 1}."
    )


def _as_written(heading: str) -> str:
    """Spaces tell doubled headings apart, so they are kept here."""
    return "".join(sign for sign in heading if sign.isprintable())[:40]


def _check_needed(found: Mapping[str, int], layout: Layout) -> None:
    for group in layout.needed:
        if not any(field in found for field in group):
            wanted = " or ".join(group)
            raise FileRefused(
                f"No column holds the {layout.what}'s {wanted}. Name one: --map {group[0]}=HEADING."
            )


def _row(headings: Sequence[str]) -> str:
    text = ", ".join(shown(heading) for heading in headings)
    return text if len(text) <= 200 else text[:199] + "…"
