"""A report with every kind of part, in words of its own, for an invented company with names that want to be markup."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D  # noqa: N817 - it stands on every other line

from bot.kit.texts import Texts
from flows.company.colour import Colour
from flows.company.money import Money
from flows.report.report import (
    Bar,
    Bridge,
    Cell,
    Report,
    Section,
    Sentence,
    Share,
    Source,
    Stacked,
    Step,
    Table,
    Word,
)

CUT_OFF = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)  # midnight in Copenhagen
HOSTILE = '<script>alert("1")</script> =1+1 #let x = $y$ \\n @ref *b* _i_ `c` {{ 7 }} & </style>'
FOREIGN = "شركة النور שלום Žluťoučký Ærøskøbing 中文 🦊"
LONG = "Ærøskøbing Skibsværft og Maskinfabrik " * 8
UNBROKEN = "Å" * 300

WORDS = {
    "conclusions": ("Conclusions", "Konklusioner"),
    "covered": (
        "{share} of the value is reviewed; {worth} of it is red, {change} less than at the last close.",
        "{share} af værdien er vurderet; {worth} af den er rød, {change} mindre end ved sidste periodelukning.",
    ),
    "customers_said": (
        "Four of the ten largest customers are red in Process: nobody has met their decision maker since {day}.",
        "Fire af de ti største kunder er røde i Proces: ingen har mødt deres beslutningstager siden den {day}.",
    ),
    "forecast_said": (
        "The forecast of September was {forecast}; {outcome} was won.",
        "Skønnet fra september var {forecast}; {outcome} blev vundet.",
    ),
    "decisions": ("Decisions asked of management", "Beslutninger, som ledelsen bedes om"),
    "decision": ("Decision", "Beslutning"),
    "asked": ("Asked on", "Bedt om den"),
    "fate": ("What became of it", "Hvad der blev af den"),
    "open": ("Open", "Åben"),
    "decided": ("Decided on {day}", "Besluttet den {day}"),
    "pipeline": ("Pipeline by colour and value", "Pipeline efter farve og værdi"),
    "pipeline_chart": (
        "Value by colour, this close and the last",
        "Værdi efter farve, denne og sidste periodelukning",
    ),
    "by_colour": ("Deals by colour", "Salgsmuligheder efter farve"),
    "colour": ("Colour", "Farve"),
    "deals": ("Deals", "Salgsmuligheder"),
    "value": ("Value", "Værdi"),
    "last_value": ("Value at the last close", "Værdi ved sidste lukning"),
    "share": ("Share", "Andel"),
    "this_close": ("This close", "Denne lukning"),
    "last_close": ("Last close", "Sidste lukning"),
    "bridge": ("From opening to closing", "Fra åbning til lukning"),
    "bridge_table": ("The bridge in figures", "Broen i tal"),
    "step": ("Step", "Trin"),
    "opening": ("Opening", "Åbning"),
    "new": ("New", "Nye"),
    "grown": ("Grown", "Vokset"),
    "shrunk": ("Shrunk", "Mindsket"),
    "slipped": ("Slipped to a later quarter", "Udskudt til et senere kvartal"),
    "won": ("Won", "Vundet"),
    "lost": ("Lost", "Tabt"),
    "gone": ("Gone", "Udgået"),
    "closing": ("Closing", "Lukning"),
    "heat": ("Customers", "Kunder"),
    "heat_map": ("The largest customers by the five areas", "De største kunder efter de fem områder"),
    "customer": ("Customer", "Kunde"),
    "insight": ("Insight", "Forståelse"),
    "need": ("Need", "Behov"),
    "people": ("People", "Mennesker"),
    "process": ("Process", "Proces"),
    "next": ("Next step", "Næste skridt"),
    "until": ("Agreement until", "Aftale til"),
    "yearly": ("Yearly value", "Årlig værdi"),
    "empty": ("Agreement between sellers and managers", "Enighed mellem sælgere og ledere"),
    "nobody": ("Both have scored", "Begge har vurderet"),
    "rows": ("All deals", "Alle salgsmuligheder"),
    "name": ("Name", "Navn"),
    "at": ("Reviewed", "Vurderet"),
    "points": ("Points", "Point"),
    "title": ("Deals [all]: by a/b? " + "x" * 40, "Alle"),
    "definition": (
        "The sum of the amounts of open deals, in their own currency",
        "Summen af beløbene på åbne salgsmuligheder, i deres egen valuta",
    ),
    "definition_customers": (
        "The customers with the largest yearly value, each area by its latest review",
        "Kunderne med den største årlige værdi, hvert område efter den seneste vurdering",
    ),
}


class SampleTexts(Texts):
    """The bot's words, and those of this sample under `sample.`."""

    def __call__(self, key: str, /, **params: object) -> str:
        """A text of either."""
        if not key.startswith("sample."):
            return super().__call__(key, **params)
        text = WORDS[key.removeprefix("sample.")][self.language == "da"]
        return text.format(**params)


def texts(language: str) -> SampleTexts:
    """The words of a language, in the sample's zone."""
    return SampleTexts(language, "Europe/Copenhagen")


def w(key: str, **values: Cell) -> Word:
    """One of the sample's words."""
    return Word(f"sample.{key}", values)


def kr(amount: int | str) -> Money:
    """Danish money."""
    return Money(D(amount), "DKK")


DEALS = Source(w("definition"), 24, CUT_OFF)
G, Y, R, N = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY


def conclusions() -> Section:
    """Sentences, and a table of texts."""
    covered = w("covered", share=Share(D("0.89")), worth=kr(3_000_000), change=kr(450_000))
    decisions = Table(
        "decisions",
        w("decisions"),
        (w("decision"), w("asked"), w("fate")),
        (
            ("En fælles prisliste for rammeaftaler i 2027", date(2026, 11, 12), w("open")),
            (
                "To dage mere om ugen fra teknisk support i Team Nord",
                date(2026, 10, 2),
                w("decided", day=date(2026, 10, 9)),
            ),
            (HOSTILE, date(2025, 12, 1), None),
        ),
    )
    said = (
        Sentence(covered, DEALS),
        Sentence(w("customers_said", day=date(2026, 9, 14)), Source(w("definition_customers"), 10, CUT_OFF)),
        Sentence(w("forecast_said", forecast=kr(9_500_000), outcome=kr(7_120_000)), DEALS),
    )
    return Section("conclusions", w("conclusions"), (*said, decisions))


def pipeline() -> Section:
    """Stacked bars beside a table with a total, and the rows behind it."""
    now = {G: 6_100_000, Y: 7_200_000, R: 3_000_000, N: 2_100_000}
    then = {G: 5_400_000, Y: 7_000_000, R: 3_450_000, N: 2_400_000}
    counts = {G: 6, Y: 9, R: 4, N: 5}
    rows = tuple(
        (colour, counts[colour], kr(now[colour]), Share(D(now[colour]) / D(18_400_000)), kr(then[colour]))
        for colour in (G, Y, R, N)
    )
    bars = tuple(
        Bar(w(key), tuple((colour, D(value)) for colour, value in values.items()))
        for key, values in (("this_close", now), ("last_close", then))
    )
    return Section(
        "pipeline",
        w("pipeline"),
        (
            Stacked(w("pipeline_chart"), "by_colour", "DKK", bars),
            Table(
                "by_colour",
                w("by_colour"),
                (w("colour"), w("deals"), w("value"), w("share"), w("last_value")),
                rows,
                (None, 24, kr(18_400_000), Share(D(1)), kr(18_250_000)),
                DEALS,
            ),
            details(),
        ),
    )


def details() -> Table:
    """Rows for tracing: dates, moments, two currencies, what is not known, and hostile names."""
    at = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Nordlys A/S · Serviceaftale 2027", G, kr("1250000.50"), D("12.5"), date(2026, 12, 15), at),
        (HOSTILE, R, Money(D("99.95"), "EUR"), D(7), date(2027, 1, 1), at),
        ("=cmd|' /C calc'!A0", Y, None, None, None, None),
        ("-1+1", N, kr(0), D(0), date(2026, 12, 31), at),
        (FOREIGN, Y, kr(2), D(3), date(2026, 12, 31), at),
        (LONG, N, kr(3), D(3), date(2026, 12, 31), at),
    )
    columns = (w("name"), w("colour"), w("value"), w("points"), w("until"), w("at"))
    return Table("rows", w("rows"), columns, rows, source=DEALS, is_detail=True)


def bridge() -> Section:
    """A waterfall with its table."""
    steps = (
        Step(w("opening"), D(18_250_000), is_total=True),
        Step(w("new"), D(2_400_000)),
        Step(w("grown"), D(600_000)),
        Step(w("shrunk"), D(-150_000)),
        Step(w("slipped"), D(-1_200_000)),
        Step(w("won"), D(-900_000)),
        Step(w("lost"), D(-500_000)),
        Step(w("gone"), D(-100_000)),
        Step(w("closing"), D(18_400_000), is_total=True),
    )
    rows = tuple((step.label, Money(step.amount, "DKK")) for step in steps)
    table = Table("bridge", w("bridge_table"), (w("step"), w("value")), rows, source=DEALS)
    return Section("bridge", w("bridge"), (Bridge(w("bridge"), "bridge", "DKK", steps), table))


def customers() -> Section:
    """A heat map, with long, foreign and hostile names."""
    names = ["Nordlys A/S", "Fjordvand", "Sønderjysk Tømmer & Bjælker", FOREIGN, HOSTILE, LONG, UNBROKEN]
    turns = [(G, G, Y, R, N), (Y, G, G, G, G), (R, R, Y, N, N), (N, N, N, N, N), (G, Y, R, G, Y)]
    rows = tuple(
        (
            name,
            kr(4_000_000 - 333_333 * place),
            *turns[place % 5],
            date(2027, 1 + place, 1) if place else None,
        )
        for place, name in enumerate(names)
    )
    areas = tuple(map(w, ("insight", "need", "people", "process", "next")))
    source = Source(w("definition_customers"), 7, CUT_OFF)
    table = Table(
        "heat", w("heat_map"), (w("customer"), w("yearly"), *areas, w("until")), rows, source=source
    )
    return Section("customers", w("heat"), (table,))


def nothing() -> Section:
    """A period of which nothing is known: a table without rows, and a chart without bars."""
    parts = (Stacked(w("nobody"), "nobody", None, ()), Table("nobody", w("nobody"), (w("name"),), ()))
    return Section("agreement", w("empty"), parts)


def report() -> Report:
    """All of it."""
    sections = (conclusions(), pipeline(), bridge(), customers(), nothing())
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    return Report(
        "Skovgård & Søn A/S",
        first,
        last,
        CUT_OFF,
        "Europe/Copenhagen",
        None,
        ("deal 3f9a2c1", "customer 88b01d4"),
        sections,
    )


def of_team() -> Report:
    """A team's edition."""
    return replace(report(), team="Åse Ægidius")
