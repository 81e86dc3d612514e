"""What is new, what changes, and what becomes of the rest: for each kind of file in its own parts."""

from collections.abc import Iterable, Iterator, Sequence

from bot.crm.files.words import field_of
from bot.crm.preview.changes import changed
from bot.crm.preview.parts import Part, Where, first, line
from bot.crm.usecases.deals import SHOWN
from bot.crm.usecases.found import Customers, Deals, People
from bot.kit.texts import Texts
from bot.people.usecases.leaving import Leaving
from flows.company.subjects import Kind
from flows.imports import PersonRecord


def deals(found: Deals, t: Texts, where: Where) -> Iterator[Part]:
    """New and changed deals, those that stay otherwise than the file says, and what is not in it any more."""
    plan = found.plan
    yield first(t("import.new"), plan.first_new, plan.new)
    yield first(t("import.changed"), changed(plan.first_changed, Kind.DEAL, plan.owners, t), plan.changed)
    if plan.held:
        yield line(t("import.held", count=plan.held))
    if plan.left_out:
        yield line(t("import.left_out", count=plan.left_out))
    if plan.emptied:
        emptied = (
            t("import.emptied_of", field=field_of(field, t), count=count)
            for field, count in plan.emptied.items()
        )
        yield line(t("import.emptied", fields=", ".join(emptied)))
    yield first(t("import.of_several"), plan.beside)
    for source, count in plan.met.elsewhere:
        yield line(t("import.elsewhere", count=count, source=source))
    yield from _gone(found, t, where)


def _gone(found: Deals, t: Texts, where: Where) -> Iterator[Part]:
    gone, missing = found.gone, len(found.gone.missing)
    merged = [
        t("import.into", before=f"{each.subject.name} ({each.subject.source_id})", after=each.into)
        for each in gone.merged
    ]
    yield first(t("import.merged"), merged)
    if not gone.certain:
        yield line(t("import.uncertain"))
    if gone.is_most and not found.closes:
        yield line(t("import.part_only", gone=missing, count=gone.open))
        return
    title = t("import.closes" if found.closes else "import.vanished")
    yield first(title, [f"{each.name} ({each.source_id})" for each in gone.missing])
    if missing and not found.closes:
        yield line(t(f"import.may_close_{where}", count=missing, of=gone.open))


def customers(found: Customers, t: Texts) -> Iterator[Part]:
    """New and changed customers, and those of whom nobody can say which they are."""
    listed = found.plan.listed
    yield first(t("import.new"), [record.name for record, _ in listed.new])
    yield first(t("import.unclear"), list(listed.unclear))
    yield first(t("import.beside"), listed.beside)
    yield first(t("import.changed"), changed(listed.changed, Kind.CUSTOMER, found.plan.owners, t))


def people(found: People, t: Texts) -> Iterator[Part]:
    """New and changed people, whose access ends, and managers whom nobody knows."""
    plan = found.plan
    by_email = [each for each in plan.no_manager if each.manager_email]
    by_name = [each for each in plan.no_manager if not each.manager_email]
    yield first(t("import.new"), [_with_role(record, t) for record in plan.new])
    yield first(t("import.changed"), [_with_role(record, t) for record in plan.changed])
    moved = [
        f"{person.name}: {t('import.into', before=person.email, after=email)}" for person, email in plan.moved
    ]
    yield first(t("import.moved"), moved)
    yield first(t("import.no_manager"), [f"{each.name}: {each.manager_email}" for each in by_email])
    yield first(t("import.no_manager_named"), [f"{each.name}: {each.manager_name}" for each in by_name])
    yield Part(t("import.inactive"), [f"{each.name} ({each.email})" for each in plan.left_out])
    yield Part(t("import.leaving"), left(plan.leaving, t))
    yield Part(t("import.unlisted"), left(plan.unlisted, t))
    yield Part(t("import.loops"), [f"{each.name}: {each.manager_email}" for each in plan.loops])


def _with_role(record: PersonRecord, t: Texts) -> str:
    return f"{record.name} ({t(f'import.role.{record.role}')})"


def left(listed: Iterable[Leaving], t: Texts) -> Sequence[str]:
    """One line for each, with the names of what they carry, which somebody else should have."""
    lines = []
    for each in listed:
        who = f"{each.person.name} ({each.person.email})"
        names = [subject.name for subject in each.open[:SHOWN]]
        if more := len(each.open) - len(names):
            names.append(t("import.also", count=more))
        lines.append(t("import.carries", who=who, what=", ".join(names)) if names else who)
    return lines
