"""The report in Slack: who may ask for which, what comes, and what is said where something stands in the way."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import count

import httpx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.kit import doors
from bot.report import jobs, views
from bot.report.usecases.asking import EDITION, Asked, Edition, take_in_hand
from bot.sandbox.page import routes
from bot.sandbox.server import serve
from flows.company.people import Role
from tests.journeys.conftest import Actor, Office
from tests.waiting import until

DORTE, JENS, ANNE, TOM, KARIN = "U0DORTE", "U0JENS", "U0ANNE", "U0TOM", "U0KARIN"
NOVEMBER = "Customers and pipeline, November 2026"


def asks(actor: Actor, **chosen: str) -> str:
    """Ask for a report, with these choices in place of the usual ones; gives what the window says then."""
    actor.closes()
    actor.says("report")
    assert actor.modal
    for name, value in chosen.items():
        actor.workspace.fill(actor.id, f"report.{name}", f"report.{name}", value)
    actor.submits()
    return actor.screen


def files(actor: Actor) -> dict[str, bytes]:
    """The files that have come to somebody's messages, by name."""
    messages = actor.workspace.messages(actor.workspace.dm_of(actor.id))
    ids = [id_ for message in messages for id_ in message.files]
    return {
        actor.workspace.records.files[id_].name: actor.workspace.records.files[id_].data or b"" for id_ in ids
    }


def waits(actor: Actor, text: str) -> str:
    """Wait for a message that says this."""
    until(lambda: any(text in message for message in actor.messages()))
    return next(message for message in actor.messages() if text in message)


def is_done(office: Office) -> bool:
    """Whether no report is in hand."""
    return not office.house.one_report.locked()


def test_a_director_gets_the_report_as_three_files_with_its_conclusions(staffed: Office) -> None:
    dorte = staffed.person(DORTE)

    assert "I'm preparing the report." in asks(dorte)

    said = waits(dorte, NOVEMBER)
    assert f"{NOVEMBER} · For top management" in said
    assert "The files are below." in said
    found = files(dorte)
    assert list(found) == [f"revisor-2026-11-en.{kind}" for kind in ("html", "pdf", "xlsx")]
    assert b'<html lang="en">' in found["revisor-2026-11-en.html"]
    assert len(PdfReader(BytesIO(found["revisor-2026-11-en.pdf"])).pages)
    assert load_workbook(BytesIO(found["revisor-2026-11-en.xlsx"])).sheetnames[0] == "Overview"


def test_one_message_says_how_far_it_is_and_then_what_is_in_it(staffed: Office) -> None:
    dorte = staffed.person(DORTE)
    asks(dorte)
    waits(dorte, NOVEMBER)

    posted = [call for call in staffed.workspace.calls if call.method == "chat.postMessage"]
    assert [call.arguments["text"] for call in posted] == ["Preparing the report of November 2026 … 0%"]
    assert len(dorte.messages()) == 2  # that one, and the files


def test_who_waits_long_sees_how_far_it_is_in_the_same_message(staffed: Office) -> None:
    staffed.stop()
    moments = count()
    slow = lambda: staffed.now + timedelta(seconds=5 * next(moments))  # noqa: E731 - every look takes so long
    staffed.house = replace(staffed.house, clock=slow)
    staffed.start()
    dorte = staffed.person(DORTE)
    asks(dorte)
    waits(dorte, NOVEMBER)

    said = [str(call.arguments["text"]) for call in staffed.workspace.calls if call.method == "chat.update"]
    shares = [int(text.rpartition("… ")[2].rstrip("%")) for text in said if text.startswith("Preparing")]
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert shares[0] > 0
    assert shares[-1] <= 100
    assert said[-1].startswith(NOVEMBER)


def test_the_language_and_the_period_are_chosen(staffed: Office) -> None:
    dorte = staffed.person(DORTE)
    asks(dorte, period="2026-Q4", language="da")
    waits(dorte, "Customers and pipeline, Q4 2026")

    page = files(dorte)["revisor-2026-Q4-da.html"].decode()
    assert '<html lang="da">' in page
    assert "4. kvartal 2026" in page


def test_a_manager_gets_their_own_teams_edition_and_no_other(staffed: Office) -> None:
    jens = staffed.person(JENS)
    asks(jens, language="en")
    waits(jens, "Til teamet hos Jens Leder")

    assert list(files(jens)) == [f"revisor-2026-11-jens-leder-en.{kind}" for kind in ("html", "pdf", "xlsx")]


def test_a_director_may_choose_a_teams_edition(staffed: Office) -> None:
    dorte, jens = staffed.person(DORTE), staffed.who(JENS)
    asks(dorte, team=EDITION.dump(Edition(jens.id)))

    assert waits(dorte, "For the team of Jens Leder")


@pytest.mark.parametrize("who", [TOM, KARIN])
def test_who_may_not_read_it_is_told_whom_it_is_for(staffed: Office, who: str) -> None:
    actor = staffed.person(who)
    actor.says("report")

    assert "A report is for directors, and for managers of their own team." in actor.screen


def test_a_manager_who_forges_another_edition_gets_none(staffed: Office) -> None:
    jens = staffed.person(JENS)
    jens.says("rapport")
    view = jens.modal
    forged = view["state"]["values"]
    for team in (None, staffed.who(ANNE).id):
        forged[views.TEAM][views.TEAM]["selected_option"]["value"] = EDITION.dump(Edition(team))
        assert "En rapport er for direktører" in jens.submits_again({**view, "state": {"values": forged}})
    assert files(jens) == {}


@pytest.mark.parametrize("period", ["2027-01", "2026-13", "0000-01", "soon", ""])
def test_a_forged_period_is_refused(staffed: Office, period: str) -> None:
    dorte = staffed.person(DORTE)
    dorte.says("report")
    view = dorte.modal
    forged = view["state"]["values"]
    forged[views.PERIOD][views.PERIOD]["selected_option"]["value"] = period

    assert "older message" in dorte.submits_again({**view, "state": {"values": forged}})
    assert dorte.messages() == []


def test_the_same_report_asked_for_twice_at_once_is_one_and_said_so(staffed: Office) -> None:
    dorte = staffed.person(DORTE)
    with staffed.house.one_report:  # somebody else's is being made
        asks(dorte)
        assert "This report is being prepared for you already." in asks(dorte)
        assert "I'm preparing the report." in asks(dorte, period="2026-10")  # another one
        until(lambda: len(dorte.messages()) == 2)

    until(lambda: len(files(dorte)) == 6)
    until(lambda: is_done(staffed))


def test_once_it_is_there_it_may_be_asked_for_again(staffed: Office) -> None:
    dorte = staffed.person(DORTE)
    asks(dorte)
    waits(dorte, NOVEMBER)
    until(lambda: "I'm preparing the report." in asks(dorte))

    until(lambda: len(dorte.messages()) == 4)


def test_while_it_is_made_everything_else_is_answered(staffed: Office) -> None:
    dorte = staffed.person(DORTE)
    with staffed.house.one_report:
        asks(dorte)
        dorte.closes()
        dorte.says("status")
        assert dorte.modal_with("There are no open deals.")
    waits(dorte, NOVEMBER)


def test_home_has_the_button_for_who_may_and_something_to_tell(staffed: Office) -> None:
    dorte, tom = staffed.person(DORTE), staffed.person(TOM)
    assert "Report" not in dorte.home.splitlines()

    staffed.add("Service agreement", staffed.who(TOM).id)

    assert "Report" in dorte.home.splitlines()
    assert "Report" not in tom.home.splitlines()
    dorte.clicks(doors.REPORT, on="home")
    assert "Prepare it" in str(dorte.modal["submit"])


def test_it_comes_on_either_database(any_office: Office) -> None:
    any_office.add_person(DORTE, Role.DIRECTOR)
    dorte = any_office.person(DORTE)
    asks(dorte)

    waits(dorte, NOVEMBER)
    assert len(files(dorte)) == 3
    until(lambda: "I'm preparing the report." in asks(dorte))


# What stands in the way


def test_without_the_scope_it_says_which_one_is_missing(staffed: Office) -> None:
    staffed.workspace.faults.add(
        method="files.getUploadURLExternal", kind="error", error="missing_scope", needed="files:write"
    )
    dorte = staffed.person(DORTE)
    asks(dorte)

    said = waits(dorte, "files:write")
    assert "The report of November 2026 is made, but I don't have the permission files:write" in said


@pytest.mark.parametrize(
    ("method", "fault", "named"),
    [
        ("files.getUploadURLExternal", {"kind": "429", "seconds": 30}, "ratelimited"),
        ("upload_url", {"kind": "500"}, "HTTPError"),
        (
            "files.completeUploadExternal",
            {"kind": "error", "error": "channel_not_found"},
            "channel_not_found",
        ),
    ],
)
def test_where_slack_takes_no_files_it_says_so(
    staffed: Office, method: str, fault: dict[str, object], named: str
) -> None:
    staffed.workspace.faults.add(method=method, **fault)  # type: ignore[arg-type]
    dorte = staffed.person(DORTE)
    asks(dorte)

    assert f"Slack did not take the files ({named})" in waits(dorte, "did not take")
    assert files(dorte) == {}


def test_who_waits_for_a_report_that_broke_off_with_the_process_hears_of_it_once(staffed: Office) -> None:
    dorte = staffed.person(DORTE)
    with staffed.write() as desk:
        assert take_in_hand(desk, staffed.who(DORTE), Asked("2026-11", None, "en"), "V1.h")
    staffed.tick()
    jobs.end_left_behind_everywhere(staffed.house)
    staffed.tick()
    assert dorte.messages() == []

    for _ in range(2):
        staffed.passes(minutes=31)
        jobs.end_left_behind_everywhere(staffed.house)
        staffed.tick()

    assert ["was broken off" in message for message in dorte.messages()] == [True]


# In the sandbox


def test_the_page_of_the_sandbox_shows_the_files_to_who_got_them(staffed: Office) -> None:
    dorte = staffed.person(DORTE)
    asks(dorte)
    waits(dorte, NOVEMBER)
    with serve(staffed.workspace, routes=routes) as address:
        page = httpx.get(f"{address}/as/{DORTE}/dm").text
        links = re.findall(r'href="(/as/U0DORTE/files/[^"]+)"', page)
        assert [link.rpartition(".")[2] for link in links] == ["html", "pdf", "xlsx"]
        shown = [httpx.get(address + link) for link in links]
        assert [each.headers["content-type"].partition(";")[0] for each in shown][:2] == [
            "text/html",
            "application/pdf",
        ]
        assert "default-src 'none'" in shown[0].headers["content-security-policy"]
        assert httpx.get(address + links[0].replace(DORTE, TOM)).status_code == 404
