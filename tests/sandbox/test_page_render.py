"""Block Kit as HTML: every text stays text, formatting is only what Slack would give, and nothing can break out."""

from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import render
from bot.sandbox.charts import chart
from bot.sandbox.mrkdwn import Reader, mrkdwn
from bot.sandbox.page_texts import texts_for

READER = Reader({"U1": "Maja <b>Holm", "C1": "sales"}, ZoneInfo("Europe/Copenhagen"), "en_GB")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror="alert(1)">',
    "' onload='alert(1)",
    "</textarea></option></select></dialog><iframe src=//example.com>",
    "<!channel> <@U1> <!subteam^S1|@all>",
    "<https://example.com|Nordlys>",
    "{{ 7 * 7 }} {% include 'page.html.j2' %}",
    "\u202egnp.exe \u200b",
    "*bold* _it_ ~gone~ `code` :tada: https://example.com &amp;",
)


class Reading(HTMLParser):
    """Collects what a browser would see: tags, their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def drawn(*blocks: dict[str, Any], **more: Any) -> str:
    surface = render.Surface("home", "/as/U1/home", READER, blocks, **more)
    return str(render.blocks(surface, texts_for("en-GB")))


def option(text: str) -> dict[str, Any]:
    return {"text": words(text), "value": text, "description": words(text)}


def elements(text: str) -> list[dict[str, Any]]:
    given = {"action_id": text, "placeholder": words(text)}
    chosen = {"options": [option(text)], "initial_option": option(text)}
    confirm = {"title": words(text), "text": words(text), "confirm": words(text), "deny": words(text)}
    return [
        {**given, "type": "button", "text": words(text), "value": text, "accessibility_label": text},
        {**given, "type": "button", "text": words(text), "confirm": confirm, "style": text},
        {**given, "type": "overflow", "options": [option(text)]},
        {**given, "type": "radio_buttons", **chosen},
        {**given, "type": "checkboxes", "options": [option(text)], "initial_options": [option(text)]},
        {**given, "type": "static_select", **chosen},
        {
            **given,
            "type": "static_select",
            "option_groups": [{"label": words(text), "options": [option(text)]}],
        },
        {**given, "type": "external_select", **chosen},
        {**given, "type": "plain_text_input", "initial_value": text},
        {**given, "type": "plain_text_input", "initial_value": text, "multiline": True},
        {**given, "type": "number_input", "initial_value": text, "min_value": text},
        {**given, "type": "users_select"},
        {**given, "type": "conversations_select"},
        {**given, "type": "timepicker", "initial_time": text, "timezone": text},
        {**given, "type": "datepicker", "initial_date": text},
        {**given, "type": text},
    ]


def blocks(text: str) -> list[dict[str, Any]]:
    line = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": text, "style": {"bold": True}}],
    }
    lists = {"type": "rich_text_list", "style": text, "elements": [line]}
    series = [{"name": text, "data": [{"label": text, "value": 3}]}]
    plot = {"type": "bar", "series": series, "axis_config": {"categories": [text]}}
    image = {"image_url": f"javascript:{text}", "alt_text": text}
    cell = {"type": "raw_text", "text": text}
    return [
        {"type": "section", "text": words(text), "fields": [words(text)]},
        {"type": "header", "text": words(text)},
        {"type": "context", "elements": [words(text), {"type": "image", **image}]},
        {"type": "image", "title": words(text), **image},
        {"type": "rich_text", "elements": [line, lists]},
        {"type": "table", "rows": [[cell], [{"type": "rich_text", "elements": [line]}]]},
        {"type": "data_table", "caption": text, "rows": [[cell], [cell]]},
        {"type": "data_visualization", "block_id": text, "title": text, "chart": plot},
        {"type": text},
        *({"type": "actions", "block_id": text, "elements": [one]} for one in elements(text)),
        *(
            {"type": "input", "block_id": text, "label": words(text), "hint": words(text), "element": one}
            for one in elements(text)
        ),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_add_no_tag_and_no_attribute_anywhere(text: str) -> None:
    for tame, wild in zip(blocks("tame"), blocks(text), strict=True):
        picker = {"picker": lambda _element: {text: text}, "errors": {text: text}}
        calm = {"picker": lambda _element: {"tame": "tame"}, "errors": {"tame": "tame"}}
        expected, found = Reading(drawn(tame, **calm)), Reading(drawn(wild, **picker))
        assert found.tags == expected.tags
        assert [name for name, _ in found.attributes] == [name for name, _ in expected.attributes]


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_and_rich_texts_are_shown_letter_by_letter(text: str) -> None:
    for block in blocks(text)[:2] + blocks(text)[4:5]:
        assert text in Reading(drawn(block)).text


@given(st.text())
def test_mrkdwn_never_lets_a_tag_of_its_author_through(text: str) -> None:
    allowed = {"strong", "em", "s", "code", "pre", "blockquote", "a", "span", "time"}
    read = Reading(str(mrkdwn(text, READER)))
    assert set(read.tags) <= allowed
    assert {name for name, _ in read.attributes} <= {"href", "rel", "target", "class"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* and _it_ and ~gone~", "<strong>bold</strong> and <em>it</em> and <s>gone</s>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("`*a*` b", "<code>*a*</code> b"),
        ("```a\n<b```", "<pre>a\n&lt;b</pre>"),
        ("&lt;b&gt; &amp; c", "&lt;b&gt; &amp; c"),
        ("&gt; said\nand", "<blockquote>said</blockquote>and"),
        (":tada: :unknown:", "🎉 :unknown:"),
        (
            "<!channel> <!here>",
            '<span class="mention ping">@channel</span> <span class="mention ping">@here</span>',
        ),
        (
            "<@U1> <#C1>",
            '<span class="mention">@Maja &lt;b&gt;Holm</span> <span class="mention">#sales</span>',
        ),
        ("<javascript:alert(1)|here>", "&lt;javascript:alert(1)|here&gt;"),
        ("<!date^1763884800^{date_num} {time}|then>", "<time>2025-11-23 09:00</time>"),
        ("<!date^soon^{date}|then>", "then"),
    ],
)
def test_mrkdwn_gets_what_slack_would_make_of_it(text: str, html: str) -> None:
    assert mrkdwn(text, READER) == html


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("<https://example.com?a=1&amp;b=2|see>", "see"),
        ("https://example.com?a=1&amp;b=2", "https://example.com?a=1&amp;b=2"),
    ],
)
def test_links_lead_out_and_tell_nothing_of_us(text: str, label: str) -> None:
    opening = '<a href="https://example.com?a=1&amp;b=2" rel="noreferrer noopener" target="_blank">'
    assert mrkdwn(text, READER) == f"{opening}{label}</a>"


def test_a_message_sent_without_mrkdwn_is_not_styled_but_its_mentions_are() -> None:
    html = mrkdwn("*a* `b` <@U1>", READER, styled=False)
    assert html == '*a* `b` <span class="mention">@Maja &lt;b&gt;Holm</span>'


def test_shortcodes_become_signs_unless_emoji_is_false() -> None:
    with_signs = {"type": "plain_text", "text": ":tada:"}
    assert "🎉" in drawn({"type": "header", "text": with_signs})
    assert ":tada:" in drawn({"type": "header", "text": {**with_signs, "emoji": False}})


def test_a_block_that_the_page_does_not_know_says_so() -> None:
    assert "block type carousel" in drawn({"type": "carousel"})
    assert "block type ../page" in drawn({"type": "../page"})


def test_what_is_filled_in_wins_over_what_was_there_first() -> None:
    element = {"type": "plain_text_input", "action_id": "a", "initial_value": "first"}
    block = {"type": "input", "block_id": "b", "label": words("Note"), "element": element}
    assert 'value="first"' in drawn(block)
    assert 'value="typed"' in drawn(block, state={"b": {"a": {"type": "plain_text_input", "value": "typed"}}})
    assert 'value=""' in drawn(block, state={"b": {"a": {"type": "plain_text_input", "value": None}}})


def test_radio_buttons_are_a_group_named_by_their_question() -> None:
    one = {"type": "radio_buttons", "action_id": "a", "options": [option("Low"), option("High")]}
    html = drawn({"type": "input", "block_id": "b", "label": words("How sure?"), "element": one})
    assert '<fieldset class="block input">' in html
    assert '<legend dir="auto">How sure?</legend>' in html


def test_every_label_points_at_its_field() -> None:
    for element in elements("x")[8:15]:
        html = drawn({"type": "input", "block_id": "b", "label": words("Name"), "element": element})
        attributes = Reading(html).attributes
        assert dict(attributes)["for"] in {value for name, value in attributes if name == "id"}


def test_a_chart_has_its_numbers_in_a_table_too() -> None:
    series = [{"name": "Green", "data": [{"label": "W1", "value": 2.5}, {"label": "W2", "value": 5}]}]
    plot = {"type": "line", "series": series, "axis_config": {"categories": ["W1", "W2"]}}
    html = drawn({"type": "data_visualization", "title": "By week", "chart": plot})
    assert 'aria-label="By week"' in html
    assert '<th dir="auto">W1</th><td class="right">2.5</td>' in html


def test_the_highest_bar_fills_the_chart_and_the_others_keep_proportion() -> None:
    segments = [{"label": "a", "value": 10}, {"label": "b", "value": 5}]
    bars = chart({"chart": {"type": "pie", "segments": segments}}).bars
    assert bars[0].height == 2 * bars[1].height
    assert [bar.says for bar in bars] == ["a: 10", "b: 5"]
