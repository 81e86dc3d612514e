"""Which column is which in the exports of many systems and languages, and what their words of status mean."""

from datetime import date
from pathlib import Path

import pytest

from bot.crm.files.errors import Asked, FileRefused, MapRefused
from bot.crm.files.reading import read_customers, read_deals
from bot.crm.files.statuses.phrases import Said, flag, phrase
from bot.crm.files.words import say, say_told
from flows.imports import CustomerRecord, DealRecord, Reading
from tests.bot.terminal import DATA, Terminal, beside

TODAY = date(2026, 11, 26)
TEAM = ("Anne Jensen,anne@example.dk,seller,,,", "Bo Lund,bo@example.dk,seller,,,")


def read(*rows: str, **mapping: str) -> Reading[DealRecord]:
    return read_bytes("\n".join((*rows, "")).encode(), mapping)


def read_bytes(data: bytes, mapping: dict[str, str] | None = None) -> Reading[DealRecord]:
    return read_deals(data, source=None, mapping=mapping or {}, default_currency="DKK", today=TODAY)


def the_case(name: str) -> bytes:
    return next((DATA / "cases").glob(f"{name}-*")).read_bytes()


def customers(data: bytes) -> Reading[CustomerRecord]:
    return read_customers(data, default_currency="DKK", today=TODAY)


def asked(*rows: str, **mapping: str) -> Asked:
    with pytest.raises(Asked) as found:
        read(*rows, **mapping)
    return found.value


def refusal(*rows: str, **mapping: str) -> str:
    with pytest.raises(FileRefused) as refused:
        read(*rows, **mapping)
    return str(refused.value)


def statuses(reading: Reading[DealRecord]) -> dict[str, str]:
    return {record.source_id: str(record.status) for record in reading.records}


FIELDS = ("id", "name", "customer", "owner", "amount", "currency", "close_date", "stage")
EXPORTS = {
    "Zoho": "Record Id,Deal Name,Account Name,Deal Owner,Amount,Currency,Closing Date,Stage",
    "Zoho in German": "Datensatz-ID,Abschlussname,Kontoname,Abschlussbesitzer,Betrag,Währung,Abschlussdatum,Phase",
    "Odoo": "id,Opportunity,Customer,Salesperson,Expected Revenue,Currency,Expected Closing,Stage",
    "ERPNext": "ID,Title,Customer Name,Opportunity Owner,Opportunity Amount,Currency,Expected Closing Date,Sales Stage",
    "SuiteCRM": "ID,Opportunity Name,Account Name:,Assigned to,Opportunity Amount:,Currency,Expected Close Date:,"
    "Sales Stage:",
    "SuiteCRM's own": "id,name,account_name,assigned_user_name,amount,currency,date_closed,sales_stage",
    "EspoCRM": "id,name,accountName,assignedUserName,amount,amountCurrency,closeDate,stage",
    "Copper": "Copper ID,Name,Company,Owned By,Value,Currency,Close Date,Stage",
    "Freshsales": "Id,Name,Account name,Sales owner,Deal value,Currency,Expected close date,Deal stage",
    "Bitrix24": "ID,Deal Name,Company,Responsible person,Amount,Currency,End date,Stage",
    "Bitrix24's own": "ID,TITLE,COMPANY_TITLE,Responsible,OPPORTUNITY,CURRENCY_ID,CLOSEDATE,STAGE_ID",
    "Insightly": "OpportunityId,OpportunityName,OrganizationName,UserResponsible,BidAmount,BidCurrency,"
    "ForecastCloseDate,PipelineStage",
    "monday.com": "Deal ID,Name,Account,Owner,Deal Value,Currency,Expected Close Date,Stage",
    "SuperOffice": "Sale ID,Sale,Company,Owner,Amount,Currency,Sale date,Stage",
    "SuperOffice in Danish": "Salgs-id,Salg,Firma,Vores ref.,Beløb,Valuta,Salgsdato,Stadie",
    "Lime": "Affärsid,Affär,Företag,Säljare,Ordervärde,Valuta,Förväntat avslut,Fas",
    "Dynamics": "(Do Not Modify) Opportunity,Topic,Potential Customer,Owner,Est. Revenue,Currency,Est. Close Date,"
    "Pipeline Phase",
    "Dynamics in German": "(Nicht ändern) Verkaufschance,Thema,Potenzieller Kunde,Besitzer,Gesch. Umsatz,Währung,"
    "Gesch. Abschlussdatum,Phase",
    "Dataverse": "opportunityid,name,Account,ownername,estimatedvalue,transactioncurrencyid,estimatedclosedate,"
    "stepname",
    "Pipedrive": "Deal - ID,Deal - Title,Deal - Organization,Deal - Owner,Deal - Value,Deal - Currency of Value,"
    "Deal - Expected close date,Deal - Stage",
    "Pipedrive in Swedish": "Affär - ID,Affär - Rubrik,Affär - Organisation,Affär - Ägare,Affär - Värde,"
    "Affär - Valuta för värde,Affär - Förväntat slutdatum,Affär - Fas",
    "HubSpot": "Record ID,Deal Name,Associated Company (Primary),Deal owner,Amount,Currency,Close Date,Deal Stage",
    "HubSpot in Danish": "Record ID,Aftalenavn,Associated Company (Primary),Aftaleejer,Beløb,Valuta,Lukkedato,"
    "Aftalefase",
    "HubSpot's own": "hs_object_id,dealname,company_name,deal_owner,amount,deal_currency_code,closedate,dealstage",
    "Salesforce": "Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Amount,Amount Currency,Close Date,"
    "Stage",
    "Salesforce's own": "Id,Name,Account.Name,Owner.Name,Amount,CurrencyIsoCode,CloseDate,StageName",
    "Salesforce in German": "Opportunity-ID,Opportunity-Name,Accountname,Opportunity-Inhaber,Betrag,Betrag Währung,"
    "Schlusstermin,Phase",
    "Swedish": "id,Affär,Kund,Säljare,Värde,Valuta,Beräknat stängningsdatum,Fas",
    "Norwegian": "Avtale-ID,Avtalenavn,Bedrift,Avtaleeier,Beløp,Valuta,Forventet avslutningsdato,Avtalefase",
    "camel case": "id,name,accountName,ownerName,dealValue,valueCurrency,expectedCloseDate,salesStage",
    "snake case": "deal_id,deal_name,account_name,owner_name,deal_value,currency_code,expected_close_date,sales_stage",
}


@pytest.mark.parametrize("export", EXPORTS)
def test_the_headings_of_many_systems_and_languages_are_known(export: str) -> None:
    reading = read(EXPORTS[export], "7,Pumpe,Nordvand A/S,Anne Jensen,1250,EUR,2026-12-18,Demo")
    found = reading.records[0]

    assert reading.leftovers == ()
    assert set(reading.columns) == set(FIELDS)
    assert (found.source_id, found.name, found.customer, found.owner_name) == (
        *("7", "Pumpe", "Nordvand A/S"),
        "Anne Jensen",
    )
    assert (found.amount, found.currency, found.close_date, found.stage) == (
        *(1250, "EUR", date(2026, 12, 18)),
        "Demo",
    )


def test_an_expected_revenue_is_the_amount_times_the_probability_but_for_odoos() -> None:
    reading = read("Opportunity ID,Opportunity Name,Stage,Expected Revenue", "1,Pumpe,Demo,500")

    assert reading.records[0].amount is None
    assert [(gap.field, gap.candidates) for gap in reading.unplaced if gap.field == "amount"] == [
        ("amount", ("Expected Revenue",))
    ]


@pytest.mark.parametrize(
    ("headings", "row", "field", "value"),
    [
        ("Deal ID,Title,Deal Name", "1,CFO,Pumpe", "name", "Pumpe"),
        ("Deal ID,Name,Title", "1,Pumpe,CFO", "name", "Pumpe"),
        ("id,name,Company,Account Name", "1,D,Vind,Nordvand", "customer", "Nordvand"),
        ("id,name,Company,Account Name", "1,D,Vind,", "customer", "Vind"),
        ("id,name,Account,Account.Name", "1,D,[Account],Nordvand", "customer", "Nordvand"),
        ("id,name,Account", "1,D,[Account]", "customer", ""),
        ("id,name,Owner,Sales Rep", "1,D,Anne Jensen,Bo Lund", "owner_name", "Anne Jensen"),
        ("id,name,stage,Stage", "1,D,,Demo", "stage", "Demo"),
        ("id,name,stage,Stage", "1,D,Demo,Demo", "stage", "Demo"),
        ("id,name,Close Date,Expected Close Date", "1,D,,2026-12-18", "close_date", date(2026, 12, 18)),
    ],
)
def test_the_exact_heading_goes_before_the_loose_one_and_the_filled_before_the_empty(
    headings: str, row: str, field: str, value: object
) -> None:
    assert getattr(read(headings, row).records[0], field) == value


def test_of_equal_columns_the_one_that_is_filled_wherever_any_is_wins() -> None:
    reading = read("id,name,stage,stage", "1,A,,Demo", "2,B,Tilbud,Tilbud", "3,C,,")

    assert [record.stage for record in reading.records] == ["Demo", "Tilbud", None]


def test_columns_that_hold_different_things_are_asked_about_all_at_once() -> None:
    found = asked("id,name,Account,Customer,amount,value", "1,D,Nordvand,Sundby,5,6")

    assert [
        (doubt.key, {value: say_told(about) for value, about in doubt.answers}) for doubt in found.doubts
    ] == [
        ("customer", {"Account": "such as “Nordvand”", "Customer": "such as “Sundby”"}),
        ("amount", {"amount": "such as “5”", "value": "such as “6”"}),
    ]


def test_one_refusal_names_all_that_is_missing_with_the_columns_that_could_be_it() -> None:
    found = asked("Ref,What,Amount,Note", "A-1,Pumpe til havnen,5,ja tak", "A-2,Filter,6,")

    assert str(found) == (
        "No column holds the id; the file has “Ref, What, Amount, Note”. Say --map id=Ref.\n"
        "No column holds the name or product or customer. Say --map name=What or --map name=Note."
    ).replace("--map name=What", "--map name=Ref or --map name=What")


def test_a_field_may_be_left_without_a_column() -> None:
    assert read("id,name,amount", "1,D,x", amount="-").records[0].amount is None


def test_important_fields_without_a_column_are_named_with_the_columns_that_could_be_them() -> None:
    reading = read(
        "id,name,Pris i alt,Hvornår,Hvem,Kode,Udfaldet,Telefon",
        "1,Pumpe,1250,2026-12-18,Anne Jensen,SEK,Vundet,12345678",
        "2,Filter,2250,2026-12-19,Anne Jensen,SEK,Tabt,22345678",
    )

    assert {gap.field: gap.candidates for gap in reading.unplaced} == {
        "amount": ("Pris i alt",),
        "close_date": ("Hvornår",),
        "owner": ("Hvem",),
        "status": ("Udfaldet",),
    }


def test_the_preview_names_a_missing_field_with_the_option_that_would_do(light: Terminal) -> None:
    said = light.imports("id,name,Pris i alt\n1,Pumpe,1250\n")

    assert 'No column holds the amount; “Pris i alt” could be it: --map "amount=Pris i alt"' in said.out
    assert "Nothing in this file is closed, and no column says open, won or lost" in said.out
    assert "No column holds the owner." in said.out


WORDS = {
    Said.WON: """06 - Closed Won|Closed Won - Renewal|Won 🎉|🏆 Won|Gewonnen|Vunnet|Vundet (Salg)|CLOSED-WON|
        closed_won|ClosedWon|closedwon|Sold|Solgt|Såld|Ordre|5 - Ordre|Won Renewal|Deal won|
        Auftrag gewonnen|Closed/Won|C1:WON|S4 Won|Won (100 %)|Win|Closed - Win|Won from competitor|
        Vundet fra konkurrent|Lukket vundet|Stängd - vunnen|Closed Won (Sales Pipeline)|Tilbud vundet|
        VI. Won|Geschlossen gewonnen|1. Vundet|Won ✅""",
    Said.LOST: """Lost - No decision|Deal lost|7. Tabt - pris|Closed Lost to Competition|Loss|Loss - price|
        Abandoned|Dead|Canceled|Cancelled|Disqualified|Verloren|Förlorad|Tapt|Mistet|C2:LOSE|Out-Sold|
        Lost (price)|Lost due to budget|Won by competitor|Solgt til konkurrent|❌ Lost|Auftrag verloren|
        Annulleret|Dead deal|Closed Lost No Budget|Lost customer|Angebot abgelehnt|Tilbud afvist|
        Lost: not interested|Stängd - förlorad""",
    None: """Won't fix|Won’t fix|wont fix|Not lost|Lost contact|Converted|Signed|Won/Lost|Won?|Quick win|
        Unsold|Not won|ikke vundet|nicht gewonnen|Contract signed|Proposal accepted|Almost won|
        Verbal won|Meeting canceled|Reopened (lost)|Won - pending signature|Order confirmed|
        Competitor won|Not closed won|Deadline|Lost & found|Partially won|Qualified out|Invoiced|
        Order received|Projekt startet|Delivered""",
    Said.OPEN: "Open|Åben|1 - Open|In Progress|i gang|Offen|Öppen|Åpen|Open (new)",
    Said.CLOSED: "Closed|Lukket|Afsluttet|4. Closed|Deal closed|Geschlossen",
    Said.UNDER_WAY: """Negotiation|Proposal/Price Quote|Prospecting|Engaging|Contract Sent|Qualify|On Hold|
        Ordre forventet|Tilbud sendt|Verhandlung|Offert|Needs Analysis|Value Proposition|
        Id. Decision Makers|Perception Analysis|Negotiation/Review|Qualified To Buy|
        decisionmakerboughtin|Decision Maker Bought-In|Presentation Scheduled|Discovery|1. Kvalificeret|
        Erstkontakt|03 - Angebot versendet|Förhandling|Ny|Lead In|Contact Made|Needs Defined|4-Close|
        Negotiations Started|Final Invoice|Awaiting signature|Utsatt|Active|Quotation|Kontrakt sendt|
        Forhandling""",
    Said.GONE: "Deleted|Slettet|Merged|Gelöscht",
    Said.ARCHIVED: "Archived|Arkiveret",
}


@pytest.mark.parametrize(
    ("text", "said"), [(text.strip(), said) for said, texts in WORDS.items() for text in texts.split("|")]
)
def test_words_are_looked_for_within_stages_and_nothing_else_is_taken_for_them(
    text: str, said: Said | None
) -> None:
    assert phrase(text) is said


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "1.0",
        "1,0",
        "true",
        "TRUE",
        "t",
        "yes",
        "Y",
        "ja",
        "sand",
        "WAHR",
        "sant",
        "x",
        "X",
        "checked",
        "✓",
        "v",
    ],
)
def test_yes_is_known_in_every_usual_spelling(text: str) -> None:
    assert flag(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "0.0",
        "0,00",
        "false",
        "FALSE",
        "f",
        "no",
        "N",
        "nej",
        "nei",
        "nein",
        "falsk",
        "FALSCH",
        "unchecked",
    ],
)
def test_no_is_known_in_every_usual_spelling(text: str) -> None:
    assert flag(text) is False


@pytest.mark.parametrize("text", ["", "2", "maybe", "Won", "2026-10-01"])
def test_nothing_else_is_yes_or_no(text: str) -> None:
    assert flag(text) is None


@pytest.mark.parametrize(
    ("headings", "row", "status", "closed_on"),
    [
        ("id,name,Won", "1,D,Won", "won", None),
        ("id,name,Won", "1,D,Lost", "lost", None),
        ("id,name,Won,Lost", "1,D,0,1", "lost", None),
        ("id,name,Closed,Won", "1,D,checked,", "refused", None),
        ("id,name,Closed,Lost", "1,D,Y,N", "won", None),
        ("id,name,IsClosed,IsWon", "1,D,1.0,0.0", "lost", None),
        ("id,name,Stage,Closed", "1,D,Closed Won,2026-10-01", "won", date(2026, 10, 1)),
        ("id,name,Stage,Lukket", "1,D,Tabt,31-10-2026", "lost", date(2026, 10, 31)),
        ("id,name,Closed", "1,D,2027-03-01", "open", None),
        ("id,name,Won", "1,D,2026-10-01", "won", date(2026, 10, 1)),
        ("id,name,Won time,Lost time", "1,D,,2026-10-01 12:00", "lost", date(2026, 10, 1)),
        ("id,name,Won time,Lost time", "1,D,2026-09-01,2026-10-01", "refused", None),
        ("id,name,Status,Won time", "1,D,Open,2026-09-01", "open", None),
        ("id,name,statecode", "1,D,1", "won", None),
        ("id,name,statecode", "1,D,2", "lost", None),
        ("id,name,Stage,Deleted", "1,D,Demo,t", "gone", None),
        ("id,name,Stage,Deleted at", "1,D,Demo,2026-10-01 08:00", "gone", None),
        ("id,name,Stage,Deleted", "1,D,Demo,f", "open", None),
        ("id,name,Stage,Archived", "1,D,Demo,TRUE", "gone", None),
        ("id,name,Stage,Archived", "1,D,Closed Won,TRUE", "won", None),
        ("id,name,Stage,Archive status", "1,D,Demo,Not archived", "open", None),
        ("id,name,Stage,Active", "1,D,Demo,FALSE", "gone", None),
        ("id,name,Stage,Active", "1,D,Demo,WAHR", "open", None),
        ("id,name,Status", "1,D,deleted", "gone", None),
        ("id,name,Stage,Merged into", "1,D,Demo,2", "gone", None),
        ("id,name,Stage,Merged into", "1,D,Demo,1", "open", None),
        ("id,name,Stage,Status", "1,D,Negotiation,Lost", "lost", None),
        ("id,name,Stage,Status", "1,D,Won,Lost", "refused", None),
        ("id,name,Stage,Won", "1,D,Closed Won,No", "refused", None),
    ],
)
def test_how_a_deal_stands_is_read_from_words_flags_and_days(
    headings: str, row: str, status: str, closed_on: date | None
) -> None:
    reading = read(headings, row)

    assert (statuses(reading) or {"1": "refused"}) == {"1": status}
    assert [record.closed_on for record in reading.records] == ([closed_on] if reading.records else [])


def test_words_that_nobody_knows_in_over_a_tenth_of_the_rows_are_asked_about_all_at_once() -> None:
    rows = [f"{n},D,{word}" for n, word in enumerate(["Converted", "Parat", "Won", "Lost"])]
    found = asked("id,name,status", *rows)

    assert [doubt.key for doubt in found.doubts] == ["word.Converted", "word.Parat"]
    assert [value for value, _ in found.doubts[0].answers] == ["open", "won", "lost", "gone"]
    answers = {"word.converted": "won", "word.Parat": "gone"}
    assert list(statuses(read("id,name,status", *rows, **answers)).values()) == ["won", "gone", "won", "lost"]


def test_a_word_in_a_tenth_of_the_rows_or_less_is_taken_as_open_and_shown() -> None:
    rows = [f"{n},D,Won" for n in range(9)]
    reading = read("id,name,status", *rows, "9,D,Converted")

    assert statuses(reading)["9"] == "open"
    assert [(word.text, word.status, word.count, word.known) for word in reading.words] == [
        ("Won", "won", 9, True),
        ("Converted", "open", 1, False),
    ]


def test_an_unknown_stage_is_open_where_its_deals_close_in_the_future_and_asked_about_where_they_did() -> (
    None
):
    heading = "id,name,stage,close date"

    assert statuses(read(heading, "1,D,Teknik,2026-12-18")) == {"1": "open"}
    assert [doubt.key for doubt in asked(heading, "1,D,Teknik,2026-10-18").doubts] == ["word.Teknik"]


def test_an_unknown_stage_says_nothing_where_another_column_says_how_the_deal_stands() -> None:
    reading = read("id,name,stage,IsClosed,IsWon", "1,D,Signed,t,t", "2,D,Signed,f,f")

    assert statuses(reading) == {"1": "won", "2": "open"}


def test_closed_alone_is_asked_about_as_a_word() -> None:
    assert [doubt.key for doubt in asked("id,name,status", "1,D,Closed").doubts] == ["word.Closed"]
    assert statuses(read("id,name,status", "1,D,Closed", **{"word.Closed": "lost"})) == {"1": "lost"}


def test_a_column_with_more_words_than_anybody_answers_is_no_status() -> None:
    rows = [f"{n},D,Note {chr(97 + n % 26) * 3}{'x' * (n // 26)}" for n in range(40)]

    assert "holds 40 words of which nobody knows" in refusal("id,name,status", *rows)
    assert len(read("id,name,status", *rows, status="-").records) == 40


def test_a_meaning_that_does_not_exist_is_refused() -> None:
    with pytest.raises(MapRefused, match="must be one of open, won, lost, gone, not “sold”"):
        read("id,name,status", "1,D,Over", **{"word.Over": "sold"})


def test_every_word_is_shown_with_what_it_was_taken_as(light: Terminal) -> None:
    rows = [f"{n},D,{n:02} - Closed Won,2026-10-01" for n in range(30)]
    said = light.imports("\n".join(("id,name,stage,close date", *rows, "99,D,Demo,2027-01-01")))

    lines = said.under("Words of status and stage, and what they were taken as")
    assert len(lines) == 31
    assert "stage “29 - Closed Won”: won (1)" in lines
    assert "stage “Demo”: open (1)" in lines


def test_an_equals_sign_in_a_word_does_not_end_it(light: Terminal) -> None:
    said = light.imports("id,name,status\n1,D,A=B\n", "--map", "word.A=B=won")

    assert said.code == 0
    assert light.deals()["csv", "1"].status == "won"


def test_deleted_deals_are_left_out_and_counted_and_known_ones_close_as_gone(light: Terminal) -> None:
    light.imports("id,name,stage,amount,deleted\n1,A,Demo,5,false\n")

    said = light.imports("id,name,stage,amount,deleted\n1,A,Demo,,true\n2,,Demo,x,true\n")

    assert "0 new, 1 changed, 0 unchanged, 0 refused." in said.out
    assert "Left out, as the file marks them deleted, archived, inactive or merged: 1" in said.out
    deals = light.deals()
    assert deals.keys() == {("csv", "1")}
    assert (deals["csv", "1"].status, deals["csv", "1"].amount, deals["csv", "1"].due_at) == ("gone", 5, None)


def test_merged_deals_name_each_other() -> None:
    into = read("id,name,stage,Master Record ID", "1,A,Demo,3", "3,C,Demo,3").records
    ids = read("Record ID,Deal Name,Merged Deal IDs", '3,C,"1;2, 3"').records

    assert [(record.status, record.merged_into) for record in into] == [("gone", "3"), ("open", None)]
    assert ids[0].merged_ids == ("1", "2")


@pytest.mark.parametrize(
    ("headings", "command"),
    [
        ("Record ID,Company name,Company owner,Annual Revenue,Industry", "revisor import --customers FILE"),
        ("Account ID,Account Name,Type,Billing Country", "revisor import --customers FILE"),
        ("Kunde-id,Kundenavn,Branche,CVR-nr.", "revisor import --customers FILE"),
        ("First name,Last name,Email,Role,Manager,Active", "revisor people FILE"),
        ("name,email,role,manager email,weekday,time", "revisor people FILE"),
        ("Id,Username,Full Name,Email,Profile,Active", "revisor people FILE"),
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner",
            "contacts, which Revisor doesn't read",
        ),
    ],
)
def test_lists_of_something_else_are_refused_with_the_command_that_reads_them(
    headings: str, command: str
) -> None:
    row = ",".join("x" for _ in headings.split(","))

    assert command in refusal(headings, row)


def test_a_list_of_deals_is_not_taken_for_one_of_customers_or_the_other_way_round() -> None:
    row = "Opportunity ID,Account Name,Account Owner,Industry,Annual Revenue,Phone,Email\n1,A,B,C,5,D,E\n"

    assert len(read_bytes(row.encode()).records) == 1
    assert len(read("id,Company name,Industry,Phone", "1,A,B,C", name="Company name").records) == 1
    with pytest.raises(FileRefused, match=r"This lists deals, not customers: .* revisor import FILE"):
        customers(b"id,deal name,account name,stage,amount\n1,A,B,Demo,5\n")


def test_ids_of_customers_have_their_columns() -> None:
    reading = customers(b"Account ID,Account Name,Account Owner,Annual Revenue\n001,Nordvand,Anne Jensen,5\n")

    assert reading.columns == {"account_id": "Account ID", "name": "Account Name", "owner": "Account Owner"}
    assert read("id,name,Account ID", "1,D,001").columns["account_id"] == "Account ID"


@beside
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01", "open lost won"),
        ("02", "won won lost won won won lost lost open"),
        ("24", "open gone"),
        ("26b", "won lost open"),
        ("28", "open"),
        ("51", "won lost won won open"),
        ("54", "open"),
        ("55c", "open"),
        ("55d", "open won"),
        ("56", "open"),
    ],
)
def test_the_kept_files_deals_stand_as_known(name: str, expected: str) -> None:
    reading = read_bytes(the_case(name))

    assert " ".join(statuses(reading).values()) == expected
    assert not reading.refused
    open_or_closed = [record for record in reading.records if record.status != "gone"]
    assert all(
        record.amount and record.close_date and record.owner_name and record.customer
        for record in open_or_closed
    )


@beside
def test_the_kept_words_of_status_ask_about_converted_alone() -> None:
    with pytest.raises(Asked) as found:
        read_bytes(the_case("25"))

    assert [doubt.key for doubt in found.value.doubts] == ["word.Converted"]
    reading = read_bytes(the_case("25"), {"word.Converted": "lost"})
    assert " ".join(statuses(reading).values()) == "won lost lost lost lost won open lost"


@beside
def test_the_kept_camel_case_and_nested_columns_are_read() -> None:
    camel, nested = read_bytes(the_case("21")), read_bytes(the_case("28"))

    assert [(record.amount, record.currency, record.close_date) for record in camel.records] == [
        (12000, "EUR", date(2026, 12, 18)),
        (8000, "EUR", date(2026, 10, 1)),
    ]
    assert (nested.records[0].customer, nested.records[0].owner_name) == ("Nordvand A/S", "Anne Jensen")


@beside
def test_the_kept_titles_and_empty_dates_give_way(light: Terminal) -> None:
    record = read_bytes(the_case("54")).records[0]

    assert (record.name, record.customer, record.close_date) == ("Pumpe", "Nordvand A/S", date(2026, 12, 18))


@beside
def test_the_kept_boards_headings_are_known() -> None:
    lines = the_case("15").decode().splitlines()
    reading = read(*lines[3:6])

    assert reading.leftovers == ()
    assert [(record.source_id, record.amount, record.stage) for record in reading.records] == [
        ("9001", 100000, "Negotiation"),
        ("9002", 50000, "Discovery"),
    ]


@beside
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("34", "revisor import --customers FILE"),
        ("34c", "revisor import --customers FILE"),
        ("36", "revisor people FILE"),
        ("35", "revisor people FILE"),
        ("37a", "revisor people FILE"),
    ],
)
def test_the_kept_lists_of_something_else_are_refused_by_import(
    light: Terminal, name: str, command: str
) -> None:
    said = light("import", Path(next((DATA / "cases").glob(f"{name}-*"))), "--yes")

    assert said.code == 1
    assert command in said.err
    assert light.deals() == {}


@beside
def test_the_kept_lists_of_customers_have_their_columns() -> None:
    hubspot = customers(the_case("34"))

    assert hubspot.columns == {"account_id": "Record ID", "name": "Company name", "owner": "Company owner"}
    assert [record.name for record in hubspot.records] == ["Nordvand A/S", "Sundby ApS"]
    assert customers(the_case("34c")).columns["account_id"] == "Account ID"


@beside
def test_the_kept_words_arrive_in_the_database_and_owners_are_found(light: Terminal) -> None:
    light.loads(*TEAM)
    said = light.imports(next((DATA / "cases").glob("02-*")))

    assert "9 new, 0 changed, 0 unchanged, 0 refused." in said.out
    assert "stage “Disqualified”: lost (1)" in said.under(
        "Words of status and stage, and what they were taken as"
    )
    deals = light.deals()
    assert [deals["csv", f"S{n}"].status for n in range(1, 10)] == [
        "won",
        "won",
        "lost",
        "won",
        "won",
        "won",
        "lost",
        "lost",
        "open",
    ]
    assert light.owner(deals["csv", "S1"]) == "anne@example.dk"


def test_a_refused_row_says_why_it_is_closed_but_not_how() -> None:
    reading = read("id,name,Closed", "1,D,yes")

    assert [say(row.reason) for row in reading.refused] == [
        "the deal is closed, but no column says whether it was won or lost"
    ]
