"""The English sentences of reasons, for the command line."""

from collections.abc import Mapping, Sequence

from flows.imports import Reason

SENTENCES = {
    "amount_decimals": "amounts such as “{value}” have more decimals than money; they were rounded to two",
    "amount_exponent": "amounts such as “{value}” are written with an exponent and were taken as they stand",
    "amount_in_words": "the amount “{value}” is not written in full",
    "amount_negative": "the amount “{value}” is negative",
    "amount_not_number": "the amount “{value}” is not a number",
    "amount_rounded": "the amount “{value}” may have been rounded by a spreadsheet",
    "amount_too_big": "the amount “{value}” is above 1,000,000,000,000",
    "amount_too_fine": "the amount “{value}” is next to nothing: it begins after {decimals} decimals",
    "amount_zero": "the amount is zero",
    "as_above": "blank cells of the column {columns} repeat the cell above (the file is a report in groups)",
    "case_differs": "the id “{value}” differs from the one on line {line} only in upper and lower case",
    "cells_missing": "the row ends early; {count} cells at its end were taken as empty",
    "closed_unclear": "the deal is closed, but no column says whether it was won or lost",
    "control_character": "control character (NUL) in the row",
    "created_after_close": "created on {created}, after its close on {close}",
    "currency_assumed": "the currency “{value}” was taken as {currency}",
    "currency_conflict": "the currency column says “{cell}”, the amount says “{sign}”",
    "currency_missing": "no currency; the amount was taken as {currency} unless known otherwise",
    "currency_unknown": "“{value}” is not a currency",
    "damaged_text": "damaged letters (�) in the {field}",
    "date_either": "the {field} “{value}” can be two dates, and the column writes both ways",
    "date_outside": "the {field} “{value}” is too far back or ahead",
    "duplicate": "“{value}” stands on several rows that differ (lines {lines})",
    "encoded_twice": "the letters were encoded twice; “{value}” was read as “{meant}”, and so in the whole file",
    "entities": "the text is written in HTML; “{value}” was read as “{sign}”, and so in the whole file",
    "field_count": "{found} cells where the headings are {expected}",
    "formulas_empty": "{count} formulas have no value saved with them and were read as empty (rows {lines}); "
    "open the workbook in Excel and save it",
    "hidden_rows": "{count} hidden rows were read like the others (rows {lines})",
    "id_case": "the check letters of the id “{value}” do not fit; its upper and lower case was changed",
    "id_rounded": "the id “{value}” was rounded by a spreadsheet",
    "merged_cells": "{count} merged cells were taken to hold for all rows that they cover (from rows {lines})",
    "no_currency_column": "there is no currency column; amounts are taken as {currency} unless known otherwise",
    "no_id": "no id",
    "no_name": "no name",
    "not_a_date": "the {field} “{value}” is not a date",
    "not_a_time": "the time “{value}” is not a time of day such as 09:00",
    "not_an_email": "the {field} “{value}” is not an e-mail address",
    "own_manager": "the manager is the person themselves",
    "lines_differ": "“{value}” stands on several rows (lines {lines}) with other products and amounts: which is the "
    "deal's own amount? Name its column with --map amount=HEADING, or export one row for each deal",
    "percent_not_number": "the probability “{value}” is not a number",
    "percent_one": "the probability “{value}” could be 1 % or 100 %",
    "percent_outside": "the probability “{value}” is not between 0 and 100 %",
    "product_row": "a further row of “{value}” on line {line}: its product was added to that deal",
    "repeated": "“{value}” is the same as line {line} and was taken once",
    "role_taken": 'the role “{value}” was taken as {role}; --map "role.{value}=…" says otherwise',
    "role_unknown": "the role “{value}” is none of seller, manager, director, viewer, auditor, admin, none",
    "sheet": "the sheet “{sheet}” was read; others are not (--map sheet=NAME)",
    "sheets": "the sheet “{sheet}” was read; others have headings too: {others} (--map sheet=NAME)",
    "status_conflict": "the columns disagree on open, won or lost (status “{status}”, stage “{stage}”)",
    "taken_as_unknown": "the {field} “{value}” was taken as not known",
    "time_at_night": "the time “{value}” is between 00:00 and 03:59, when clocks are changed",
    "too_long": "{field} longer than the limit of {limit} characters",
    "weekday_unknown": "“{value}” is not a weekday in English or Danish",
}

DROPPED = {
    "blank": ("blank row", "blank rows"),
    "footer": ("line of a footer", "lines of a footer"),
    "group": ("row with the name of a group", "rows with the name of a group"),
    "headings": ("repeat of the headings", "repeats of the headings"),
    "part": ("row of subitems", "rows of subitems"),
    "sum": ("row of sums", "rows of sums"),
    "title": ("row above the headings", "rows above the headings"),
}
_LINES = 5  # of each kind are named


def say_dropped(dropped: Mapping[str, Sequence[int]]) -> str:
    """What was left out because it states nothing: how much of each kind, and where."""
    return ", ".join(
        f"{len(lines)} {DROPPED[kind][len(lines) != 1]} ({_lines(lines)})"
        for kind, lines in sorted(dropped.items())
        if lines
    )


def _lines(lines: Sequence[int]) -> str:
    some = ", ".join(map(str, lines[:_LINES]))
    return f"line{'s' if len(lines) > 1 else ''} {some}{' …' if len(lines) > _LINES else ''}"


def say(reason: Reason) -> str:
    """The reason in words, to follow "line 3: "."""
    params = dict(reason.params)
    if "field" in params:
        params["field"] = str(params["field"]).replace("_", " ")
    return SENTENCES[reason.code].format(**params)
