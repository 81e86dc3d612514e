"""Which system wrote a file: told by its ids and by several of its headings, never by two that anybody may use."""

import re
from collections.abc import Callable, Collection, Iterable, Set
from dataclasses import dataclass
from itertools import islice

from bot.crm.files.text import fold
from bot.crm.files.values.ids import checked

CSV = "csv"  # a system that nobody knows
LOOKED_AT = 1000  # ids; a system writes all of them alike
MOST = 0.9  # of them; a spreadsheet may have spoilt some
_GUID = re.compile(r"\{?[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}\}?", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,20}")
_LONG_NUMBER = re.compile(r"[0-9]{9,20}")
_ZOHO = re.compile(r"zcrm_[0-9]+|[0-9]{15,20}")
_OBJECT = re.compile(r"00[16][A-Za-z0-9]{12}(?:[A-Z0-5]{3})?")


@dataclass(frozen=True)
class System:
    """A system by its headings (folded): at least `least` of its `marks`, among them one of its `own`.

    `writes` says whether these ids can be its.
    """

    name: str
    writes: Callable[[Collection[str]], bool]
    own: Set[str]
    marks: Set[str]
    least: int

    def heads(self, headings: Set[str]) -> bool:
        """Whether it may have written these headings."""
        return bool(self.own & headings) and len((self.own | self.marks) & headings) >= self.least


def _headings(listed: str) -> frozenset[str]:
    return frozenset(listed.split(", "))


def _all(pattern: re.Pattern[str]) -> Callable[[Collection[str]], bool]:
    return lambda ids: _share(pattern, ids) >= MOST


def _share(pattern: re.Pattern[str], ids: Collection[str]) -> float:
    return sum(1 for id_ in ids if pattern.fullmatch(id_)) / max(len(ids), 1)


def _object_ids(ids: Collection[str]) -> bool:
    """Salesforce's ids: of opportunities or accounts, with letters among them."""
    return _share(_OBJECT, ids) >= MOST and any(any(map(str.isalpha, id_)) for id_ in ids)


def _checked_ids(ids: Collection[str]) -> bool:
    """The same, and most check signs fit, as they hardly do by chance."""
    long = [id_ for id_ in ids if len(id_) == 18]
    return _object_ids(ids) and sum(map(checked, long)) * 2 >= len(long)


_OPPORTUNITY = _headings(
    "opportunity id, opportunity name, opportunity owner, stagename, account id, account owner, accountid"
)
_SALESFORCE = _headings(
    "id, name, account, account name, owner name, ownerid, stage, amount, amount currency, close date, closedate, type"
)
_RECORD = _headings(
    "record id, hs object id, id de registro, datensatz id, post id, merged deal ids, hubspot owner id"
)
_ASSOCIATED = _headings(
    "associated company primary, associated company ids primary, associated company names primary, "
    "associated company ids, associated contact ids, associated contact, associated company, associated deal, "
    "associated deal ids, associated note"
)
_HUBSPOT = _headings(
    "deal name, deal stage, deal owner, deal type, deal probability, pipeline, dealname, dealstage, company owner, "
    "company name, annual revenue, number of employees, lifecycle stage, company domain name, industry, "
    "aftalenavn, aftalefase, aftalestadie, aftaleejer, deal phase, affärsnamn, affärsfas, affärssteg, affärsägare, "
    "avtalenavn, avtalefase, avtalestadium, avtaleeier, hs is closed won, hs is closed, hs deal stage probability"
)
_SHARED = _headings("amount, beløb, close date, closedate, lukkedato, lukningsdato, create date")
_EACH = "deal -"  # what Pipedrive writes before all of them

SYSTEMS = (
    System(
        "salesforce", _object_ids, _OPPORTUNITY, _SALESFORCE, 2
    ),  # also where a spreadsheet changed their case
    System("salesforce", _checked_ids, _SALESFORCE, _SALESFORCE, 2),
    System(
        "zoho",
        _all(_ZOHO),
        _headings("closing date, record id, deal owner id, account name id, layout id"),
        _headings("deal name, deal owner, account name, lead source, stage, probability, amount"),
        4,
    ),
    System(
        "dynamics",
        _all(_GUID),
        _headings(
            "do not modify opportunity, opportunityid, topic, potential customer, est revenue, est close date"
        ),
        _headings(
            "do not modify row checksum, do not modify modified on, name, estimatedvalue, status reason"
        ),
        2,
    ),
    System("hubspot", _all(_LONG_NUMBER), _RECORD | _ASSOCIATED, _HUBSPOT | _SHARED, 3),
    System("hubspot", _all(_NUMBER), _RECORD | _ASSOCIATED, _HUBSPOT, 4),
    System(
        "pipedrive",
        _all(_NUMBER),
        frozenset({_EACH}),
        _headings(
            "deal id, deal pipedrive system id, deal title, deal organization, deal owner, deal value, deal status, "
            "deal stage, deal currency of value, deal pipeline, deal expected close date, deal contact person"
        ),
        4,
    ),
)


def system_of(headings: Iterable[str], ids: Iterable[str]) -> str:
    """The system by a file's headings, as written, and by the first of its ids; "csv" where nothing is sure."""
    listed, there = _folded(headings), list(islice(filter(None, ids), LOOKED_AT))
    if not there:
        return CSV
    return next((each.name for each in SYSTEMS if each.heads(listed) and each.writes(there)), CSV)


def _folded(headings: Iterable[str]) -> frozenset[str]:
    written = list(headings)
    prefixed = sum(1 for heading in written if heading.strip().startswith("Deal - ")) > 1
    return frozenset(map(fold, written)) | ({_EACH} if prefixed else frozenset())


def by_headings(headings: Set[str]) -> str:
    """HubSpot, where these folded headings look like its own: some mean another thing there. Else "csv"."""
    looks = any(each.heads(headings) for each in SYSTEMS if each.name == "hubspot")
    return "hubspot" if looks and "closing date" not in headings else CSV
