"""The part of the walk that goes past several scorecards, what is left out, and customers without an owner."""

from collections.abc import Callable
from dataclasses import replace

from bot.deals.views import changing
from bot.kit import doors
from bot.review.views import page as review
from flows.company.subjects import Kind
from flows.scorecards.scorecard import parse
from flows.scoring.rating import NOT_APPLICABLE
from tests.journeys.conftest import Actor, Office, id_of

Named = Callable[[str], str]


def scorecards_and_segments(office: Office, mette: Actor, jens: Actor, named: Named) -> None:
    """A deal's segment chosen, its review with questions left out, and again after the scorecard has changed."""
    deal = office.add(named("tender"), id_of(office, mette.id), customer=named("customer"))
    office.changes(deal, "segment", None, named("segment")[:75])
    mette.forges(doors.CHANGE, str(deal))
    segment = changing.block_id("segment", deal)
    choices = next(b for b in mette.modal["blocks"] if b["block_id"] == segment)["element"]["options"]
    mette.workspace.fill(mette.id, segment, changing.VALUE, choices[1]["value"])
    mette.submits()
    mette.closes()
    mette.forges(doors.REVIEW, str(deal))
    for digits in ("22n", "2n2", "222", "n22"):
        _answers(mette, digits, named("evidence"))
    _left_out_too_many(office, mette, deal)
    _changed_meanwhile(office, mette, deal, named)
    for name in ("nobody's", "nobody's other"):
        office.add(named(name), None, kind=Kind.CUSTOMER)
    assert jens.home


def _answers(actor: Actor, digits: str, evidence: str) -> None:
    blocks = [b for b in actor.modal["blocks"] if b.get("element", {}).get("type") == "radio_buttons"]
    for block, digit in zip(blocks, digits, strict=True):
        offered = {choice["value"] for choice in block["element"]["options"]}
        value = NOT_APPLICABLE if digit == "n" and NOT_APPLICABLE in offered else digit.replace("n", "2")
        actor.workspace.fill(actor.id, block["block_id"], review.LEVEL, value)
    actor.writes(blocks[0]["block_id"].split(".")[0], evidence)
    actor.submits()


def _left_out_too_many(office: Office, mette: Actor, deal: int) -> None:
    cards = office.cards
    one = [
        parse(card.model_dump(mode="json") | {"most_not_applicable": 1}) if card.id == "tender" else card
        for card in cards.others
    ]
    office.restart(replace(cards, others=tuple(one)))
    mette.forges(doors.REVIEW, str(deal))
    for digits in ("22n", "2n2"):
        _answers(mette, digits, "x")
    mette.closes()
    office.restart(cards)


def _changed_meanwhile(office: Office, mette: Actor, deal: int, named: Named) -> None:
    """Once while it is open, so that an area is no more, and once between two reviews."""
    cards = office.cards
    office.restart(replace(cards, others=()))
    mette.forges(doors.REVIEW, str(deal))
    raw = cards.deal.model_dump(mode="json") | {"knockouts": []}
    del raw["areas"][1:]
    office.restart(replace(cards, deal=parse(raw), others=()))
    _answers(mette, "222", named("evidence"))
    mette.submits()
    mette.closes()
    office.restart(cards)
    mette.forges(doors.REVIEW, str(deal))
    mette.submits()
    _answers(mette, "22n", named("evidence"))
    mette.closes()
