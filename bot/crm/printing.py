"""What an import prints: what it would change, and what it did."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import typer

from bot.crm.batches import Done
from bot.crm.files.words import say, say_dropped
from bot.crm.usecases.customers import CustomersPlan
from bot.crm.usecases.deals import SHOWN, Outlook, Unowned
from bot.people.usecases.leaving import Leaving
from bot.people.usecases.listing import PeoplePlan
from flows.company.changes import Change
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reading

WORDS = {"owner_id": "owner", "close_date": "close date", "stage_probability": "stage's probability"}
WORDS_OF_CUSTOMERS = WORDS | {"amount": "yearly value", "close_date": "expiry date"}


def deals_plan(reading: Reading[DealRecord], plan: Outlook) -> None:
    """New, changed, unchanged and refused deals, and what wants a look."""
    typer.echo(f"{len(reading.records)} deals found, source {reading.source}.")
    _counts(plan.new, plan.changed, plan.unchanged, reading)
    _list("New", plan.first_new, count=plan.new)
    _list(
        "Changed",
        (f"{subject.name}: {_changes(changed, plan.owners)}" for subject, changed in plan.first_changed),
        count=plan.changed,
    )
    if plan.held:
        typer.echo(f"Kept as changed in Slack, until the file says something new: {plan.held}")
    _rest(reading, plan.unowned)


def deals_done(done: Done) -> None:
    """What was done."""
    typer.echo(f"Done: {done.new} new, {done.changed} changed, {done.customers} new customers.")


def customers_plan(reading: Reading[CustomerRecord], plan: CustomersPlan) -> None:
    """New, changed, unchanged and refused customers."""
    typer.echo(f"{len(reading.records)} customers found.")
    listed = plan.listed
    _counts(len(listed.new), len(listed.changed), listed.unchanged, reading)
    _list("New", (record.name for record, _ in listed.new))
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
        (f"{record.name}: {record.manager_email}" for record in plan.no_manager),
    )
    _list("All access ends", _left(plan.leaving), most=None)
    _list("Known here but not on the list (the role none ends all access)", _left(plan.unlisted), most=None)
    _list(
        "Refused, because their managers go round in a loop",
        (f"{record.name}: {record.manager_email}" for record in plan.loops),
        most=None,
    )
    _rest(reading, ())


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
    _list("Refused", (f"line {row.line}: {say(row.reason)}" for row in reading.refused), most=None)
    _list("Worth a look", (f"line {row.line}: {say(row.reason)}" for row in reading.warnings))
    listed = list(unowned)
    _list("Left without owner", _doubts(each for each in listed if not each.kept), most=None)
    _list("Owner stays, the file's is in doubt", _doubts(each for each in listed if each.kept), most=None)
    if reading.leftovers:
        typer.echo("Columns not read: " + ", ".join(reading.leftovers))


def _changes(changed: Iterable[Change], owners: Mapping[int, str], words: Mapping[str, str] = WORDS) -> str:
    return ", ".join(
        f"{words.get(change.field, change.field.replace('_', ' '))} "
        f"{_value(change, change.before, owners)} -> {_value(change, change.after, owners)}"
        for change in changed
    )


def _value(change: Change, value: object, owners: Mapping[int, str]) -> str:
    if change.field == "owner_id":
        return owners.get(value, "somebody") if isinstance(value, int) else "nobody"
    if value is None:
        return "not known"
    return f"{value:,.{change.decimals}f}" if isinstance(value, Decimal) else str(value)


def _doubts(unowned: Iterable[Unowned]) -> list[str]:
    """One line for everybody whom the file names and who is not found, with how often."""
    counts = Counter((each.owner, each.several) for each in unowned)
    return [
        f"{owner}: {count} ({_doubt(owner, several=several)})"
        for (owner, several), count in sorted(counts.items())
    ]


def _doubt(owner: str, *, several: bool) -> str:
    if several:
        return "several people have that name"
    return f"nobody has that {'e-mail' if '@' in owner else 'name'}"


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
