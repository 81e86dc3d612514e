"""Where a page of a review could not be taken: what it said stands there for copying, and where it goes on."""

from collections.abc import Sequence
from decimal import Decimal

from bot.kit.blocks import Block, View, context, modal, rich, section
from bot.kit.messages import refusal_view
from bot.kit.place import PLACE, Place, Run
from bot.kit.refusal import Refusal
from bot.kit.texts import Texts
from bot.review.usecases.pages import Page, StalePage
from bot.standing.reasons import places_in
from flows.review.draft import Said
from flows.scorecards.areas import Area

RESUME = "review.resume"


def closed_view(page: Page, t: Texts, *, run: Run | None = None) -> View:
    """Word that a subject was closed while its review was open."""
    return refusal_view(Refusal("closed", name=page.subject.name), t, run=run)


def stale_view(
    stale: StalePage, t: Texts, *, probability: Decimal | None = None, run: Run | None = None
) -> View:
    """The page came from an older window: what it said stands here for copying; going on continues the draft."""
    draft = stale.page.draft
    blocks: list[Block] = [section(t("refused.stale"))]
    said = _said(stale.said, stale.page.scorecard.areas, t) if stale.said else []
    if probability is not None:
        said.append(t("refused.stale_probability", percent=t.percent(probability / 100)))
    if said:
        blocks += [context(t("refused.stale_said")), *[rich([(line, "")]) for line in said]]
    return modal(
        "Revisor",
        blocks,
        callback_id=RESUME,
        close=t("button.close"),
        submit=t("button.continue"),
        data=PLACE.dump(Place(draft.id, draft.version, draft.page, run)),
    )


def lost_view(said: Said, area: Area, t: Texts, *, run: Run | None = None) -> View:
    """The subject was handed over while somebody answered: what the page said stands here for copying."""
    view = refusal_view(Refusal("handed_over_meanwhile"), t, run=run)
    lines = _said(said, (area,), t)
    copying = [context(t("refused.stale_said")), *[rich([(line, "")]) for line in lines]] if lines else []
    return {**view, "blocks": [*view["blocks"], *copying]}


def _said(said: Said, areas: Sequence[Area], t: Texts) -> list[str]:
    lines = [
        t("refused.stale_level", place=places_in(areas, [question_id], t), level=level)
        for question_id, level in said.levels.items()
        if level is not None
    ]
    if said.not_applicable:
        lines.append(t("refused.stale_left_out", places=places_in(areas, said.not_applicable, t)))
    return [*lines, said.evidence] if said.evidence else lines
