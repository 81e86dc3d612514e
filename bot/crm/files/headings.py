"""What the columns of an export may be called, in the systems and languages that we have seen."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from bot.crm.files.text import fold

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of file: what each field may be called (folded), and which fields it needs.

    Of every group in `needed` at least one field must have a column.
    """

    what: str
    names: Names
    needed: tuple[tuple[str, ...], ...]

    def fields(self, format_name: str) -> dict[str, str]:
        """Folded heading -> field, as the given format ("salesforce", "hubspot", "csv") means it."""
        by_heading = {name: field for field, names in self.names.items() for name in names}
        if self is DEALS and format_name == "hubspot":
            by_heading |= HUBSPOT_MEANINGS
        return by_heading


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", "))


DEALS = Layout(
    "deal",
    {
        "id": _names(
            "id, opportunity id, record id, deal id, hs object id, pipedrive system id, "
            "do not modify opportunity, sags id, sagsnummer, aftale id, mulighed id, salgsmulighed id"
        ),
        "name": _names(
            "name, opportunity name, deal name, deal, opportunity, dealname, title, topic, navn, "
            "mulighed, salgsmulighed, aftale, aftalenavn, emne"
        ),
        "customer": _names(
            "account, account name, customer, customer name, company, company name, organization, "
            "potential customer, associated company primary, associated company names primary, "
            "associated company, kunde, kundenavn, firma, virksomhed, organisation"
        ),
        "owner": _names(
            "owner, owner name, opportunity owner, deal owner, sales agent, sales rep, seller, "
            "salesperson, ejer, aftaleejer, sælger, ansvarlig, ansvarlig sælger"
        ),
        "owner_email": _names(
            "owner email, owner e mail, opportunity owner email, deal owner email, seller email, "
            "sælgers e mail, sælgers email, sælger e mail, sælger email, ejers e mail, ejers email, "
            "ejer e mail, ejer email"
        ),
        "amount": _names(
            "amount, value, deal value, close value, est revenue, estimated revenue, beløb, værdi, "
            "aftaleværdi, ordreværdi"
        ),
        "currency": _names(
            "currency, amount currency, currency of value, deal currency code, currencyisocode, "
            "valuta, valutakode"
        ),
        "close_date": _names(
            "close date, closedate, expected close date, expected close, est close date, "
            "estimated close date, lukkedato, lukningsdato, forventet lukkedato, forventet lukning, "
            "forventet lukningsdato"
        ),
        "closed_on": _names(
            "closed on, deal closed on, actual close date, closed date, lukket dato, lukket, "
            "lukket den, faktisk lukkedato"
        ),
        "created_on": _names(
            "created, created date, createddate, created on, create date, createdate, creation date, "
            "deal created, engage date, oprettet, oprettet den, oprettelsesdato"
        ),
        "stage": _names("stage, stagename, deal stage, dealstage, sales stage, fase, aftalefase, trin"),
        "status": _names("status, deal status"),
        "closed": _names("closed, isclosed, is closed, hs is closed, is deal closed"),
        "won": _names("won, iswon, is won, hs is closed won, is closed won"),
        "product": _names("product, product name, produkt, vare"),
        # A column that is only called "Type" may mean anything: --map segment=Type says that it is this.
        "segment": _names(
            "segment, customer segment, deal type, dealtype, opportunity type, opportunity record type, "
            "record type, salgstype, aftaletype, mulighedstype, kundetype, kundesegment"
        ),
        "probability": _names("probability, deal probability, win probability, sandsynlighed"),
        "stage_probability": _names("stage probability, hs deal stage probability, fasens sandsynlighed"),
    },
    (("id",), ("name", "product", "customer")),
)

CUSTOMERS = Layout(
    "customer",
    {
        "name": _names("name, customer, customer name, account, account name, navn, kunde, kundenavn"),
        "owner": _names("owner, owner name, account owner, ejer, sælger, ansvarlig, kundeansvarlig"),
        "owner_email": DEALS.names["owner_email"]
        + ("account owner email", "ansvarlig e mail", "ansvarlig email"),
        "yearly_value": _names("yearly value, annual value, årlig værdi, årsværdi, værdi pr år"),
        "currency": _names("currency, valuta, valutakode"),
        "expiry_date": _names("expiry date, expiry, expires, udløbsdato, udløber, udløb"),
        "segment": _names("segment, customer segment, customer type, account type, kundesegment, kundetype"),
    },
    (("name",),),
)

PEOPLE = Layout(
    "person",
    {
        "name": _names(
            "name, full name, display name, employee name, navn, fulde navn, medarbejder, namn, vollständiger name"
        ),
        "first_name": _names(
            "first name, firstname, given name, givenname, forename, first name required, fornavn, förnamn, vorname"
        ),
        "last_name": _names(
            "last name, lastname, surname, family name, last name required, efternavn, efternamn, etternavn, nachname"
        ),
        "email": _names(
            "email, e mail, mail, e mail address, email address, user email, work email, primary email, "
            "email address required, e mailadresse, emailadresse, mailadresse, e mail adresse, email adresse, "
            "e post, epost, e postadress"
        ),
        "role": _names("role, user role, role name, userrole name, rolle, roll"),
        "manager": _names(
            "manager, manager name, manager full name, line manager, reports to, leder, nærmeste leder, leders navn, "
            "chef, nærmeste chef, närmaste chef, vorgesetzter"
        ),
        "manager_email": _names(
            "manager email, manager e mail, managers email, manager s email, leder e mail, leder email, "
            "leders e mail, leders email, chefs e post, chef e mail"
        ),
        "active": _names(
            "active, isactive, is active, user active, enabled, account enabled, aktiv, er aktiv"
        ),
        "inactive": _names(
            "inactive, isinactive, is inactive, deactivated, isdeactivated, is deactivated, disabled, isdisabled, "
            "is disabled, archived, isarchived, is archived, suspended, deleted, isdeleted, is deleted, blocked, "
            "block credential, inaktiv, deaktiveret"
        ),
        "status": _names("status, user status, account status, status read only, statecode, brugerstatus"),
        "weekday": _names("weekday, day, day of week, ugedag, dag, veckodag, ukedag, wochentag"),
        "at": _names(
            "time, hour, time of day, tid, tidspunkt, klokkeslæt, klokkeslett, klockslag, tidpunkt, uhrzeit"
        ),
    },
    (("name", "first_name", "last_name"), ("email",)),
)

# HubSpot's "Deal probability" is that of the stage; elsewhere the same words mean the deal's own.
HUBSPOT_MEANINGS: Mapping[str, str] = {"deal probability": "stage_probability"}

# A format is recognised by headings that nothing else uses together, never by the file's name.
_MARKS: tuple[tuple[str, Set[str]], ...] = (
    ("salesforce", frozenset({"opportunity id", "opportunity name"})),
    ("salesforce", frozenset({"opportunity id", "opportunity owner"})),
    ("salesforce", frozenset({"id", "stagename"})),
    ("hubspot", frozenset({"record id", "deal name"})),
    ("hubspot", frozenset({"dealname", "dealstage"})),
)


def heading_key(heading: str) -> str:
    """A heading folded, without the "Deal - " that Pipedrive puts before each and the * of needed ones."""
    key = fold(heading)
    return key.removeprefix("deal ") if heading.strip().startswith("Deal - ") else key


def recognise(headings: Set[str]) -> str:
    """Which system wrote a file with these folded headings: "salesforce", "hubspot", else "csv"."""
    return next((name for name, marks in _MARKS if marks <= headings), "csv")
