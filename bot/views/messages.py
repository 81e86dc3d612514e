"""Short modals that say one thing: nothing due, a refusal, an error."""

from collections.abc import Sequence
from decimal import Decimal

from bot.texts import Texts
from bot.usecases.refusal import Refusal
from bot.usecases.reviews import Page, StalePage
from bot.usecases.runs import Run
from bot.views import run as runs
from bot.views.blocks import Block, View, actions, context, header, modal, rich, section
from bot.views.place import Place, dump_run
from bot.views.why import places_in
from flows.areas import Area
from flows.review.draft import Said

SAY = "message.say"
RESUME = "review.resume"


def message_view(text: str, t: Texts, *, buttons: Sequence[Block] = (), quiet: str = "") -> View:
    """A modal with a sentence or two, the buttons that follow from them, and a quiet line."""
    blocks: list[Block] = [section(text)]
    if buttons:
        blocks.append(actions(*buttons))
    if quiet:
        blocks.append(context(quiet))
    return modal("Revisor", blocks, callback_id=SAY, close=t("button.close"))


def closed_view(page: Page, t: Texts, *, run: Run | None = None) -> View:
    """Word that a subject was closed while its review was open."""
    return refusal_view(Refusal("closed", name=page.standing.subject.name), t, run=run)


def refusal_view(refusal: Refusal, t: Texts, *, run: Run | None = None) -> View:
    """Why something could not be done; in a run its submit goes on with the next."""
    text = t(f"refused.{refusal.code}", **refusal.params)
    if run is None:
        return message_view(text, t)
    return modal(
        "Revisor",
        [section(text), context(runs.progress(run, t))],
        callback_id=runs.NEXT,
        close=t("button.close"),
        submit=t("button.continue"),
        data=dump_run(run),
    )


def help_view(t: Texts) -> View:
    """What can be written after /review, and who sees what."""
    blocks = [
        header(t("help.title")),
        section("\n".join(t.list_of("help.lines"))),
        section(t("help.who_sees")),
    ]
    return modal("Revisor", blocks, callback_id=SAY, close=t("button.close"))


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
        data=Place(draft.id, draft.version, draft.page, run).dump(),
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
