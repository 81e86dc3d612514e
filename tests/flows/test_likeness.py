"""Who may be the same person under another name or address."""

from datetime import time

import pytest

from flows.company.likeness import may_be
from flows.company.people import Person, Role


@pytest.mark.parametrize(
    ("name", "email", "may"),
    [
        ("Mette Sørensen", "m@x.dk", True),
        ("mette  soerensen", "m@x.dk", True),
        ("Sørensen, Mette (Sales)", "m@x.dk", True),
        ("Dr. Mette Sørensen, MBA", "m@x.dk", True),
        ("Mette Marie Sørensen", "m@x.dk", True),
        ("Mette", "m@x.dk", False),
        ("Mette Holm", "m@x.dk", False),
        ("Sørensen", "m@x.dk", False),
        ("", "m@x.dk", False),
        ("M. S.", "mso@other.example", True),
        ("M. S.", "MSO@other.example", True),
        ("M. S.", "mso2@firm.dk", False),
    ],
)
def test_a_whole_name_however_it_is_written_or_what_stands_before_the_at(
    name: str, email: str, may: bool
) -> None:
    person = Person(
        1, "Mette Sørensen", "mso@firm.dk", Role.SELLER, None, None, 0, time(9), "Europe/Copenhagen", "da"
    )

    assert may_be(person, name=name, email=email) is may


def test_who_has_no_name_is_like_nobody_else_without_one() -> None:
    nameless = Person(1, "(Sales)", "a@firm.dk", Role.SELLER, None, None, 0, time(9), "UTC", "da")

    assert not may_be(nameless, name="…", email="b@firm.dk")
