"""How the person said a file is written: the options among the choices of --map."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.crm.files.errors import MapRefused, must_be
from bot.crm.files.text import shown
from bot.crm.files.values import currencies

_ALLOWED = {
    "dates": ("dmy", "mdy", "ymd"),
    "numbers": ("comma", "point"),
    "amounts": ("1", "1000", "1000000"),
}
_OWN_DATES = "dates."  # --map dates.created_on=mdy is that column's own way
OPTIONS = (*_ALLOWED, "zone", "roles", "encoding", "sheet", "twice", "above")
PREFIXES = (
    _OWN_DATES,
    currencies.PREFIX,
    "word.",
    "role.",
    "same.",
)  # of keys that say what something in the file means


@dataclass(frozen=True)
class Choices:
    """How the person said the file is written; None where the columns themselves must show it.

    `amounts` is what one counts in the amounts' column, `currencies` what signs mean (see currencies.answers).
    """

    dates: str | None
    numbers: str | None
    amounts: str | None
    own_dates: Mapping[str, str]
    currencies: Mapping[str, str]
    zone: ZoneInfo

    def dates_of(self, field: str) -> str | None:
        """How the field's column writes dates, which may not be as the others do."""
        return self.own_dates.get(field, self.dates)


def is_option(key: str) -> bool:
    """Whether a key of --map says how the file is written, and not which column a field is in."""
    return key in OPTIONS or key.startswith(PREFIXES)


def choices(mapping: Mapping[str, str]) -> Choices:
    """The options among the --map choices; MapRefused for one that cannot be.

    dates=dmy|mdy|ymd (for one column dates.FIELD=), numbers=comma|point, amounts=1|1000|1000000 (what one counts),
    currency.SIGN=EUR (currency.none: numbers without a sign), zone=IANA name.
    """
    for key, value in mapping.items():
        allowed = _ALLOWED.get("dates" if key.startswith(_OWN_DATES) else key, (value,))
        if value not in allowed:
            raise must_be(key, allowed, value)
    return Choices(
        dates=mapping.get("dates"),
        numbers=mapping.get("numbers"),
        amounts=mapping.get("amounts"),
        own_dates={
            key.removeprefix(_OWN_DATES): way for key, way in mapping.items() if key.startswith(_OWN_DATES)
        },
        currencies=currencies.answers(mapping),
        zone=_zone(mapping.get("zone", "Europe/Copenhagen")),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise MapRefused("no_zone", value=shown(name)) from error
