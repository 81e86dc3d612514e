"""What finding a subject registers."""

from bot.finding import routes, views
from bot.kit.feature import Feature
from bot.kit.reply import Look

FEATURE = Feature(
    actions={views.PICK_ANY: Look(routes.pick_any), views.WHY: Look(routes.why_picked)},
    submits={views.PICK: routes.picked},
    options={views.PICKED: Look(routes.pick_options)},
)
