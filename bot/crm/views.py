"""The windows of an import in Slack: the file, what it leaves open, what it would do, how far it is, what was done."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from bot.crm.files.errors import Doubt
from bot.crm.preview import WHATS, Part, What, field_of
from bot.kit.blocks import Block, View, context, cut, divider, field, modal, option, section
from bot.kit.codec import OPTION, Codec, Text
from bot.kit.texts import Texts, entries

READ = "import.read"  # looks at the file, and shows what it would do
GO = "import.go"  # does it
OVER = "import.over"
KIND, FILE, ANSWER, MORE = "import.kind", "import.file", "import.answer", "import.more"
ACCEPTED = ["csv", "tsv", "txt", "xlsx"]
MOST_ASKED = 40  # questions of one window
MOST_OPTIONS = 100  # Slack's limit of a menu
MOST_BLOCKS = 80  # of a preview; Slack takes 100 in a window
TEXT, LINE = 2900, 400  # characters of a section, of which Slack takes 3000, and of one line in it


class Look(NamedTuple):
    """What a window is about: a file in Slack, what it holds, its digest once it was read, and how it is read.

    `asked` are the keys of the questions in the window, in order.
    """

    what: What
    file: Annotated[str, Field(pattern=r"\A[A-Z0-9]{1,40}\z")]
    digest: Annotated[str, Field(pattern=r"\A[0-9a-f]{0,64}\z")] = ""
    mapping: dict[Text, Text] = {}  # noqa: RUF012 - never changed
    asked: tuple[Text, ...] = ()


LOOK: Codec[Look] = Codec(Look)


def form_view(t: Texts, *, problem: str = "", what: str = "deals") -> View:
    """Which file, and what it holds; on top the problem of the last one."""
    choices = [option(t(f"import.kind_{each}"), each) for each in WHATS]
    first = next(choice for choice in choices if choice["value"] == what)
    kinds = {"type": "radio_buttons", "action_id": KIND, "options": choices, "initial_option": first}
    file = {"type": "file_input", "action_id": FILE, "filetypes": ACCEPTED, "max_files": 1}
    blocks = [
        *_problem(problem),
        section(t("import.lead")),
        field(t("import.kind"), kinds, block_id=KIND),
        field(t("import.file"), file, block_id=FILE, hint=t("import.file_hint")),
    ]
    return _window(blocks, t, callback_id=READ, submit=t("import.look"))


def again_view(look: Look, problem: str, t: Texts) -> View:
    """What went wrong and may go well the next time; nothing has to be chosen again."""
    blocks = _problem(problem)[:1]
    return _window(blocks, t, callback_id=READ, submit=t("button.again"), data=LOOK.dump(look))


def unread_view(look: Look, said: str, typed: str, t: Texts) -> View:
    """Why the file can't be read as it is, and a field to say how else; `typed` stood there."""
    blocks = [*_problem(t("import.unread", said=said)), *_read_with(look, t), _more(look, t, typed)]
    return _window(blocks, t, callback_id=READ, submit=t("import.look_again"), data=LOOK.dump(look))


def asked_view(look: Look, doubts: Sequence[Doubt], t: Texts) -> View:
    """What the file leaves open, as questions; more than fit are asked afterwards. `look` names those asked."""
    blocks: list[Block] = [section(t("import.asked"))]
    blocks += [_question(doubt, t) for doubt in doubts[: len(look.asked)]]
    return _window(blocks, t, callback_id=READ, submit=t("button.continue"), data=LOOK.dump(look))


def preview_view(look: Look, parts: Sequence[Part], t: Texts, *, news: bool) -> View:
    """What the file would do (`news`: whether it is anything), how it was read, and a field to say how else."""
    blocks = list(_sections(parts, t))[:MOST_BLOCKS]
    blocks += [*_read_with(look, t), divider(), _more(look, t, "")]
    if news:
        blocks.insert(0, section(t("import.before")))
        return _window(blocks, t, callback_id=GO, submit=t("import.go"), data=LOOK.dump(look))
    blocks.insert(0, section(t("import.nothing")))
    return _window(blocks, t, callback_id=READ, submit=t("import.look_again"), data=LOOK.dump(look))


def reading_view(t: Texts) -> View:
    """While the file is on its way."""
    return say_view(t("import.reading"), t)


def going_view(t: Texts) -> View:
    """While the file is read once more, and imported."""
    return say_view(t("import.going"), t)


def say_view(text: str, t: Texts) -> View:
    """One thing said, and nothing to send."""
    return modal(t("import.title"), [section(text)], callback_id=OVER, close=t("button.close"))


def answer_block(key: str) -> str:
    """The block of the question with this key; Slack keeps what was chosen under an id, so no two share one."""
    return f"{ANSWER}.{_short(key)}"


def _window(blocks: list[Block], t: Texts, **more: Any) -> View:
    return modal(t("import.title"), blocks, close=t("button.cancel"), **more)


def _problem(text: str) -> list[Block]:
    return [section(cut(f"⚠ {text}", TEXT)), divider()] if text else []


def _read_with(look: Look, t: Texts) -> list[Block]:
    """What was answered and said so far, by the keys under which it can be said anew."""
    pairs = ", ".join(f"{key}={value}" for key, value in look.mapping.items())
    return [context(t("import.read_with", said=cut(pairs, 2000)))] if pairs else []


def _question(doubt: Doubt, t: Texts) -> Block:
    """A menu of its answers; where there are none, or too many or too long ones, a field to write one.

    The question is asked in the reader's language, by its key; under it stands what the file shows, in English.
    """
    id_, label = answer_block(doubt.key), _asked_as(doubt.key, t)
    fits = len(doubt.answers) <= MOST_OPTIONS and all(0 < len(value) <= OPTION for value, _ in doubt.answers)
    if doubt.answers and fits:
        options = [option(_answered_as(value, words, t), value) for value, words in doubt.answers]
        element: Block = {"type": "static_select", "action_id": ANSWER, "options": options}
        return field(label, element, block_id=id_, hint=doubt.question)
    ways = ", ".join(value for value, _ in doubt.answers)
    hint = f"{doubt.question} {t('import.one_of', ways=ways)}" if ways else doubt.question
    return field(label, _written(ANSWER, most=OPTION), block_id=id_, hint=cut(hint, 2000))


def _asked_as(key: str, t: Texts) -> str:
    """The question with this key of the mapping; a key without a question of its own is a field's, for its column."""
    kind, _, about = key.partition(".")
    if f"import.ask.{kind}" in entries(t.language):
        return t(f"import.ask.{kind}", about=about)
    return t("import.ask.column", about=field_of(kind, t))


def _answered_as(value: str, words: str, t: Texts) -> str:
    return t(f"import.answer.{value}") if f"import.answer.{value}" in entries(t.language) else words


def _more(look: Look, t: Texts, typed: str) -> Block:
    element = _written(MORE, most=2000) | {"multiline": True}
    if typed:
        element["initial_value"] = typed
    id_ = f"{MORE}.{_short(repr(look))}"
    return field(t("import.more"), element, block_id=id_, hint=t("import.more_hint"), optional=True)


def _written(action_id: str, *, most: int) -> Block:
    return {"type": "plain_text_input", "action_id": action_id, "max_length": most}


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _sections(parts: Sequence[Part], t: Texts) -> Iterator[Block]:
    """The parts as paragraphs, as few as hold them."""
    for part in parts:
        lines = [cut(each, LINE) for each in part.lines]
        if part.title:
            lines = [part.title, *(f"• {each}" for each in lines)]
        if part.more:
            lines.append(t("list.more", count=part.more))
        text = ""
        for each in lines:
            if len(text) + len(each) > TEXT:
                yield section(text)
                text = ""
            text += ("\n" if text else "") + each
        yield section(text)
