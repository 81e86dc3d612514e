"""How much a note carries, and on which day the customer acted."""

from datetime import date

import pytest

from flows.scoring.evidence import Grade, grade, occurred_on

WRITTEN = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Grade.NONE),
        ("   \n", Grade.NONE),
        ("-", Grade.NONE),
        ("?!", Grade.NONE),
        ("x", Grade.NONE),
        ("å.", Grade.NONE),
        ("12 Nov: x", Grade.NONE),
        ("12 Nov", Grade.NONE),
        ("12/11-2026:", Grade.NONE),
        ("42", Grade.NONE),
        ('"x"', Grade.NONE),
        ("12 Nov: mail", Grade.NOTE),
        ("12/11-2026 mail", Grade.NOTE),
        ('"OK"', Grade.PROOF),
        ("12 Nov: the CFO confirmed the budget by mail", Grade.NOTE),
        ("12.11.: Økonomidirektøren bekræftede budgettet pr. mail", Grade.NOTE),
        ("ja", Grade.NOTE),
        ("see the mail at example.com", Grade.NOTE),
        ("https:// is how a link begins", Grade.NOTE),
        ("12 Nov: https://example.com/minutes", Grade.PROOF),
        ("HTTP://example.com", Grade.PROOF),
        ("https://sample.slack.com/archives/C1/p1700000000000100", Grade.PROOF),
        ('She wrote "we go ahead in May"', Grade.PROOF),
        ("She wrote “we go ahead”", Grade.PROOF),
        ("Hun skrev »vi går i gang«", Grade.PROOF),
        ("Hun skrev „vi går i gang“", Grade.PROOF),
        ("Hun skrev ”vi går i gang”", Grade.PROOF),
        ("Hun skrev «vi går i gang»", Grade.PROOF),
        ("She wrote 'we go ahead'", Grade.NOTE),
        ("the customer's own words weren't given", Grade.NOTE),
        ('an empty "" says nothing', Grade.NOTE),
        ('" "', Grade.NONE),
        ('a 19" rack and a 24" screen', Grade.NOTE),
        ('an open " mark', Grade.NOTE),
        ("»« og ingenting", Grade.NOTE),
    ],
)
def test_a_link_or_the_customers_own_words_are_proof_and_any_other_note_a_note(
    text: str, expected: Grade
) -> None:
    assert grade(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Nov: the CFO confirmed", date(2026, 11, 12)),
        ("12/5-2026", date(2026, 5, 12)),
        ("12/5-2026: bekræftet", date(2026, 5, 12)),
        ("12/5–26 bekræftet", date(2026, 5, 12)),
        ("12/5-26", date(2026, 5, 12)),
        ("12/5 - 2025: bekræftet", date(2025, 5, 12)),
        ("d. 12/5-25 bekræftede hun", date(2025, 5, 12)),
        ("12/11 2025", date(2025, 11, 12)),
        ("12/11 2025 bekræftede hun", date(2025, 11, 12)),
        ("12/10 2024: confirmed", date(2024, 10, 12)),
        ("12/10 2024", date(2024, 10, 12)),
        ("12/11 25", date(2025, 11, 12)),
        ("12/11 25 bekræftede hun", date(2025, 11, 12)),
        ("12/11 40 brugere kom med", date(2026, 11, 12)),
        ("12/11 10.30: møde", date(2026, 11, 12)),
        ("12/5- 25: bekræftet", date(2025, 5, 12)),
        ("12/5 -25", date(2025, 5, 12)),
        ("12/5 - 25: bekræftet", date(2025, 5, 12)),
        ("12/5 - 13/5 messe", date(2026, 5, 12)),
        ("24/7-2026 bekræftet", date(2026, 7, 24)),
        ("12. nov. 25", date(2025, 11, 12)),
        ("12. nov. 24: bekræftet", date(2024, 11, 12)),
        ("12. nov. 25 bekræftede hun", date(2025, 11, 12)),
        ("12 Nov 40 people met us", date(2026, 11, 12)),
        ("12 Nov 2500 users moved", date(2026, 11, 12)),
        ("12. nov. 10.30: møde", date(2026, 11, 12)),
        ("3/4 kunden bekræftede", date(2026, 4, 3)),
        ("2/3: bekræftet", date(2026, 3, 2)),
        ("12. Nov: the CFO confirmed", date(2026, 11, 12)),
        ("12 november: the CFO confirmed", date(2026, 11, 12)),
        ("12th of November", WRITTEN),
        ("12th November: confirmed", date(2026, 11, 12)),
        ("Nov 12: confirmed", date(2026, 11, 12)),
        ("November 12, 2025: confirmed", date(2025, 11, 12)),
        ("Thu 12 Nov: confirmed", date(2026, 11, 12)),
        ("on 12 Nov the CFO confirmed", date(2026, 11, 12)),
        ("12.11.: Økonomidirektøren bekræftede", date(2026, 11, 12)),
        ("12.11: bekræftet", date(2026, 11, 12)),
        ("12.11. bekræftet", date(2026, 11, 12)),
        ("12.11", date(2026, 11, 12)),
        ("12.11 - bekræftet", date(2026, 11, 12)),
        ("12.11.2025: bekræftet", date(2025, 11, 12)),
        ("12. 11. 2025: bekræftet", date(2025, 11, 12)),
        ("12.11.25: bekræftet", date(2025, 11, 12)),
        ("12-11-2025: bekræftet", date(2025, 11, 12)),
        ("12/11/2025 confirmed", date(2025, 11, 12)),
        ("12/11 confirmed", date(2026, 11, 12)),
        ("2026-11-12 confirmed", date(2026, 11, 12)),
        ("12. november 2025 bekræftede hun", date(2025, 11, 12)),
        ("d. 12. november bekræftede hun", date(2026, 11, 12)),
        ("den 3. maj: bekræftet", date(2026, 5, 3)),
        ("torsdag den 12. november: bekræftet", date(2026, 11, 12)),
        ("3. okt.: bekræftet", date(2026, 10, 3)),
        ("3 Oct: confirmed", date(2026, 10, 3)),
        ("3 Sept: confirmed", date(2026, 9, 3)),
        ("3 March: confirmed", date(2026, 3, 3)),
        ("3. marts: bekræftet", date(2026, 3, 3)),
        ("  • 12 Nov: confirmed", date(2026, 11, 12)),
        ("20 Nov: today", date(2026, 11, 20)),
    ],
)
def test_evidence_begins_with_its_date_in_english_or_danish(text: str, expected: date) -> None:
    assert occurred_on(text, written=WRITTEN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21 Nov: confirmed", date(2025, 11, 21)),
        ("3. december: bekræftet", date(2025, 12, 3)),
        ("29 Feb: confirmed", date(2024, 2, 29)),
        ("29. Feb. 2025: confirmed", WRITTEN),
        ("29 Feb 2025: confirmed", WRITTEN),
        ("Feb 29, 2025: confirmed", WRITTEN),
        ("29/2-25: bekræftet", WRITTEN),
        ("29. feb. 25: bekræftet", WRITTEN),
    ],
)
def test_without_a_year_it_is_the_latest_such_date(text: str, expected: date) -> None:
    assert occurred_on(text, written=WRITTEN) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the CFO confirmed on 12 Nov",
        "1.5 mio. kr. approved",
        "24/7 support confirmed",
        "2/3 af prisen",
        "2/3 of the price",
        "1/2 dags arbejde",
        "1/2 dags",
        "3/4 af brugerne",
        "3/4 år endnu",
        "1/4 del af budgettet",
        "3/4 dele",
        "1/2 side",
        "1/2 procent billigere",
        "1/2 a day of work",
        "1/2 mio. kr. bevilget",
        "5/26-2026: the day comes first",
        "12/5-13/5 messe",
        "10.30: meeting held",
        "2 people answered",
        "12 marketing people met us",
        "32 Nov: no such day",
        "12.13.: no such month",
        "2026-13-40 no such date",
        "12 Nov 2027: a date in the future",
        "2027-01-01: a date in the future",
        "1234567890",
    ],
)
def test_without_a_date_that_has_been_it_is_the_day_of_writing(text: str) -> None:
    assert occurred_on(text, written=WRITTEN) == WRITTEN
