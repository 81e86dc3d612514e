"""Block Kit as HTML: one Jinja template per block type and per element type, everything escaped."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from bot.sandbox.charts import chart
from bot.sandbox.fields import STATE_KEYS, Block, field_id, field_name, option_value, shown
from bot.sandbox.mrkdwn import EMOJI, Reader, date_text, is_web_link, mrkdwn, plain


@dataclass(frozen=True)
class Surface:
    """One view or message as one person sees it, with what its templates ask for.

    `key` tells it from the page's other surfaces, `path` is where its forms post to, `errors` are by
    block_id, `picker` gives the ids and names that a people or conversation picker offers.
    """

    key: str
    path: str
    reader: Reader
    blocks: Sequence[Block]
    state: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    picker: Callable[[Any], Mapping[str, str]] = lambda _element: {}

    def text(self, given: Mapping[str, Any] | str) -> Markup:
        """A text object (or bare text) in its own format: plain_text literal, mrkdwn formatted."""
        if isinstance(given, str):
            return plain(given, emoji=False)
        if given.get("type") == "mrkdwn":
            return mrkdwn(given["text"], self.reader)
        return plain(given["text"], emoji=given.get("emoji", True))

    def field(self, block: Block, element: Block) -> str:
        """The form field's name of an element."""
        return field_name(block, element)

    def id(self, block: Block, element: Block) -> str:
        """The HTML id of an element."""
        return field_id(self.key, block, element)

    def shown(self, block: Block, element: Block) -> Any:
        """What an element shows, in Slack's shape."""
        return shown(block, element, self.state)

    def value(self, block: Block, element: Block) -> Any:
        """The bare value of what an element shows."""
        return option_value(self.shown(block, element))

    def chosen(self, block: Block, element: Block, option: Block) -> str:
        """What a button posts that stands for one option of an overflow menu."""
        return json.dumps([block.get("block_id", ""), element.get("action_id", ""), option["value"]])

    def date(self, element: Mapping[str, Any]) -> str:
        """A rich text date in the reader's zone and language."""
        return date_text(int(element["timestamp"]), element.get("format", "{date_short}"), self.reader)

    def named(self, id_: str) -> str:
        """The name behind an id of a person or channel, or the id."""
        return self.reader.names.get(id_, id_)


def page(**context: Any) -> str:
    """The whole page for a context as bot/sandbox/page.py gathers it."""
    return _ENVIRONMENT.get_template("page.html.j2").render(context)


def options(found: Sequence[Block], nothing: str, reader: Reader) -> str:
    """The <option> lines of an external select's suggestions, or one that says `nothing`."""
    at = Surface(key="options", path="", reader=reader, blocks=())
    return _ENVIRONMENT.get_template("options.html.j2").render(options=found, at=at, nothing=nothing)


def blocks(surface: Surface, texts: Mapping[str, str]) -> Markup:
    """The blocks of one surface as HTML."""
    html = _ENVIRONMENT.get_template("blocks.html.j2").render(at=surface, t=texts)
    return Markup(html)  # noqa: S704 - the template escapes


def key(html: str) -> str:
    """A short mark of a piece of the page: the same mark means nothing to swap."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]


def _template_for(folder: str, type_: object) -> str:
    name = f"{folder}/{type_}.html.j2"
    return name if name in _TEMPLATES else f"{folder}/unknown.html.j2"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.sandbox"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        template_for=_template_for,
        stateful=STATE_KEYS,
        emoji=EMOJI,
        is_web_link=is_web_link,
        blocks=blocks,
        chart=chart,
    )
    environment.filters["key"] = key
    return environment


_ENVIRONMENT = _environment()
_TEMPLATES = frozenset(_ENVIRONMENT.list_templates())
