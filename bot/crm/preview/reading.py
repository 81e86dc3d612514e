"""How a file was read: above what it would do stands what it holds, below what was left out and wants a look."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.crm.files.errors import option
from bot.crm.files.words import field_of, one_of, say, say_dropped
from bot.crm.preview.parts import Part, Where, line
from bot.crm.usecases.found import Found
from bot.crm.usecases.owners import Unowned
from bot.kit.texts import Texts
from flows.company.subjects import Status
from flows.imports import Refused, Unplaced, Warned, Word

TITLES = "role_taken"  # the reason that has a list of its own: what titles of jobs were taken as


def above(found: Found, t: Texts, where: Where) -> Iterator[Part]:
    """What was kept of earlier files, how much there is, which fields have no column, what words were taken as."""
    reading = found.reading
    if used := ", ".join(f"{key}={value}" for key, value in found.answers.used.items() if value):
        yield line(t(f"import.kept_{where}", said=used))
    refused, rows = len(reading.refused), len(reading.refused) + len(reading.records)
    if refused * 2 >= rows > 0:
        yield line(t("import.much_refused", share=refused * 100 // rows, refused=refused, count=rows))
    yield line(t(f"import.found_{found.what}", count=len(reading.records), source=reading.source))
    for gap in reading.unplaced:
        if gap.candidates or gap.field != "currency":  # which currency was taken then is told below
            yield line(_gap(gap, t, where))
    yield Part(t("import.words"), _words(reading.words, t))


def below(found: Found, t: Texts, where: Where) -> Iterator[Part]:
    """Dropped rows by kind, refused ones and notes by reason, owners in doubt, columns that are not read."""
    reading = found.reading
    titles = [each for each in reading.warnings if each.reason.code == TITLES]
    notes = [each for each in reading.warnings if each.reason.code != TITLES]
    yield Part(t("import.titles"), [say(each.reason, t) for each in titles])
    if dropped := say_dropped(reading.dropped, t):
        yield line(t("import.dropped", said=dropped))
    yield Part(t("import.refused"), _by_kind(reading.refused, t, where))
    yield Part(t("import.look_at"), _by_kind(notes, t, where))
    yield Part(t("import.unowned"), _owners((each for each in found.unowned if not each.kept), t))
    yield Part(t("import.kept_owner"), _owners((each for each in found.unowned if each.kept), t))
    if reading.leftovers:
        yield line(t("import.leftovers", headings=", ".join(reading.leftovers)))


def _gap(gap: Unplaced, t: Texts, where: Where) -> str:
    """An important field without a column, with what to say to name one."""
    field = field_of(gap.field, t)
    if not gap.candidates:
        return t("import.no_status") if gap.field == "status" else t("import.no_column", field=field)
    could = one_of([t("import.heading", heading=heading) for heading in gap.candidates], t)
    key, value = gap.field, gap.candidates[0]
    way = option(key, value) if where == "terminal" else f"{key}={value}"
    return t("import.no_column_but", field=field, could=could, way=way)


def _words(words: Iterable[Word], t: Texts) -> Sequence[str]:
    """One line for each word, the most frequent first: each column's together."""
    lines: dict[tuple[str, str], list[Word]] = {}
    for word in words:
        lines.setdefault((word.heading, word.text), []).append(word)
    by_column = sorted(lines.items(), key=lambda found: found[0][0])
    return [
        t("import.word", heading=heading, text=text, taken=", ".join(_taken(each, t) for each in said))
        for (heading, text), said in by_column
    ]


def _taken(word: Word, t: Texts) -> str:
    taken = t(f"import.taken.{word.status or 'refused'}")
    guessed = word.status is Status.OPEN and not word.known
    return t("import.taken_unknown" if guessed else "import.taken_so", taken=taken, count=word.count)


def _by_kind(rows: Iterable[Refused | Warned], t: Texts, where: Where) -> Sequence[str]:
    """One line for each kind of reason: the first row of it, and how many more there are."""
    kinds: dict[str, list[Refused | Warned]] = {}
    for row in rows:
        kinds.setdefault(row.reason.code, []).append(row)
    return [_example(found[0], len(found) - 1, t, where) for found in kinds.values()]


def _example(row: Refused | Warned, more: int, t: Texts, where: Where) -> str:
    said = t("import.line", line=str(row.line), said=say(row.reason, t))
    return t(f"import.like_it_{where}", said=said, count=more) if more else said


def _owners(unowned: Iterable[Unowned], t: Texts) -> Sequence[str]:
    """One line for everybody whom the file names and who is not found, with how often and who is written most alike."""
    counts = Counter((each.owner, _doubt(each, t)) for each in unowned)
    return [
        t("import.owner", owner=owner, count=count, doubt=doubt)
        for (owner, doubt), count in sorted(counts.items())
    ]


def _doubt(unowned: Unowned, t: Texts) -> str:
    if unowned.several:
        return t("import.owner_several")
    nobody = t("import.owner_no_email" if "@" in unowned.owner else "import.owner_no_name")
    return t("import.owner_nearest", nobody=nobody, nearest=unowned.nearest) if unowned.nearest else nobody
