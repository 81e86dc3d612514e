"""However a CRM writes its deals, the same deals are read, or a question is asked: never other deals."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.crm.files.errors import Asked
from bot.crm.files.reading import read_deals
from flows.company.subjects import Status
from flows.imports import DealRecord, Reading

TODAY = date(2026, 11, 23)
Cell = str | date | Decimal
FIELDS = ("id", "name", "customer", "owner", "stage", "amount", "currency", "close_date")
HEADINGS: Mapping[str, tuple[str, ...]] = {  # as people call them, in the order of FIELDS
    "en": ("Id", "Name", "Customer", "Owner", "Stage", "Amount", "Currency", "Close Date"),
    "da": ("Sags-id", "Navn", "Kunde", "Ejer", "Fase", "Beløb", "Valuta", "Forventet lukkedato"),
    "de": ("ID", "Name", "Firma", "Inhaber", "Phase", "Betrag", "Währung", "Abschlussdatum"),
    "sv": ("Id", "Namn", "Kund", "Ägare", "Fas", "Belopp", "Valuta", "Förväntat avslutsdatum"),
    "nb": ("ID", "Navn", "Kunde", "Eier", "Fase", "Beløp", "Valuta", "Forventet lukkedato"),
    "of a program": ("id", "name", "account", "owner", "stageName", "amount", "currencyIsoCode", "closeDate"),
}
STAGES: Mapping[str, tuple[str, str, str]] = {  # open, won and lost
    "en": ("Proposal", "Closed Won", "Closed Lost"),
    "da": ("Tilbud", "Vundet", "Tabt"),
    "de": ("Angebot", "Gewonnen", "Verloren"),
    "sv": ("Offert", "Vunnen", "Förlorad"),
    "nb": ("Tilbud", "Vunnet", "Tapt"),
    "of a program": ("proposal", "closedwon", "closedlost"),
}
STATUSES = (Status.OPEN, Status.WON, Status.LOST)
DATES: Mapping[str, tuple[str, Callable[[date], str]]] = {  # what --map calls it, and how it is written
    "iso": ("dmy", date.isoformat),
    "moment": ("dmy", lambda day: f"{day}T14:30:00+01:00"),
    "danish": ("dmy", lambda day: f"{day:%d-%m-%Y}"),
    "short": ("dmy", lambda day: f"{day:%d-%m-%y}"),
    "german": ("dmy", lambda day: f"{day:%d.%m.%Y}"),
    "british": ("dmy", lambda day: f"{day:%d/%m/%Y}"),
    "american": ("mdy", lambda day: f"{day.month}/{day.day}/{day.year}"),
    "words": ("dmy", lambda day: format_date(day, "d MMM yyyy", "en")),
    "danish words": ("dmy", lambda day: format_date(day, "d. MMMM yyyy", "da")),
    "American words": ("mdy", lambda day: format_date(day, "MMM d, yyyy", "en")),
}
AMOUNTS: Mapping[str, tuple[str, Callable[[Decimal], str]]] = {
    "plain": ("point", str),
    "comma": ("comma", lambda amount: str(amount).replace(".", ",")),
    "English": ("point", lambda amount: format_decimal(amount, "#,##0.00", "en")),
    "Danish": ("comma", lambda amount: format_decimal(amount, "#,##0.00", "da")),
    "French": ("comma", lambda amount: format_decimal(amount, "#,##0.00", "fr").replace("\u202f", "\xa0")),
    "Swiss": ("point", lambda amount: format_decimal(amount, "#,##0.00", "de_CH")),
    "more decimals": ("point", lambda amount: f"{amount:.8f}"),
}


@dataclass(frozen=True)
class Deal:
    """A deal as it is, whatever file it will stand in."""

    name: str
    customer: str
    owner: str
    status: Status
    amount: Decimal
    currency: str
    close_date: date


@dataclass(frozen=True)
class Way:
    """How a file is written."""

    language: str
    dates: str
    amounts: str
    delimiter: str
    quoting: int
    encoding: str
    end: str
    order: tuple[str, ...]
    titles: int
    sums: bool


WORDS = st.text("abcdefæøåéüÆØÅ &'-.", min_size=1, max_size=9).map(lambda text: f"Ab {text} yz")
DEALS = st.lists(
    st.builds(
        Deal,
        name=WORDS,
        customer=WORDS,
        owner=st.sampled_from(["Anne Jensen", "Bo Lund", "Åse Øst"]),
        status=st.sampled_from(STATUSES),
        amount=st.decimals("0.01", "9999999.99", places=2),
        currency=st.sampled_from(["DKK", "EUR", "USD"]),
        close_date=st.dates(date(2020, 1, 1), date(2029, 12, 31)),
    ),
    min_size=1,
    max_size=6,
)
WAYS = st.builds(
    Way,
    language=st.sampled_from(list(HEADINGS)),
    dates=st.sampled_from(list(DATES)),
    amounts=st.sampled_from(list(AMOUNTS)),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", ""]),
    end=st.sampled_from(["\n", "\r\n"]),
    order=st.permutations(FIELDS).map(tuple),
    titles=st.integers(0, 2),
    sums=st.booleans(),
)


def written(deals: list[Deal], way: Way) -> bytes:
    """The file, of text or, where it has no encoding, a workbook with real dates and numbers."""
    headings = dict(zip(FIELDS, HEADINGS[way.language], strict=True))
    lines: list[list[Cell]] = [[f"Pipeline {number}"] for number in range(way.titles)]
    lines.append([headings[field] for field in way.order])
    for number, deal in enumerate(deals, 1001):
        cells: dict[str, Cell] = {
            "id": f"A-{number}",
            "name": deal.name,
            "customer": deal.customer,
            "owner": deal.owner,
            "stage": STAGES[way.language][STATUSES.index(deal.status)],
            "amount": deal.amount,
            "currency": deal.currency,
            "close_date": deal.close_date,
        }
        lines.append([cells[field] for field in way.order])
    if way.sums:
        label = next(field for field in way.order if field not in ("amount", "id"))
        total: dict[str, Cell] = {"amount": sum((deal.amount for deal in deals), Decimal(0)), label: "Total"}
        lines += [[], [total.get(field, "") for field in way.order]]
    return as_text(lines, way) if way.encoding else as_workbook(lines)


def as_text(lines: list[list[Cell]], way: Way) -> bytes:
    """Each line as long as the headings' one."""
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=way.delimiter, quoting=way.quoting, lineterminator=way.end)  # type: ignore[arg-type]
    for line in lines:
        texts = [_text(cell, way) for cell in line]
        rows.writerow([*texts, *[""] * (len(FIELDS) - len(texts))])
    return file.getvalue().encode(way.encoding)


def _text(cell: Cell, way: Way) -> str:
    if isinstance(cell, Decimal):
        return AMOUNTS[way.amounts][1](cell)
    return DATES[way.dates][1](cell) if isinstance(cell, date) else cell


def as_workbook(lines: list[list[Cell]]) -> bytes:
    """One sheet."""
    book, file = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.append(line)
    book.save(file)
    return file.getvalue()


def read(deals: list[Deal], way: Way) -> Reading[DealRecord]:
    """What is read, after the true answer to whatever is asked; a question that the truth doesn't answer fails."""
    truth = {"dates": DATES[way.dates][0], "numbers": AMOUNTS[way.amounts][0], "encoding": way.encoding}
    answered = {"zone": "Europe/Copenhagen"}
    while True:
        try:
            return read_deals(
                written(deals, way), source=None, mapping=answered, default_currency="DKK", today=TODAY
            )
        except Asked as asked:
            new = {doubt.key: truth[doubt.key] for doubt in asked.doubts}
            assert not new.items() <= answered.items()
            answered |= new


@given(DEALS, WAYS)
def test_the_same_deals_are_read_however_they_are_written(deals: list[Deal], way: Way) -> None:
    reading = read(deals, way)

    assert not reading.refused
    assert [
        Deal(
            record.name,
            record.customer,
            record.owner_name or "",
            record.status,
            record.amount or Decimal(0),
            record.currency,
            record.close_date or TODAY,
        )
        for record in reading.records
    ] == [
        Deal(
            " ".join(deal.name.split()),
            " ".join(deal.customer.split()),
            deal.owner,
            deal.status,
            deal.amount,
            deal.currency,
            deal.close_date,
        )
        for deal in deals
    ]
    assert [record.stage for record in reading.records] == [
        STAGES[way.language][STATUSES.index(deal.status)] for deal in deals
    ]
