"""SIGKILL at the worst moments: nothing is sent twice, nothing is lost in silence."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.crm.usecases.deals import AT_ONCE
from storage import outbox, people, subjects
from storage.outbox import Note
from storage.tables import outbox as rows
from tests.journeys.conftest import id_of
from tests.process.conftest import Firm
from tests.waiting import until

MARKER = "Everything before this has been sent."


def test_killed_before_a_send_the_reminder_comes_once_after_the_restart(any_firm: Firm) -> None:
    tom = _tom_is_due(any_firm)
    any_firm.workspace.faults.add(method="chat.postMessage", kind="429", seconds=2)
    process = any_firm.run()
    until(lambda: _attempts(any_firm) == 1)

    any_firm.kill(process)
    assert any_firm.states("reminder") == ["pending"]
    any_firm.run()

    until(lambda: any_firm.states("reminder") == ["sent"])
    _all_is_sent(any_firm)
    assert len(tom.messages()) == 1


def test_killed_during_a_send_the_reminder_becomes_unknown_and_is_shown_and_never_sent_again(
    any_firm: Firm,
) -> None:
    tom, karin = _tom_is_due(any_firm), any_firm.office.person("U0KARIN")
    any_firm.workspace.faults.add(method="chat.postMessage", kind="delay", seconds=0.5)
    process = any_firm.run()
    until(lambda: any_firm.states("reminder") == ["sending"] and not any_firm.workspace.faults.pending())

    any_firm.kill(process)
    until(tom.messages)
    assert any_firm.states("reminder") == ["sending"]
    _lease_runs_out(any_firm)
    any_firm.run()

    until(lambda: any_firm.states("reminder") == ["unknown"])
    _all_is_sent(any_firm)
    assert len(tom.messages()) == 1
    assert any_firm.outbox_counts()["unknown"] == 1
    assert "reminder to U0TOM may or may not have arrived" in any_firm.log
    shown = karin.home
    assert "One message may or may not have arrived. It is not sent again:" in shown
    assert "• Reminder · U0TOM" in shown
    karin.says("/review setup")
    karin.modal_with("One message may or may not have arrived. It is not sent again by itself.")


def test_a_message_that_another_replica_is_sending_is_left_to_it(firm: Firm) -> None:
    tom = _tom_is_due(firm)
    firm.workspace.faults.add(method="chat.postMessage", kind="delay", seconds=1)
    firm.run()
    until(lambda: firm.states("reminder") == ["sending"])

    firm.start()
    until(lambda: firm.workspace.line.connections == 2)

    until(lambda: firm.states("reminder") == ["sent"])
    _all_is_sent(firm)
    assert len(tom.messages()) == 1
    assert firm.outbox_counts()["unknown"] == 0


def test_killed_after_a_send_nothing_is_sent_again(firm: Firm) -> None:
    tom = _tom_is_due(firm)
    process = firm.run()
    until(lambda: firm.states("reminder") == ["sent"])

    for _ in range(2):
        firm.kill(process)
        process = firm.run()

    _all_is_sent(firm)
    assert len(tom.messages()) == 1
    assert firm.outbox_counts()["unknown"] == 0


def test_a_reminder_that_was_due_while_it_was_down_comes_once(any_firm: Firm) -> None:
    tom_id = id_of(any_firm.office, "U0TOM")
    # Longer ago it would wait for working hours, and nobody knows when the tests run.
    tom = _tom_is_due(any_firm, at=datetime.now(UTC) - timedelta(minutes=50))

    process = any_firm.run()
    until(tom.messages)
    any_firm.kill(process)
    any_firm.run()

    _all_is_sent(any_firm)
    assert len(tom.messages()) == 1
    with any_firm.office.read() as desk:
        planned = desk.tx.connection.exec_driver_sql(
            f"SELECT due_at FROM occurrences WHERE seller_id = {tom_id} AND due_at IS NOT NULL"
        ).scalar_one()
    assert str(planned) > str(datetime.now(UTC))[:19]


def test_a_home_that_was_being_published_is_published_again(firm: Firm) -> None:
    tom_id = id_of(firm.office, "U0TOM")
    with firm.office.write() as desk:
        people.note_home(desk.tx, "U0TOM")
        outbox.ask_homes(desk.tx, [tom_id])
    firm.workspace.faults.add(method="views.publish", kind="drop_before")
    firm.workspace.faults.add(method="views.publish", kind="delay", seconds=2)
    process = firm.run()
    until(lambda: firm.states("home") == ["sending"] and not firm.workspace.faults.pending())

    firm.kill(process)
    _lease_runs_out(firm)
    firm.run()

    until(lambda: firm.states("home") == ["sent"])
    assert firm.workspace.home("U0TOM") is not None
    assert firm.outbox_counts()["unknown"] == 0


def test_an_import_killed_half_way_goes_on_where_it_was_when_it_is_done_again(any_firm: Firm) -> None:
    count = 10 * AT_ONCE
    rows = [f"D{n},Deal {n},Account {n % 90},{1000 + n},{('open', 'won')[n % 2]}" for n in range(count)]
    file = any_firm.folder / "deals.csv"
    file.write_text("\n".join(("id,name,account,amount,status", *rows)))
    process = any_firm.start("import", str(file), "--yes")
    until(lambda: _named(any_firm, "Deal"))
    process.kill()
    process.wait()

    done = len(_named(any_firm, "Deal"))
    assert 0 < done < count
    assert (
        f"{count - done} new, 0 changed, {done} unchanged"
        in any_firm.command("import", str(file), "--yes").stdout
    )
    assert len(_named(any_firm, "Deal")) == count
    assert len(_named(any_firm, "Account")) == 45


def _named(firm: Firm, word: str) -> list[str]:
    with firm.office.read() as desk:
        return [
            each.name
            for each in subjects.everything(desk.tx, open_only=False)
            if each.name.startswith(f"{word} ")
        ]


def _tom_is_due(firm: Firm, *, at: datetime | None = None):
    tom_id = id_of(firm.office, "U0TOM")
    firm.office.add("Service agreement", tom_id)
    firm.remind(tom_id, at=at)
    return firm.office.person("U0TOM")


def _attempts(firm: Firm) -> int:
    with firm.office.read() as desk:
        return sum(row.attempts for row in desk.tx.execute(rows.select().where(rows.c.kind == "reminder")))


def _lease_runs_out(firm: Firm) -> None:
    """Do as if the dead process's lease were over."""
    with firm.office.write() as desk:
        over = datetime.now(UTC) - timedelta(seconds=1)
        desk.tx.execute(update(rows).where(rows.c.state == "sending").values(lease_until=over))


def _all_is_sent(firm: Firm) -> None:
    """Messages go in the order of their due times: when this one has come, all before it have their fate."""
    message = {"text": MARKER, "blocks": []}
    with firm.office.write() as desk:
        outbox.put(desk.tx, Note("trouble", "U0VERA", f"marker {datetime.now(UTC)}", message))
    until(firm.office.person("U0VERA").messages)
