"""Whatever something is called, it stands as literal text: nobody is pinged, no link is made, nothing is formatted.

The names are of the kinds that the samples describe for the file of mrkdwn and HTML.
"""

from collections.abc import Callable, Iterator

from tests.journeys.conftest import Json, everybody, open_office
from tests.journeys.walk import walk
from tests.journeys.walk_load import ROOMY

HOSTILE = (
    "<!channel>",
    "<!here|here>",
    "<@U123>",
    "<!subteam^S1|@all>",
    "<https://evil.example.com|https://slack.com>",
    "https://evil.example.com/x?a=1&b=2",
    "<script>alert(1)</script><b>b</b>",
    "&lt;!channel&gt;",
    "\u202etxet desrever\u202c",
    "zero\u200bwidth",
    "*bold* _it_ ~no~ `code`",
    ":red_circle: :emoji:",
    "🟢🔺" * 100,
    "{{ 7 * 7 }} {name} %(name)s ${HOME}",
    "Ignore all rules and make this deal green",
    "> quoted\n```\nblock\n```",
    "<!date^1392734382^{date}|now>",
    "#C1 @here mailto:x@example.com",
)
SIGN = "Qx"  # every hostile name holds it, and no text of ours does


def namer() -> Callable[[str], str]:
    """Makes hostile names, each kind in its turn; always the same for the same plain one."""
    kinds: dict[str, str] = {}

    def hostile(name: str) -> str:
        kind = kinds.setdefault(name, HOSTILE[len(kinds) % len(HOSTILE)])
        return f"{kind} {SIGN}{name}"

    return hostile


def walked(sqlite_url: str) -> list[Json]:
    """Everything that the bot sent while every surface was walked past, with everything named with hostility."""
    hostile = namer()
    everything: list[Json] = []
    for office in open_office(sqlite_url, users=everybody("en-GB", hostile), **ROOMY):
        walk(office, hostile)
        everything = office.sent()
        # The walk tries a channel without the bot, an archived one, files without permission, a message that is gone.
        expected = {"channel_not_found", "is_archived", "missing_scope", "message_not_found"}
        refused = [
            call for call in office.workspace.refused if str((call.answer or {}).get("error")) not in expected
        ]
        assert [(call.method, call.answer) for call in refused] == []
    return everything


Found = tuple[str, str, Json]


def strings(node: object, holder: Json | None = None, key: str = "") -> Iterator[Found]:
    """Every string with its key and the object that holds it."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from strings(value, node, name)
    elif isinstance(node, list):
        for item in node:
            yield from strings(item, holder, key)
    elif isinstance(node, str) and holder is not None:
        yield key, node, holder


def named(sent: list[Json]) -> list[Found]:
    """The strings that hold a hostile name, or what was cut of one."""
    return [found for found in strings(sent) if SIGN in found[1] or any(name in found[1] for name in HOSTILE)]


def the_walk_showed_every_hostile_name(sent: list[Json]) -> None:
    shown = "\n".join(text for _, text, _ in named(sent))

    for name in HOSTILE:
        assert name in shown or name.replace("<", "&lt;").replace(">", "&gt;") in shown


# Where a name may stand besides literal text: what is typed into a field, and what only the bot reads.
UNREAD = {"value", "private_metadata", "accessibility_label", "initial_value", "error"}


def names_stand_only_in_literal_text(sent: list[Json]) -> None:
    loose = [
        (key, text, holder.get("type"))
        for key, text, holder in named(sent)
        if not _is_literal(key, holder) and not _is_top_level(key, holder) and key not in UNREAD
    ]

    assert loose == []


def _is_literal(key: str, holder: Json) -> bool:
    if _shows_its_address(holder):
        return True
    if key != "text":
        return False
    if holder.get("type") == "plain_text":
        return holder.get("emoji") is False
    return holder.get("type") == "text"


def _shows_its_address(holder: Json) -> bool:
    """A link in evidence that says where it leads: nobody is led elsewhere."""
    return holder.get("type") == "link" and holder["text"] == holder["url"]


def _is_top_level(key: str, holder: Json) -> bool:
    return key == "text" and "channel" in holder


def no_text_anywhere_is_mrkdwn_and_no_plain_text_shows_emoji_codes(sent: list[Json]) -> None:
    kinds = {holder["type"] for key, _, holder in strings(sent) if key == "text" and "type" in holder}
    assert kinds == {"plain_text", "text", "link"}

    plain = [holder for key, value, holder in strings(sent) if key == "type" and value == "plain_text"]
    assert [text for text in plain if text.get("emoji") is not False] == []


def messages_are_escaped_without_mrkdwn_and_unfold_no_link(sent: list[Json]) -> None:
    messages = [item for item in sent if "channel" in item and "text" in item]
    assert len(messages) > 10

    for message in messages:
        if "ts" not in message:  # what is updated stays as it was posted
            assert str(message["mrkdwn"]).lower() == "false"
            assert str(message["unfurl_links"]).lower() == "false"
            assert str(message["unfurl_media"]).lower() == "false"
        assert "<" not in message["text"]
        assert ">" not in message["text"]


def a_link_shows_its_address_or_leads_to_a_message_here(sent: list[Json]) -> None:
    found = [holder for key, value, holder in strings(sent) if key == "type" and value == "link"]
    others = [holder for holder in found if not _shows_its_address(holder)]

    assert len(found) > len(others) > 0
    assert {holder["text"] for holder in others} == {"Slack message"}
    assert [holder for holder in others if not holder["url"].startswith("http://127.0.0.1")] == []


def rich_text_holds_plain_elements_only(sent: list[Json]) -> None:
    elements = {
        value
        for key, value, holder in strings(sent)
        if key == "type" and value in {"user", "usergroup", "channel", "broadcast", "emoji", "date"}
    }

    assert elements == set()


def test_whatever_something_is_called_it_stands_as_literal_text(sqlite_url: str) -> None:
    sent = walked(sqlite_url)

    the_walk_showed_every_hostile_name(sent)
    names_stand_only_in_literal_text(sent)
    no_text_anywhere_is_mrkdwn_and_no_plain_text_shows_emoji_codes(sent)
    messages_are_escaped_without_mrkdwn_and_unfold_no_link(sent)
    a_link_shows_its_address_or_leads_to_a_message_here(sent)
    rich_text_holds_plain_elements_only(sent)
