"""Slack's text formats as safe HTML: plain_text stays literal, mrkdwn gets Slack's formatting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from markupsafe import Markup, escape

EMOJI = {
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_yellow_square": "🟨",
    "red_circle": "🔴",
    "small_red_triangle": "🔺",
    "white_circle": "⚪",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "warning": "⚠️",
    "information_source": "ℹ️",
    "arrow_right": "➡️",
    "arrow_up": "⬆️",
    "arrow_down": "⬇️",
    "bell": "🔔",
    "calendar": "📆",
    "wave": "👋",
    "tada": "🎉",
    "eyes": "👀",
    "thumbsup": "👍",
    "+1": "👍",
}
_SHORTCODE = re.compile(r":([a-z0-9_+-]+):")
_LINKS = r"<(?P<tag>[^<>\n]+)>|(?P<url>https?://[^\s<>|]+)"
_TOKEN = re.compile(r"```(?P<pre>.+?)```|`(?P<code>[^`\n]+)`|" + _LINKS, re.DOTALL)
_BARE_TOKEN = re.compile(r"(?P<pre>(?!))|(?P<code>(?!))|" + _LINKS)
_MARK = re.compile("\ue000(\\d+)\ue001")  # private-use signs hold the place of a finished piece
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]*[^_\s])_(?![\w_])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])"), r"<s>\1</s>"),
)
_QUOTE = re.compile(r"^(?:&gt; ?.*(?:\n|\Z))+", re.MULTILINE)
_DATES = {"num": "yyyy-MM-dd", "slash": "short", "long": "full", "short": "medium", "": "long"}
_DATE_PART = re.compile(r"\{(?:date(?:_(num|slash|long|short))?(?:_pretty)?|(time(?:_secs)?))\}")


@dataclass(frozen=True)
class Reader:
    """Who reads: decides names of mentions, and zone and language of dates."""

    names: Mapping[str, str]
    timezone: ZoneInfo
    locale: str


def shortcodes(text: str) -> str:
    """`text` with the emoji shortcodes that the sandbox knows as signs; others stay as written."""
    return _SHORTCODE.sub(lambda found: EMOJI.get(found[1], found[0]), text)


def plain(text: str, *, emoji: bool = True) -> Markup:
    """plain_text as HTML: every character literal, shortcodes as signs unless `emoji` is false."""
    return escape(shortcodes(text) if emoji else text)


def mrkdwn(text: str, reader: Reader, *, styled: bool = True) -> Markup:
    """mrkdwn as HTML: *bold*, _it_, ~struck~, `code`, > quotes, links, mentions; anything else is escaped.

    With `styled` false (a message sent with mrkdwn: false) only links and mentions are made.
    """
    pieces: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        pieces.append(_token(found, reader))
        return f"\ue000{len(pieces) - 1}\ue001"

    token = _TOKEN if styled else _BARE_TOKEN
    held = token.sub(keep, text.replace("\ue000", "").replace("\ue001", ""))
    html = str(escape(shortcodes(_unescape(held))))
    if styled:
        html = _style(html)
    return Markup(_MARK.sub(lambda found: pieces[int(found[1])], html))  # noqa: S704 - built from escaped pieces only


def date_text(unix: int, pattern: str, reader: Reader) -> str:
    """A `<!date^…>` pattern such as "{date_short} at {time}" in the reader's zone and language."""
    moment = datetime.fromtimestamp(unix, UTC).astimezone(reader.timezone)

    def part(found: re.Match[str]) -> str:
        if found[2]:
            style = "medium" if found[2] == "time_secs" else "short"
            return str(format_time(moment, style, tzinfo=reader.timezone, locale=reader.locale))
        return str(format_date(moment, _DATES[found[1] or ""], locale=reader.locale))

    return _DATE_PART.sub(part, pattern)


def is_web_link(url: str) -> bool:
    """Whether an address may become a link: web and mail, never a script."""
    return url.lower().startswith(("http://", "https://", "mailto:"))


def _style(html: str) -> str:
    for pattern, style in _STYLES:
        html = pattern.sub(style, html)
    return _QUOTE.sub(_quote, html)


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _quote(found: re.Match[str]) -> str:
    lines = [line.removeprefix("&gt;").removeprefix(" ") for line in found[0].splitlines()]
    return "<blockquote>" + "\n".join(lines) + "</blockquote>"


def _token(found: re.Match[str], reader: Reader) -> Markup:
    if found["pre"]:
        return Markup("<pre>{}</pre>").format(_unescape(found["pre"].strip("\n")))
    if found["code"]:
        return Markup("<code>{}</code>").format(_unescape(found["code"]))
    if found["url"]:
        return _link(found["url"], found["url"])
    return _tag(found["tag"], reader)


def _tag(tag: str, reader: Reader) -> Markup:
    target, _, label = tag.partition("|")
    if target.startswith(("@", "#")):
        name = reader.names.get(target[1:], label or target[1:])
        return Markup('<span class="mention">{}{}</span>').format(target[0], name)
    if target.startswith("!date^"):
        return _date_tag(target, label, reader)
    if target.startswith("!"):
        return Markup('<span class="mention ping">@{}</span>').format(label.lstrip("@") or target[1:])
    return _link(target, label or target)


def _date_tag(target: str, fallback: str, reader: Reader) -> Markup:
    unix, _, pattern = target.removeprefix("!date^").partition("^")
    if not (unix.isascii() and unix.isdigit() and len(unix) <= 10):
        return escape(fallback)
    return Markup("<time>{}</time>").format(date_text(int(unix), pattern.partition("^")[0], reader))


def _link(url: str, label: str) -> Markup:
    if not is_web_link(url):
        return escape(f"<{url}>" if url == label else f"<{url}|{label}>")
    opening = Markup('<a href="{}" rel="noreferrer noopener" target="_blank">').format(_unescape(url))
    return opening + shortcodes(_unescape(label)) + Markup("</a>")
