"""What Slack accepts in text objects, options and interactive elements: a table per kind.

From https://docs.slack.dev/reference/block-kit (composition objects and block elements), as of November 2026.
"""

from decimal import Decimal

from bot.sandbox.rules import Anything, Composed, Flag, Json, Many, Number, OneOf, Shape, Shaped, Text

ID = Text(high=255)
ANY_TEXT = ("plain_text", "mrkdwn")
DATE = r"\d{4}-\d{2}-\d{2}"
TIME = r"([01]\d|2[0-3]):[0-5]\d"
NUMERAL = r"-?\d+(\.\d+)?"

FILE = "file_input"
SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
CHOICES = ("radio_buttons", "checkboxes", "datepicker", "timepicker", "datetimepicker", *SELECTS)
WRITTEN = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
INPUTS = (*WRITTEN, *CHOICES, FILE)
ACTIONS = ("button", "overflow", *CHOICES)
ACCESSORIES = ("image", *ACTIONS)
STATEFUL = frozenset(INPUTS)


def High(high: int, *, required: bool = False) -> Text:  # noqa: N802 - reads as a rule in the tables
    return Text(required=required, high=high)


def _one_source(element: Json) -> str | None:
    return (
        None if ("options" in element) != ("option_groups" in element) else "needs options or option_groups"
    )


def offered(element: Json) -> list[Json]:
    """All options of a static element, those in groups too."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def _initial_is_offered(element: Json) -> str | None:
    chosen = (
        [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    )
    missing = [option for option in chosen if option not in offered(element)]
    return "initial_option must be one of the options, exactly" if missing else None


def _lengths(element: Json) -> str | None:
    if element.get("min_length", 0) > element.get("max_length", 3000):
        return "min_length must not be more than max_length"
    return None


def _range(element: Json) -> str | None:
    names = ("min_value", "initial_value", "max_value")
    values = [Decimal(element[name]) for name in names if name in element]
    return None if values == sorted(values) else "needs min_value <= initial_value <= max_value"


def _decimals(element: Json) -> str | None:
    values = [element.get(name, "") for name in ("min_value", "initial_value", "max_value")]
    if not element["is_decimal_allowed"] and any("." in value for value in values):
        return "must be an integer where is_decimal_allowed is false"
    return None


COMMON = {"action_id": ID, "confirm": Shaped(name="confirm"), "focus_on_load": Flag()}
FILLED = {**COMMON, "placeholder": Composed(high=150)}
OPTIONS = Many(required=True, of=Shaped(name="rich option"), high=10)
TICKED = Many(of=Shaped(name="rich option"), high=10)
GROUPS = Many(of=Shaped(name="option group"), high=100)
DISPATCH = Shaped(name="dispatch")

COMPOSITION = {
    "plain_text": Shape({"text": High(3000, required=True), "emoji": Flag()}),
    "mrkdwn": Shape({"text": High(3000, required=True), "verbatim": Flag()}),
    "option": Shape(
        {
            "text": Composed(required=True, high=75),
            "value": High(150, required=True),
            "description": Composed(high=75),
        }
    ),
    "rich option": Shape(
        {
            "text": Composed(required=True, high=75, kinds=ANY_TEXT),
            "value": High(150, required=True),
            "description": Composed(high=75, kinds=ANY_TEXT),
        }
    ),
    "overflow option": Shape(
        {
            "text": Composed(required=True, high=75),
            "value": High(150, required=True),
            "description": Composed(high=75),
            "url": High(3000),
        }
    ),
    "option group": Shape(
        {
            "label": Composed(required=True, high=75),
            "options": Many(required=True, of=Shaped(name="option"), high=100),
        }
    ),
    "confirm": Shape(
        {
            "title": Composed(required=True, high=100),
            "text": Composed(required=True, high=300, kinds=ANY_TEXT),
            "confirm": Composed(required=True, high=30),
            "deny": Composed(required=True, high=30),
            "style": Text(among=("primary", "danger")),
        }
    ),
    "dispatch": Shape(
        {"trigger_actions_on": Many(of=Text(among=("on_enter_pressed", "on_character_entered")), high=2)}
    ),
    "filter": Shape(
        {
            "include": Many(of=Text(among=("im", "mpim", "private", "public")), high=4),
            "exclude_external_shared_channels": Flag(),
            "exclude_bot_users": Flag(),
        }
    ),
}

ELEMENTS = {
    "button": Shape(
        {
            "action_id": ID,
            "confirm": Shaped(name="confirm"),
            "text": Composed(required=True, high=75),
            "value": High(2000),
            "url": High(3000),
            "style": Text(among=("primary", "danger")),
            "accessibility_label": High(75),
        }
    ),
    "overflow": Shape(
        {
            "action_id": ID,
            "confirm": Shaped(name="confirm"),
            "options": Many(required=True, of=Shaped(name="overflow option"), high=5),
        }
    ),
    "image": Shape(
        {  # the block of the same name has the last two besides
            "alt_text": High(2000, required=True),
            "image_url": High(3000),
            "slack_file": Anything(),
            "title": Composed(high=2000),
            "block_id": ID,
        },
        (lambda e: None if ("image_url" in e) != ("slack_file" in e) else "needs image_url or slack_file",),
    ),
    "radio_buttons": Shape(
        {**COMMON, "options": OPTIONS, "initial_option": Shaped(name="rich option")}, (_initial_is_offered,)
    ),
    "checkboxes": Shape({**COMMON, "options": OPTIONS, "initial_options": TICKED}, (_initial_is_offered,)),
    "static_select": Shape(
        {
            **FILLED,
            "options": Many(of=Shaped(name="option"), high=100),
            "option_groups": GROUPS,
            "initial_option": Shaped(name="option"),
        },
        (_one_source, _initial_is_offered),
    ),
    "external_select": Shape(
        {**FILLED, "initial_option": Shaped(name="option"), "min_query_length": Number(low=0)}
    ),
    "users_select": Shape({**FILLED, "initial_user": ID}),
    "channels_select": Shape({**FILLED, "initial_channel": ID, "response_url_enabled": Flag()}),
    "conversations_select": Shape(
        {
            **FILLED,
            "initial_conversation": ID,
            "default_to_current_conversation": Flag(),
            "response_url_enabled": Flag(),
            "filter": Shaped(name="filter"),
        }
    ),
    "datepicker": Shape({**FILLED, "initial_date": Text(form=DATE)}),
    "timepicker": Shape({**FILLED, "initial_time": Text(form=TIME), "timezone": Text()}),
    "datetimepicker": Shape({**COMMON, "initial_date_time": Number(low=10**9, high=10**10 - 1)}),
    "plain_text_input": Shape(
        {
            **FILLED,
            "initial_value": Text(high=3000, low=0),
            "multiline": Flag(),
            "min_length": Number(low=0, high=3000),
            "max_length": Number(low=1, high=3000),
            "dispatch_action_config": DISPATCH,
        },
        (_lengths,),
    ),
    "number_input": Shape(
        {
            **FILLED,
            "is_decimal_allowed": Flag(required=True),
            "initial_value": Text(form=NUMERAL),
            "min_value": Text(form=NUMERAL),
            "max_value": Text(form=NUMERAL),
            "dispatch_action_config": DISPATCH,
        },
        (_decimals, _range),
    ),
    FILE: Shape({"action_id": ID, "filetypes": Many(of=Text()), "max_files": Number(low=1, high=10)}),
    "email_text_input": Shape({**FILLED, "initial_value": Text(), "dispatch_action_config": DISPATCH}),
    "url_text_input": Shape({**FILLED, "initial_value": Text(), "dispatch_action_config": DISPATCH}),
}

ACTION = OneOf(types=ACTIONS)
ACCESSORY = OneOf(types=ACCESSORIES)
INPUT = OneOf(required=True, types=INPUTS)
