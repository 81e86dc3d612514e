"""What second views register."""

from bot.kit.feature import Feature, Job
from bot.kit.reply import Look
from bot.second_views import posting, routes
from bot.second_views.usecases.agreement import settle
from bot.second_views.views import agreement, giving
from flows.facts import BothViewsIn, ViewGiven
from storage import second_views

FEATURE = Feature(
    actions={giving.OPEN: Look(routes.open_), agreement.COMPARE: Look(routes.compare)},
    submits={giving.GIVE: routes.give},
    follows={ViewGiven: [posting.tell_given], BothViewsIn: [posting.tell_in]},
    notices={posting.GIVEN: posting.given, posting.DONE: posting.done, posting.BOTH_IN: posting.both_in},
    formerly={"audit": "second"},
    jobs=[Job("open both views", lambda house: house.each(second_views.workspaces_over, settle))],
)
