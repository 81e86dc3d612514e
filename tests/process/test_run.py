"""`revisor run` from its start to its end: connecting, answering, reminding, refusing, stopping."""

import signal
from dataclasses import replace

import pytest
from sqlalchemy import Text, update

from bot.sandbox.people import Identity
from bot.sandbox.server import serve
from storage import digest_places, outbox, people, tables
from storage.outbox import Note
from tests.journeys.conftest import id_of, patient
from tests.process.conftest import TOKENS, Firm, port_of
from tests.waiting import until

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"


def test_the_whole_loop_works_in_a_process_of_its_own(any_firm: Firm) -> None:
    tom_id = id_of(any_firm.office, "U0TOM")
    any_firm.office.add("Service agreement", tom_id, customer="Nordlys")
    process = any_firm.run()
    tom = any_firm.office.person("U0TOM")

    tom.says("/review")
    tom.modal_with("Nordlys · Service agreement")
    tom.reviews("333 333 333 333 333", evidence=NOTE, probability="70")
    assert "🟢 Green" in tom.screen

    any_firm.office.add("Pilot", tom_id, customer="Havblik")
    any_firm.remind(tom_id)
    until(tom.messages)
    assert "ready for you" in tom.messages()[0] or "is ready" in tom.messages()[0]

    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert any_firm.outbox_counts()["unknown"] == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_asked_to(firm: Firm, number: signal.Signals) -> None:
    process = firm.run()

    process.send_signal(number)

    assert process.wait(10) == 0
    assert "Traceback" not in firm.log
    assert "ERROR" not in firm.log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_while_slack_is_still_out_of_reach(firm: Firm, number: signal.Signals) -> None:
    process = firm.start(SLACK_API_URL="http://127.0.0.1:1/api/")
    until(lambda: "trying again" in firm.log)

    process.send_signal(number)

    assert process.wait(10) == 0


def test_a_click_under_way_is_answered_before_it_ends(firm: Firm) -> None:
    firm.office.add("Service agreement", id_of(firm.office, "U0TOM"))
    process = firm.run()
    firm.workspace.faults.add(method="views.open", kind="delay", seconds=1)

    firm.office.person("U0TOM").says("/review")
    process.send_signal(signal.SIGTERM)

    assert process.wait(10) == 0
    assert firm.workspace.notice("U0TOM") is None
    assert firm.workspace.modal("U0TOM") is not None


def test_it_does_not_wait_for_a_long_row_of_slow_messages_when_it_has_to_end(firm: Firm) -> None:
    for person_id in (id_of(firm.office, "U0TOM"), id_of(firm.office, "U0METTE")):
        firm.office.add(f"Deal of {person_id}", person_id)
        firm.remind(person_id)
    firm.workspace.faults.add(method="chat.postMessage", kind="delay", seconds=2, times=9)
    process = firm.run()
    until(lambda: "sending" in firm.states("reminder"))

    process.send_signal(signal.SIGTERM)

    assert process.wait(10) == 0
    assert firm.states("reminder") == ["sent", "pending"]


def test_an_unmigrated_database_is_refused_with_one_sentence(firm: Firm) -> None:
    done = firm.command("run", DATABASE_URL=f"sqlite:///{firm.folder}/new.db")

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "The database is not up to date. Run `revisor migrate` first.\n"


def test_a_database_of_another_team_is_refused(firm: Firm) -> None:
    with firm.office.write() as desk:
        desk.tx.execute(update(tables.workspaces).values(team_id="T0OTHER"))

    done = firm.command("run")

    assert done.returncode == 1
    assert done.stderr == (
        "This database belongs to another Slack workspace (T0OTHER). Take SLACK_BOT_TOKEN from an app in that "
        "workspace; or give this one a database of its own with DATABASE_URL and `revisor migrate`; or take the "
        "history along with `revisor move`.\n"
    )


def test_the_history_goes_along_into_another_workspace(firm: Firm) -> None:
    deal = firm.office.add("Service agreement", id_of(firm.office, "U0TOM"))
    firm.office.reviewed(deal, "U0TOM", 2)
    firm.office.set_digest("C1")
    with firm.office.write() as desk:
        desk.tx.execute(update(tables.workspaces).values(team_id="T0OTHER"))
        desk.tx.execute(update(tables.people).values(slack_id="U0ELSE" + tables.people.c.id.cast(Text)))
        outbox.put(desk.tx, Note("reminder", "U0ELSE2", "reminder:old", {}))

    asked = firm.command("move", "--yes")
    assert asked.returncode == 0, asked.stderr
    firm.run()

    assert "leaves the Slack workspace T0OTHER" in asked.stdout
    assert "Messages on their way that are given up: 1\n" in asked.stdout
    until(lambda: not _missing(firm))
    assert "Service agreement" in firm.office.person("U0TOM").home
    assert firm.states("reminder") == ["failed"]
    with firm.office.read() as desk:
        assert desk.workspace.team_id == firm.workspace.identity.team_id
        assert digest_places.of(desk.tx, None).channel is None
    assert firm.command("move").stderr == "Nothing was changed: without a terminal, say --yes.\n"


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-9-hemmelig"}, "Slack does not accept SLACK_BOT_TOKEN (invalid_auth).\n"),
        ({"SLACK_APP_TOKEN": "xapp-9-hemmelig"}, "Slack does not accept SLACK_APP_TOKEN (invalid_auth).\n"),
    ],
)
def test_a_token_that_slack_refuses_is_named_and_not_shown(
    firm: Firm, env: dict[str, str], said: str
) -> None:
    done = firm.command("run", **env)

    assert done.returncode == 2
    assert done.stderr.endswith(said)
    assert "hemmelig" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_it_waits_for_a_slack_that_is_not_there_yet(firm: Firm) -> None:
    later = patient(identity=Identity(**TOKENS))
    with serve(later) as url:
        port = port_of(url)
    process = firm.start(SLACK_API_URL=f"{url}/api/")
    until(lambda: "Slack did not answer (URLError); trying again" in firm.log)

    with serve(later, port=port):
        until(lambda: later.line.connections)
        later.command("U0TOM", "C1", "/review help")
        assert later.wait_for(lambda: later.modal("U0TOM"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_slack_may_vanish_and_come_back(firm: Firm) -> None:
    other = patient(identity=Identity(**TOKENS))
    with serve(other) as url:
        firm.start(SLACK_API_URL=f"{url}/api/")
        until(lambda: other.line.connections)
    until(lambda: "The connection to Slack is lost" in firm.log)

    again = patient(identity=Identity(**TOKENS))
    with serve(again, port=port_of(url)):
        until(lambda: again.line.connections)
        again.command("U0TOM", "C1", "/review help")
        assert again.wait_for(lambda: again.modal("U0TOM"))


def test_an_app_token_without_its_scope_is_one_sentence(firm: Firm) -> None:
    firm.workspace.faults.add(
        method="apps.connections.open", kind="error", error="missing_scope", needed="connections:write"
    )

    done = firm.command("run")

    assert done.returncode == 2
    assert done.stderr.endswith("SLACK_APP_TOKEN lacks the scope connections:write: make one that has it.\n")


def test_scopes_that_the_app_was_not_given_are_named_at_the_start(firm: Firm) -> None:
    firm.workspace.reinstall("chat:write", "commands")

    firm.run()

    assert (
        "the app lacks users:read, users:read.email, channels:read, groups:read, files:read, files:write, mpim:write:"
        " add under OAuth" in firm.log
    )


def test_a_token_revoked_while_it_runs_ends_it_with_a_sentence(firm: Firm) -> None:
    with serve(patient(identity=Identity(**TOKENS))) as url:
        process = firm.start(SLACK_API_URL=f"{url}/api/")
        until(lambda: "Revisor is running." in firm.log)
    revoked = replace(Identity(**TOKENS), app_token="xapp-2-andet")
    with serve(patient(identity=revoked), port=port_of(url)):
        assert process.wait(15) == 2
    assert firm.log.endswith("Slack does not accept SLACK_APP_TOKEN (invalid_auth).\n")
    assert "Traceback" not in firm.log


def _missing(firm: Firm) -> list[str]:
    with firm.office.read() as desk:
        return [each.name for each in people.unlinked(desk.tx)]
