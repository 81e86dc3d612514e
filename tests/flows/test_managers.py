"""Who stands above somebody, and who is asked for them when their manager cannot be reached."""

from datetime import time

import pytest

from flows.company.people import Person, Role, helpers, managers

# id: (role, manager's id, in Slack)
Company = dict[int, tuple[Role, int | None, bool]]
USUAL: Company = {
    1: (Role.SELLER, 2, True),
    2: (Role.MANAGER, 3, True),
    3: (Role.MANAGER, 5, True),
    4: (Role.DIRECTOR, None, True),
    5: (Role.DIRECTOR, None, True),
}


def company(described: Company) -> dict[int, Person]:
    """The people, by id."""
    return {
        id_: Person(
            id_,
            f"P{id_}",
            f"p{id_}@x.dk",
            role,
            manager,
            f"U{id_}" if here else None,
            0,
            time(9),
            "UTC",
            "da",
        )
        for id_, (role, manager, here) in described.items()
    }


@pytest.mark.parametrize(
    ("whose", "different", "asked"),
    [
        (1, {}, [2, 3, 5, 4]),
        (1, {2: (Role.MANAGER, 3, False)}, [3, 5, 4]),
        (1, {2: (Role.MANAGER, 3, False), 3: (Role.MANAGER, 5, False)}, [5, 4]),
        (1, {2: (Role.MANAGER, None, False)}, [4, 5]),
        (1, {2: (Role.MANAGER, 99, True)}, [2, 4, 5]),
        (1, {2: (Role.MANAGER, 1, True)}, [2, 4, 5]),  # a loop, from before they were refused
        (1, {2: (Role.MANAGER, 2, True)}, [2, 4, 5]),
        (4, {}, [5]),
        (1, {id_: (USUAL[id_][0], USUAL[id_][1], False) for id_ in (2, 3, 4, 5)}, []),
    ],
)
def test_the_nearest_who_can_be_reached_is_asked_first(
    whose: int, different: Company, asked: list[int]
) -> None:
    everybody = company(USUAL | different)

    assert [each.id for each in helpers(everybody[whose], everybody)] == asked


def test_managers_who_go_round_are_each_found_once() -> None:
    everybody = company({1: (Role.SELLER, 2, True), 2: (Role.MANAGER, 3, True), 3: (Role.MANAGER, 2, True)})

    assert [each.id for each in managers(everybody[1], everybody)] == [2, 3]
