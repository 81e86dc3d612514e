"""The database's file is taken away under a running bot: it ends with a sentence, and writes into no other file."""

from pathlib import Path

from tests.process.conftest import Firm


def test_the_bot_ends_with_what_to_do_and_makes_no_new_file(firm: Firm) -> None:
    process = firm.run()
    file = Path(firm.env["DATABASE_URL"].removeprefix("sqlite:///"))

    file.rename(file.with_name("elsewhere.db"))

    assert process.wait(10) == 2
    (said,) = [line for line in firm.log.splitlines() if line.startswith("The database ")]
    assert said == (
        f"The database {file} was moved, deleted or replaced while it was open. "
        "Nothing more is written to it: put the right file in its place, and start again."
    )
    assert not file.exists()
