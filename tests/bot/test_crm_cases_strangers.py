"""Files as strangers write them: other languages, separators and spellings of status, currency, date, sum and id."""

from datetime import date
from decimal import Decimal

import pytest

from bot.crm.files.reading import read_deals

Stated = tuple[str, Decimal | None, str, date | None, str]

SWEDISH = """Affärs-ID\tAffärsnamn\tKund\tSäljare\tBelopp\tValuta\tFörväntat avslut\tVunnen\tFörlorad
A1\tPump\tNordvatten\tAnne Jensen\t12 500,00\tSEK\t2026-12-18\tNej\tNej
A2\tFilter\tSolen\tBo Lund\t1 000\tSEK\t2026-10-01\tJa\tNej
A3\tVentil\tMånen\tBo Lund\t7 000 kr\tSEK\t2026-09-01\tNej\tJa
"""
ONE_AND_NOUGHT = """id,name,customer,owner,amount,currency,close date,is won,is closed
1,Pump,Nord,Anne Jensen,100,DKK,2026-12-18,0,0
2,Filter,Syd,Anne Jensen,200,DKK,2026-10-18,1,1
3,Valve,Vest,Anne Jensen,300,DKK,2026-10-18,0,1
"""
AMERICAN = """"Opportunity Number","Opportunity","Client","Rep","Deal Value (USD)","Expected Close","Outcome",
"000123","Pump","Nord","Jensen, Anne","$1,234.50","12/18/2026","",
"000124","Filter","Syd","Lund, Bo","$12,000","11/02/2026","Win",
"000125","Valve","Syd","Lund, Bo","$500","10/02/2026","Loss",
"""
SWISS = """id,name,customer,owner,amount,close date,stage
1,Pump,Nord,Anne Jensen,CHF 1'234.50,2026-12-18,Proposal
2,Tube,Vest,Anne Jensen,-,2026-12-19,Proposal
"""
CONVERTED = """id,name,Weighted amount,Amount,Amount (converted),Amount (converted) Currency,Amount Currency,close date
1,Pump,50,100,700,DKK,EUR,2026-12-18
"""


@pytest.mark.parametrize(
    ("text", "said", "stated"),
    [
        (
            SWEDISH,
            {},
            [
                ("A1", Decimal(12500), "SEK", date(2026, 12, 18), "open"),
                ("A2", Decimal(1000), "SEK", date(2026, 10, 1), "won"),
                ("A3", Decimal(7000), "SEK", date(2026, 9, 1), "lost"),
            ],
        ),
        (
            ONE_AND_NOUGHT,
            {},
            [
                ("1", Decimal(100), "DKK", date(2026, 12, 18), "open"),
                ("2", Decimal(200), "DKK", date(2026, 10, 18), "won"),
                ("3", Decimal(300), "DKK", date(2026, 10, 18), "lost"),
            ],
        ),
        (
            AMERICAN,
            {"id": "Opportunity Number"},
            [
                ("000123", Decimal("1234.5"), "USD", date(2026, 12, 18), "open"),
                ("000124", Decimal(12000), "USD", date(2026, 11, 2), "won"),
                ("000125", Decimal(500), "USD", date(2026, 10, 2), "lost"),
            ],
        ),
        (
            SWISS,
            {"currency.none": "CHF"},
            [
                ("1", Decimal("1234.5"), "CHF", date(2026, 12, 18), "open"),
                ("2", None, "CHF", date(2026, 12, 19), "open"),
            ],
        ),
        (CONVERTED, {}, [("1", Decimal(100), "EUR", date(2026, 12, 18), "open")]),
    ],
)
def test_a_strangers_file_is_read_as_it_is_meant(
    text: str, said: dict[str, str], stated: list[Stated]
) -> None:
    reading = read_deals(text.encode(), mapping=said, default_currency="DKK", today=date(2026, 11, 23))

    assert reading.refused == ()
    assert [
        (each.source_id, each.amount, each.currency, each.close_date, each.status.value)
        for each in reading.records
    ] == stated
