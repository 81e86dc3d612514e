"""What an import prints: what it would change, and what it did."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import typer

from bot.crm.batches import Done
from bot.crm.files.errors import option
from bot.crm.files.words import say, say_dropped
from bot.crm.usecases.customers import CustomersPlan
from bot.crm.usecases.deals import SHOWN, Outlook, Unowned
from bot.crm.usecases.vanishing import Vanished
from bot.kit.terminal import Refused
from bot.people.usecases.leaving import Leaving
from bot.people.usecases.listing import PeoplePlan
from flows.company.changes import Change
from flows.company.subjects import Status
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reading, Unplaced, Warned, Word
from flows.imports import Refused as Refusal

WORDS = {
    "owner_id": "owner",
    "close_date": "close date",
    "stage_probability": "stage's probability",
    "account_id": "account's id",
}
NOTHING_GONE = Vanished()
_NO_STATUS = (
    "Nothing in this file is closed, and no column says open, won or lost: all its deals are taken as open."
)
WORDS_OF_CUSTOMERS = WORDS | {"amount": "yearly value", "close_date": "expiry date"}


def kept(answers: Mapping[str, str], *, forgotten: bool = False) -> None:
    """What is taken from an earlier file of the same shape, or is forgotten."""
    if answers:
        said = ", ".join(f"{key}={value}" for key, value in answers.items())
        after = "" if forgotten else " (--forget drops it)"
        typer.echo(f"{'Forgotten' if forgotten else 'Kept from last time'}: {said}{after}.")


def deals_plan(
    reading: Reading[DealRecord], plan: Outlook, gone: Vanished = NOTHING_GONE, *, closes: bool = False
) -> None:
    """New, changed, unchanged and refused deals, what vanished from the file, and what wants a look.

    `closes` says whether what vanished is to be closed as gone.
    """
    _much_refused(reading)
    typer.echo(f"{len(reading.records)} deals found, source {reading.source}.")
    for gap in reading.unplaced:
        if gap.candidates or gap.field != "currency":  # which currency was taken then is told below
            typer.echo(_gap(gap))
    _list("Words of status and stage, and what they were taken as", _taken(reading.words), most=None)
    _counts(plan.new, plan.changed, plan.unchanged, reading)
    _list("New", plan.first_new, count=plan.new)
    _list(
        "Changed",
        (f"{subject.name}: {_changes(changed, plan.owners)}" for subject, changed in plan.first_changed),
        count=plan.changed,
    )
    if plan.held:
        typer.echo(f"Kept as changed in Slack, until the file says something new: {plan.held}")
    if plan.left_out:
        typer.echo(f"Left out, as the file marks them deleted, archived, inactive or merged: {plan.left_out}")
    if plan.emptied:
        fields = ", ".join(f"{_word(field)} of {count}" for field, count in plan.emptied.items())
        typer.echo(f"Not known any more, since the file is empty there: {fields}")
    for source, count in plan.met.elsewhere:
        typer.echo(f"{count} of these ids are known from {source} too; these are deals of their own.")
    _gone(gone, closes=closes)
    _rest(reading, plan.unowned)


def _gap(gap: Unplaced) -> str:
    """One line for an important field without a column, with the option that would name one."""
    field = WORDS.get(gap.field, gap.field)
    if not gap.candidates:
        return _NO_STATUS if gap.field == "status" else f"No column holds the {field}."
    could = " or ".join(f"“{heading}”" for heading in gap.candidates)
    return f"No column holds the {field}; {could} could be it: {option(gap.field, gap.candidates[0])}"


def _taken(words: Iterable[Word]) -> list[str]:
    """One line for each word, the most frequent first: each column's together."""
    lines: dict[tuple[str, str], list[Word]] = {}
    for word in words:
        lines.setdefault((word.heading, word.text), []).append(word)
    by_column = sorted(lines.items(), key=lambda line: line[0][0])
    return [f"{heading} “{text}”: {', '.join(map(_as, said))}" for (heading, text), said in by_column]


def _as(word: Word) -> str:
    guessed = ", as nobody knows the word" if word.status is Status.OPEN and not word.known else ""
    return f"{word.status or 'refused'} ({word.count}{guessed})"


def _much_refused(reading: Reading[Any]) -> None:
    """The share of refused rows on top, where it is half of them or more."""
    refused, rows = len(reading.refused), len(reading.refused) + len(reading.records)
    if refused * 2 >= rows > 0:
        typer.echo(f"{refused * 100 // rows} % refused: {refused} of {rows} rows.")


def nothing_read(reading: Reading[Any]) -> Refused | None:
    """The refusal of a file of which every row was refused."""
    if reading.records or not reading.refused:
        return None
    return Refused(f"Nothing was read: all {len(reading.refused)} rows are refused, and nothing was changed.")


def _gone(gone: Vanished, *, closes: bool) -> None:
    _list(
        "Merged, so they close as gone",
        (f"{each.subject.name} ({each.subject.source_id}) -> {each.into}" for each in gone.merged),
    )
    if not gone.certain:
        typer.echo("What is missing cannot be told: some refused rows don't even say which deals they are.")
    if len(gone.missing) * 2 > gone.open and not closes:  # the file seems to be a part of them only
        typer.echo(f"Open here, but not in the file: {len(gone.missing)} of {gone.open} deals.")
        return
    title = "Not in the file any more, so they close as gone" if closes else "Open here, but not in the file"
    _list(title, (f"{each.name} ({each.source_id})" for each in gone.missing))
    if gone.missing and not closes:
        typer.echo(f"--gone closes these {len(gone.missing)} of {gone.open} open deals as gone.")


def deals_done(done: Done) -> None:
    """What was done."""
    gone = f", {done.gone} closed as gone" if done.gone else ""
    typer.echo(f"Done: {done.new} new, {done.changed} changed, {done.customers} new customers{gone}.")


def customers_plan(reading: Reading[CustomerRecord], plan: CustomersPlan) -> None:
    """New, changed, unchanged and refused customers."""
    _much_refused(reading)
    typer.echo(f"{len(reading.records)} customers found.")
    listed = plan.listed
    _counts(len(listed.new), len(listed.changed), listed.unchanged, reading)
    _list("New", (record.name for record, _ in listed.new))
    _list("Left out, because several customers have that name and the list gives no id", listed.unclear)
    _list(
        "Changed",
        (
            f"{subject.name}: {_changes(changed, plan.owners, WORDS_OF_CUSTOMERS)}"
            for subject, changed in listed.changed
        ),
    )
    _rest(reading, plan.unowned)


def customers_done(plan: CustomersPlan) -> None:
    """What was done."""
    typer.echo(f"Done: {len(plan.listed.new)} new, {len(plan.listed.changed)} changed.")


def people_plan(reading: Reading[PersonRecord], plan: PeoplePlan) -> None:
    """New, changed, unchanged and refused people, and managers whom nobody knows."""
    typer.echo(f"{len(reading.records)} people found.")
    _counts(len(plan.new), len(plan.changed), plan.unchanged, reading)
    _list("New", (f"{record.name} ({record.role})" for record in plan.new))
    _list("Changed", (f"{record.name} ({record.role})" for record in plan.changed))
    _list("New address", (f"{person.name}: {person.email} -> {email}" for person, email in plan.moved))
    _list(
        "Without a manager, because nobody has that e-mail",
        (f"{record.name}: {record.manager_email}" for record in plan.no_manager if record.manager_email),
    )
    _list(
        "Without a manager, because nobody or several have that name",
        (f"{record.name}: {record.manager_name}" for record in plan.no_manager if not record.manager_email),
    )
    _list(
        "Left out, because they are not active",
        (f"{record.name} ({record.email})" for record in plan.left_out),
        most=None,
    )
    _list("All access ends", _left(plan.leaving), most=None)
    _list("Known here but not on the list (the role none ends all access)", _left(plan.unlisted), most=None)
    _list(
        "Refused, because their managers go round in a loop",
        (f"{record.name}: {record.manager_email}" for record in plan.loops),
        most=None,
    )
    taken = [warned for warned in reading.warnings if warned.reason.code == "role_taken"]
    _list("Job titles", (say(warned.reason) for warned in taken), most=None)
    _rest(replace(reading, warnings=tuple(each for each in reading.warnings if each not in taken)), ())


def leaving(plan: Leaving) -> None:
    """Whose access ends, and what they carry."""
    _list("All access and all reminders end", _left([plan]), most=None)


def _left(listed: Iterable[Leaving]) -> list[str]:
    """One line for each, with the names of what they carry, which somebody else should have."""
    lines = []
    for each in listed:
        names = [subject.name for subject in each.open[:SHOWN]]
        more = [f"{len(each.open) - SHOWN} more"] if len(each.open) > SHOWN else []
        carried = f"; open: {', '.join([*names, *more])}" if names else ""
        lines.append(f"{each.person.name} ({each.person.email}){carried}")
    return lines


def people_done(plan: PeoplePlan) -> None:
    """What was done."""
    typer.echo(f"Done: {len(plan.new)} new, {len(plan.changed)} changed.")


def _counts(new: int, changed: int, unchanged: int, reading: Reading[Any]) -> None:
    typer.echo(f"{new} new, {changed} changed, {unchanged} unchanged, {len(reading.refused)} refused.")


def _rest(reading: Reading[Any], unowned: Iterable[Unowned]) -> None:
    if reading.dropped:
        typer.echo(f"Left out: {say_dropped(reading.dropped)}.")
    _list("Refused", _by_kind(reading.refused), most=None)
    _list("Worth a look", _by_kind(reading.warnings), most=None)
    listed = list(unowned)
    _list("Left without owner", _doubts(each for each in listed if not each.kept), most=None)
    _list("Owner stays, the file's is in doubt", _doubts(each for each in listed if each.kept), most=None)
    if reading.leftovers:
        typer.echo("Columns not read: " + ", ".join(reading.leftovers))


def _by_kind(rows: Iterable[Refusal | Warned]) -> list[str]:
    """One line for each kind of reason: the first row of it, and how many more there are."""
    kinds: dict[str, list[Refusal | Warned]] = {}
    for row in rows:
        kinds.setdefault(row.reason.code, []).append(row)
    return [_example(found[0], len(found) - 1) for found in kinds.values()]


def _example(row: Refusal | Warned, more: int) -> str:
    rest = f" (and {more} more of this kind; --report FILE lists all)" if more else ""
    return f"line {row.line}: {say(row.reason)}{rest}"


def _changes(changed: Iterable[Change], owners: Mapping[int, str], words: Mapping[str, str] = WORDS) -> str:
    return ", ".join(
        f"{_word(change.field, words)} "
        f"{_value(change, change.before, owners)} -> {_value(change, change.after, owners)}"
        for change in changed
    )


def _word(field: str, words: Mapping[str, str] = WORDS) -> str:
    return words.get(field, field.replace("_", " "))


def _value(change: Change, value: object, owners: Mapping[int, str]) -> str:
    if change.field == "owner_id":
        return owners.get(value, "somebody") if isinstance(value, int) else "nobody"
    if value is None:
        return "not known"
    return f"{value:,.{change.decimals}f}" if isinstance(value, Decimal) else str(value)


def _doubts(unowned: Iterable[Unowned]) -> list[str]:
    """One line for everybody whom the file names and who is not found, with how often and who is written most alike."""
    counts = Counter((each.owner, _doubt(each)) for each in unowned)
    return [f"{owner}: {count} ({doubt})" for (owner, doubt), count in sorted(counts.items())]


def _doubt(unowned: Unowned) -> str:
    if unowned.several:
        return "several people could be meant"
    nobody = f"nobody has that {'e-mail' if '@' in unowned.owner else 'name'}"
    return f"{nobody}; the nearest is {unowned.nearest}" if unowned.nearest else nobody


def _list(title: str, lines: Iterable[str], *, most: int | None = SHOWN, count: int | None = None) -> None:
    """A list with its title, where there is anything; `count` says how many there are if not all lines are given."""
    listed = list(lines)
    if not listed:
        return
    typer.echo(f"{title}:")
    for line in listed[:most]:
        typer.echo(f"  {line}")
    if most is not None and (left := (count or len(listed)) - most) > 0:
        typer.echo(f"  … and {left} more")
