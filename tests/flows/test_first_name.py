"""What somebody is called in a greeting, however their name is written."""

from datetime import time

import pytest

from flows.company.people import Person, Role, first_name


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Mette Jensen", "Mette"),
        ("Mette", "Mette"),
        ("Jensen, Mette", "Mette"),
        ("Jensen , Mette Marie", "Mette"),
        ("Jensen,", "Jensen"),
        (", Mette", "Mette"),
        ("Dr. Mette Jensen", "Mette"),
        ("Dr.Mette", "Dr.Mette"),
        ("Prof. Dr. Mette Jensen", "Mette"),
        ("Jensen, Dr. Mette", "Mette"),
        ("Mette Jensen, PhD", "Mette"),
        ("Mette Jensen, Ph.D., MBA", "Mette"),
        ("Tom Seller, Jr.", "Tom"),
        ("Jensen, Mette, PhD", "Mette"),
        ("(Ext) Mette Jensen", "Mette"),
        ("[DK] Jensen, Mette (Sales)", "Mette"),
        ("Mette (on leave", "Mette"),
        ("Jensen (Sales, North), Mette", "Mette"),
        ("• Mette Jensen", "Mette"),
        ("Anne-Marie d'Este", "Anne-Marie"),
        ("J. Peter Hansen", "J"),
        ("Dr.", "Dr"),
        ("Ma Yun", "Ma"),
        ("Md Rahman", "Md"),
        ("陈伟", "陈伟"),
        ("42", "42"),
        ("...", "m@x.dk"),
        ("(Sales)", "m@x.dk"),
        ("", "m@x.dk"),
    ],
)
def test_a_name_is_turned_at_its_comma_without_titles_and_brackets(name: str, called: str) -> None:
    person = Person(1, name, "m@x.dk", Role.SELLER, None, "U1", 0, time(9), "UTC", "da")

    assert first_name(person) == called
