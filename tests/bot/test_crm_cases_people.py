"""Lists of people and owners as systems and spreadsheets write them: read right, asked about, or refused."""

import sys
from datetime import time
from io import StringIO
from pathlib import Path

import pytest

from bot.crm.files.errors import Asked, MapRefused
from bot.crm.files.reading import read_people
from bot.crm.files.words import say
from flows.company.people import Role
from flows.imports import PersonRecord, Reading
from storage import occurrences
from tests.bot.terminal import DATA, Said, Terminal, beside

CASES = DATA / "cases"
MIA = "Mia Kjær,mia@example.dk,manager,,,"
CLARA = "Clara Holm,clara.holm@old.example,seller,mia@example.dk,Wednesday,10:30"
SAME = "same.clara.holm@new.example"


def people(*rows: str, headings: str, **mapping: str) -> Reading[PersonRecord]:
    return read_people("\n".join((headings, *rows)).encode(), mapping=mapping)


def one(
    row: str, headings: str = "name,email,role,manager email,weekday,time", **mapping: str
) -> PersonRecord:
    reading = people(row, headings=headings, **mapping)
    assert not reading.refused
    (record,) = reading.records
    return record


def loads(terminal: Terminal, *rows: str, headings: str, options: tuple[str, ...] = ()) -> Said:
    return terminal("people", terminal.file("people.csv", "\n".join((headings, *rows))), "--yes", *options)


HEADINGS = "name,email,role,manager email,weekday,time"


class Keyboard(StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


# Weekday and hour


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        *(
            ("Mondays", 0),
            ("on Tuesdays", 1),
            ("every Wednesday", 2),
            ("Thurs", 3),
            ("Fridays", 4),
            ("Tu", 1),
        ),
        *(("mandage", 0), ("om tirsdagen", 1), ("hver onsdag", 2), ("torsdage", 3), ("on", 2), ("Lordag", 5)),
        *(
            ("måndagar", 0),
            ("tisdag", 1),
            ("lördag", 5),
            ("mandager", 0),
            ("søndager", 6),
            ("varje fredag", 4),
        ),
        *(("Montag", 0), ("dienstags", 1), ("jeden Mittwoch", 2), ("Do", 3), ("Freitags", 4), ("Samstag", 5)),
        *(("lundi", 0), ("miércoles", 2), ("donderdag", 3), ("venerdì", 4)),
    ],
)
def test_weekdays_may_be_plural_and_in_several_languages(text: str, weekday: int) -> None:
    assert one(f"A,a@example.dk,seller,,{text},").weekday == weekday


@pytest.mark.parametrize(
    "text", ["hver anden mandag", "every other Monday", "Mon/Wed", "1", "man-fre", "daily"]
)
def test_what_is_not_one_weekday_of_every_week_is_refused(text: str) -> None:
    reading = people(f"A,a@example.dk,seller,,{text},", headings=HEADINGS)

    assert [refused.reason.code for refused in reading.refused] == ["weekday_unknown"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *(
            ("09:00:00", "09:00"),
            ("9:00 AM", "09:00"),
            ("0.375", "09:00"),
            ("kl. 9", "09:00"),
            ("9.00", "09:00"),
        ),
        *(("9:00:00 AM", "09:00"), ("1:30 PM", "13:30"), ("1:30 p.m.", "13:30"), ("9am", "09:00")),
        *(
            ("12:00 PM", "12:00"),
            ("0.354166667", "08:30"),
            ("0.35416666666666669", "08:30"),
            ("0.5", "12:00"),
        ),
        *((".75", "18:00"), ("0.25", "06:00"), ("9", "09:00"), ("9.0", "09:00"), ("0900", "09:00")),
        *(("kl 9.30", "09:30"), ("klokken 14", "14:00"), ("9 Uhr", "09:00"), ("um 9:30 Uhr", "09:30")),
        *(("9h30", "09:30"), ("1899-12-30 09:00:00", "09:00"), ("09:00:00.000", "09:00"), ("", "09:00")),
    ],
)
def test_times_are_read_as_spreadsheets_and_people_write_them(text: str, at: str) -> None:
    assert one(f"A;a@example.dk;seller;;;{text}", HEADINGS.replace(",", ";")).at == time.fromisoformat(at)


def test_a_part_of_a_day_may_have_a_decimal_comma() -> None:
    assert one("A;a@example.dk;seller;;;0,375", HEADINGS.replace(",", ";")).at == time(9)


@pytest.mark.parametrize(
    "text",
    [
        "9.5",
        "0.38",
        "0.30",
        "10.3",
        "13:00 PM",
        "0:30 AM",
        "25:00",
        "09:00-10:00",
        "09:00:30",
        "9:60",
        "noon",
    ],
)
def test_what_could_be_two_times_or_none_is_refused(text: str) -> None:
    reading = people(f"A,a@example.dk,seller,,,{text}", headings=HEADINGS)

    assert [refused.reason.code for refused in reading.refused] == ["not_a_time"]


@beside
def test_35_a_sheet_of_times_is_read(light: Terminal) -> None:
    said = light("people", CASES / "35-people-sheet-times.csv", "--yes")

    assert "4 new, 0 changed, 0 unchanged, 0 refused." in said.out
    assert {(each.weekday, each.at) for each in light.people().values()} == {(0, time(9))}


# Names and addresses


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Anne Jensen", "Anne Jensen"),
        ('"Jensen, Anne"', "Anne Jensen"),
        ('"van der Berg, Anna Maria"', "Anna Maria van der Berg"),
        ('"Jensen , Anne (Sales)"', "Anne Jensen (Sales)"),
        ('"Anne Jensen, MBA"', "Anne Jensen, MBA"),
        ('"Anne Jensen, Sales"', "Anne Jensen, Sales"),  # anne@… begins as the name does
        ('"Jensen, Anne, PhD"', "Jensen, Anne, PhD"),
    ],
)
def test_a_name_is_turned_at_its_comma(written: str, name: str) -> None:
    assert one(f"{written},anne@example.dk,seller,,,").name == name


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("First name,Last name,Email,Role", "Anne,Jensen,anne@example.dk,seller"),
        ("Last Name,First Name,Email,User Role", "Jensen,Anne,anne@example.dk,seller"),
        ("FirstName,LastName,Email,UserRole.Name", "Anne,Jensen,anne@example.dk,seller"),
        ("Fornavn;Efternavn;E-mail;Rolle", "Anne;Jensen;anne@example.dk;sælger"),
        ("Förnamn;Efternamn;E-post;Roll", "Anne;Jensen;anne@example.dk;säljare"),
        ("Vorname;Nachname;E-Mail-Adresse;Rolle", "Anne;Jensen;anne@example.dk;Verkäufer"),
        (
            "First Name [Required],Last Name [Required],Email Address [Required],Role",
            "Anne,Jensen,anne@example.dk,seller",
        ),
        ("Full Name,First Name,Last Name,Email,Role", '"Jensen, Anne",Anne,Jensen,anne@example.dk,seller'),
    ],
)
def test_first_and_last_name_may_stand_apart(headings: str, row: str) -> None:
    record = one(row, headings)

    assert (record.name, record.email, record.role) == ("Anne Jensen", "anne@example.dk", Role.SELLER)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "mailto:anne@example.dk",
            "<anne@example.dk>",
            "Anne Jensen <Anne@Example.dk>",
            " ANNE@example.dk;",
        ),
        *(
            "anne@example.dk<mailto:anne@example.dk>",
            "anne@example.dk (work)",
            "mailto:anne@example.dk?subject=Hi",
        ),
    ],
)
def test_an_address_is_found_in_what_stands_around_it(written: str) -> None:
    record = one(f"Anne Jensen,{written},seller,{written.lower().replace('anne@', 'mia@')},,")

    assert (record.email, record.manager_email) == ("anne@example.dk", "mia@example.dk")


@pytest.mark.parametrize(
    "written", ["anne@example.dk / bo@example.dk", "anne(at)example.dk", "anne@example", "@"]
)
def test_two_addresses_or_none_are_refused(written: str) -> None:
    reading = people(f"Anne Jensen,{written},seller,,,", headings=HEADINGS)

    assert [refused.reason.code for refused in reading.refused] == ["not_an_email"]


# The users of a system


def test_a_manager_may_be_named_by_name(light: Terminal) -> None:
    light.loads("Ida Bang,ida@example.dk,manager,,,")
    said = loads(
        light,
        *("Anne Jensen,anne@example.dk,seller,Mia Kjær", "Bo Lund,bo@example.dk,seller,mia@example.dk"),
        *('Eva Dahl,eva@example.dk,seller,"Bang, Ida"', "Per Ross,per@example.dk,seller,Nobody Here"),
        *("Ulf Ross,ulf@example.dk,seller,Per Ross", "Mia Kjær,mia@example.dk,manager,"),
        headings="name,email,role,manager",
    )

    everybody = light.people()
    above = {each.id: each.name for each in everybody.values()}
    assert {each.name: above.get(each.manager_id or 0) for each in everybody.values()} == {
        **{"Anne Jensen": "Mia Kjær", "Bo Lund": "Mia Kjær", "Eva Dahl": "Ida Bang", "Ulf Ross": "Per Ross"},
        **dict.fromkeys(("Per Ross", "Mia Kjær", "Ida Bang")),
    }
    assert said.under("Without a manager, because nobody or several have that name") == [
        "Per Ross: Nobody Here"
    ]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        *(
            ("Account Executive", Role.SELLER),
            ("Senior Sales Rep", Role.SELLER),
            ("Key Account Manager", Role.SELLER),
        ),
        *(("SDR", Role.SELLER), ("Säljare", Role.SELLER), ("Vertriebsmitarbeiter", Role.SELLER)),
        *(
            ("Sales Manager", Role.MANAGER),
            ("Regional Sales Manager", Role.MANAGER),
            ("Salgschef", Role.MANAGER),
        ),
        *(("Team Lead", Role.MANAGER), ("Försäljningschef", Role.MANAGER)),
    ],
)
def test_a_job_title_of_sales_is_taken_as_seller_or_manager_and_said(title: str, role: Role) -> None:
    reading = people(*(f"P{n},p{n}@example.dk,{title},,," for n in range(3)), headings=HEADINGS)

    assert {record.role for record in reading.records} == {role}
    assert [say(each.reason).partition(";")[0] for each in reading.warnings] == [
        f"the role “{title}” was taken as {role}"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "VP Sales",
        "Sales Director",
        "System Administrator",
        "CEO",
        "Marketing Manager",
        "Head of Sales",
        "boss",
        "Chief Executive",
    ],
)
def test_no_title_is_taken_for_a_role_that_sees_more(title: str) -> None:
    with pytest.raises(Asked) as asked:
        people(f"A,a@example.dk,{title},,,", "B,b@example.dk,seller,,,", headings=HEADINGS)

    assert [doubt.key for doubt in asked.value.doubts] == [f"role.{title}"]
    record = one(f"A,a@example.dk,{title},,,", **{f"role.{title}": "director"})
    assert record.role is Role.DIRECTOR


def test_a_word_that_nobody_knows_on_one_of_many_rows_is_refused_and_the_rest_goes_in() -> None:
    rows = [f"P{n},p{n}@example.dk,seller,,," for n in range(9)]
    reading = people(*rows, "A,a@example.dk,selller,,,", headings=HEADINGS)

    assert len(reading.records) == 9
    assert [refused.line for refused in reading.refused] == [11]


def test_a_file_without_roles_is_asked_about_and_who_manages_others_is_a_manager(light: Terminal) -> None:
    rows = ("Anne Jensen,anne@example.dk,Mia Kjær", "Mia Kjær,mia@example.dk,")

    said = loads(light, *rows, headings="name,email,manager")
    assert (said.code, said.out) == (1, "")
    assert "No column holds the role. Name one: --map role=HEADING" in said.err
    assert "--map roles=seller" in said.err

    loads(light, *rows, headings="name,email,manager", options=("--map", "roles=seller"))
    assert {each.name: each.role for each in light.people().values()} == {
        "Anne Jensen": Role.SELLER,
        "Mia Kjær": Role.MANAGER,
    }


def test_a_file_without_roles_leaves_them_as_they_are(light: Terminal) -> None:
    light.loads("Dorte Dam,dorte@example.dk,director,,,")
    loads(light, "Dorte Dam,dorte@example.dk", headings="name,email", options=("--map", "roles=seller"))

    assert light.people()["dorte@example.dk"].role is Role.DIRECTOR


@pytest.mark.parametrize(
    "mapping", [{"role.CEO": "king"}, {"roles": "boss"}, {"word.Pending": "perhaps"}, {"roel.CEO": "seller"}]
)
def test_an_answer_that_is_none_is_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(MapRefused):
        people("A,a@example.dk,CEO", headings="name,email,role", **mapping)


# Who is not active


@pytest.mark.parametrize(
    ("heading", "here", "gone"),
    [
        *(
            ("Active", "TRUE", "FALSE"),
            ("IsActive", "true", "false"),
            ("Is Active", "1", "0"),
            ("Aktiv", "ja", "nej"),
        ),
        *(
            ("Active", "t", "f"),
            ("Active", "WAHR", "FALSCH"),
            ("Active", "checked", "unchecked"),
            ("Active", "1.0", "0.0"),
        ),
        *(("Enabled", "Yes", "No"), ("Status", "Active", "Deactivated"), ("Status", "aktiv", "Fratrådt")),
        *(("User status", "Enabled", "Disabled"), ("Status [READ ONLY]", "Active", "Suspended")),
        *(("Deactivated", "FALSE", "TRUE"), ("Archived", "", "yes"), ("Deleted", "", "2026-01-31")),
        *(("Inactive", "No", "Yes"), ("Status", "", "Inactive"), ("Block credential", "False", "True")),
    ],
)
def test_who_is_not_active_is_read_as_having_left(heading: str, here: str, gone: str) -> None:
    reading = people(
        f"Anne,anne@example.dk,seller,{here}",
        f"Dorte,dorte@example.dk,Chief of Nothing,{gone}",
        headings=f"name,email,role,{heading}",
    )

    assert [(each.name, each.role, each.has_left) for each in reading.records] == [
        ("Anne", Role.SELLER, False),
        ("Dorte", Role.NONE, True),
    ]


@pytest.mark.parametrize("name", ["Dorte Dam (Deactivated)", "Dorte Dam [inactive]", "Dorte Dam - Inaktiv"])
def test_a_name_may_say_itself_that_somebody_has_left(name: str) -> None:
    assert one(f"{name},dorte@example.dk,seller,,,").has_left


@pytest.mark.parametrize(
    ("heading", "cells", "key"),
    [
        ("Status", ("Active", "Invited"), "word.Invited"),
        ("Active", ("TRUE", "perhaps"), "word.perhaps"),
        ("Active", ("x", ""), "word.blank"),
    ],
)
def test_a_word_that_does_not_say_whether_somebody_is_there_is_asked_about(
    heading: str, cells: tuple[str, str], key: str
) -> None:
    rows = [f"P{n},p{n}@example.dk,seller,{cell}" for n, cell in enumerate(cells)]
    headings = f"name,email,role,{heading}"

    with pytest.raises(Asked) as asked:
        people(*rows, headings=headings)
    assert [(doubt.key, [value for value, _ in doubt.answers]) for doubt in asked.value.doubts] == [
        (key, ["active", "inactive"])
    ]

    for answer, left in (("active", [False, False]), ("inactive", [False, True])):
        reading = people(*rows, headings=headings, **{key: answer})
        assert [each.has_left for each in reading.records] == left


def test_the_inactive_are_listed_and_never_come_in(light: Terminal) -> None:
    said = loads(
        light,
        *("Anne Jensen,anne@example.dk,seller,yes", "Dorte Dam,dorte@example.dk,seller,no"),
        headings="name,email,role,active",
    )

    assert said.under("Left out, because they are not active") == ["Dorte Dam (dorte@example.dk)"]
    assert set(light.people()) == {"anne@example.dk"}


def test_who_left_is_retired_and_what_they_carry_is_listed(light: Terminal) -> None:
    light.loads(CLARA, MIA)
    light.imports("id,name,amount,currency,owner\nD1,Pumpe,1,DKK,Clara Holm\n")

    left = "Clara Holm,clara.holm@old.example,seller,mia@example.dk,Deactivated"
    headings = "name,email,role,manager email,status"
    said = loads(light, left, headings=headings)

    assert said.under("All access ends") == ["Clara Holm (clara.holm@old.example); open: Pumpe"]
    clara = light.people()["clara.holm@old.example"]
    assert (clara.role, clara.weekday, clara.at) == (Role.NONE, 2, time(10, 30))
    again = loads(light, left, headings=headings)
    assert "Nothing to change." in again.out
    assert again.under("Left out, because they are not active") == ["Clara Holm (clara.holm@old.example)"]


def test_of_two_users_with_one_address_the_active_one_counts(light: Terminal) -> None:
    said = loads(
        light,
        *("Anne Jensen,anne@example.dk,viewer,FALSE", "Anne Jensen,anne@example.dk,seller,TRUE"),
        headings="name,email,role,active",
    )

    assert "1 new, 0 changed, 0 unchanged, 0 refused." in said.out
    assert light.people()["anne@example.dk"].role is Role.SELLER


@beside
def test_36_the_users_of_a_system_are_read(light: Terminal) -> None:
    said = light("people", CASES / "36-people-user-export.csv", "--yes")

    everybody = light.people()
    anne, mia = everybody["anne@example.dk"], everybody["mia@example.dk"]
    assert (anne.name, anne.role, anne.manager_id) == ("Anne Jensen", Role.SELLER, mia.id)
    assert (mia.name, mia.role) == ("Mia Kjær", Role.MANAGER)
    assert said.under("Left out, because they are not active") == ["Bo Lund (bo@example.dk)"]
    assert [line.partition(";")[0] for line in said.under("Job titles")] == [
        "the role “Account Executive” was taken as seller",
        "the role “Sales Manager” was taken as manager",
    ]


@beside
def test_36b_who_is_deactivated_is_left_out_and_listed(light: Terminal) -> None:
    said = light("people", CASES / "36b-people-inactive.csv", "--yes")

    assert said.under("Left out, because they are not active") == ["Dorte Dam (dorte@example.dk)"]
    assert set(light.people()) == {"anne@example.dk", "mia@example.dk"}


@beside
def test_36d_the_same_line_twice_is_taken_once(light: Terminal) -> None:
    said = light("people", CASES / "36d-people-same-row-twice.csv", "--yes")

    assert "3 new, 0 changed, 0 unchanged, 0 refused." in said.out
    assert said.under("Worth a look") == [
        "line 4: “anne@example.dk” is the same as line 2 and was taken once"
    ]


def test_two_lines_of_one_address_that_differ_are_refused() -> None:
    reading = people("A,a@example.dk,seller,,,", "A,a@example.dk,viewer,,,", headings=HEADINGS)

    assert [refused.reason.code for refused in reading.refused] == ["duplicate", "duplicate"]


def test_a_list_of_which_nothing_can_be_read_is_refused(light: Terminal) -> None:
    said = light.loads("Anne,no address,seller,,,", "Bo,neither,seller,,,")

    assert (said.code, said.err) == (
        1,
        "Nothing was read: all 2 rows are refused, and nothing was changed.\n",
    )
    assert said.under("Refused") == [
        "line 2: the email “no address” is not an e-mail address (and 1 more of this kind; --report FILE lists all)"
    ]


def test_columns_may_be_named(light: Terminal) -> None:
    loads(
        light,
        "Anne Jensen,a@example.dk,seller",
        headings="Who,Where,What",
        options=("--map", "name=Who", "--map", "email=#2", "--map", "role=What"),
    )

    assert set(light.people()) == {"a@example.dk"}


# Another address


def test_37_another_address_of_the_same_name_is_asked_about_and_nothing_changes(light: Terminal) -> None:
    light.loads(CLARA, MIA)
    before = light.everything()

    said = light.loads(CLARA.replace("old.", "new."), MIA)

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "Is Clara Holm (clara.holm@new.example) the same person as Clara Holm (clara.holm@old.example)? "
        f'Say --map "{SAME}=clara.holm@old.example" or --map "{SAME}=new".\n'
    )
    assert light.everything() == before


def test_37_the_same_person_keeps_all_that_is_theirs(terminal: Terminal) -> None:
    terminal.loads(CLARA, MIA)
    terminal.imports("id,name,amount,currency,owner\ng1,Pumpe,100,DKK,Clara Holm\n")
    before = terminal.people()["clara.holm@old.example"]
    with terminal.looking() as tx:
        planned = occurrences.next_of(tx, before.id)

    said = loads(
        terminal,
        *(CLARA.replace("old.", "new."), MIA),
        headings=HEADINGS,
        options=("--map", f"{SAME}=clara.holm@old.example"),
    )

    assert said.under("New address") == ["Clara Holm: clara.holm@old.example -> clara.holm@new.example"]
    after = terminal.people()["clara.holm@new.example"]
    assert (after.id, after.manager_id, after.weekday, after.at) == (
        before.id,
        before.manager_id,
        2,
        time(10, 30),
    )
    with terminal.looking() as tx:
        assert occurrences.next_of(tx, before.id) == planned
    terminal.imports(
        "id,name,amount,currency,owner\n"
        "g1,Pumpe,100,DKK,clara.holm@new.example\n"
        "g2,Filter,200,DKK,Clara Holm <clara.holm@new.example>\n"
    )
    assert [deal.owner_id for deal in terminal.deals().values()] == [before.id, before.id]
    assert "Nothing to change." in terminal.loads(CLARA.replace("old.", "new."), MIA).out


def test_37_somebody_else_of_that_name_is_new(light: Terminal) -> None:
    light.loads(CLARA, MIA)

    said = loads(
        light, CLARA.replace("old.", "new."), MIA, headings=HEADINGS, options=("--map", f"{SAME}=new")
    )

    assert "1 new" in said.out
    assert {"clara.holm@old.example", "clara.holm@new.example"} < set(light.people())


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ('"Holm, Clara",ch@new.example,seller,,,', True),
        ("Clara Marie Holm,cmh@new.example,seller,,,", True),
        ("Clara Berg,clara.holm@new.example,seller,,,", True),
        ("CLARA HOLM,clara@elsewhere.example,viewer,,,", True),
        ("Clara Berg,cb@new.example,seller,,,", False),
        ("Clara Holm,ch@new.example,none,,,", False),
    ],
)
def test_who_may_be_somebody_known_is_asked_about(light: Terminal, row: str, asked: bool) -> None:
    light.loads(CLARA, MIA)

    said = light.loads(row, MIA)

    assert (said.code == 1 and "the same person as Clara Holm" in said.err) is asked


def test_whoever_is_still_listed_is_not_asked_about(light: Terminal) -> None:
    light.loads(CLARA, MIA)

    assert light.loads(CLARA, CLARA.replace("clara.holm@old", "clara@second"), MIA).code == 0


def test_a_user_who_was_made_anew_while_the_old_one_is_inactive_is_asked_about(light: Terminal) -> None:
    light.loads(CLARA, MIA)
    rows = (
        "Clara Holm,clara.holm@old.example,seller,no",
        "Clara Holm,clara.holm@new.example,seller,yes",
        "Mia Kjær,mia@example.dk,manager,yes",
    )

    assert "the same person as" in loads(light, *rows, headings="name,email,role,active").err

    said = loads(
        light,
        *rows,
        headings="name,email,role,active",
        options=("--map", f"{SAME}=clara.holm@old.example"),
    )
    assert "All access ends" not in said.out
    assert light.people()["clara.holm@new.example"].role is Role.SELLER
    assert len(light.people()) == 2


def test_a_manager_with_a_new_address_keeps_the_team(light: Terminal) -> None:
    light.loads(CLARA, MIA)
    mia = light.people()["mia@example.dk"].id

    loads(
        light,
        CLARA,
        MIA.replace("mia@example", "mia@new.example"),
        headings=HEADINGS,
        options=("--map", "same.mia@new.example.dk=mia@example.dk"),
    )

    assert light.people()["clara.holm@old.example"].manager_id == mia


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (f"{SAME}=who@old.example", "nobody on the list has the e-mail who@old.example."),
        (f"{SAME}=mia@example.dk", "mia@example.dk is in the file too, so these are two people."),
        (f"{SAME}=Clara", "must be an e-mail address on the list, or new."),
        ("same.Clara=new", "must be an e-mail address on the list, or new."),
    ],
)
def test_an_answer_by_which_nobody_can_be_meant_changes_nothing(
    light: Terminal, answer: str, sentence: str
) -> None:
    light.loads(CLARA, MIA)
    before = light.everything()

    said = loads(light, CLARA.replace("old.", "new."), MIA, headings=HEADINGS, options=("--map", answer))

    assert said.code == 2
    assert sentence in said.err
    assert light.everything() == before


def test_one_address_is_not_given_to_two_people(light: Terminal) -> None:
    light.loads(CLARA, MIA)
    options = [f"same.{at}=clara.holm@old.example" for at in ("a@new.example", "b@new.example")]

    said = loads(
        light,
        *("Clara Holm,a@new.example,seller,,,", "Clara Holm,b@new.example,seller,,,"),
        headings=HEADINGS,
        options=tuple(part for option in options for part in ("--map", option)),
    )

    assert "was given to two people" in said.err
    assert len(light.people()) == 2


def test_at_a_terminal_it_is_asked_there(light: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    light.loads(CLARA, MIA)
    clara = light.people()["clara.holm@old.example"].id
    monkeypatch.setattr(sys, "stdin", Keyboard("somebody\nclara.holm@old.example\n"))

    said = light.loads(CLARA.replace("old.", "new."), MIA)

    assert "clara.holm@old.example: Clara Holm, and all that is theirs stays theirs" in said.out
    assert light.people()["clara.holm@new.example"].id == clara


@beside
def test_37_the_kept_files_leave_one_clara_with_both_deals(light: Terminal) -> None:
    light.loads(MIA)
    light("people", CASES / "37a-people-before.csv", "--yes")
    light.imports(CASES / "37c-deals-of-her.csv")
    clara = light.people()["clara.holm@oldname.example"].id
    after = CASES / "37b-people-after.csv"

    assert light("people", after, "--yes").code == 1
    light("people", after, "--yes", "--map", "same.clara.holm@newname.example=clara.holm@oldname.example")
    said = light.imports(CASES / "37d-deals-later.csv")

    assert "1 new, 1 changed" in said.out
    assert {deal.owner_id for deal in light.deals().values()} == {clara}
    assert len(light.people()) == 2


# Owners


OWNERS = "id,name,owner,amount,currency"
TEAM = (
    "Anne Jensen,anne@example.dk,seller,,,",
    "Bo Lund,bo@example.dk,seller,,,",
    "Søren Ølgård,soeren@example.dk,seller,,,",
    "Jörg Müller,jm@example.de,seller,,,",
)


@pytest.mark.parametrize(
    ("owner", "email"),
    [
        *(
            ("Jensen, Anne", "anne@example.dk"),
            ("Lund Bo", "bo@example.dk"),
            ("JENSEN  anne", "anne@example.dk"),
        ),
        *(("Bo Lund (Deactivated)", "bo@example.dk"), ("Bo Lund (Inactive)", "bo@example.dk")),
        *(
            ("Bo Lund [ext]", "bo@example.dk"),
            ("Bo Lund - inactive", "bo@example.dk"),
            ("Lund, Bo (EXT)", "bo@example.dk"),
        ),
        *(("Deactivated: Bo Lund", "bo@example.dk"), ("Bo Lund (Deactivated User)", "bo@example.dk")),
        *(("Bo Lund (bo@example.dk)", "bo@example.dk"), ("Anne Jensen <anne@example.dk>", "anne@example.dk")),
        *(("bo@example.dk (Bo Lund)", "bo@example.dk"), ("mailto:Anne@example.dk", "anne@example.dk")),
        *(("Mr. Bo Lund", "bo@example.dk"), ("Bo Lund, MBA", "bo@example.dk")),
        *(("Soeren Oelgaard", "soeren@example.dk"), ("Soren Olgard", "soeren@example.dk")),
        *(
            ("Ølgård, Søren", "soeren@example.dk"),
            ("Joerg Mueller", "jm@example.de"),
            ("Jorg Muller", "jm@example.de"),
        ),
        ("Anne Jensen; Jensen, Anne", "anne@example.dk"),
    ],
)
def test_an_owner_is_found_however_the_name_is_written(light: Terminal, owner: str, email: str) -> None:
    light.loads(*TEAM)

    light.imports(f'{OWNERS}\nD1,Pumpe,"{owner}",1,DKK\n')

    (deal,) = light.deals().values()
    assert light.owner(deal) == email


@pytest.mark.parametrize(
    ("owner", "doubt"),
    [
        ("Anne Jensen; Bo Lund", "several people could be meant"),
        ("Anne Jensen, Bo Lund", "several people could be meant"),
        ("Anne Jensen og Bo Lund", "several people could be meant"),
        ("Anne Jensen / Bo Lund", "several people could be meant"),
        ("Bo Lund (Anne Jensen)", "several people could be meant"),
        ("anne@example.dk, bo@example.dk", "several people could be meant"),
        ("Anne Jensen; Integration", "nobody has that name; the nearest is Anne Jensen"),
        ("Ane Jensen", "nobody has that name; the nearest is Anne Jensen"),
        ("Soren Olgaard", "nobody has that name; the nearest is Søren Ølgård"),
        ("Bo Lund (bo@old.example)", "nobody has that e-mail; the nearest is bo@example.dk"),
        ("Bo", "nobody has that name; the nearest is Bo Lund"),
    ],
)
def test_an_owner_who_is_not_found_is_listed_with_the_nearest_and_how_often(
    light: Terminal, owner: str, doubt: str
) -> None:
    light.loads(*TEAM)

    said = light.imports(f'{OWNERS}\nD1,Pumpe,"{owner}",1,DKK\nD2,Filter,"{owner}",1,DKK\n')

    named = owner if "@old" not in owner else owner.lower()
    assert said.under("Left without owner") == [f"{named}: 2 ({doubt})"]
    assert {deal.owner_id for deal in light.deals().values()} == {None}


def test_namesakes_are_never_chosen_between(light: Terminal) -> None:
    light.loads(*TEAM, "Jensen Anne,anne2@example.dk,seller,,,")

    said = light.imports(f'{OWNERS}\nD1,Pumpe,"Jensen, Anne",1,DKK\n')

    assert said.under("Left without owner") == ["Jensen, Anne: 1 (several people could be meant)"]


@beside
def test_27_owners_are_found_and_the_rest_is_listed(light: Terminal) -> None:
    light.loads(*TEAM[:2])

    said = light.imports(Path(CASES / "27-owner-last-first.csv"))

    owners = {id_: light.owner(deal) for (_, id_), deal in light.deals().items()}
    anne, bo = "anne@example.dk", "bo@example.dk"
    assert owners == {
        **{"o1": anne, "o2": bo, "o3": bo, "o6": anne, "o7": bo},
        **dict.fromkeys(("o4", "o5", "o8")),
    }
    assert said.under("Left without owner") == [
        "Anne Jensen; Bo Lund: 1 (several people could be meant)",
        "Soeren Oelgaard: 1 (nobody has that name; the nearest is Anne Jensen)",
        "Søren Ølgård: 1 (nobody has that name; the nearest is Anne Jensen)",
    ]
