"""All features, and the tables that are built from what they register."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bot.actions.feature import FEATURE as ACTIONS
from bot.app.feature import FEATURE as APP
from bot.crm.feature import FEATURE as CRM
from bot.deals.feature import FEATURE as DEALS
from bot.digest.feature import FEATURE as DIGEST
from bot.evidence.feature import FEATURE as EVIDENCE
from bot.finding.feature import FEATURE as FINDING
from bot.history.feature import FEATURE as HISTORY
from bot.home.feature import FEATURE as HOME
from bot.meetings.feature import FEATURE as MEETINGS
from bot.people.feature import FEATURE as PEOPLE
from bot.pulse.feature import FEATURE as PULSE
from bot.remarks.feature import FEATURE as REMARKS
from bot.report.feature import FEATURE as REPORT
from bot.review.feature import FEATURE as REVIEW
from bot.rhythm.feature import FEATURE as RHYTHM
from bot.second_views.feature import FEATURE as SECOND_VIEWS
from bot.why.feature import FEATURE as WHY

# In this order they follow a fact, do their jobs, and stand in the help of the command line.
FEATURES = (
    CRM,
    APP,
    REVIEW,
    REMARKS,
    ACTIONS,
    DEALS,
    WHY,
    HISTORY,
    EVIDENCE,
    FINDING,
    PEOPLE,
    RHYTHM,
    SECOND_VIEWS,
    MEETINGS,
    PULSE,
    DIGEST,
    HOME,
    REPORT,
)

Key = TypeVar("Key")
Value = TypeVar("Value")


def together(tables: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    """One table of several; ValueError for a name that is registered twice."""
    found: dict[Key, Value] = {}
    for table in tables:
        if twice := found.keys() & table.keys():
            raise ValueError(f"registered twice: {twice}")
        found.update(table)
    return found
