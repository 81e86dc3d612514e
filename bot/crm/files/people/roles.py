"""What somebody is, by the role or the job title that a file has for them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.crm.files.errors import Doubt, RowRefused, in_doubt, must_be
from bot.crm.files.text import clean, fold, shown
from flows.company.people import Role
from flows.imports import Reason, reason

KEY, REST = "role.", "roles"  # --map role.VP Sales=director; --map roles=seller for whoever has none
_FEW = (
    10  # a word that nobody knows in up to a tenth of the rows is a slip: those are refused, the rest goes in
)
_OURS = {role.value: role for role in Role} | {
    "sælger": Role.SELLER,
    "leder": Role.MANAGER,
    "direktør": Role.DIRECTOR,
    "læser": Role.VIEWER,
    "iagttager": Role.VIEWER,
    "revisor": Role.AUDITOR,
    "ekstern revisor": Role.AUDITOR,
    "administrator": Role.ADMIN,
    "ingen": Role.NONE,
}
# Titles are only ever taken for a role that sees no more than one's own deals and those of whom one manages.
_SELLERS = (
    "account executive, account manager, key account manager, sales, sales rep, sales representative, "
    "sales executive, sales person, salesperson, sales agent, sales consultant, sales user, sdr, bdr, ae, "
    "sales development representative, business development representative, account representative, "
    "salgskonsulent, salgsrepræsentant, salgsmedarbejder, kundeansvarlig, "
    "säljare, försäljare, innesäljare, utesäljare, kundansvarig, selger, salgsrepresentant, "
    "verkäufer, verkäuferin, vertriebler, vertriebsmitarbeiter, vertriebsmitarbeiterin, kundenbetreuer"
)
_MANAGERS = (
    "sales manager, sales lead, sales leader, sales team lead, sales team leader, sales team manager, team lead, "
    "team leader, team manager, sales supervisor, area sales manager, account executive manager, "
    "salgschef, salgsleder, teamleder, salgssjef, salgsteamleder, försäljningschef, säljchef, säljledare, "
    "teamledare, vertriebsleiter, vertriebsleiterin, verkaufsleiter, verkaufsleiterin, teamleiter, teamleiterin"
)
_TITLES = dict.fromkeys(_SELLERS.split(", "), Role.SELLER) | dict.fromkeys(
    _MANAGERS.split(", "), Role.MANAGER
)
_RANKS = {"senior", "sr", "junior", "jr", "regional", "inside", "outside", "field", "enterprise", "smb"} | {
    *("strategic", "national", "nordic", "the", "i", "ii", "iii", "1", "2", "3")
}


@dataclass(frozen=True)
class Roles:
    """What the words of one file mean: as somebody said, and what whoever has none is (None: nobody said)."""

    said: Mapping[str, Role]
    rest: Role | None

    def of(self, text: str, notes: list[Reason]) -> Role:
        """The role for a cell; one that is a job title is noted. RowRefused for what nobody knows."""
        if not clean(text) and self.rest:
            return self.rest
        role = self._exact(text)
        if role is None and (role := _title(text)):
            notes.append(reason("role_taken", value=shown(text), role=role.value))
        if role is None:
            raise RowRefused("role_unknown", value=shown(text))
        return role

    def doubts(self, texts: Iterable[str]) -> list[Doubt]:
        """The words that nobody knows in more than a tenth of the rows, each with how many rows have it."""
        counts = Counter(map(clean, texts))
        unknown = {word: count for word, count in counts.items() if word and not self._knows(word)}
        if sum(unknown.values()) * _FEW <= counts.total():
            return []
        return [
            in_doubt(
                f"{KEY}{word}",
                "role",
                [(role.value, "") for role in Role],
                value=shown(word),
                count=count,
            )
            for word, count in sorted(unknown.items())
        ]

    def _knows(self, word: str) -> bool:
        return self._exact(word) is not None or _title(word) is not None

    def _exact(self, text: str) -> Role | None:
        return self.said.get(fold(text), _OURS.get(fold(text)))


def roles(mapping: Mapping[str, str]) -> Roles:
    """What --map says of roles; MapRefused for an answer that is none."""
    said = {
        fold(key.removeprefix(KEY)): _role(key, wish) for key, wish in mapping.items() if key.startswith(KEY)
    }
    return Roles(said, _role(REST, mapping[REST]) if REST in mapping else None)


def no_column() -> Doubt:
    """The question that a file without roles leaves open."""
    return in_doubt(REST, "roles", [(role.value, "") for role in (Role.SELLER, Role.VIEWER)])


def _role(key: str, wish: str) -> Role:
    try:
        return _OURS[fold(wish)]
    except KeyError as error:
        raise must_be(key, tuple(Role), wish) from error


def _title(text: str) -> Role | None:
    words = [word for word in fold(text).split() if word not in _RANKS]
    return _TITLES.get(" ".join(words))
