"""What a file would do, in lines: for each kind of file one function from what was read and what is planned."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, get_args

from bot.crm.files.words import say
from bot.crm.usecases.customers import CustomersPlan
from bot.crm.usecases.deals import SHOWN, Changed, Outlook, Unowned
from bot.kit.texts import Texts, entries
from bot.people.usecases.leaving import Leaving
from bot.people.usecases.listing import PeoplePlan
from bot.standing.changes import line
from flows.company.subjects import Kind
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reading, Reason, Refused, Warned

What = Literal["deals", "customers", "people"]  # what a file holds
WHATS: tuple[What, ...] = get_args(What)


class Part(NamedTuple):
    """Some lines under a title ("" for none), and how many there are besides."""

    title: str
    lines: Sequence[str]
    more: int = 0


def deals(reading: Reading[DealRecord], plan: Outlook, t: Texts, *, now: datetime) -> list[Part]:
    """New, changed, unchanged and refused deals, and what wants a look."""
    found = t("import.found_deals", count=len(reading.records), source=reading.source)
    changed = _changed(plan.first_changed, Kind.DEAL, plan.owners, t, now)
    return _said(
        Part("", [found, _counts(plan.new, plan.changed, plan.unchanged, reading, t)]),
        Part(t("import.new"), plan.first_new, plan.new - len(plan.first_new)),
        Part(t("import.changed"), changed, plan.changed - len(changed)),
        Part("", [t("import.held", count=plan.held)] if plan.held else []),
        *_rest(reading, plan.unowned, t),
    )


def customers(
    reading: Reading[CustomerRecord], plan: CustomersPlan, t: Texts, *, now: datetime
) -> list[Part]:
    """New, changed, unchanged and refused customers."""
    listed, found = plan.listed, t("import.found_customers", count=len(reading.records))
    return _said(
        Part("", [found, _counts(len(listed.new), len(listed.changed), listed.unchanged, reading, t)]),
        _first(t("import.new"), [record.name for record, _ in listed.new]),
        _first(t("import.changed"), _changed(listed.changed, Kind.CUSTOMER, plan.owners, t, now)),
        *_rest(reading, plan.unowned, t),
    )


def people(reading: Reading[PersonRecord], plan: PeoplePlan, t: Texts) -> list[Part]:
    """New, changed, unchanged and refused people, whose access ends, and managers whom nobody knows."""
    found = t("import.found_people", count=len(reading.records))
    return _said(
        Part("", [found, _counts(len(plan.new), len(plan.changed), plan.unchanged, reading, t)]),
        _first(t("import.new"), [_with_role(record, t) for record in plan.new]),
        _first(t("import.changed"), [_with_role(record, t) for record in plan.changed]),
        _first(
            t("import.moved"), [f"{person.name}: {person.email} → {email}" for person, email in plan.moved]
        ),
        _first(t("import.no_manager"), [f"{each.name}: {each.manager_email}" for each in plan.no_manager]),
        _first(t("import.leaving"), [_left(each, t) for each in plan.leaving]),
        _first(t("import.unlisted"), [_left(each, t) for each in plan.unlisted]),
        _first(t("import.loops"), [f"{each.name}: {each.manager_email}" for each in plan.loops]),
        *_rest(reading, (), t),
    )


def _said(*parts: Part) -> list[Part]:
    return [part for part in parts if part.lines]


def _first(title: str, lines: Sequence[str]) -> Part:
    return Part(title, lines[:SHOWN], max(0, len(lines) - SHOWN))


def _counts(new: int, changed: int, unchanged: int, reading: Reading[Any], t: Texts) -> str:
    refused = len(reading.refused)
    return t("import.counts", new=new, changed=changed, unchanged=unchanged, refused=refused)


def _changed(
    found: Iterable[Changed], kind: Kind, owners: Mapping[int, str], t: Texts, now: datetime
) -> list[str]:
    return [
        f"{subject.name}: " + "; ".join(line(change, kind, owners, t, now=now) for change in changes)
        for subject, changes in found
    ]


def _with_role(record: PersonRecord, t: Texts) -> str:
    return f"{record.name} ({t(f'import.role.{record.role}')})"


def _left(left: Leaving, t: Texts) -> str:
    """Whose access ends, with how much of theirs is open, which somebody else should have."""
    who = f"{left.person.name} ({left.person.email})"
    return f"{who}, {t('handover.open', count=len(left.open))}" if left.open else who


def _rest(reading: Reading[Any], unowned: Iterable[Unowned], t: Texts) -> list[Part]:
    listed, leftovers = list(unowned), ", ".join(reading.leftovers)
    return [
        _grouped(t("import.refused"), reading.refused, t),
        _grouped(t("import.look_at"), reading.warnings, t),
        _owners(t("import.unowned"), [each for each in listed if not each.kept], t),
        _owners(t("import.kept_owner"), [each for each in listed if each.kept], t),
        Part(
            "",
            [t("import.dropped", count=sum(map(len, reading.dropped.values())))] if reading.dropped else [],
        ),
        Part(t("import.leftovers"), [leftovers] if leftovers else []),
    ]


def _grouped(title: str, rows: Iterable[Refused | Warned], t: Texts) -> Part:
    """One line for each kind of thing, with the first row that has it, and how many are like it."""
    groups: dict[str, list[Refused | Warned]] = {}
    for row in rows:
        groups.setdefault(row.reason.code, []).append(row)
    lines = []
    for first, *others in groups.values():
        said = reason(first.reason, t)
        where = t("import.line", line=first.line, said=said) if first.record else said
        lines.append(t("import.and_like_it", said=where, count=len(others)) if others else where)
    return _first(title, lines)


def reason(said: Reason, t: Texts) -> str:
    """A reason in words; in English where the language has none for it yet."""
    if f"import.reason.{said.code}" not in entries(t.language):
        return say(said)
    params = dict(said.params)
    if "field" in params:
        params["field"] = field_of(str(params["field"]), t)
    return t(f"import.reason.{said.code}", **params)


def field_of(name: str, t: Texts) -> str:
    """What a field of a file is called within a sentence."""
    return (
        t(f"import.field.{name}") if f"import.field.{name}" in entries(t.language) else name.replace("_", " ")
    )


def _owners(title: str, unowned: Iterable[Unowned], t: Texts) -> Part:
    """One line for everybody whom the file names and who is not found, with how often."""
    counts = Counter((each.owner, each.several) for each in unowned)
    return _first(title, [_owner(*who, count, t) for who, count in sorted(counts.items())])


def _owner(owner: str, several: bool, count: int, t: Texts) -> str:  # noqa: FBT001 - a key of the counts
    if several:
        return t("import.owner_several", owner=owner, number=count)
    if "@" in owner:
        return t("import.owner_no_email", owner=owner, number=count)
    return t("import.owner_no_name", owner=owner, number=count)
