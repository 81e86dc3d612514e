"""What "Why?" registers."""

from bot.kit import doors
from bot.kit.feature import Feature
from bot.kit.reply import Look
from bot.why import posting, routes
from bot.why.views import answers, subject
from flows.facts import HelpAsked

FEATURE = Feature(
    actions={
        doors.WHY: Look(routes.open_),
        subject.HELP: routes.ask_help,
        subject.COPY: Look(routes.copy),
        answers.ANSWERS: Look(routes.answers),
    },
    submits={doors.WHY_WINDOW: routes.review},
    windows={"why": routes.why},
    follows={HelpAsked: [posting.tell_helper]},
    notices={posting.HELP: posting.help_wanted},
)
