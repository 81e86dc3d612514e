"""Every word that a person reads: both languages complete, in Revisor's tone, with figures as people write them."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel import Locale

from bot.digest.views.first_round import round_message
from bot.kit.texts import BABEL, Texts, entries, files
from flows.figures.first_round import Round

BOT = Path(__file__).parents[2] / "bot"
SCORECARDS = BOT.parent / "flows" / "scorecards"
LANGUAGES = ["en", "da"]
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def words_of(entry: object) -> list[str]:
    """The strings of an entry."""
    if isinstance(entry, Mapping):
        return [str(form) for form in entry.values()]
    return [str(item) for item in entry] if isinstance(entry, list) else [str(entry)]


def placeholders(entry: object) -> set[str]:
    """What an entry wants filled in; a number may stand as figures or as a word."""
    names = {name for text in words_of(entry) for _, name, _, _ in Formatter().parse(text) if name}
    return {"count" if name == "words" else name for name in names}


EN, DA = entries("en"), entries("da")


def test_both_languages_have_the_same_keys_in_the_same_files_and_order() -> None:
    for here, there in zip(files("en"), files("da"), strict=True):
        assert here.parent == there.parent
        assert [*keys_in(here)] == [*keys_in(there)], here


def keys_in(path: Path) -> Iterator[tuple[str, str]]:
    """The groups and keys of one file."""
    for group, words in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        yield from ((group, key) for key in (words if isinstance(words, Mapping) else [""]))


def test_no_two_features_have_words_for_the_same() -> None:
    keys = [each for path in files("en") for each in keys_in(path)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", sorted(EN))
def test_both_languages_fill_in_the_same(key: str) -> None:
    assert placeholders(EN[key]) == placeholders(DA[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_that_the_language_has(language: str) -> None:
    has = Locale.parse(BABEL[language]).plural_form
    forms = {has(count) for count in range(200)}

    odd = {k: v for k, v in entries(language).items() if isinstance(v, Mapping) and set(v) != forms}

    assert odd == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_of_something_never_reads_as_several(language: str) -> None:
    wrong = {
        key: entry["one"]
        for key, entry in entries(language).items()
        if isinstance(entry, Mapping) and ("{words}" in entry["one"] or entry["one"] == entry["other"])
    }

    assert wrong == {}


def test_a_text_is_the_same_in_both_languages_only_where_it_has_no_word_of_its_own() -> None:
    same = [
        key
        for key in EN
        if EN[key] == DA[key] and re.search(r"[^\W\d_]{2}", re.sub(r"{\w+}", "", str(EN[key])))
    ]

    assert same == []


# Which keys the code asks for


# The bot's own modules, without the sandbox, which speaks as Slack does.
TREES = [
    ast.parse(path.read_text(encoding="utf-8")) for path in BOT.rglob("*.py") if "sandbox" not in path.parts
]
# A report is made of keys of words, without the words.
REPORT = [
    ast.parse(path.read_text(encoding="utf-8")) for path in (BOT.parent / "flows" / "report").glob("*.py")
]


def _callee(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _pattern(joined: ast.JoinedStr) -> str:
    parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in joined.values]
    return "".join(str(part) for part in parts)


CALLS = [
    (_callee(node), node.args[0])
    for tree in TREES
    for node in ast.walk(tree)
    if isinstance(node, ast.Call) and node.args
]
ASKED = {
    value.value
    for name, value in CALLS
    if name in {"t", "self", "list_of"} and isinstance(value, ast.Constant) and isinstance(value.value, str)
}
PATTERNS = {_pattern(value) for name, value in CALLS if name == "t" and isinstance(value, ast.JoinedStr)}
TOLD = [
    (prefix, argument)
    for tree in REPORT
    for node in ast.walk(tree)
    if isinstance(node, ast.Call)
    for name, prefix, place in (("word", "report.", 0), ("source", "report.source.", 1))
    if _callee(node) == name and len(node.args) > place
    for argument in node.args[place : place + 1]
]
ASKED |= {
    prefix + value.value
    for prefix, value in TOLD
    if isinstance(value, ast.Constant) and isinstance(value.value, str)
}
ASKED |= {
    f"report.{value.value}.title"
    for tree in REPORT
    for node in ast.walk(tree)
    if isinstance(node, ast.Call) and _callee(node) == "section"
    for value in node.args[:1]
    if isinstance(value, ast.Constant)
}
PATTERNS |= {
    re.escape(prefix) + _pattern(value) for prefix, value in TOLD if isinstance(value, ast.JoinedStr)
}
REFUSALS = {
    f"refused.{value.value}" for name, value in CALLS if name == "Refusal" and isinstance(value, ast.Constant)
}
STRINGS = {
    node.value
    for tree in TREES
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def test_the_scan_sees_the_code() -> None:
    assert len(ASKED) > 80
    assert r"digest\.move_\w+" in PATTERNS
    assert "refused.not_yours" in REFUSALS


def test_every_key_that_the_code_asks_for_exists() -> None:
    assert (ASKED | REFUSALS) - EN.keys() == set()
    assert [p for p in PATTERNS if not any(re.fullmatch(p, key) for key in EN)] == []


def test_every_key_is_asked_for() -> None:
    families = PATTERNS - {r"refused\.\w+"}

    def is_known(key: str) -> bool:
        by_name = key in STRINGS or key in ASKED or key.removeprefix("refused.") in STRINGS
        return by_name or any(re.fullmatch(pattern, key) for pattern in families)

    unused = [key for key in EN if not is_known(key)]

    assert unused == []


# Tone: ../shared/method/tone.md holds the table of words

NEVER = {
    "en": """audit audits audited inspection blind-score spot-check proof evidence-requirement knock-out knockout
        capped downgraded missing late overdue at-risk failing failed sandbagging happy-ears bias biased optimist
        user users employee representative sick holiday poor bad congratulations great awesome oops sorry""",
    "da": """audit revision kontrol inspektion blind-score blindvurdering stikprøve bevis dokumentationskrav
        knock-out stopregel nedjusteret underkendt mangler forsinket dårlig deal deals action actions review reviews
        score scores brugeren brugere medarbejderen repræsentanten syg ferie tillykke ups desværre deadline
        account optimist bias""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_that_revisor_never_says(language: str) -> None:
    never = [word.replace("-", "[- ]") for word in NEVER[language].split()]
    pattern = re.compile(rf"(?<![\w/])({'|'.join(never)})(?!\w)", re.IGNORECASE)

    found = {
        key: match.group()
        for key, entry in entries(language).items()
        for text in words_of(entry)
        if (match := pattern.search(text))
    }

    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_exclamation_mark_and_no_emoji_but_the_status_marks(language: str) -> None:
    loud = [
        key
        for key, entry in entries(language).items()
        for text in words_of(entry)
        if "!" in text or re.search(r"[\U0001F300-\U0001FAFF☀-➿]", re.sub("[🟢🟨🔺⚪]", "", text))
    ]

    assert loud == []


@pytest.mark.parametrize("card", ["deal", "customer"])
def test_the_scorecards_shout_neither(card: str) -> None:
    assert "!" not in (SCORECARDS / f"{card}.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_short_enough_to_stand_whole(language: str) -> None:
    buttons = [
        "button.review",
        "button.add_deal",
        "home.pause",
        "home.resume",
        "home.setup",
        "home.previous",
        "home.next",
    ]
    buttons += [
        "pick.anyway",
        "button.begin",
        "button.back",
        "button.again",
        "button.continue",
        "button.done",
    ]

    assert [key for key in buttons if len(entries(language)[key]) > 30] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_main_buttons_of_windows_fit_24_signs(language: str) -> None:
    titles = ["review.title", "result.title", "pick.title", "deal.add_title", "setup.title", "status.title"]
    titles += ["button.next", "review.submit", "pick.submit", "deal.create", "setup.save", "button.close"]

    assert [key for key in titles if len(entries(language)[key]) > 24] == []


# Figures

MONEY = [
    ("en", "1200000", "DKK", "DKK 1.2m"),
    ("da", "1200000", "DKK", "1,2 mio. kr."),
    ("en", "485000", "DKK", "DKK 485,000"),
    ("da", "485000", "DKK", "485.000 kr."),
    ("en", "92000", "EUR", "EUR 92,000"),
    ("da", "92000", "EUR", "92.000 €"),
    ("en", "0", "DKK", "DKK 0"),
    ("da", "0", "DKK", "0 kr."),
    ("en", "2500000000", "USD", "USD 2.5bn"),
    ("da", "2500000000", "DKK", "2,5 mia. kr."),
    ("en", "999949999", "DKK", "DKK 999.9m"),
    ("da", "999949999", "DKK", "999,9 mio. kr."),
    ("en", "999950000", "DKK", "DKK 1bn"),
    ("da", "999950000", "DKK", "1 mia. kr."),
    ("en", "-999950000", "DKK", "DKK -1bn"),
    ("da", "999950000000", "DKK", "1 bio. kr."),
    ("en", "999999.5", "DKK", "DKK 1m"),
    ("da", "999999.5", "DKK", "1 mio. kr."),
    ("da", "999999.4", "DKK", "999.999 kr."),
    ("en", "1150000", "DKK", "DKK 1.2m"),
    ("en", "1250000", "DKK", "DKK 1.3m"),
    ("da", "1250000", "DKK", "1,3 mio. kr."),
    ("da", "-1250000", "DKK", "-1,3 mio. kr."),
    ("en", "0.5", "DKK", "DKK 1"),
    ("en", "1.5", "JPY", "JPY 2"),
    ("da", "2.5", "DKK", "3 kr."),
]


@pytest.mark.parametrize(("language", "amount", "currency", "shown"), MONEY)
def test_money_is_short_and_names_its_currency(language: str, amount: str, currency: str, shown: str) -> None:
    assert Texts(language).money(Decimal(amount), currency) == shown


def test_every_english_amount_names_its_currency_the_same_way_below_and_above_a_million() -> None:
    t = Texts("en")

    for currency in ("DKK", "EUR", "USD", "GBP", "SEK"):
        assert t.money(Decimal(5000), currency).startswith(f"{currency} ")
        assert t.money(Decimal(5_000_000), currency).startswith(f"{currency} ")


@pytest.mark.parametrize(
    ("language", "number", "decimals", "shown"),
    [
        ("en", "1200000", 0, "1,200,000"),
        ("da", "1200000", 2, "1.200.000,00"),
        ("da", "900000.5", 2, "900.000,50"),
        ("en", "0.1234", 2, "0.1234"),
    ],
)
def test_a_plain_number_is_exact_and_has_at_least_the_decimals_asked_for(
    language: str, number: str, decimals: int, shown: str
) -> None:
    assert Texts(language).plain_number(Decimal(number), decimals=decimals) == shown


@pytest.mark.parametrize(
    ("language", "reviewed", "of", "says"),
    [
        ("en", 0, 1, "0 of 1 deal is reviewed (0%)."),
        ("en", 1, 1, "1 of 1 deal is reviewed (100%)."),
        ("en", 0, 2, "0 of 2 deals are reviewed (0%)."),
        ("en", 1, 2, "One of 2 deals is reviewed (50%)."),
        ("en", 2, 2000, "2 of 2,000 deals are reviewed (0%)."),
        ("da", 0, 1, "0 af 1 salgsmulighed er vurderet (0 %)."),
        ("da", 1, 1, "1 af 1 salgsmulighed er vurderet (100 %)."),
        ("da", 0, 2, "0 af 2 salgsmuligheder er vurderet (0 %)."),
        ("da", 1, 2, "Én af 2 salgsmuligheder er vurderet (50 %)."),
        ("da", 2, 2000, "2 af 2.000 salgsmuligheder er vurderet (0 %)."),
    ],
)
def test_how_many_of_how_many_deals_are_reviewed(language: str, reviewed: int, of: int, says: str) -> None:
    how_far = Round(reviewed, of, Decimal(reviewed) / of)

    assert says in round_message(how_far, Texts(language), week=48)["text"]


@pytest.mark.parametrize(
    ("language", "worth", "sentence"),
    [
        ("da", Decimal(1_200_000), "24 åbne salgsmuligheder for 1,2 mio. kr."),
        ("da", Decimal(500), "24 åbne salgsmuligheder for 500 kr."),
        ("en", Decimal(500), "24 open deals worth DKK 500."),
    ],
)
def test_a_sentence_ends_with_one_full_stop(language: str, worth: Decimal, sentence: str) -> None:
    t = Texts(language)

    assert t("digest.lead", count=24, worth=t.money(worth, "DKK")) == sentence


PERCENTS = [
    ("en", "0.125", "13%"),
    ("da", "0.135", "14 %"),
    ("en", "0.89", "89%"),
    ("da", "0.89", "89 %"),
    ("en", "1", "100%"),
    ("da", "0", "0 %"),
]


@pytest.mark.parametrize(("language", "share", "shown"), PERCENTS)
def test_shares_are_percentages(language: str, share: str, shown: str) -> None:
    assert Texts(language).percent(Decimal(share)) == shown


@pytest.mark.parametrize(("language", "share", "shown"), [("en", "0.996", "99%"), ("da", "0.001", "1 %")])
def test_not_quite_all_is_not_all_and_a_little_is_not_nothing(language: str, share: str, shown: str) -> None:
    assert Texts(language).percent(Decimal(share)) == shown


DAYS = [
    ("en", date(2026, 11, 26), False, "26 November"),
    ("da", date(2026, 11, 26), False, "26. november"),
    ("en", date(2026, 11, 26), True, "Thursday 26 November"),
    ("da", date(2026, 11, 26), True, "torsdag den 26. november"),
    ("en", date(2027, 1, 4), False, "4 January 2027"),
    ("da", date(2027, 1, 4), True, "mandag den 4. januar 2027"),
]


@pytest.mark.parametrize(("language", "day", "weekday", "shown"), DAYS)
def test_dates_are_written_out_with_the_year_only_where_it_is_another(
    language: str, day: date, weekday: bool, shown: str
) -> None:
    assert Texts(language).day(day, now=NOW, weekday=weekday) == shown


def test_a_moment_is_of_the_day_that_it_is_where_the_reader_is() -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)

    assert Texts("en", "Europe/Copenhagen").day(late, now=NOW) == "26 November"
    assert Texts("en", "America/New_York").day(late, now=NOW) == "25 November"


@pytest.mark.parametrize(("language", "shown"), [("en", "08:00"), ("da", "8.00")])
def test_the_time_of_day_is_the_readers(language: str, shown: str) -> None:
    assert Texts(language, "Europe/Copenhagen").clock(NOW) == shown
    assert Texts(language, "Asia/Tokyo").hour(time(8, 0)) == shown


NUMBERS = [
    ("en", 1, "one"),
    ("da", 1, "én"),
    ("en", 12, "twelve"),
    ("da", 12, "tolv"),
    ("en", 13, "13"),
    ("da", 0, "ingen"),
]


@pytest.mark.parametrize(("language", "count", "shown"), NUMBERS)
def test_numbers_to_twelve_are_words_in_a_sentence(language: str, count: int, shown: str) -> None:
    assert Texts(language).number(count) == shown


@pytest.mark.parametrize(
    ("language", "count", "shown"),
    [
        ("en", 1, "one deal"),
        ("en", 2, "two deals"),
        ("en", 24, "24 deals"),
        ("da", 1, "én salgsmulighed"),
        ("da", 2, "to salgsmuligheder"),
        ("da", 24, "24 salgsmuligheder"),
    ],
)
def test_counts_choose_their_form(language: str, count: int, shown: str) -> None:
    assert Texts(language)("count.deals", count=count) == shown


@pytest.mark.parametrize(
    ("language", "day", "week"),
    [("en", datetime(2026, 11, 23, tzinfo=UTC), 48), ("da", datetime(2027, 1, 1, tzinfo=UTC), 53)],
)
def test_weeks_are_iso_weeks(language: str, day: datetime, week: int) -> None:
    assert Texts(language).week(day) == week


def test_a_text_that_isnt_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("en")("review.poem")
