"""What happened: said once by a use case, and followed by messages, Homes that are published again, and records.

Each fact holds ids and numbers only: words and names are looked up when somebody reads of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Submitted:
    """A review was submitted by `person_id`, when `owner_id` carried the subject."""

    review_id: int
    subject_id: int
    person_id: int
    owner_id: int | None


@dataclass(frozen=True)
class ViewSent:
    """`person_id` has submitted the second view that they were asked for."""

    review_id: int
    view_id: int
    subject_id: int
    person_id: int
    owner_id: int | None


@dataclass(frozen=True)
class ViewGiven:
    """A subject was given to the auditor `to` by `person_id`, for a second view."""

    view_id: int
    subject_id: int
    to: int
    person_id: int


@dataclass(frozen=True)
class BothViewsIn:
    """A second view and what it stands beside are both there, and may be seen side by side."""

    view_id: int


@dataclass(frozen=True)
class ViewsAsked:
    """`person_id` is asked for these second views before a 1-to-1, by rule or (`by_hand`) as they chose."""

    person_id: int
    view_ids: tuple[int, ...]
    by_hand: bool = False


@dataclass(frozen=True)
class ViewsOver:
    """Second views before a 1-to-1 that were asked of these people are over: opened or withdrawn."""

    people: frozenset[int]


@dataclass(frozen=True)
class MeetingSettled:
    """`person_id` has moved a pair's next 1-to-1 by being away (`until` a day) or back, or by hand.

    It was to be on the day `before`, and the next is `on` another or the same, with `with_id` where somebody stands in
    for the manager. `kind` says what was done: skipped, moved, stand_in or kept, for an absence; moved_by_hand,
    skipped_by_hand, started_by_hand or ended_by_hand; taken_along, into the seller's zone; set, for another rhythm.
    """

    person_id: int
    until: date | None
    seller_id: int
    manager_id: int
    with_id: int | None
    kind: str
    before: date
    on: date


@dataclass(frozen=True)
class MeetingMoved:
    """A 1-to-1 has begun, or stands at another stop; `person_id` has led it there."""

    meeting_id: int
    person_id: int


@dataclass(frozen=True)
class MeetingSigned:
    """`person_id` has signed what a 1-to-1 came to; `is_whole` once both have."""

    meeting_id: int
    person_id: int
    is_whole: bool


@dataclass(frozen=True)
class DecisionAsked:
    """A 1-to-1 asks somebody for a decision."""

    decision_id: int


@dataclass(frozen=True)
class DecisionMade:
    """Whoever was asked has decided."""

    decision_id: int


@dataclass(frozen=True)
class Travelled:
    """A seller is in another zone (IANA) than that in which their pair meets."""

    person_id: int
    timezone: str


@dataclass(frozen=True)
class SubjectAdded:
    """A deal or customer was added in Slack by `person_id`, who carries it."""

    subject_id: int
    person_id: int


@dataclass(frozen=True)
class Changed:
    """`person_id` has changed these fields of a subject; `owner_before` and `owner_id` carried it before and after."""

    subject_id: int
    person_id: int
    fields: tuple[str, ...]
    owner_before: int | None
    owner_id: int | None


@dataclass(frozen=True)
class HandedOver:
    """All that was open of `giver_id` went to `taker_id`: so many deals and customers; `person_id` did it."""

    giver_id: int
    taker_id: int
    person_id: int
    deals: int
    customers: int


@dataclass(frozen=True)
class Imported:
    """A file brought news of deals or customers of these owners."""

    owner_ids: frozenset[int]


@dataclass(frozen=True)
class EvidenceAdded:
    """`person_id` has added evidence to a subject that `owner_id` carries."""

    evidence_id: int
    subject_id: int
    person_id: int
    owner_id: int | None


@dataclass(frozen=True)
class ActionItemAdded:
    """`person_id` has added an action item; `doer_id` does it, None for the customer, and `owner_id` sees to it."""

    item_id: int
    person_id: int
    doer_id: int | None
    owner_id: int


@dataclass(frozen=True)
class ActionItemSettled:
    """`person_id` has said what became of an action item that `owner_id` sees to, or has taken that back."""

    item_id: int
    person_id: int
    owner_id: int


@dataclass(frozen=True)
class PersonLeft:
    """Somebody is not in Slack any more, or has no part in it."""

    person_id: int


@dataclass(frozen=True)
class Remarked:
    """The owner `person_id` has remarked on a level that the review lowered."""

    review_id: int
    question_id: str
    subject_id: int
    person_id: int


@dataclass(frozen=True)
class HelpAsked:
    """`person_id` wishes the help of `helper_id` with a subject."""

    subject_id: int
    person_id: int
    helper_id: int


@dataclass(frozen=True)
class ChartAsked:
    """`person_id` wants the points of a subject over time as a chart; `click` tells one wish from the next."""

    subject_id: int
    person_id: int
    click: str


@dataclass(frozen=True)
class ColoursStarted:
    """From now on colours go to the digest's channel."""


@dataclass(frozen=True)
class DigestTaken:
    """A digest was taken for `channel`; `key` is its occurrence, `asked_by` a Slack id where somebody asked for it.

    `not_ready` says how many are left of each person, by id. `team` is who leads the team whose it is, None for the
    whole company.
    """

    digest_id: int
    channel: str
    key: str
    asked_by: str
    not_ready: Mapping[int, int]
    team: int | None = None


@dataclass(frozen=True)
class ManagerLeft:
    """The manager `person_id` is not in Slack any more, and others have no other manager yet."""

    person_id: int


@dataclass(frozen=True)
class PulseSent:
    """`person_id` has sent their answers to a pulse, or changed them; which they are, nothing tells."""

    person_id: int


@dataclass(frozen=True)
class NotSent:
    """A message was refused for good, or nobody knows whether it arrived; `error` is Slack's name for why."""

    kind: str
    key: str
    asked_by: str
    error: str
    is_refused: bool


Fact = (
    Submitted
    | ViewSent
    | ViewGiven
    | BothViewsIn
    | ViewsAsked
    | ViewsOver
    | MeetingSettled
    | MeetingMoved
    | MeetingSigned
    | DecisionAsked
    | DecisionMade
    | Travelled
    | SubjectAdded
    | Changed
    | HandedOver
    | Imported
    | EvidenceAdded
    | ActionItemAdded
    | ActionItemSettled
    | PersonLeft
    | Remarked
    | HelpAsked
    | ChartAsked
    | ColoursStarted
    | DigestTaken
    | ManagerLeft
    | PulseSent
    | NotSent
)
