"""What a page of a review says, and where its window stands; a forged one may say anything."""

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.texts import Texts
from bot.usecases import reviews
from bot.usecases.refusal import Refusal
from bot.usecases.reviews import TooManyLeftOut
from bot.views import review as views
from bot.views.place import Place
from flows.areas import Question
from flows.people import Person
from flows.rating import NOT_APPLICABLE
from flows.review.draft import Said

LEVELS = ("0", "1", "2", "3")
ODD = "odd"


def read_page(desk: Desk, person: Person, act: Act) -> tuple[Said | None, dict[str, str]]:
    """What the page says, or what is wrong beside each field; the last page says nothing yet."""
    t = desk.texts(person)
    place = place_of(act)
    area = reviews.area_of(desk, person, place.draft_id, place.page, fields=act.state)
    if area is None:
        return _of_an_area_gone(act, place), {}
    said = {question.id: _answer(act, question, place) for question in area.questions}
    problems = {f"{id_}.v{place.version}": t("review.odd_level") for id_, one in said.items() if one == ODD}
    evidence_id = f"{area.id}.evidence.v{place.version}"
    evidence = fields.said(act, evidence_id, views.EVIDENCE)
    if len(evidence) > views.MOST_TEXT:
        problems[evidence_id] = t("review.long_evidence", most=views.MOST_TEXT)
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
            said = fields.said(act, name, views.EVIDENCE)[: views.MOST_TEXT]
            return Said(name.removesuffix(end), {}, said, ()) if said else None
    return None


def beside_left_out(said: Said | None, too_many: TooManyLeftOut, place: Place, t: Texts) -> dict[str, str]:
    """The problem beside the last question that the page leaves out."""
    left_out = said.not_applicable if said else ()
    return {
        f"{id_}.v{place.version}": t("review.too_many_left_out", most=too_many.most) for id_ in left_out[-1:]
    }


def place_of(act: Act) -> Place:
    """Where the window stands; refuses what none of ours says."""
    try:
        return Place.load(act.view.get("private_metadata", ""))
    except ValueError as error:
        raise Refusal("draft_gone") from error
