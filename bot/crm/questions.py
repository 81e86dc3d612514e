"""What a file leaves open, as questions: in the reader's language by their keys, and below as the file shows it."""

from hashlib import sha256

from bot.crm.files.errors import Doubt
from bot.crm.files.values.currencies import BARE, PREFIX
from bot.crm.files.words import field_of, say_answer, say_question
from bot.kit.blocks import Block, cut, field, option
from bot.kit.codec import OPTION
from bot.kit.texts import Texts, entries
from flows.imports import Reason

ANSWER = "import.answer"
MOST_OPTIONS = 100  # Slack's limit of a menu
HINT = 2000  # signs, Slack's limit too


def question(doubt: Doubt, t: Texts) -> Block:
    """A menu of its answers; where there are none, or too many or too long ones, a field to write one."""
    id_, label, said = answer_block(doubt.key), asked_as(doubt.key, t), say_question(doubt.question, t)
    fits = len(doubt.answers) <= MOST_OPTIONS and all(0 < len(value) <= OPTION for value, _ in doubt.answers)
    if doubt.answers and fits:
        options = [_option(doubt.key, value, about, t) for value, about in doubt.answers]
        element: Block = {"type": "static_select", "action_id": ANSWER, "options": options}
        return field(label, element, block_id=id_, hint=cut(said, HINT))
    ways = ", ".join(value for value, _ in doubt.answers)
    hint = f"{said} {t('import.one_of', ways=ways)}" if ways else said
    element = {"type": "plain_text_input", "action_id": ANSWER, "max_length": OPTION}
    return field(label, element, block_id=id_, hint=cut(hint, HINT))


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


def _option(key: str, value: str, about: str | Reason, t: Texts) -> Block:
    """One answer: in words of ours where it has some, else as it is called, with what the file shows of it."""
    words, note = say_answer(key, value, about, t)
    if key.startswith(PREFIX):
        words = f"{value}: {words}"  # the code tells two dollars apart
    return option(words or value, value, note)
