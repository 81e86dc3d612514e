"""A digest keeps Slack's limits by construction, whatever people call things and however much there is of it."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.digest.usecases import digests
from bot.digest.views.beside import beside
from bot.digest.views.digest import messages, status_blocks
from bot.digest.views.fitting import ROOM, fitted
from bot.kit.blocks import Block, modal, section
from bot.kit.texts import Texts
from bot.sandbox.limits import check_blocks, check_view
from flows.company.subjects import Kind
from flows.facts import DigestTaken
from flows.figures.digest import Figures
from tests.journeys.conftest import Office, id_of

MOST = 13_200  # characters that Slack takes for a message's blocks
HARD = ("Ærø & Sønner <A/S> ", "🟢🔺 𝔘𝔫𝔦 ", '\\"`*_~ ', "المبيعات ")


@pytest.fixture
def full(staffed: Office) -> Office:
    """Two teams with deals and customers of hard names in many currencies, all red or grey and called certain."""
    owners = [id_of(staffed, "U0TOM"), id_of(staffed, "U0METTE")]
    currencies = ("DKK", "EUR", "USD", "SEK", "NOK", "GBP", "CHF", "PLN", "JPY", "KWD")
    for number in range(120):
        name = f"{number} {HARD[number % len(HARD)] * 15}"[:300]
        more = {"currency": currencies[number % 10], "days": number % 14, "customer": HARD[number % 3] * 10}
        amount = Decimal("12345678.99") * (number + 1)
        kind = Kind.CUSTOMER if number % 4 == 0 else Kind.DEAL
        id_ = staffed.add(name, owners[number % 2], kind=kind, amount=amount, **more)
        if number < 12:
            staffed.reviewed(id_, ("U0TOM", "U0METTE")[number % 2], number % 4, percent=95)
    return staffed


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("amounts", [True, False])
def test_every_message_and_the_window_fit_whatever_the_names(
    full: Office, language: str, amounts: bool
) -> None:
    t = Texts(language)
    with full.write() as desk:
        digests.take(desk, channel="C1", key="digest:1")
        [fact] = [one for one in desk.facts if isinstance(one, DigestTaken)]
    full.now = full.now.replace(month=12)
    with full.read() as desk:
        digest = replace(digests.today(desk, fact.digest_id), amounts=amounts)
        first = replace(digests.taken(desk, fact.digest_id), amounts=amounts)

    for plain in (False, True):
        message, *thread = messages(digest, t, plain=plain)
        updated = beside(message, first, digest, t)
        for each in (message, updated, *thread):
            for blocks in (each["blocks"], each.get("fallback", each["blocks"])):
                assert len(json.dumps(blocks)) < MOST
                check_blocks(blocks)
    check_view(
        modal(
            "x", status_blocks(replace(digest, figures=_own(digest.figures)), t), callback_id="x", close="x"
        ),
        "modal",
    )


def _own(figures: Figures) -> Figures:
    """One reader's own figures have no weeks, since a window takes no chart."""
    return replace(figures, weeks=())


def test_nothing_is_lost_between_the_message_and_its_thread(full: Office) -> None:
    t = Texts("en")
    with full.write() as desk:
        digests.take(desk, channel="C1", key="digest:1")
        [fact] = [one for one in desk.facts if isinstance(one, DigestTaken)]
        digest = digests.taken(desk, fact.digest_id)
    shown = [json.dumps(block) for message in messages(digest, t) for block in message["blocks"]]

    assert [block for block in map(json.dumps, status_blocks(digest, t)) if block not in shown] == []


def test_what_is_too_long_leaves_its_place_to_what_is_shorter_and_the_end_always_stands() -> None:
    small, large = [section("small")], [section("x" * 3000)]
    end: list[Block] = [section("the end")]

    taken, left = fitted([large, large, large, large, large, small], end)

    assert left == [large, large]
    assert taken == [*large * 3, *small, *end]
    assert sum(len(json.dumps(block)) + 2 for block in taken) <= ROOM


def test_a_message_has_fifty_blocks_at_most_with_one_that_comes_later() -> None:
    taken, left = fitted([[section(str(number))] for number in range(60)], [section("end")])

    assert len(taken) == 49
    assert len(left) == 12
