"""A page of a review as its window sent it: where it stands and what it says; a forged one may say anything."""

from dataclasses import dataclass, field

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.place import PLACE, Place
from bot.kit.texts import Texts
from bot.review.usecases import reviews
from bot.review.usecases.reviews import TooManyLeftOut
from bot.review.views import page as views
from flows.company.people import Person
from flows.review.draft import Draft, Said
from flows.scorecards.areas import Area, Question
from flows.scoring.rating import NOT_APPLICABLE

LEVELS = ("0", "1", "2", "3")
ODD = "odd"


@dataclass(frozen=True)
class SentPage:
    """Where the window stands, its draft (held for writing), and the area that it asks about.

    `said` is None for a page that says nothing yet; `problems` are what is wrong beside each field, by block_id.
    """

    place: Place
    draft: Draft
    area: Area | None
    said: Said | None
    problems: dict[str, str] = field(default_factory=dict)


def read_page(desk: Desk, person: Person, act: Act) -> SentPage:
    """The page that was sent; refuses one that none of ours says, and a draft that is gone or somebody else's."""
    place = PLACE.load(act.data)
    draft = reviews.held_draft(desk, person, place.draft_id)
    area = reviews.area_of(desk, draft, place.page, fields=act.state)
    if area is None:
        return SentPage(place, draft, None, _of_an_area_gone(act, place))
    said, problems = _read(act, area, place, desk.texts(person))
    return SentPage(place, draft, area, said, problems)


def _read(act: Act, area: Area, place: Place, t: Texts) -> tuple[Said, dict[str, str]]:
    said = {question.id: _answer(act, question, place) for question in area.questions}
    problems = {f"{id_}.v{place.version}": t("review.odd_level") for id_, one in said.items() if one == ODD}
    evidence_id = f"{area.id}.evidence.v{place.version}"
    evidence = fields.said(act, evidence_id, views.EVIDENCE)
    if len(evidence) > fields.MOST_NOTE:
        problems[evidence_id] = t("common.too_long", most=fields.MOST_NOTE)
    ticked = fields.ticked(act, f"{area.id}.covers.v{place.version}", views.COVERS)
    page = Said(
        area_id=area.id,
        levels={id_: one if isinstance(one, int) else None for id_, one in said.items()},
        evidence=evidence,
        covers=tuple(id_ for id_ in said if id_ in ticked),
        not_applicable=tuple(id_ for id_, one in said.items() if one == NOT_APPLICABLE),
    )
    return page, problems


def _answer(act: Act, question: Question, place: Place) -> int | str | None:
    """A level, None for "not known", NOT_APPLICABLE, or ODD for what the page doesn't offer."""
    held = fields.element(act, f"{question.id}.v{place.version}", views.LEVEL)
    chosen = (held.get("selected_option") or {}).get("value")
    if chosen in (None, views.UNKNOWN):
        return None
    if chosen in LEVELS:
        return int(chosen)
    return NOT_APPLICABLE if chosen == NOT_APPLICABLE and question.not_applicable else ODD


def _of_an_area_gone(act: Act, place: Place) -> Said | None:
    """What a window says of an area that the scorecard hasn't any more: its evidence is kept, for copying."""
    end = f".evidence.v{place.version}"
    for name in act.state:
        if name.endswith(end):
            said = fields.said(act, name, views.EVIDENCE)[: fields.MOST_NOTE]
            return Said(name.removesuffix(end), {}, said, ()) if said else None
    return None


def beside_left_out(sent: SentPage, too_many: TooManyLeftOut, t: Texts) -> dict[str, str]:
    """The problem beside the last question that the page leaves out."""
    left_out = sent.said.not_applicable if sent.said else ()
    text = t("review.too_many_left_out", most=too_many.most)
    return {f"{id_}.v{sent.place.version}": text for id_ in left_out[-1:]}
