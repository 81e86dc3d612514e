"""What the database knows, as tests ask for it."""

from flows.company.subjects import Kind, Subject
from storage import subjects
from storage.engine import Transaction


def by_identity(tx: Transaction, kind: Kind) -> dict[tuple[str, str], Subject]:
    """All subjects of a kind under (source, source id)."""
    return {(subject.source, subject.source_id): subject for subject in subjects.of_kind(tx, kind)}
