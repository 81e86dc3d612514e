"""What Slack accepts in blocks: a table per kind, and which kinds stand on which surface.

From https://docs.slack.dev/reference/block-kit/blocks, as of November 2026. Where sources disagree (charts
on Home), the sandbox refuses.
"""

from bot.sandbox.element_limits import ACCESSORY, ACTION, ANY_TEXT, ID, INPUT, High
from bot.sandbox.rules import Anything, Composed, Flag, Json, Many, Number, OneOf, Shape, Shaped, Text

VIEW_BLOCKS = ("actions", "context", "divider", "header", "image", "input", "rich_text", "section")
MESSAGE_BLOCKS = (*VIEW_BLOCKS, "markdown", "table", "data_visualization")
RICH_PIECES = ("text", "link", "emoji", "user", "usergroup", "channel", "broadcast", "date", "color")
RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
CHARTS = ("line", "bar", "area", "pie")

BLOCK = {"block_id": ID}
PIECES = Many(required=True, of=OneOf(types=RICH_PIECES), low=0)
STYLE = {"style": Shaped(name="rich style")}
BORDER = {"border": Number(low=0, high=1)}
LABEL = Text(required=True, high=20)


def _labels_are_categories(chart: Json) -> str | None:
    categories = chart["axis_config"]["categories"]
    for series in chart["series"]:
        if [point["label"] for point in series["data"]] != categories:
            return "the labels of every series must equal axis_config.categories"
    return None


def _names_differ(chart: Json) -> str | None:
    names = [series["name"] for series in chart["series"]]
    return None if len(set(names)) == len(names) else "the names of the series must differ"


def _says_something(section: Json) -> str | None:
    return None if "text" in section or "fields" in section else "missing required field: text or fields"


SERIES = Shape(
    {
        "series": Many(required=True, of=Shaped(name="series"), high=6),
        "axis_config": Shaped(required=True, name="axis"),
    },
    (_labels_are_categories, _names_differ),
)
BLOCKS = {
    "actions": Shape({**BLOCK, "elements": Many(required=True, of=ACTION, high=25)}),
    "context": Shape(
        {**BLOCK, "elements": Many(required=True, of=OneOf(types=("image", *ANY_TEXT)), high=10)}
    ),
    "divider": Shape(BLOCK),
    "header": Shape({**BLOCK, "text": Composed(required=True, high=150)}),
    "input": Shape(
        {
            **BLOCK,
            "label": Composed(required=True, high=2000),
            "hint": Composed(high=2000),
            "element": INPUT,
            "optional": Flag(),
            "dispatch_action": Flag(),
        }
    ),
    "section": Shape(
        {
            **BLOCK,
            "text": Composed(high=3000, kinds=ANY_TEXT),
            "fields": Many(of=Composed(high=2000, kinds=ANY_TEXT), high=10),
            "accessory": ACCESSORY,
            "expand": Flag(),
        },
        (_says_something,),
    ),
    "markdown": Shape({**BLOCK, "text": High(12_000, required=True)}),
    "table": Shape(
        {
            **BLOCK,
            "rows": Many(
                required=True,
                of=Many(of=OneOf(types=("raw_text", "raw_number", "rich_text")), high=20),
                high=100,
            ),
            "column_settings": Many(of=Anything(), high=20, low=0),
        }
    ),
    "data_visualization": Shape(
        {**BLOCK, "title": High(50, required=True), "chart": OneOf(required=True, types=CHARTS)}
    ),
    "rich_text": Shape({**BLOCK, "elements": Many(required=True, of=OneOf(types=RICH_PARTS))}),
}

PARTS = {
    "raw_text": Shape({"text": Text(required=True)}),
    "raw_number": Shape({"value": Number(required=True, decimal=True), "text": Text()}),
    "line": SERIES,
    "bar": SERIES,
    "area": SERIES,
    "pie": Shape({"segments": Many(required=True, of=Shaped(name="segment"), high=6)}),
    "segment": Shape({"label": LABEL, "value": Number(required=True, above=0, decimal=True)}),
    "series": Shape({"name": LABEL, "data": Many(required=True, of=Shaped(name="point"), high=20)}),
    "point": Shape({"label": LABEL, "value": Number(required=True, decimal=True)}),
    "axis": Shape(
        {
            "categories": Many(required=True, of=Text(high=20), high=20),
            "x_label": High(50),
            "y_label": High(50),
        }
    ),
    "rich_text_section": Shape({"elements": PIECES}),
    "rich_text_quote": Shape({"elements": PIECES, **BORDER}),
    "rich_text_preformatted": Shape({"elements": PIECES, **BORDER, "language": Text()}),
    "rich_text_list": Shape(
        {
            "elements": Many(required=True, of=OneOf(types=("rich_text_section",))),
            "style": Text(required=True, among=("bullet", "ordered")),
            "indent": Number(low=0, high=8),
            "offset": Number(low=0),
            **BORDER,
        }
    ),
    "rich style": Shape({name: Flag() for name in ("bold", "italic", "strike", "code", "underline")}),
    "text": Shape({"text": Text(required=True), **STYLE}),
    "link": Shape({"url": High(3000, required=True), "text": Text(), "unsafe": Flag(), **STYLE}),
    "emoji": Shape({"name": Text(required=True), "unicode": Text(), "skin_tone": Number(), **STYLE}),
    "user": Shape({"user_id": Text(required=True), **STYLE}),
    "usergroup": Shape({"usergroup_id": Text(required=True), **STYLE}),
    "channel": Shape({"channel_id": Text(required=True), **STYLE}),
    "broadcast": Shape({"range": Text(required=True, among=("here", "channel", "everyone")), **STYLE}),
    "color": Shape({"value": Text(required=True)}),
    "date": Shape(
        {
            "timestamp": Number(required=True),
            "format": Text(required=True),
            "url": Text(),
            "fallback": Text(),
            **STYLE,
        }
    ),
}
