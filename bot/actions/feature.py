"""What action items register."""

from bot.actions import posting, routes
from bot.actions.views import form, plan
from bot.kit.feature import Feature
from bot.kit.reply import Look
from flows.facts import ItemAdded

FEATURE = Feature(
    actions={plan.ADD: Look(routes.open_), plan.DONE: routes.done},
    submits={form.SAVE: routes.save},
    options={form.WHO: Look(routes.options)},
    follows={ItemAdded: [posting.tell_doer]},
    notices={posting.STEP: posting.step},
)
