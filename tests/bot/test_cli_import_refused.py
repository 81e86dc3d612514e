"""Files that cannot be read whole change nothing and say why in one sentence, with exit code 1."""

from pathlib import Path

import pytest

from tests.bot.terminal import DATA, Terminal, beside

HOSTILE = DATA / "samples/hostile"
HEADING = "id,name,account,owner_email,stage,amount,currency,probability,created,close_date"
ROW = "D{0},Deal {0},Firm {0},mette@example.dk,Proposal,{0}000,DKK,50,2026-09-01,2026-12-15"
THREE = "\n".join((HEADING, *(ROW.format(n) for n in (1, 2, 3)), "")).encode()

BAD_FILES = [
    pytest.param(b"", "The file is empty.", id="01 empty"),
    pytest.param(
        THREE.split(b"\n", 1)[1],
        "There is no known column heading in the first row: “D1, Deal 1, Firm 1, mette@example.dk, Proposal, "
        "1000, DKK, 50, 2026-09-01, 2026-12-15”.",
        id="03 no headings",
    ),
    pytest.param(
        THREE + b'D4,"Deal 4,Firm',
        "The file ends inside a quoted cell that opened on line 5.",
        id="04 cut off",
    ),
    pytest.param(
        "\n".join((HEADING, ROW.format(1).replace("Deal", "Søn"))).encode()
        + b"\n"
        + ROW.format(2).replace("Deal", "Søn").encode("cp1252"),
        "The file mixes two encodings: line 3 is not UTF-8, others are; save it anew as UTF-8.",
        id="06 two encodings",
    ),
    pytest.param(
        b"PK\x03\x04rest", "The file is a damaged zip file, not CSV; save it as CSV first.", id="16"
    ),
    pytest.param(
        b"name,amount\nNordlys,1\n",
        "No column holds the deal's id, so nothing says which deal a row is. Which column does, or which ones "
        "together? Say --map id=name.",
        id="no id column",
    ),
    pytest.param(
        b"id,name,amount\n1,A,1.234\n2,B,2.345\n",
        "The numbers in the column “amount” can be read in two ways (“1.234” on line 2). "
        "Say --map numbers=comma or --map numbers=point.",
        id="a thousand or a decimal point",
    ),
    pytest.param(
        b"id,name,close_date\n1,A,03/04/2026\n",
        "The dates in the column “close_date” can be read in two ways (“03/04/2026” on line 2). "
        "Say --map dates=dmy or --map dates=mdy.",
        id="3 April or 4 March",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), BAD_FILES)
def test_a_file_in_doubt_changes_nothing_and_says_why(light: Terminal, content: bytes, sentence: str) -> None:
    light.imports(THREE)
    before = light.everything()

    said = light.imports(content)

    assert (said.code, said.out, said.err) == (1, "", f"{sentence}\n")
    assert light.everything() == before


@beside
@pytest.mark.parametrize(
    ("name", "code", "new", "refused"),
    [
        ("01_empty.csv", 1, 0, None),
        ("03_missing_header.csv", 1, 0, None),
        ("05_utf16_tabs_named_csv.csv", 0, 10, 0),
        ("07_formula_cells.csv", 0, 9, 1),
        ("09_one_megabyte_cell.csv", 0, 3, 2),
        ("11_absurd_amounts_and_probabilities.csv", 1, 0, None),
        ("13_mixed_currencies.csv", 1, 0, None),
        ("15_ragged_rows_and_doubled_headings.csv", 1, 0, None),
    ],
)
def test_each_hostile_file_gets_what_it_must(
    terminal: Terminal, name: str, code: int, new: int, refused: int | None
) -> None:
    said = terminal.imports(HOSTILE / name)

    assert said.code == code
    assert len(terminal.deals()) == new
    if refused is None:
        assert len(said.err.splitlines()) == 1
    else:
        assert f"{new} new, 0 changed, 0 unchanged, {refused} refused." in said.out
    assert max(map(len, (said.out + said.err).splitlines())) < 400


@beside
def test_three_amount_columns_are_asked_about_and_map_answers(light: Terminal) -> None:
    file = HOSTILE / "15_ragged_rows_and_doubled_headings.csv"

    asked = light.imports(file)
    answered = light.imports(file, "--map", "amount=#4")

    assert (asked.code, answered.code) == (1, 0)
    assert "Say --map amount=#3 or --map amount=#4 or --map amount=#5." in asked.err
    assert {id_ for _, id_ in light.deals()} == {"D1", "D5", "D6"}


def test_formulas_and_markup_are_stored_as_the_text_that_they_are(terminal: Terminal) -> None:
    names = [
        "=cmd|' /C calc'!A0",
        "<!channel> <@U123>",
        "<b>x</b> {{ 7 * 7 }}",
        "%s %(a)s ${HOME}",
        "'; DROP--",
    ]
    rows = [f'D{n},"{name}"' for n, name in enumerate(names)]
    terminal.imports("\n".join(("id,name", *rows, "")))

    assert [deal.name for deal in sorted(terminal.deals().values(), key=lambda d: d.source_id)] == names


def test_what_is_printed_of_a_file_moves_no_cursor(light: Terminal) -> None:
    said = light.imports("id,name,Extra\x1b[2J\n1,Nord\x1b[31mlys,\n2,\x07,\n")

    assert "\x1b" not in said.out + said.err
    assert "\x07" not in said.out + said.err


@pytest.mark.parametrize(
    ("path", "why"), [("gone.csv", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_is_not_there_is_said_so(light: Terminal, path: str, why: str) -> None:
    said = light("import", path, "--yes")

    assert (said.code, said.err) == (1, f"{path} cannot be read: {why}.\n")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("amount", "--map wants FIELD=HEADING, not “amount”."),
        ("=Amount", "--map wants FIELD=HEADING, not “=Amount”."),
        ("beløb=Amount", "--map knows no field “beløb”; the fields are id, name, "),
        ("dates=iso", "--map dates must be one of dmy, mdy, ymd, not “iso”."),
        ("zone=Nowhere", "--map zone: there is no time zone “Nowhere”."),
    ],
)
def test_a_wrong_map_is_wrong_usage(light: Terminal, option: str, sentence: str) -> None:
    said = light.imports(THREE, "--map", option)

    assert said.code == 2
    assert said.err.startswith(sentence)
    assert light.deals() == {}


def test_a_map_that_does_not_fit_the_file_shows_what_the_file_has(light: Terminal) -> None:
    said = light.imports(b"id,name\n1,A\n", "--map", "amount=Pris")

    assert said.code == 1
    assert said.err == "--map amount: the file has no column “Pris”; it has “id, name”.\n"


def test_the_zone_of_the_settings_says_which_day_a_moment_belongs_to(
    light: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ROW.format(1).replace("2026-12-15", "2026-12-15T23:30:00-08:00")
    days = []
    for number, zone in enumerate(("Europe/Copenhagen", "America/Los_Angeles")):
        monkeypatch.setenv("REVISOR_TIMEZONE", zone)
        light.imports(f"{HEADING}\n{row}\n", "--source", str(number))
        days.append(light.deals()[str(number), "D1"].close_date)

    assert [day and day.isoformat() for day in days] == ["2026-12-16", "2026-12-15"]


def test_amounts_without_a_currency_are_in_the_companys_and_this_is_said(
    light: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVISOR_CURRENCY", "SEK")

    said = light.imports("id,name,amount\n1,Nordlys,100\n")

    assert said.under("Worth a look") == [
        "line 1: there is no currency column; amounts are taken as SEK unless known otherwise",
    ]
    assert light.deals()["csv", "1"].currency == "SEK"


def test_columns_that_are_not_read_are_named(light: Terminal) -> None:
    said = light.imports("id,name,Next step,Owner Role\n1,Nordlys,,\n")

    assert "Columns not read: Next step, Owner Role" in said.out


def test_a_file_may_be_given_by_any_path(light: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "mappe med ø"
    other.mkdir()
    (other / "æ.csv").write_bytes(THREE)

    assert light.imports(other / "æ.csv").code == 0
