"""Which code page the letters of a file are in, where its bytes do not say: Windows-1252, or a question."""

import re

from bot.crm.files.errors import Asked, in_doubt, told
from bot.crm.files.text import shown

PAGES = (
    *("cp1252", "iso8859_15", "cp865", "cp850", "mac_roman"),
    *("cp1250", "cp1254", "cp1257", "cp1251", "cp1253"),
)
_HOME = frozenset("æøåäöüßé")
# The letters that one language writes; a word whose letters no language writes together is read wrong.
_TOGETHER = tuple(
    map(
        frozenset,
        (
            "æøåéèêóòôâüöä",
            "åäöéüàšž",
            "äöüßé",
            "àâæçéèêëîïôœùûüÿ",
            "áéíóúñüçàèòï·",
            "áâãàçéêíóôõú",
            "àèéìíîòóùú",
            "áéíóúýþæöðø",
            "äöüõšž",
            "áéíóúëïöüäè",
        ),
    )
)
_WORD = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
# Signs that stand inside no word, or begin one: ø, å, æ and their like of DOS, of old Macs, of Central Europe.
_NO_LETTER = re.compile(
    r"[^\W\d_][‘„”‚“†‡›‹¿¾¼½¹²³£¥¤°ª¬¦±¸•¯®§][^\W\d_]"
    r"|(?:^|(?<=[\s,;\t|\"]))[†›¾¯®](?=[a-z])"
    r"|[a-zæøåäöü][ŠŒŽŸ](?=[a-z])"
    r"|[^\W\d_]{4}[¹²³¿]"
    r"|¤",
    re.MULTILINE,
)
_BETWEEN_WORDS = b' ,;\t|"\r\n'


def western(data: bytes) -> str:
    """The text of bytes in Windows-1252; Asked when letters come out that nobody writes."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _asked(data, error.start, "encoding_neither") from error
    odd = _odd(text)
    if odd is not None:
        raise _asked(data, odd, "encoding_unknown")
    return text


def _odd(text: str) -> int | None:
    """Where the text first reads as no language does; a sign of Windows-1252 is one byte, so it is the byte's place."""
    if found := _NO_LETTER.search(text):
        return found.start() + 1 if len(found[0]) == 3 else found.start() + len(found[0]) - 1
    words = [word for word in dict.fromkeys(_WORD.findall(text)) if any(map(_is_letter, word))]
    letters = {word: set(filter(_is_letter, word.lower())) for word in words}
    strange = [word for word in words if not any(letters[word] <= known for known in _TOGETHER)]
    foreign = [word for word in words if letters[word] - _HOME]
    if not strange and len(foreign) * 4 > len(words):
        strange = foreign  # a Danish file has some foreign names, a Polish one has little else
    if not strange:
        return None
    word = strange[0]
    within = next(at for at, sign in enumerate(word) if _is_letter(sign) and sign.lower() not in _HOME)
    return text.index(word) + within


def _is_letter(sign: str) -> bool:
    """Whether it is a letter beyond ASCII; ² and ª belong to measures and numbers."""
    return not sign.isascii() and sign.isalpha() and sign not in "ªº"


def _asked(data: bytes, offset: int, code: str) -> Asked:
    word = _word(data, offset)
    ways = {page: text for page in PAGES if (text := _as_letters(word, page))}
    first = {text: page for page, text in reversed(ways.items())}  # of pages that read alike
    answers = [
        (page, told("letters", value=shown(text), page=page))
        for page, text in ways.items()
        if first[text] == page
    ]
    sample = shown(word.decode("cp1252", "replace"))
    return Asked([in_doubt("encoding", code, answers, line=_line(data, offset), value=sample)])


def _word(data: bytes, offset: int) -> bytes:
    start = end = offset
    while start > 0 and data[start - 1] not in _BETWEEN_WORDS:
        start -= 1
    while end < len(data) and data[end] not in _BETWEEN_WORDS:
        end += 1
    return data[max(start, offset - 30) : min(end, offset + 30)]


def _as_letters(word: bytes, page: str) -> str | None:
    try:
        text = word.decode(page)
    except UnicodeDecodeError:
        return None
    letters = [sign for sign in text if not sign.isascii()]
    return text if page == "cp1252" or all(sign.isalpha() or sign == "€" for sign in letters) else None


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
