"""The part of the walk past every surface that is about evidence added without a review."""

from collections.abc import Callable

from bot.evidence.views import exhibits as evidence
from bot.evidence.views import form as forms
from bot.evidence.views.form_data import CARRIED, Carried
from bot.kit import doors
from tests.journeys.conftest import Actor, Office, id_of

Named = Callable[[str], str]
METTE, JENS = "U0METTE", "U0JENS"


def using_evidence(office: Office, named: Named) -> None:
    """Words typed by hand and messages of all kinds of channels, with mistakes, seen by others, and refused."""
    mette, jens = office.person(METTE), office.person(JENS)
    deal = office.add(named("evident"), id_of(office, METTE), customer=named("customer"))
    _typed(mette, named, deal)
    jens.forges(doors.WHY, str(deal))  # before the first review
    jens.presses(evidence.SEE)
    _reviewed(mette, deal)
    for number in range(5):
        _typed(mette, named, deal, number)
    for channel in ("C1", "C2", office.workspace.dm_of(METTE)):
        _used(mette, named, deal, channel)
    _without_words(mette, deal)
    jens.forges(doors.WHY, str(deal))
    jens.presses(evidence.SEE)
    mette.forges(doors.REVIEW, str(deal))
    mette.says_all_changed()
    for _ in range(4):
        mette.submits()
    mette.closes()
    _refused(office, mette, named, deal)


def _typed(mette: Actor, named: Named, deal: int, number: int = 0) -> None:
    mette.forges(doors.WHY, str(deal))
    mette.presses(doors.ADD_EVIDENCE)
    empty = mette.modal
    empty["state"]["values"][forms.TEXT][forms.TEXT]["value"] = ""
    empty["state"]["values"][f"{forms.COVERS}.D1"][forms.COVERS]["selected_options"] = []
    assert mette.submits_again(empty)
    mette.workspace.fill(METTE, forms.AREA, forms.AREA, "D2")
    mette.workspace.wait_for(lambda: mette._find(f"{forms.COVERS}.D2"))
    mette.workspace.fill(METTE, f"{forms.COVERS}.D2", forms.COVERS, ["D2.1"])
    text = (
        f"{named('note')} {number} https://example.dk/mail?a=1&b=2"
        if number % 2
        else f"“{named('their words')} {number}”"
    )
    mette.workspace.fill(METTE, forms.TEXT, forms.TEXT, text[:2000])
    again = mette.modal
    mette.submits()
    assert mette.submits_again(again)


def _reviewed(mette: Actor, deal: int) -> None:
    mette.closes()
    mette.forges(doors.REVIEW, str(deal))
    mette.reviews("333 333 333 333 333")
    mette.closes()


def _used(mette: Actor, named: Named, deal: int, channel: str) -> None:
    by = JENS if channel == "C1" else "U0NEW"
    ts = mette.workspace.post(by, channel, f"{named('message')} " * 20)
    mette.closes()
    mette.workspace.use_message(METTE, forms.USE, channel, ts)
    assert mette.submits_again(mette.modal)
    for typed in ("", "zzzz"):
        mette.workspace.suggest(METTE, doors.EVIDENCE_SUBJECT, doors.EVIDENCE_SUBJECT, typed)
    mette.workspace.suggest(METTE, doors.EVIDENCE_SUBJECT, doors.EVIDENCE_SUBJECT, named("evident"))
    mette.workspace.fill(METTE, doors.EVIDENCE_SUBJECT, doors.EVIDENCE_SUBJECT, str(deal))
    mette.submits()
    mette.workspace.fill(METTE, f"{forms.COVERS}.D1", forms.COVERS, ["D1.1"])
    if channel != "C1":
        assert mette.submits_again(mette.modal)
        mette.workspace.fill(METTE, forms.CONSENT, forms.CONSENT, ["yes"])
    mette.submits()


def _without_words(mette: Actor, deal: int) -> None:
    ts = mette.workspace.post(JENS, "C1", "")
    mette.closes()
    mette.workspace.use_message(METTE, forms.USE, "C1", ts)
    assert mette.modal
    mette.workspace.suggest(METTE, doors.EVIDENCE_SUBJECT, doors.EVIDENCE_SUBJECT, "")
    mette.workspace.fill(METTE, doors.EVIDENCE_SUBJECT, doors.EVIDENCE_SUBJECT, str(deal))
    mette.submits()


def _refused(office: Office, mette: Actor, named: Named, deal: int) -> None:
    vera = office.person("U0VERA")
    ts = vera.workspace.post(JENS, "C1", named("message"))
    vera.workspace.use_message("U0VERA", forms.USE, "C1", ts)
    assert vera.modal
    vera.closes()
    office.changes(deal, "status", "open", "lost")
    mette.forges("", "", callback_id=forms.KEEP, data=CARRIED.dump(Carried(deal)))
    mette.closes()
