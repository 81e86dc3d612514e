"""Every table of the database, for Alembic and for whoever looks at all of them; each stands beside its functions.

Each row says which workspace it belongs to. No id is ever used twice, also when the newest row was deleted: a
review names its draft for good.
"""

from storage.absences import absences
from storage.action_items import action_fates, action_items
from storage.added_evidence import added_evidence, sightings
from storage.blindness import blind
from storage.changes import changes
from storage.decisions import decisions
from storage.digest_messages import digest_messages
from storage.digest_places import digest_places
from storage.digests import digests
from storage.drafts import drafts
from storage.guests import guests
from storage.kept_answers import kept_answers
from storage.kept_loads import kept_loads, kept_weeks
from storage.kept_scores import kept_scores
from storage.last_imports import last_imports
from storage.meeting_words import meeting_words
from storage.meetings import meetings
from storage.mutes import mutes
from storage.occurrences import occurrences
from storage.outbox import outbox
from storage.pairs import pairs
from storage.people import people
from storage.pulse_answers import pulse_answers
from storage.pulses import pulse_asks, pulses
from storage.rates import rates
from storage.refused_blocks import refused_blocks
from storage.remarks import remarks
from storage.reviews import answers, evidence, reviews
from storage.schema import metadata
from storage.scorecards import scorecards
from storage.scores import current_scores
from storage.second_views import second_views
from storage.settled_levels import settled_levels
from storage.sign_offs import sign_offs
from storage.snoozes import snoozes
from storage.subjects import subjects
from storage.targets import targets
from storage.wishes import wishes
from storage.workspaces import workspaces

__all__ = [
    "absences",
    "action_fates",
    "action_items",
    "added_evidence",
    "answers",
    "blind",
    "changes",
    "current_scores",
    "decisions",
    "digest_messages",
    "digest_places",
    "digests",
    "drafts",
    "evidence",
    "guests",
    "kept_answers",
    "kept_loads",
    "kept_scores",
    "kept_weeks",
    "last_imports",
    "meeting_words",
    "meetings",
    "metadata",
    "mutes",
    "occurrences",
    "outbox",
    "pairs",
    "people",
    "pulse_answers",
    "pulse_asks",
    "pulses",
    "rates",
    "refused_blocks",
    "remarks",
    "reviews",
    "scorecards",
    "second_views",
    "settled_levels",
    "sightings",
    "sign_offs",
    "snoozes",
    "subjects",
    "targets",
    "wishes",
    "workspaces",
]
