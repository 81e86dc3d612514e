"""What the columns of an export may be called, in the systems and languages that we have seen."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from bot.crm.files.systems import by_headings
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
        if self.what == "deal" and format_name == "hubspot":
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
        "account_id": _names(
            "account id, accountid, organization id, company id, customer id, associated company ids primary, "
            "associated company id primary, konto id, kunde id, kundenr, kundenummer, virksomheds id"
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
        "name": _names(
            "name, customer, customer name, account, account name, company name, navn, kunde, kundenavn"
        ),
        "account_id": DEALS.names["account_id"] + _names("id, record id"),
        "owner": _names(
            "owner, owner name, account owner, company owner, ejer, sælger, ansvarlig, kundeansvarlig"
        ),
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
        "name": _names("name, full name, navn, fulde navn"),
        "email": _names("email, e mail, mail, e mail address, email address, e mailadresse"),
        "role": _names("role, rolle"),
        "manager_email": _names(
            "manager email, manager e mail, leder e mail, leder email, leders e mail, leders email"
        ),
        "weekday": _names("weekday, day, ugedag, dag"),
        "at": _names("time, tid, tidspunkt, klokkeslæt"),
    },
    (("name",), ("email",), ("role",)),
)

# HubSpot's "Deal probability" is that of the stage; elsewhere the same words mean the deal's own.
HUBSPOT_MEANINGS: Mapping[str, str] = {"deal probability": "stage_probability"}


def heading_key(heading: str) -> str:
    """A heading folded, without the "Deal - " that Pipedrive puts before each and the * of needed ones."""
    key = fold(heading)
    return key.removeprefix("deal ") if heading.strip().startswith("Deal - ") else key


def recognise(headings: Set[str]) -> str:
    """Which system's headings these folded ones look like; what wrote the file its ids say (see systems)."""
    return by_headings(headings)
