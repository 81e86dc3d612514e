"""What people are told when the scorecard has changed since they began a review."""

from collections.abc import Iterator

from bot.kit.texts import Texts
from bot.review.usecases.pages import Page
from bot.standing.words import join


def notices(page: Page, t: Texts) -> Iterator[str]:
    """How many answers are kept, what is asked again, and what was written about areas that are no more."""
    if page.moved is None:
        return
    names = [area.short[t.language] for area in page.moved.again]
    if names:
        kept = t("moved.kept", count=page.moved.kept)
        again = t("moved.again", count=len(names), areas=join(names, t))
        yield f"{t('moved.changed')} {kept} {again}"
    for area, text in page.moved.notes:
        yield t("moved.note", area=area.short[t.language], text=text)
