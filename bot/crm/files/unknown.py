"""Words that stand in a cell for nothing: what databases, spreadsheets and CRM systems write where it is empty."""

# A deal, a stage or a product may be called so.
_SAID = frozenset(
    {
        *("unknown", "ukendt", "okänd", "ukjent", "unbekannt", "ikke angivet"),
        *("tbd", "unassigned", "no owner", "not set", "."),
    }
)
_MAY_BE_CALLED_SO = frozenset({"id", "name", "stage", "status", "product", "segment"})
_WORDS = _SAID | frozenset(
    {
        # databases and programs
        *("\\n", "null", "<null>", "[null]", "(null)", "nil", "none", "<none>", "nan", "<na>", "nat"),
        *("undefined",),
        # people
        *("n/a", "na", "n.a.", "n.a", "i/t", "-", "--", "---", "–", "—", "?", "??"),
        # spreadsheets, in the languages that their errors come in
        *("#n/a", "#n/a!", "#i/t", "#nv", "#saknas!", "#ref!", "#reference!", "#bezug!", "#referens!"),
        *("#value!", "#værdi!", "#wert!", "#värdefel!", "#verdi!", "#div/0!", "#division/0!", "#name?"),
        *("#navn?", "#namn?", "#num!", "#zahl!", "#ogiltigt!", "#null!", "#nul!", "#error!", "#fejl!"),
        *("#spill!", "#calc!", "#field!", "#getting_data", "#busy!", "#blocked!", "#connect!"),
        # CRM systems and pivot tables
        *("(no value)", "no value", "(ingen værdi)", "(kein wert)", "(inget värde)", "(ingen verdi)"),
        *("(blank)", "(blanks)", "(tom)", "(tomme)", "(leer)", "(empty)", "<empty>", "<blank>"),
        *("(none)", "--none--", "-none-", "- none -", "-- none --", "--ingen--", "(ingen)", "(keine)"),
        *("(inga)", "(unknown)", "(ukendt)", "(not set)", "(not specified)"),
        *("not specified", "(unassigned)", "(no owner)", "not available"),
        *("not applicable",),
    }
)
# Excel writes ##### where a number is wider than its column.
_ALL = _WORDS | {"false"} | {"#" * count for count in range(4, 256)}
# As such words are written; whoever writes nUlL means something by it.
NOTHING = frozenset(
    form
    for word in _ALL
    for form in (word, word.upper(), word.title(), word.capitalize(), word[:1] + word[1:].capitalize())
) | {"NaN", "NaT"}
# Odoo writes False where such a field is empty; in columns of yes and no it is a word like any other.
_NEVER_FALSE = frozenset(
    (
        *("id", "name", "customer", "owner", "owner_email", "amount", "currency", "close_date", "closed_on"),
        *("created_on", "stage", "product", "segment", "probability", "yearly_value", "expiry_date"),
        *("email", "manager_email"),
    )
)
_OWN_WORDS = frozenset({"role"})  # the role "none" is one
_NUMBERS = frozenset({"amount", "yearly_value"})  # NaN there may be a sum that went wrong, and is refused


def means_nothing(field: str, text: str) -> bool:
    """Whether a cleaned text in the field's column says that it is not known (an empty one says nothing)."""
    word = text.casefold() if text in NOTHING else ""
    if not word or field in _OWN_WORDS or (word == "nan" and field in _NUMBERS):
        return False
    if word in _SAID and field in _MAY_BE_CALLED_SO:
        return False
    return field in _NEVER_FALSE or word != "false"
