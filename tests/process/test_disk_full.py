"""A full disk under a running bot: said once in the log, and what waited goes out once there is room."""

import re
from time import sleep

from tests.journeys.conftest import id_of
from tests.process.conftest import Firm
from tests.waiting import until

FULL = (
    "CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
)


def says(firm: Firm, statement: str) -> None:
    """A statement to the bot's database."""
    with firm.office.write() as desk:
        desk.tx.connection.exec_driver_sql(statement)


def test_the_same_trouble_every_second_is_logged_once_and_its_end_with_how_often(firm: Firm) -> None:
    tom_id = id_of(firm.office, "U0TOM")
    firm.office.add("Service agreement", tom_id)
    firm.run()
    says(firm, FULL)
    firm.remind(tom_id)
    until(lambda: "disk is full" in firm.log)
    sleep(3)  # the ticker tries every second

    says(firm, "DROP TRIGGER full")

    until(lambda: firm.states("reminder") == ["sent"])
    until(lambda: "works again" in firm.log)
    (times,) = re.findall(r"works again; it had failed (\d+) times", firm.log)
    assert int(times) > 1
    assert len(re.findall(r"The job “[^”]+” failed", firm.log)) == 1
