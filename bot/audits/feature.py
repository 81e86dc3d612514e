"""What audits register."""

from bot.audits import posting, routes, views
from bot.kit.feature import Feature
from bot.kit.reply import Look
from flows.facts import Audited, AuditGiven

FEATURE = Feature(
    actions={views.OPEN: Look(routes.open_), views.COMPARE: Look(routes.compare)},
    submits={views.GIVE: routes.give},
    follows={AuditGiven: [posting.tell_given], Audited: [posting.tell_done]},
    notices={posting.GIVEN: posting.given, posting.DONE: posting.done},
)
