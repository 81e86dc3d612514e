"""What App Home registers."""

from bot.digest.views import first_round
from bot.home import posting, routes
from bot.home.views import filters
from bot.home.views import home as views
from bot.kit.feature import Feature
from bot.kit.reply import Look
from storage.outbox import HOME

FEATURE = Feature(
    events={"app_home_opened": Look(routes.opened)},
    actions={
        views.PAUSE: routes.pause_reminders,
        views.COPIES: routes.choose,
        filters.TEAM: routes.of_team,
        filters.COLOUR: routes.of_colour,
        filters.ONLY: routes.only,
        filters.STAGE: routes.in_stage,
        first_round.COLOURS: routes.start_colours,
        f"{views.TURN}.back": Look(routes.turn),
        f"{views.TURN}.on": Look(routes.turn),
    },
    follows={fact: [posting.publish] for fact in posting.CONCERNED},
    notices={HOME: posting.home},
)
