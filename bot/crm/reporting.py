"""The whole list of what was refused and what wants a look, for a spreadsheet; and the plan for scripts."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.crm.files.errors import Asked
from bot.crm.files.words import in_words, say, say_question
from bot.crm.usecases.deals import Changed
from bot.crm.usecases.found import Customers, Deals, Found
from bot.crm.usecases.owners import Unowned
from bot.kit.terminal import Refused
from flows.company.changes import Change
from flows.imports import Reading

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for one


def write_report(file: Path, reading: Reading[Any], unowned: Iterable[Unowned]) -> None:
    """Write every refused row, every note and every owner in doubt as CSV; Refused when the file cannot be written."""
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(("what", "line", "why"))
            writer.writerows([_safe(cell) for cell in row] for row in _lines(reading, unowned))
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}. Nothing was changed.") from error


def _lines(reading: Reading[Any], unowned: Iterable[Unowned]) -> Iterator[tuple[str, str, str]]:
    for row in reading.refused:
        yield "refused", str(row.line), say(row.reason)
    for note in reading.warnings:
        yield "note", str(note.line) if note.record else "", say(note.reason)
    for each in unowned:
        doubt = "is several people" if each.several else "is not found"
        yield "owner", "", f"{each.name}: {each.owner} {doubt}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def plan_json(found: Found) -> str:
    """The whole plan: amounts are texts, dates ISO, owners e-mails or names as they are listed; not for people."""
    plan = _counted(found)
    if isinstance(found, Deals):
        plan |= _deals(found)
    elif isinstance(found, Customers):
        plan |= _customers(found)
    return _json(plan)


def _deals(found: Deals) -> dict[str, object]:
    plan, gone = found.plan, found.gone
    changed = {subject.source_id for subject, _ in plan.first_changed}
    new = [each for each in plan.news if each.source_id not in changed]
    return {
        "new": [{"id": each.source_id, "name": each.name} for each in new],
        "changed": [_changed(each, plan.owners) for each in plan.first_changed],
        "held": plan.held,
        "missing": [{"id": each.source_id, "name": each.name} for each in gone.missing],
        "closes_missing": found.closes,
        "merged": [
            {"id": each.subject.source_id, "name": each.subject.name, "into": each.into}
            for each in gone.merged
        ],
    }


def _customers(found: Customers) -> dict[str, object]:
    listed = found.plan.listed
    return {
        "new": [{"id": record.account_id, "name": record.name} for record, _ in listed.new],
        "changed": [_changed(each, found.plan.owners) for each in listed.changed],
        "unclear": list(listed.unclear),
    }


def doubts_json(asked: Asked) -> str:
    """What is asked: each doubt's key of --map, its question, and the answers with their words."""
    doubts = [
        {
            "key": each.key,
            "question": say_question(each.question),
            "answers": [
                {"value": value, "words": in_words(each.key, value, about)} for value, about in each.answers
            ],
        }
        for each in asked.doubts
    ]
    return _json({"doubts": doubts})


def _counted(found: Found) -> dict[str, object]:
    reading = found.reading
    return {
        "source": reading.source,
        "records": len(reading.records),
        "unchanged": found.counts[2],
        "dropped": reading.dropped,
        "columns": dict(reading.columns),
        "not_read": list(reading.leftovers),
        "kept": dict(found.answers.used),
        "refused": [{"line": row.line, "why": say(row.reason)} for row in reading.refused],
        "notes": [{"line": note.line, "why": say(note.reason)} for note in reading.warnings],
    }


def _changed(changed: Changed, owners: Mapping[int, str]) -> dict[str, object]:
    subject, found = changed
    return {
        "id": subject.source_id,
        "name": subject.name,
        "changes": {
            one.field.removesuffix("_id") if one.field == "owner_id" else one.field: {
                "before": _value(one, one.before, owners),
                "after": _value(one, one.after, owners),
            }
            for one in found
        },
    }


def _value(change: Change, value: object, owners: Mapping[int, str]) -> object:
    if change.field == "owner_id":
        return owners.get(value) if isinstance(value, int) else None
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
