"""What history registers."""

from bot.history import posting, routes
from bot.history.views import history
from bot.kit import doors
from bot.kit.feature import Feature
from bot.kit.reply import Look
from flows.facts import ChartAsked

FEATURE = Feature(
    actions={
        doors.HISTORY: Look(routes.open_),
        history.FROM: Look(routes.compare),
        history.TO: Look(routes.compare),
        history.CHART: routes.send,
    },
    follows={ChartAsked: [posting.send_chart]},
    notices={posting.CHART: posting.chart},
)
