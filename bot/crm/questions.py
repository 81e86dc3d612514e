"""What a file leaves open, as questions: in the reader's language by their keys, and below as the file shows it."""

from hashlib import sha256

from babel.numbers import get_currency_name

from bot.crm.files.errors import Doubt
from bot.crm.files.values.currencies import BARE, PREFIX
from bot.crm.files.words import field_of
from bot.kit.blocks import Block, cut, field, option
from bot.kit.codec import OPTION
from bot.kit.texts import BABEL, Texts, entries

ANSWER = "import.answer"
MOST_OPTIONS = 100  # Slack's limit of a menu


def question(doubt: Doubt, t: Texts) -> Block:
    """A menu of its answers; where there are none, or too many or too long ones, a field to write one."""
    id_, label = answer_block(doubt.key), asked_as(doubt.key, t)
    fits = len(doubt.answers) <= MOST_OPTIONS and all(0 < len(value) <= OPTION for value, _ in doubt.answers)
    if doubt.answers and fits:
        options = [_option(doubt.key, value, words, t) for value, words in doubt.answers]
        element: Block = {"type": "static_select", "action_id": ANSWER, "options": options}
        return field(label, element, block_id=id_, hint=doubt.question)
    ways = ", ".join(value for value, _ in doubt.answers)
    hint = f"{doubt.question} {t('import.one_of', ways=ways)}" if ways else doubt.question
    element = {"type": "plain_text_input", "action_id": ANSWER, "max_length": OPTION}
    return field(label, element, block_id=id_, hint=cut(hint, 2000))


def answer_block(key: str) -> str:
    """The block of the question with this key; Slack keeps what was chosen under an id, so no two share one."""
    return f"{ANSWER}.{sha256(key.encode()).hexdigest()[:12]}"


def asked_as(key: str, t: Texts) -> str:
    """The question with this key of the mapping; a key without a question of its own is a field's, for its column."""
    kind, dot, about = key.partition(".")
    if key == PREFIX + BARE:
        return t("import.ask.no_sign")
    if dot:
        return t(f"import.ask_about.{kind}", about=field_of(about, t) if kind == "dates" else about)
    if f"import.ask.{kind}" in entries(t.language):
        return t(f"import.ask.{kind}")
    return t("import.ask.column", about=field_of(kind, t))


def _option(key: str, value: str, words: str, t: Texts) -> Block:
    """One answer: in words of ours where it has some, else as it is called, with what the file shows of it."""
    kind, dot, _ = key.partition(".")
    if f"import.answer.{kind}.{value}" in entries(t.language):
        return option(t(f"import.answer.{kind}.{value}"), value)
    if kind == "roles" or (kind == "role" and dot):
        return option(t(f"import.role.{value}"), value, words)
    if kind == "currency" and dot:
        return option(f"{value}: {get_currency_name(value, locale=BABEL[t.language])}", value)
    return option(value, value, words)
