"""The windows of an import in Slack: the file, what it leaves open, what it would do, how far it is, what was done."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from bot.crm.files.errors import Doubt
from bot.crm.preview.parts import Part
from bot.crm.preview.preview import preview
from bot.crm.questions import question
from bot.crm.usecases.found import WHATS, Deals, Found, What, nothing_read
from bot.crm.usecases.vanishing import ALL
from bot.kit.blocks import Block, View, context, cut, divider, field, modal, option, section
from bot.kit.codec import Codec, Text
from bot.kit.texts import Texts

READ = "import.read"  # looks at the file, and shows what it would do
GO = "import.go"  # does it
OVER = "import.over"
KIND, FILE, CLOSING, MORE = "import.kind", "import.file", "import.closing", "import.more"
ACCEPTED = ["csv", "tsv", "txt", "xlsx"]
MOST_ASKED = 40  # questions of one window
TEXT, LINE = 2900, 400  # characters of a paragraph, of which Slack takes 3000, and of one line in it


class Look(NamedTuple):
    """What a window is about: a file in Slack, what it holds, its digest once it was read, and how it is read.

    What is said to be nothing in `mapping` takes back what is kept of earlier files. `asked` are the keys of the
    questions in the window, in order.
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
    blocks = [*_problem(t("import.unread", said=said)), *_read_with(look.mapping, t), _more(look, t, typed)]
    return _window(blocks, t, callback_id=READ, submit=t("import.look_again"), data=LOOK.dump(look))


def asked_view(look: Look, doubts: Sequence[Doubt], t: Texts) -> View:
    """What the file leaves open, as questions; more than fit are asked afterwards. `look` names those asked."""
    blocks: list[Block] = [section(t("import.asked"))]
    blocks += [question(doubt, t) for doubt in doubts[: len(look.asked)]]
    return _window(blocks, t, callback_id=READ, submit=t("button.continue"), data=LOOK.dump(look))


def preview_view(look: Look, found: Found, t: Texts) -> View:
    """What the file would do, how it was read, and fields to say what else is to be done, and how else it is read."""
    said = {key: value for key, value in look.mapping.items() if key not in found.answers.used}
    blocks = [_paragraph(part, t) for part in preview(found, t, "slack")]
    blocks += [*_read_with(said, t), divider(), *_closing(found, t), _more(look, t, "")]
    if found.changes:
        blocks.insert(0, section(t("import.before")))
        return _window(blocks, t, callback_id=GO, submit=t("import.go"), data=LOOK.dump(look))
    refused = nothing_read(found)
    blocks.insert(0, section(t("import.none_read", count=refused) if refused else t("import.nothing")))
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


def _window(blocks: list[Block], t: Texts, **more: Any) -> View:
    return modal(t("import.title"), blocks, close=t("button.cancel"), **more)


def _problem(text: str) -> list[Block]:
    return [section(cut(f"⚠ {text}", TEXT)), divider()] if text else []


def _read_with(said: Mapping[str, str], t: Texts) -> list[Block]:
    """What was answered and said so far, by the keys under which it can be said anew."""
    pairs = ", ".join(f"{key}={value}" for key, value in said.items() if value)
    return [context(t("import.read_with", said=cut(pairs, 2000)))] if pairs else []


def _more(look: Look, t: Texts, typed: str) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": MORE, "max_length": 2000, "multiline": True}
    if typed:
        element["initial_value"] = typed
    id_ = f"{MORE}.{sha256(repr(look).encode()).hexdigest()[:12]}"
    return field(t("import.more"), element, block_id=id_, hint=t("import.more_hint"), optional=True)


def _paragraph(part: Part, t: Texts) -> Block:
    """As many of its lines as one paragraph holds, and how many more there are."""
    bullet, most = ("• ", LINE) if part.title else ("", TEXT - 1)
    text, shown = part.title, 0
    for each in part.lines:
        line = f"{bullet}{cut(each, most)}"
        if len(text) + len(line) >= TEXT:
            break
        text += ("\n" if text else "") + line
        shown += 1
    if more := part.more + len(part.lines) - shown:
        text += "\n" + t("list.more", count=more)
    return section(text)


def _closing(found: Found, t: Texts) -> list[Block]:
    """A box to close what is not in the file any more."""
    if not isinstance(found, Deals) or not found.gone.missing or nothing_read(found):
        return []
    choices = [option(t("import.close_them", count=len(found.gone.missing)), ALL)]
    boxes: Block = {"type": "checkboxes", "action_id": CLOSING, "options": choices}
    if found.closes:
        boxes["initial_options"] = choices
    return [field(t("import.close_title"), boxes, block_id=CLOSING, optional=True)]
