"""The page's margin: what a newcomer may try, in the reader's language."""

from dataclasses import dataclass

from bot.sandbox.guide import Step
from bot.sandbox.scene import Scene


@dataclass(frozen=True)
class Try:
    """One act that a newcomer may try; `is_next` is the first that is not done."""

    key: str
    title: str
    how: str
    go: str
    url: str
    is_done: bool
    is_next: bool
    is_here: bool


def tries(scene: Scene) -> list[Try]:
    """All acts of the guide, in the words and with the people of this person's language."""
    guide = scene.guide
    left = [step for step in guide.steps if not guide.is_done(step)]
    return [_try(scene, step, is_next=step in left[:1]) for step in guide.steps]


def _try(scene: Scene, step: Step, *, is_next: bool) -> Try:
    texts, who = scene.texts, scene.guide.who(step, scene.language)
    names = {
        role: scene.workspace.users[id_].name.split()[0]
        for role, id_ in scene.guide.cast[scene.language].items()
    }
    return Try(
        key=step.key,
        title=texts[f"try_{step.key}"],
        how=texts[f"try_{step.key}_how"].format_map(names),
        go=texts["try_go"].format(me=names[step.role]),
        url=f"/as/{who}/{step.place}",
        is_done=scene.guide.is_done(step),
        is_next=is_next,
        is_here=(who, step.place) == (scene.me.id, scene.place),
    )
