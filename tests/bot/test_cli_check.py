"""`revisor check`, and a company's own scorecards in use."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.review.usecases import reviews
from flows.company.people import Person
from flows.review.current_score import CurrentScore
from flows.review.draft import Said as PageSaid
from storage import scores
from tests.bot.terminal import Terminal

SHIPPED = Path(__file__).parents[2] / "flows/scorecards"
ORDER = """\
tender.yml: Public tender, for deals with segment Tender or Udbud
reseller.yml: Through a reseller, for deals with segment Reseller or Forhandler
small_customer.yml: Small customer, for customers with segment Small or Lille
small_deal.yml: Small deal, for deals with segment Small or Lille
deal.yml: Deal, for all other deals
customer.yml: Customer, for all other customers
Settings and scorecards are in order.
"""
PLAIN = """\
deal.yml: Deal, for deals
customer.yml: Customer, for customers
Settings and scorecards are in order.
"""
PROOF = "“we have approved the budget”, said the CFO"


@pytest.fixture
def folder(light: Terminal) -> Path:
    """A company's own copy of the two plain scorecards, beside its database."""
    own = light.folder / "our-scorecards"
    own.mkdir()
    for file in (SHIPPED / "deal.yml", SHIPPED / "customer.yml"):
        (own / file.name).write_bytes(file.read_bytes())
    return own


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_scorecards_are_in_order(light: Terminal) -> None:
    assert (light("check").code, light("check").out) == (0, ORDER)


def test_a_scorecard_in_another_zone_than_the_companys_is_said(
    light: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVISOR_TIMEZONE", "Europe/Stockholm")
    assert light("check", folder).out == PLAIN
    edit(folder / "deal.yml", "  country: DK\n", "  country: DK\n  timezone: Asia/Tokyo\n")

    said = light("check", folder)

    assert said.code == 0
    assert said.out.splitlines()[2] == (
        "deal.yml: its days begin and end in Asia/Tokyo, as its calendar says; "
        "the digest, and moments in files, go by REVISOR_TIMEZONE, Europe/Stockholm"
    )


def test_the_bot_counts_days_in_the_companys_zone(light: Terminal) -> None:
    with light.desk(timezone="Asia/Tokyo") as desk:
        cards = (desk.scorecards.deal, desk.scorecards.customer, *desk.scorecards.others)

    assert {card.calendar.timezone for card in cards} == {"Asia/Tokyo"}


def test_a_companys_own_are_checked_by_folder_and_by_setting(
    light: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert light("check", folder).out == PLAIN
    edit(folder / "deal.yml", "due_before_days: 7", "due_before_days: soon")
    monkeypatch.setenv("REVISOR_SCORECARDS", "our-scorecards")

    for said in (light("check", folder), light("check")):
        assert said.code == 1
        assert said.err.startswith("deal.yml: due_before_days: ")


def test_checking_needs_neither_a_database_nor_slack(clean: Path, light: Terminal) -> None:
    (Path(light.url.removeprefix("sqlite:///"))).unlink()

    assert light("check").code == 0
    assert list(clean.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "deal.yml",
            "da: Relationer\n",
            f"da: {'R' * 25}\n",
            "deal.yml: areas[0].short.da: is 25 characters long; at most 24 fit",
        ),
        (
            "customer.yml",
            "question: C5.2",
            "question: C9.9",
            "customer.yml: knockouts[0].question: there is no question C9.9",
        ),
        ("deal.yml", "kind: deal\n", "kind: deal\n\tx: [\n", "deal.yml: line "),
        ("deal.yml", "kind: deal\n", "kind: deal\ncolour: blue\n", "deal.yml: colour: "),
    ],
)
def test_what_is_wrong_is_named_with_file_and_place(
    light: Terminal, folder: Path, file: str, old: str, new: str, line: str
) -> None:
    edit(folder / file, old, new)

    said = light("check", folder)

    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith(line)


def test_a_missing_file_and_a_missing_folder_are_named(light: Terminal, folder: Path) -> None:
    (folder / "customer.yml").unlink()

    assert light("check", folder).err == f"customer.yml: there is no such file in {folder}\n"
    assert light("check", "nowhere").err.splitlines() == [
        "deal.yml: there is no such file in nowhere",
        "customer.yml: there is no such file in nowhere",
    ]


def test_every_problem_of_both_files_is_said_at_once(light: Terminal, folder: Path) -> None:
    edit(folder / "deal.yml", "da: Relationer\n", f"da: {'R' * 25}\n")
    edit(folder / "customer.yml", "question: C5.2", "question: C9.9")

    assert [line.split(":")[0] for line in light("check", folder).err.splitlines()] == [
        "deal.yml",
        "customer.yml",
    ]


@pytest.mark.parametrize("command", [["status"], ["import", "x.csv"], ["people", "x.csv"]])
def test_other_commands_refuse_to_work_with_a_broken_scorecard(
    light: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    edit(folder / "deal.yml", "due_before_days: 7", "due_before_days: soon")
    monkeypatch.setenv("REVISOR_SCORECARDS", str(folder))

    said = light(*command)

    assert said.code == 2
    assert said.err.startswith("deal.yml: due_before_days: ")


def review(terminal: Terminal, person: Person, name: str, folder: Path | None) -> int:
    """Review a deal as well as can be, at a desk that starts anew; gives how many questions were asked."""
    with terminal.desk(scorecards=folder) as desk:
        page = reviews.open_review(desk, person, terminal.deals()["csv", name].id)
        if page.is_start:
            draft, everything = page.draft, [area.id for area in page.scorecard.areas]
            page = reviews.choose_areas(desk, person, draft.id, version=draft.version, ticked=everything)
        while area := page.area:
            ids = tuple(question.id for question in area.questions)
            said = PageSaid(area.id, dict.fromkeys(ids, 3), PROOF, ids)
            draft = page.draft
            page = reviews.turn_page(
                desk, person, draft, version=draft.version, page=draft.page, said=said, by=1
            )
        reviews.submit(desk, person, page.draft.id, version=page.draft.version, probability=None)
        return len(page.scorecard.questions())


def test_editing_a_scorecard_moves_no_old_score_and_new_reviews_use_the_new_one(
    light: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    light.loads("Mette,mette@example.dk,seller,,,")
    close = (datetime.now(UTC) + timedelta(days=120)).date()
    rows = [f"{name},{name},mette@example.dk,5,DKK,{close}" for name in ("Old", "New")]
    light.imports("\n".join(("id,name,owner_email,amount,currency,close_date", *rows, "")))
    mette = light.people()["mette@example.dk"]
    monkeypatch.setenv("REVISOR_SCORECARDS", str(folder))
    assert review(light, mette, "Old", folder) == 15
    before, shown = scored(light), light("status", "--json").out
    assert '"green": {"count": 1' in shown

    without_last_area(folder / "deal.yml")
    assert light("check").code == 0

    assert light("status", "--json").out == shown
    assert scored(light) == before
    assert review(light, mette, "New", folder) == 12
    versions = {row.scorecard_hash for row in light.rows("reviews")}
    assert len(versions) == len([row for row in light.rows("scorecards") if row.kind == "deal"]) == 2
    after = scored(light)
    assert {id_: score for id_, score in after.items() if id_ in before} == before
    assert sorted(score.asked for score in after.values()) == [12, 15]


def scored(terminal: Terminal) -> dict[int, CurrentScore]:
    with terminal.looking() as tx:
        return dict(scores.of(tx, None))


def without_last_area(file: Path) -> None:
    """Take the deal's fifth area out."""
    raw = yaml.safe_load(file.read_text("utf-8"))
    del raw["areas"][4]
    file.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
