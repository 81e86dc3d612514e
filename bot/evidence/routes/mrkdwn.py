"""Slack's mrkdwn as people read it: no formatting signs, names for ids, no address twice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# Slack escapes these three and no others. A mark is <@U1>, <#C1|name>, <!here>, <https://…|words> and the like.
ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
MARK = re.compile(r"<([^<>]+)>")
KEPT = re.compile(r"```(?P<block>.+?)```|`(?P<code>[^`\n]+)`|<[^<>]+>", re.DOTALL)
QUOTE = re.compile(r"^(?:&gt;)+ ?", re.MULTILINE)
HOLD = "\ue000"  # a private-use sign in the place of what holds no formatting


def _pair(sign: str) -> re.Pattern[str]:
    """Two equal signs around words. One between letters or digits is none: snake_case, 3*4."""
    letter = r"[^\W_]"
    opening = rf"(?<!{letter})(?<![{sign}])[{sign}](?![\s{sign}])"
    inside = rf"(?:[^{sign}\n]|(?<={letter})[{sign}](?={letter}))+"
    return re.compile(rf"{opening}({inside})(?<!\s)[{sign}](?!{letter}|[{sign}])")


PAIRS = (_pair("*"), _pair("_"), _pair("~"))


@dataclass(frozen=True)
class Reader:
    """What ids are called: people by `name_of`, others by the `labels` that are known; the zone (IANA) of days."""

    name_of: Callable[[str], str | None]
    labels: Mapping[str, str]
    zone: str

    def named(self, sign: str, id_: str, label: str = "") -> str:
        """A mention: its sign once and a name; the id where nobody says one."""
        known = label or self.labels.get(id_) or (self.name_of(id_) if sign == "@" else None)
        return sign + (known or id_).removeprefix(sign)

    def day(self, unix: str) -> str:
        """The day of a moment (seconds since 1970), for a date that comes without words; "" for what is none."""
        if not re.fullmatch(r"[0-9]{1,10}", unix):
            return ""
        return datetime.fromtimestamp(int(unix), UTC).astimezone(ZoneInfo(self.zone)).date().isoformat()


def read(text: str, reader: Reader) -> str:
    """The text without formatting; what stands in code stays as it is, but for its marks."""
    kept: list[str] = []

    def hold(found: re.Match[str]) -> str:
        kept.append(_unmarked((found["block"] or found["code"] or found[0]).strip("\n"), reader))
        return HOLD

    plain = QUOTE.sub("", KEPT.sub(hold, text.replace(HOLD, "")))
    for pair in PAIRS:
        plain = pair.sub(r"\1", plain)
    back = iter(kept)
    return re.sub(HOLD, lambda _: next(back), unescaped(plain))


def unescaped(text: str) -> str:
    """The text with & < > as they were typed."""
    return re.sub("&(?:lt|gt|amp);", lambda found: ESCAPED[found[0]], text)


def link(url: str, label: str) -> str:
    """The words of a link with its address behind them; once where the words are the address or hold the number."""
    scheme, _, rest = url.partition(":")
    address = rest.partition("?")[0] if scheme in {"mailto", "tel"} else url
    if scheme == "tel" and _number(address) and _number(address) in _number(label):
        return label
    if _bare(label) in {"", _bare(address)}:
        return address
    return f"{label} ({address})"


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://|mailto:)|[\s()/-]", "", address.casefold())


def _number(phone: str) -> str:
    return re.sub(r"\D", "", phone).removeprefix("00")


def _unmarked(text: str, reader: Reader) -> str:
    parts = MARK.split(text)
    return "".join(_mark(part, reader) if n % 2 else unescaped(part) for n, part in enumerate(parts))


def _mark(mark: str, reader: Reader) -> str:
    what, _, label = (unescaped(part) for part in mark.partition("|"))
    if what.startswith(("@", "#")):
        return reader.named(what[0], what[1:], label)
    if what.startswith("!date^"):
        return label or reader.day(what.split("^")[1])
    if what.startswith("!"):
        return reader.named("@", what[1:].removeprefix("subteam^"), label)
    return link(what, label)
