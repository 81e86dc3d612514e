"""The choices above the list of a Home."""

from bot.home.usecases.filters import Only
from bot.home.usecases.home import Home
from bot.kit.blocks import Block, actions, option
from bot.kit.codec import OPTION, Codec, Id, Text
from bot.kit.texts import Texts
from flows.company.colour import Colour
from flows.figures.groups import ORDER

TEAM, COLOUR, ONLY, STAGE = "home.team", "home.colour", "home.only", "home.stage"
MOST_TEAMS = 98
OF_TEAM: Codec[int | None] = Codec(Id | None, most=OPTION)
OF_COLOUR: Codec[Colour | None] = Codec(Colour | None, most=OPTION)
WHICH: Codec[Only | None] = Codec(Only | None, most=OPTION)
IN_STAGE: Codec[str | None] = Codec(Text | None, most=OPTION)


def filters(home: Home, t: Texts) -> Block:
    """Whose, which colour, which of them, and in which stage; each shows what is chosen."""
    shown = home.shown
    whose = {each.id: each.name for each in home.whose[:MOST_TEAMS]}
    teams = {OF_TEAM.dump(id_): name for id_, name in whose.items()}
    colours = {OF_COLOUR.dump(colour): t(f"colour.{colour}") for colour in ORDER}
    which = {WHICH.dump(only): t(f"home.only_{only}") for only in Only}
    stages = {IN_STAGE.dump(stage): stage for stage in home.stages if IN_STAGE.fits(stage)}
    found = [
        _select(TEAM, {OF_TEAM.dump(None): t("home.all_teams")} | teams, OF_TEAM.dump(shown.team)),
        _select(
            COLOUR, {OF_COLOUR.dump(None): t("home.all_colours")} | colours, OF_COLOUR.dump(shown.colour)
        ),
        _select(ONLY, {WHICH.dump(None): t("home.all_of_it")} | which, WHICH.dump(shown.only)),
    ]
    if stages:
        found.append(
            _select(STAGE, {IN_STAGE.dump(None): t("home.all_stages")} | stages, IN_STAGE.dump(shown.stage))
        )
    return actions(*found)


def _select(action_id: str, choices: dict[str, str], chosen: str) -> Block:
    options = {value: option(text, value) for value, text in choices.items()}
    element: Block = {"type": "static_select", "action_id": action_id, "options": [*options.values()]}
    if chosen in options:
        element["initial_option"] = options[chosen]
    return element
