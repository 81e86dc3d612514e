"""What a message in Slack says is read as people read it, whether it comes as mrkdwn or as rich text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.routes.message_text import text_of

Json = dict[str, Any]
PEOPLE = {"U1": "Kim Køber"}
AT = 1795420800  # 23 November 2026, 08:00 UTC


def read(text: str = "", *blocks: Json, **more: Any) -> str:
    """The words of a message of this text and these blocks."""
    return text_of({"text": text, "blocks": list(blocks), **more}, PEOPLE.get, zone="Europe/Copenhagen")


def rich(*elements: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    """A block of rich text with one part."""
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements), **more}]}


def said(text: str, **style: bool) -> Json:
    """A run of words."""
    return {"type": "text", "text": text, "style": style}


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("<!subteam^S1|@closers> decide", "@closers decide"),
        ("<!subteam^S1|closers> decide", "@closers decide"),
        ("<!subteam^S1> decide", "@S1 decide"),
        ("<!here|@here> and <!channel>", "@here and @channel"),
        ("<@U1> and <@U2|kim.k> and <@U3>", "@Kim Køber and @kim.k and @U3"),
        ("<#C1|sales> and <#C2|>", "#sales and #C2"),
    ],
)
def test_whoever_is_mentioned_is_named_once(text: str, as_read: str) -> None:
    assert read(text) == as_read


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        (f"They sign on <!date^{AT}^{{date_short}} at {{time}}|23 Nov, 09:00 CET>", "They sign on 23 Nov, 09:00 CET"),
        (f"On <!date^{AT}^{{date}}^https://example.com/|23 November>", "On 23 November"),
        (f"On <!date^{AT}^{{date}}>", "On 2026-11-23"),
        ("On <!date^1795474799^{date}> and <!date^1795474800^{date}>", "On 2026-11-23 and 2026-11-24"),
        (f"On <!date^{'9' * 5000}^x>, <!date>", "On , @date"),
    ],
)  # fmt: skip
def test_a_date_shows_its_text_and_without_one_its_day(text: str, as_read: str) -> None:
    assert read(text) == as_read


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("<mailto:kim@example.com|kim@example.com>", "kim@example.com"),
        ("<mailto:kim@example.com>", "kim@example.com"),
        ("<mailto:kim@example.com?subject=Hi|Write to Kim>", "Write to Kim (kim@example.com)"),
        ("<tel:+4512345678|+45 12 34 56 78>", "+45 12 34 56 78"),
        ("<tel:4512345678|+45 12 34 56 78>", "+45 12 34 56 78"),
        ("<tel:+4512345678|+45 12.34.56.78>", "+45 12.34.56.78"),
        ("<tel:004512345678|Kim on +45 12345678>", "Kim on +45 12345678"),
        ("<tel:+4512345678|0045 12345678>", "0045 12345678"),
        ("<tel:+4512345678>", "+4512345678"),
        ("<tel:+4512345678|Call me>", "Call me (+4512345678)"),
        ("<mailto:kim@example.com|mailto:kim@example.com>", "kim@example.com"),
        ("<https://example.com/a_b_c>", "https://example.com/a_b_c"),
        ("<http://example.com|example.com>", "http://example.com"),
        ("<https://example.com/?a=1&amp;b=2|the plan>", "the plan (https://example.com/?a=1&b=2)"),
    ],
)
def test_an_address_stands_there_once(text: str, as_read: str) -> None:
    assert read(text) == as_read


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("We *must* have it _now_, ~not later~, says `the board`", "We must have it now, not later, says the board"),
        ("*_both_* _*both*_ ~_*all*_~ *a*", "both both all a"),
        ("(*yes*), *no*: *5 &lt; 6*", "(yes), no: 5 < 6"),
        ("*ask <@U1> and <https://example.com/*x*|_them_> first*",
         "ask @Kim Køber and _them_ (https://example.com/*x*) first"),
        ("```\nx = *p\n<https://example.com>\n```", "x = *p\nhttps://example.com"),
        ("so `a_*b*_c` it is", "so a_*b*_c it is"),
        ("&gt; We *sign*\n&gt;&gt; on Monday\nthey said", "We sign\non Monday\nthey said"),
    ],
)  # fmt: skip
def test_formatting_signs_go_and_their_words_stay(text: str, as_read: str) -> None:
    assert read(text) == as_read


@pytest.mark.parametrize(
    "text",
    [
        *("snake_case_name and _private and __init__", "3*4*5 kr.", "3 * 4 * 5", "1.000* (*without VAT)"),
        *(
            "~5 days, ~6 at most",
            "a * b",
            "*",
            "**",
            "2*x = y*z",
            "* first\n* second",
            "5 > 4, 3 < 4",
            ":tada:",
        ),
        "*over\ntwo lines*",
    ],
)
def test_what_formats_nothing_stays(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert read(escaped) == text


def test_only_the_three_signs_that_slack_escapes_are_unescaped_and_only_once() -> None:
    assert read("AT&amp;T &amp;lt; &copy; 5 &gt; 4") == "AT&T &lt; &copy; 5 > 4"


def test_rich_text_is_read_to_the_letter() -> None:
    block = rich(
        said("*not a sign* "),
        said("bold", bold=True),
        said(", snake_case < 5\n"),
        {"type": "user", "user_id": "U1"},
        said(" "),
        {"type": "usergroup", "usergroup_id": "S1"},
        said(" "),
        {"type": "channel", "channel_id": "C1"},
        said(" "),
        {"type": "broadcast", "range": "here"},
        said(" "),
        {"type": "emoji", "name": "tada", "unicode": "1f389"},
    )
    text = "*not a sign* *bold*, snake_case &lt; 5\n<@U1> <!subteam^S1|@closers> <#C1|sales> <!here> :tada:"

    assert read(text, block) == ("*not a sign* bold, snake_case < 5\n@Kim Køber @closers #sales @here :tada:")


@pytest.mark.parametrize(
    ("element", "as_read"),
    [
        ({"type": "usergroup", "usergroup_id": "S1"}, "@S1"),
        ({"type": "date", "timestamp": AT, "format": "{date}", "fallback": "23 Nov"}, "23 Nov"),
        ({"type": "date", "timestamp": AT, "format": "{date}"}, "2026-11-23"),
        ({"type": "link", "url": "mailto:kim@example.com", "text": "kim@example.com"}, "kim@example.com"),
        ({"type": "link", "url": "tel:+4512345678", "text": "+45 12 34 56 78"}, "+45 12 34 56 78"),
        ({"type": "link", "url": "https://example.com"}, "https://example.com"),
        ({"type": "link", "url": "https://example.com", "text": "this"}, "this (https://example.com)"),
        ({"type": "of next year", "text": "words"}, "words"),
    ],
)
def test_rich_text_without_a_text_beside_it_says_the_same(element: Json, as_read: str) -> None:
    assert read("", rich(element)) == as_read


def test_lists_quotes_and_code_of_rich_text_stand_on_lines_of_their_own() -> None:
    items = [{"type": "rich_text_section", "elements": [said(word)]} for word in ("price", "date")]
    block = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [said("They want:\n")]},
            {"type": "rich_text_list", "style": "bullet", "elements": items},
            {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": items},
            {"type": "rich_text_quote", "elements": [said("We sign")]},
            {"type": "rich_text_preformatted", "elements": [said("a_b = *c*")]},
        ],
    }

    assert read("", block) == "They want:\n• price\n• date\n3. price\n4. date\nWe sign\na_b = *c*"


def test_blocks_of_an_app_speak_where_its_message_has_no_text() -> None:
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "*Order* 7"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Order* 7"}, "fields": [
            {"type": "mrkdwn", "text": "_from_ <mailto:kim@example.com|kim@example.com>"}]},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Open"}}]},
        rich(said("signed")),
    ]  # fmt: skip

    assert read("", *blocks) == "*Order* 7\nOrder 7\nfrom kim@example.com\nsigned"
    assert read("An *order*", *blocks) == "An order"


def test_what_is_attached_speaks_where_nothing_else_does() -> None:
    assert read("", attachments=[{"text": "We *sign*"}, {}, {"text": "on Monday"}]) == "We sign\non Monday"


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["<!date^", "*", "_<@U1>_"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["type", "text", "elements", "fields", "style", "offset", "url", "timestamp", "blocks"]),
        inner | st.sampled_from(["rich_text", "rich_text_list", "ordered", "section", "mrkdwn", "date", "link"]),
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(text=st.text("*_~`<>|&;!@#^a1 \n\ue000\0"), blocks=json, attachments=json)
def test_a_message_of_any_shape_is_read_without_a_traceback(text: str, blocks: Any, attachments: Any) -> None:
    assert "\0" not in read(text, blocks=blocks, attachments=attachments)


@given(st.text("*_~`<> a", max_size=5000))
def test_words_are_never_lost_with_the_signs(text: str) -> None:
    assert read(text).count("a") == text.count("a")
