"""Which deal and which customer a row is, what vanished from a file, and what is kept from import to import."""

import csv
import json
from itertools import permutations
from pathlib import Path

import pytest

from bot.crm.files.columns.systems import system_of
from bot.crm.usecases.deals import AT_ONCE
from flows.company.subjects import Kind, Status, Subject
from storage import subjects
from tests.bot.terminal import DATA, Said, Terminal, beside

CASES = DATA / "cases"
PEOPLE = ("Anne Jensen,anne@example.dk,seller,,,", "Bo Lund,bo@example.dk,seller,,,")
HEADING = "id,name,account,owner,amount,currency,stage,close date"


def case(number: str) -> Path:
    """The file of a case."""
    [file] = CASES.glob(f"{number}-*.csv")
    return file


def rows(*lines: str, heading: str = HEADING) -> str:
    return "\n".join((heading, *lines, ""))


def deal(
    id_: str, name: str = "Pumpe", account: str = "Nordvand A/S", rest: str = "Proposal,2026-12-18"
) -> str:
    return f"{id_},{name},{account},Anne Jensen,100,DKK,{rest}"


def by_name(terminal: Terminal) -> dict[str, Subject]:
    return {each.name: each for each in terminal.deals().values()}


def counted(said: Said) -> str:
    [line] = [line for line in said.out.splitlines() if line.endswith("refused.") and " new, " in line]
    return line


@pytest.fixture
def staffed(light: Terminal) -> Terminal:
    """Anne and Bo are on the list."""
    light.loads(*PEOPLE)
    return light


# Which system wrote a file


@pytest.mark.parametrize(
    ("headings", "ids", "system"),
    [
        ("Opportunity ID,Opportunity Name", ("006Hs00000aBcD1", "006Hs00000aBcD2"), "salesforce"),
        ("Opportunity ID,Account Name,Stage,Amount", ("006Hs00000aBcD1",), "salesforce"),
        ("Id,Name,StageName", ("006Hs00000aBcD1IAK",), "salesforce"),
        ("Id,Name,Account.Name", ("006Hs00000aBcD1IAK",), "salesforce"),
        ("Opportunity ID,Opportunity Name", ("006HS00000ABCD1IAK",), "salesforce"),  # its case was lost
        ("Opportunity ID,Opportunity Name", ("", "OPP-1", "OPP-2"), "csv"),
        ("opportunity_id,opportunity_name,stage", ("sale2026nordvan", "ABCDEF123456789012"), "csv"),
        ("opportunity_id,opportunity_name", ("006123456789012", "006123456789013"), "csv"),  # only figures
        ("id,name", ("006HS00000ABCD1IAK",), "csv"),
        ("Record ID,Deal Name,Deal Stage", ("21400311037",), "hubspot"),
        ("Record ID,Aftalenavn,Aftalefase,Associated Company (Primary)", ("21400311037",), "hubspot"),
        ("Record ID,Deal Name,Deal Stage,Deal owner,Merged Deal IDs", ("501", "502"), "hubspot"),
        ("Record ID,Deal Name", ("1", "2"), "csv"),
        ("Deal Name,Deal Stage,Deal owner,Id", ("21400311037",), "csv"),
        ("Record Id,Deal Name,Deal Owner,Closing Date,Account Name", ("zcrm_70001",), "zoho"),
        ("Record Id,Deal Name,Deal Owner,Closing Date,Stage", ("4876876000000123001",), "zoho"),
        ("Deal - ID,Deal - Title,Deal - Owner,Deal - Value", ("1", "2"), "pipedrive"),
        ("Deal - ID,Deal - Title", ("1", "2"), "csv"),
        (
            "(Do Not Modify) Opportunity,Topic,Est. Revenue",
            ("7A0B9C4E-1111-2222-3333-444455556666",),
            "dynamics",
        ),
        ("Id,Topic,Est. revenue", ("1",), "csv"),
        ("id,name,amount", (), "csv"),
    ],
)
def test_a_system_is_told_by_its_ids_and_several_of_its_headings(
    headings: str, ids: tuple[str, ...], system: str
) -> None:
    assert system_of(headings.split(","), ids) == system


SALESFORCE = (
    '"Opportunity ID","Opportunity Name","Account Name","Stage","Amount","Amount Currency","Close Date"'
)
SALESFORCE_ROW = '"006Hs00000aBcD1","Pumpe","Nordvand A/S","{0}","100","DKK","2026-12-18"'
FEWER = '"Opportunity ID","Stage","Amount","Amount Currency"\n"006Hs00000aBcD1IAK","Lost","100","DKK"\n'


def test_a_report_with_fewer_columns_is_of_the_same_system(light: Terminal) -> None:
    light.imports(f"{SALESFORCE}\n{SALESFORCE_ROW.format('Proposal')}\n")

    said = light.imports(
        FEWER.replace("Opportunity ID", "Id")
        .replace('"Stage"', '"Name","StageName"')
        .replace('"Lost"', '"Pumpe","Lost"')
    )

    assert counted(said) == "0 new, 1 changed, 0 unchanged, 0 refused."


@beside
@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("10a", "10b", "0 new, 1 changed, 1 unchanged, 0 refused."),
        ("11a", "11b", "0 new, 0 changed, 2 unchanged, 0 refused."),
        ("62a", "62b", "0 new, 0 changed, 2 unchanged, 0 refused."),
    ],
)
def test_another_report_or_language_of_the_same_system_is_no_new_deal(
    staffed: Terminal, first: str, second: str, outcome: str
) -> None:
    staffed.imports(case(first))

    assert counted(staffed.imports(case(second))) == outcome


@beside
def test_two_systems_with_small_ids_are_four_deals(staffed: Terminal) -> None:
    staffed.imports(case("12a"))
    staffed.imports(case("12b"))

    assert set(by_name(staffed)) == {"Pumpe", "Filter", "Solceller", "Batteri"}


@beside
def test_ids_that_only_look_like_salesforces_stay_as_written(staffed: Terminal) -> None:
    staffed.imports(case("65"))

    assert set(staffed.deals()) == {
        ("csv", "sale2026nordvan"),
        ("csv", "sale2026nordvandxy"),
        ("csv", "5f3a2b9c8d7e6f5a4b"),
        ("csv", "ABCDEF123456789012"),
    }


OTHERS = rows(deal("1", "Solceller", "Tagfirma ApS"), deal("2", "Batteri", "Havn A/S"))


def test_known_ids_that_name_other_deals_stop_the_import_whatever_is_said(light: Terminal) -> None:
    light.imports(rows(deal("1"), deal("2", "Filter", "Sundby ApS")))
    before = light.everything()

    said = light.imports(OTHERS)

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "2 of 2 ids that are known from csv name other deals in this file (“1” was Pumpe, Nordvand A/S and is "
        "Solceller, Tagfirma ApS). Which system is it from? Say --map source=csv or --map source=csv-2.\n"
    )
    assert light.everything() == before


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("--source", "navision"), {"Pumpe", "Filter", "Solceller", "Batteri"}),
        (("--map", "source=csv-2"), {"Pumpe", "Filter", "Solceller", "Batteri"}),
        (("--source", "csv"), {"Solceller", "Batteri"}),
    ],
)
def test_who_says_the_source_is_believed(light: Terminal, options: tuple[str, ...], names: set[str]) -> None:
    light.imports(rows(deal("1"), deal("2", "Filter", "Sundby ApS")))

    assert light.imports(OTHERS, *options).code == 0
    assert set(by_name(light)) == names


@pytest.mark.parametrize(
    "lines",
    [
        (deal("1", "Ny pumpe"), deal("2", "Nyt filter", "Sundby ApS")),  # renamed deals
        (deal("1", account="Nordvand Group"), deal("2", "Filter", "Sundby Group")),  # renamed customers
        (deal("1", "Ny", "Anden ApS"), deal("2", "Filter", "Sundby ApS"), deal("3", "Ventil", "Fjord ApS")),
    ],
)
def test_deals_and_customers_may_be_renamed_and_a_single_deal_may_become_another(
    light: Terminal, lines: tuple[str, ...]
) -> None:
    light.imports(rows(deal("1"), deal("2", "Filter", "Sundby ApS"), deal("3", "Ventil", "Fjord ApS")))

    assert light.imports(rows(*lines)).code == 0


def test_a_customer_that_is_renamed_is_no_other_system_where_deals_are_named_by_it(light: Terminal) -> None:
    heading = "id,account,product"
    light.imports(rows("1,Nordvand,GTX", heading=heading))

    assert light.imports(rows("1,Nordvand Group,GTX", heading=heading)).code == 0


def test_deals_that_are_known_from_another_source_stop_the_import(light: Terminal) -> None:
    light.imports(rows(deal("1"), deal("2", "Filter")), "--source", "navision")
    before = light.everything()

    said = light.imports(rows(f"{deal('1')},x", f"{deal('2', 'Filter')},x", heading=f"{HEADING},note"))

    assert said.err == (
        "The file was taken as one of csv, but its deals are known from “navision”. Which system is it from? "
        "Say --map source=navision or --map source=csv.\n"
    )
    assert light.everything() == before


def test_the_same_deals_under_a_source_that_somebody_names_are_said_to_be_known(light: Terminal) -> None:
    light.imports(rows(deal("1"), deal("2", "Filter")), "--source", "navision")

    said = light.imports(rows(deal("1"), deal("2", "Filter")), "--source", "csv")

    assert "2 of these ids are known from navision too; these are deals of their own." in said.out
    assert len(light.deals()) == 4


# A file without ids

NO_ID = "Deal Name,Account,Owner,Amount,Currency,Stage,Close Date"
NO_ID_ROWS = (
    "Pumpe,Nordvand A/S,Anne Jensen,100,DKK,Proposal,2026-12-18",
    "Filter,Sundby ApS,Bo Lund,200,DKK,Proposal,2026-12-18",
    "Filter,Fjordglas A/S,Bo Lund,300,DKK,Proposal,2026-12-18",
)


def test_without_ids_it_is_asked_once_which_columns_are_the_identity(light: Terminal) -> None:
    file = rows(*NO_ID_ROWS, heading=NO_ID)

    asked = light.imports(file)
    answered = light.imports(file, "--map", "id=Account+Deal Name")
    again = light.imports(file)

    assert (asked.code, asked.err) == (
        1,
        "No column holds the deal's id, so nothing says which deal a row is. Which column does, or which ones "
        'together? Say --map "id=Account+Deal Name".\n',
    )
    assert counted(answered) == "3 new, 0 changed, 0 unchanged, 0 refused."
    assert counted(again) == "0 new, 0 changed, 3 unchanged, 0 refused."
    assert "Kept from last time: source=csv, id=Account+Deal Name (--forget drops it)." in again.out


def test_a_column_whose_cells_are_all_different_is_proposed(light: Terminal) -> None:
    file = rows("S-1,Pumpe,x", "S-2,Filter,x", heading="Ref,Deal Name,Note")

    assert 'Say --map id=Ref or --map "id=Deal Name".' in light.imports(file).err


def test_two_rows_with_one_identity_that_differ_are_refused(light: Terminal) -> None:
    file = rows(*NO_ID_ROWS, "PUMPE,Nordvand  A/S,Bo Lund,900,DKK,Proposal,2026-12-18", heading=NO_ID)

    said = light.imports(file, "--map", "id=Account+Deal Name")

    assert counted(said) == "2 new, 0 changed, 0 unchanged, 2 refused."
    assert "stands on several rows that differ (lines 2, 5)" in said.out


@pytest.mark.parametrize(
    ("wish", "code", "sentence"),
    [
        (
            "Account+Nothing",
            1,
            "--map id: the file has no column “Nothing”; it has “Deal Name, Account, Owner,",
        ),
        (
            "Account++Deal Name",
            2,
            "--map id names several columns with a + between them, as in id=Account+Deal Name.",
        ),
    ],
)
def test_columns_that_are_not_there_make_no_identity(
    light: Terminal, wish: str, code: int, sentence: str
) -> None:
    said = light.imports(rows(*NO_ID_ROWS, heading=NO_ID), "--map", f"id={wish}")

    assert said.code == code
    assert said.err.startswith(sentence)


@beside
def test_the_case_without_ids(staffed: Terminal) -> None:
    assert staffed.imports(case("60")).code == 1

    said = staffed.imports(case("60"), "--map", "id=Account+Deal Name")

    assert counted(said) == "3 new, 0 changed, 0 unchanged, 0 refused."


# A deal on several rows for its products

PRODUCTS = f"{HEADING},product"


def test_a_deal_on_several_rows_for_its_products_is_one(light: Terminal) -> None:
    file = rows(
        deal("1") + ",Pumpe X", deal("1") + ",Service", deal("2", "Filter") + ",Filter Y", heading=PRODUCTS
    )

    said = light.imports(file)

    assert counted(said) == "2 new, 0 changed, 0 unchanged, 0 refused."
    assert {each.name: (each.product, each.amount) for each in light.deals().values()} == {
        "Pumpe": ("Pumpe X, Service", 100),
        "Filter": ("Filter Y", 100),
    }
    assert said.under("Worth a look") == [
        "line 3: a further row of “1” on line 2: its product was added to that deal"
    ]
    assert counted(light.imports(file)) == "0 new, 0 changed, 2 unchanged, 0 refused."


def test_rows_whose_amounts_are_the_products_own_are_refused_in_words(light: Terminal) -> None:
    file = rows(deal("1") + ",Pumpe X", deal("1").replace("100", "200") + ",Service", heading=PRODUCTS)

    said = light.imports(file)

    assert said.code == 1
    assert "with other products and amounts: which is the deal's own amount?" in said.out


def test_rows_that_differ_in_more_than_the_product_stay_refused(light: Terminal) -> None:
    file = rows(deal("1") + ",Pumpe X", deal("1", "Other") + ",Service", heading=PRODUCTS)

    assert "stands on several rows that differ (lines 2, 3)" in light.imports(file).out


@beside
def test_the_case_of_product_lines(staffed: Terminal) -> None:
    staffed.imports(case("30"))

    found = by_name(staffed)
    assert (found["Pumpe"].amount, found["Pumpe"].product) == (500, "Pumpe X, Service")
    assert found["Filter"].amount == 100


# Accounts with ids

ACCOUNTS = "id,name,account,account id,owner,amount,currency,stage,close date"
WON = "a1,Pumpe,{0},A-1,Anne Jensen,100,DKK,Closed Won,2026-10-01"


def customers(terminal: Terminal) -> dict[int, str]:
    with terminal.looking() as tx:
        return {each.id: each.name for each in subjects.of_kind(tx, Kind.CUSTOMER)}


def test_a_renamed_account_stays_one_customer(terminal: Terminal) -> None:
    terminal.imports(rows(WON.format("Nordvand A/S"), heading=ACCOUNTS))
    [id_] = customers(terminal)

    said = terminal.imports(rows(WON.format("Nordvand Group A/S"), heading=ACCOUNTS))

    assert "0 new customers" in said.out
    assert customers(terminal) == {id_: "Nordvand Group A/S"}
    assert ("name", "Nordvand A/S", "Nordvand Group A/S", "deals") in terminal.noted()


def test_a_customer_that_was_known_by_name_gets_its_id_and_is_renamed_later(light: Terminal) -> None:
    light.imports(rows(deal("a1", rest="Closed Won,2026-10-01")))
    [id_] = customers(light)
    light.imports(rows(WON.format("Nordvand A/S"), heading=ACCOUNTS))
    light.imports(rows(WON.format("Nordvand Group A/S"), heading=ACCOUNTS))

    assert customers(light) == {id_: "Nordvand Group A/S"}


def test_two_accounts_of_one_name_are_two_customers_with_deals_of_their_own(light: Terminal) -> None:
    other = (
        WON.format("Nordvand A/S").replace("a1", "a2").replace("A-1", "A-2").replace("Anne Jensen", "Bo Lund")
    )
    light.loads(*PEOPLE)

    said = light.imports(rows(WON.format("Nordvand A/S"), other, heading=ACCOUNTS))

    assert "2 new customers" in said.out
    with light.looking() as tx:
        found = subjects.of_kind(tx, Kind.CUSTOMER)
    assert {(each.account_id, light.owner(each)) for each in found} == {
        ("csv:A-1", "anne@example.dk"),
        ("csv:A-2", "bo@example.dk"),
    }


NAMED = [
    WON.format("Nordvand A/S").replace("A-1", ""),
    WON.format("Nordvand A/S"),
    WON.format("Lumen"),
]


@pytest.mark.parametrize("between", [0, AT_ONCE])
@pytest.mark.parametrize("order", list(permutations(range(len(NAMED)))))
def test_whom_a_name_means_does_not_rest_on_where_in_the_file_it_stands(
    light: Terminal, order: tuple[int, ...], between: int
) -> None:
    first, *rest = [NAMED[place].replace("a1", f"a{place}") for place in order]
    others = [WON.format(f"Customer {n}").replace("a1", f"b{n}").replace("A-1", "") for n in range(between)]

    light.imports(rows(first, *others, *rest, heading=ACCOUNTS))
    found = sorted(name for name in customers(light).values() if not name.startswith("Customer"))

    has_been_renamed = order.index(2) > order.index(1)
    assert found == (["Lumen", "Nordvand A/S"] if has_been_renamed else ["Nordvand A/S"])


LIST = "name,account id,owner email"


def test_a_list_tells_customers_of_one_name_apart_by_their_ids(terminal: Terminal) -> None:
    terminal.loads(*PEOPLE)
    listed = rows("Nordvand A/S,A-1,anne@example.dk", "Nordvand A/S,A-2,bo@example.dk", heading=LIST)
    file = terminal.file("customers.csv", listed)

    said = terminal("import", "--customers", file, "--yes")
    again = terminal("import", "--customers", file, "--yes")
    file.write_text(listed.replace("Nordvand A/S,A-2", "Vest A/S,A-2"), encoding="utf-8")
    renamed = terminal("import", "--customers", file, "--yes")

    assert counted(said) == "2 new, 0 changed, 0 unchanged, 0 refused."
    assert counted(again) == "0 new, 0 changed, 2 unchanged, 0 refused."
    assert renamed.under("Changed") == ["Nordvand A/S: name Nordvand A/S -> Vest A/S"]
    assert sorted(customers(terminal).values()) == ["Nordvand A/S", "Vest A/S"]


TWO = [f"a{n},Pumpe {n},Nordvand A/S,A-{n},Anne Jensen,100,DKK,Closed Won,2026-10-0{n}" for n in (1, 2)]
TWO_LISTED = rows("Nordvand A/S,A-1,anne@example.dk", "Nordvand A/S,A-2,bo@example.dk", heading=LIST)


def test_a_customer_whom_two_accounts_with_deals_could_be_stays_and_is_named(light: Terminal) -> None:
    light.imports(rows(deal("a1", rest="Closed Won,2026-10-01")))

    said = light.imports(rows(*TWO, heading=ACCOUNTS))
    assert said.under(
        "One customer here, since it has no id, but several accounts in the file (a list of customers with their ids "
        "tells them apart)"
    ) == ["Nordvand A/S"]

    said = light("import", "--customers", light.file("customers.csv", TWO_LISTED), "--yes")
    assert counted(said).startswith("2 new, ")
    assert said.under("Without an id here, so they stay beside the new ones of the same name") == [
        "Nordvand A/S"
    ]


def test_the_only_account_with_deals_is_the_customer_that_was_there(light: Terminal) -> None:
    light.imports(rows(TWO[0].replace("Closed Won", "New"), heading=ACCOUNTS))
    light.imports(rows(deal("b1", rest="Closed Won,2026-10-01")))
    [id_] = customers(light)

    said = light("import", "--customers", light.file("customers.csv", TWO_LISTED), "--yes")

    assert counted(said).startswith("1 new, 1 changed")
    with light.looking() as tx:
        found = {each.id: each.account_id for each in subjects.of_kind(tx, Kind.CUSTOMER)}
    assert found.pop(id_) == "csv:A-1"
    assert [*found.values()] == ["csv:A-2"]


def test_a_line_without_id_that_could_be_two_customers_is_left_out_and_said(light: Terminal) -> None:
    listed = rows("Nordvand A/S,A-1,", "Nordvand A/S,A-2,", heading=LIST)
    light("import", "--customers", light.file("customers.csv", listed), "--yes")

    said = light(
        "import", "--customers", light.file("other.csv", "name,owner email\nNordvand A/S,\n"), "--yes"
    )

    assert said.under("Left out, because several customers have that name and the list gives no id") == [
        "Nordvand A/S"
    ]


@beside
def test_the_renamed_account_of_the_cases_keeps_its_customer(staffed: Terminal) -> None:
    staffed.imports(case("38a"))
    [id_] = customers(staffed)
    staffed.imports(case("38b"))

    assert customers(staffed) == {id_: "Nordvand Group A/S"}


@beside
@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("34", ["Nordvand A/S", "Sundby ApS"]),
        ("34c", ["Nordvand A/S", "Nordvand A/S", "Prøvefirma"]),
    ],
)
def test_the_accounts_of_the_cases_are_told_apart_by_id(
    staffed: Terminal, number: str, names: list[str]
) -> None:
    staffed("import", "--customers", case(number), "--yes")
    again = staffed("import", "--customers", case(number), "--yes")

    assert sorted(customers(staffed).values()) == names
    assert "0 new, 0 changed" in again.out


# What vanished, and what was merged

SIX = [deal(str(number), f"Deal {number}", f"Firm {number}") for number in range(1, 7)]


def test_what_vanished_is_counted_and_stays_open_until_somebody_says_gone(terminal: Terminal) -> None:
    terminal.imports(rows(*SIX))

    said = terminal.imports(rows(*SIX[:4]))
    still = {each.status for each in terminal.deals().values()}
    closed = terminal.imports(rows(*SIX[:4]), "--gone")

    assert said.under("Open here, but not in the file") == ["Deal 5 (5)", "Deal 6 (6)"]
    assert "--gone closes these 2 of 6 open deals as gone." in said.out
    assert still == {Status.OPEN}
    assert "Done: 0 new, 0 changed, 0 new customers, 2 closed as gone." in closed.out
    gone = [each for each in terminal.deals().values() if each.status is Status.GONE]
    assert {(each.name, each.due_at) for each in gone} == {("Deal 5", None), ("Deal 6", None)}


def test_what_is_in_the_file_again_is_open_again(light: Terminal) -> None:
    light.imports(rows(*SIX))
    light.imports(rows(*SIX[:4]), "--gone")

    light.imports(rows(*SIX))

    assert {each.status for each in light.deals().values()} == {Status.OPEN}


def test_a_file_that_is_plainly_a_part_closes_nothing_unless_somebody_says_all(light: Terminal) -> None:
    light.imports(rows(*SIX))

    asked = light.imports(rows(*SIX[:2]), "--gone")
    none = light.imports(rows(*SIX[:2]), "--gone", "--map", "gone=none")
    every = light.imports(rows(*SIX[:2]), "--gone", "--map", "gone=all")

    assert (asked.code, asked.out) == (1, "")
    assert asked.err == (
        "4 of 6 open deals are not in the file, so it seems to be a part of them only. Are they all gone? "
        "Say --map gone=all or --map gone=none.\n"
    )
    assert "Open here, but not in the file: 4 of 6 deals." in none.out
    assert "4 closed as gone" in every.out
    assert light.rows("kept_answers") == []


def test_a_refused_row_has_not_vanished_and_an_unreadable_one_leaves_it_open(light: Terminal) -> None:
    light.imports(rows(*SIX))

    refused = light.imports(rows(*SIX[:5], SIX[5].replace(",100,", ",many,")), "--gone")
    unreadable = light.imports(rows(*SIX[:5], "6,x"), "--gone")

    assert "closed as gone" not in refused.out
    assert "What has gone from the file cannot be told" in unreadable.out
    assert {each.status for each in light.deals().values()} == {Status.OPEN}


def test_an_answer_that_is_none_and_a_list_that_closes_nothing_are_wrong_usage(light: Terminal) -> None:
    answer = light.imports(rows(*SIX), "--map", "gone=perhaps")
    customers = light.imports("name\nNordvand\n", "--customers", "--gone")

    assert (answer.code, answer.err) == (2, "--map gone must be one of all, none, not “perhaps”.\n")
    assert (customers.code, customers.err) == (
        2,
        "--gone closes deals; a list of customers closes nothing.\n",
    )


def test_one_kept_answer_is_taken_back_by_saying_nothing_for_it(light: Terminal) -> None:
    light.imports(DOUBTFUL, "--map", "numbers=comma", "--map", "dates=dmy")

    said = light.imports(DOUBTFUL, "--map", "dates=")

    assert (said.code, "Say --map dates=dmy or --map dates=mdy." in said.err) == (1, True)


def test_deals_of_other_sources_never_vanish(light: Terminal) -> None:
    light.imports(rows(*SIX), "--source", "navision")

    said = light.imports(rows(deal("x9", "Kran", "Havn A/S")), "--gone")

    assert "Not in the file" not in said.out
    assert all(each.status is Status.OPEN for each in light.deals().values())


# What is kept, and what is printed

DOUBTFUL = "id,name,amount,close_date\n1,A,1.234,03/04/2026\n"


def test_answers_are_kept_for_the_next_file_of_the_same_shape(terminal: Terminal) -> None:
    options = ("--map", "numbers=comma", "--map", "dates=dmy")
    terminal.imports(DOUBTFUL, *options)

    again = terminal.imports(DOUBTFUL.replace("A,", "B,"))
    other_shape = terminal.imports("name,id,amount\nA,1,1.234\n")
    forgotten = terminal.imports(DOUBTFUL, "--forget")
    asked = terminal.imports(DOUBTFUL)

    assert "Kept from last time: source=csv, numbers=comma, dates=dmy (--forget drops it)." in again.out
    assert terminal.deals()["csv", "1"].close_date.isoformat() == "2026-04-03"
    assert other_shape.code == 1
    assert "Forgotten: source=csv, numbers=comma, dates=dmy." in forgotten.out
    assert (forgotten.code, asked.code) == (1, 1)


def test_what_is_said_now_counts_more_than_what_was_kept_and_is_kept_instead(light: Terminal) -> None:
    light.imports(DOUBTFUL, "--map", "numbers=comma", "--map", "dates=dmy")

    light.imports(DOUBTFUL, "--map", "dates=mdy")

    assert light.deals()["csv", "1"].close_date.isoformat() == "2026-03-04"
    [row] = light.rows("kept_answers")
    assert row.answers == {"numbers": "comma", "dates": "mdy"}


def test_an_import_that_needed_no_answer_keeps_nothing(light: Terminal) -> None:
    light.imports(rows(*SIX))

    assert light.rows("kept_answers") == []


def test_of_two_systems_that_write_alike_it_is_asked_which_one(light: Terminal) -> None:
    light.imports(rows(*SIX), "--source", "north")
    light.imports(rows(deal("9", "Kran", "Havn A/S")), "--source", "south")

    said = light.imports(rows(*SIX))

    assert said.err == (
        "Several systems write files with these headings. Which one is it from? "
        "Say --map source=south or --map source=north.\n"
    )


def test_a_dry_run_changes_and_keeps_nothing(light: Terminal) -> None:
    before = light.everything()

    said = light.imports(DOUBTFUL, "--map", "numbers=comma", "--map", "dates=dmy", "--dry-run")

    assert said.code == 0
    assert "1 new, 0 changed, 0 unchanged, 0 refused." in said.out
    assert light.everything() == before


def test_a_dry_run_can_print_its_whole_plan_for_scripts(light: Terminal) -> None:
    light.imports(rows(*SIX))
    file = rows(SIX[0].replace("100", "200"), *SIX[1:5], deal("7", "Kran", "Havn A/S"), "8,x")

    said = light.imports(file, "--dry-run", "--json")

    plan = json.loads(said.out)
    assert plan["new"] == [{"id": "7", "name": "Kran"}]
    assert plan["changed"] == [
        {"id": "1", "name": "Deal 1", "changes": {"amount": {"before": "100", "after": "200"}}}
    ]
    assert (plan["source"], plan["unchanged"], plan["missing"]) == ("csv", 4, [])
    assert plan["refused"] == [{"line": 8, "why": "2 cells where the headings are 8"}]


def test_a_script_gets_what_is_in_doubt_as_a_list_too(light: Terminal) -> None:
    said = light.imports(DOUBTFUL, "--dry-run", "--json")

    assert said.code == 1
    doubts = json.loads(said.out)["doubts"]
    assert {doubt["key"]: [each["value"] for each in doubt["answers"]] for doubt in doubts} == {
        "numbers": ["comma", "point"],
        "dates": ["dmy", "mdy"],
    }


def test_nothing_read_and_something_refused_is_a_refusal(light: Terminal) -> None:
    said = light.imports(rows("1,x", "2,y"))

    assert said.code == 1
    assert said.out.splitlines()[0] == "100 % refused: 2 of 2 rows."
    assert said.err == "Nothing was read: all 2 rows are refused, and nothing was changed.\n"


def test_a_large_part_refused_is_said_on_top_and_the_rest_goes_in(light: Terminal) -> None:
    said = light.imports(
        rows(deal("0"), *(deal(str(number)).replace("100", "ten") for number in range(1, 20)))
    )

    assert said.out.splitlines()[0] == "95 % refused: 19 of 20 rows."
    assert (said.code, len(light.deals())) == (0, 1)


def test_a_report_lists_everything_and_no_cell_of_it_is_a_formula(light: Terminal) -> None:
    report = light.folder / "report.csv"
    light.imports(
        rows(deal("1").replace("100", "@ten"), deal("2").replace("100", "=1+1")),
        "--report",
        str(report),
        "--dry-run",
    )

    lines = list(csv.reader(report.read_text(encoding="utf-8-sig").splitlines()))
    assert lines[:3] == [
        ["what", "line", "why"],
        ["refused", "2", "the amount “@ten” is not a number"],
        ["refused", "3", "the amount “=1+1” is not a number"],
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)


def test_what_the_file_says_nothing_of_any_more_is_said(light: Terminal) -> None:
    light.loads(*PEOPLE)
    light.imports(rows(deal("1"), deal("2", "Filter")))

    said = light.imports(rows("1,,Nordvand A/S,,,DKK,Proposal,", deal("2", "Filter").replace(",100,", ",,")))

    assert (
        "Not known any more, since the file is empty there: owner of 1, amount of 2, close date of 1"
        in said.out
    )
    assert set(by_name(light)) == {"Pumpe", "Filter"}  # an empty name says nothing new


@beside
def test_the_blanks_of_the_cases_are_said(staffed: Terminal) -> None:
    staffed.imports(case("40a"))

    said = staffed.imports(case("40b"))

    assert "amount of 2" in said.out
    assert staffed.deals()["csv", "q2"].amount is None


@beside
def test_41_what_was_merged_closes_with_the_name_of_what_it_lives_on_in(staffed: Terminal) -> None:
    staffed.imports(case("41a"))

    said = staffed.imports(case("41b"))

    assert said.under("Merged, so they close as gone") == [
        "Pumpe (501) -> Pumpe (777)",
        "Pumpe (dublet) (502) -> Pumpe (777)",
    ]
    assert {id_: deal.status for (_, id_), deal in staffed.deals().items()} == {
        "501": Status.GONE,
        "502": Status.GONE,
        "777": Status.OPEN,
    }


MERGING = "Record ID,Deal Name,Deal Stage,Deal owner,Associated Company (Primary),Merged Deal IDs"


def test_merged_deals_close_as_gone_and_name_the_one_they_live_on_in(light: Terminal) -> None:
    light.imports(
        rows("501,Pumpe,Contract Sent,,Nordvand,", "502,Dublet,Contract Sent,,Nordvand,", heading=MERGING)
    )

    file = rows("777,Pumpe,Contract Sent,,Nordvand,501;502", heading=MERGING)
    said = light.imports(file)
    again = light.imports(file)

    assert said.under("Merged, so they close as gone") == [
        "Pumpe (501) -> Pumpe (777)",
        "Dublet (502) -> Pumpe (777)",
    ]
    assert "--gone" not in said.out
    assert {id_: each.status for (_, id_), each in light.deals().items()} == {
        "501": Status.GONE,
        "502": Status.GONE,
        "777": Status.OPEN,
    }
    assert light.deals()["hubspot", "502"].lost_reason == "It was merged into Pumpe (777)."
    assert "Nothing to change." in again.out
