"""What a file leaves open is asked of whoever sits at the terminal, and read again with the answers."""

import sys
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeVar

import typer

from bot.crm.files.errors import Asked, Doubt
from bot.crm.files.words import in_words, say_question

R = TypeVar("R")


def read_asking(read: Callable[[Mapping[str, str]], R], mapping: Mapping[str, str]) -> R:
    """What `read` makes of the mapping and of the answers to what is in doubt; Asked where nobody can be asked."""
    answered = dict(mapping)
    while True:
        try:
            return read(answered)
        except Asked as asked:
            if not sys.stdin.isatty():
                raise
            answered |= {doubt.key: _answer(doubt) for doubt in asked.doubts}


def _answer(doubt: Doubt) -> str:
    typer.echo(say_question(doubt.question))
    for value, about in doubt.answers:
        typer.echo(f"  {value}: {in_words(doubt.key, value, about)}")
    answer: str = typer.prompt(
        f"Your answer for {doubt.key}", value_proc=partial(_one_of, [value for value, _ in doubt.answers])
    )
    return answer


def _one_of(answers: Collection[str], typed: str) -> str:
    if answers and typed.strip() not in answers:
        raise typer.BadParameter(f"It is one of {', '.join(answers)}.")
    return typed.strip()
