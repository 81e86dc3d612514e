"""What action items register."""

from bot.actions import posting, routes
from bot.actions.views import action_items, form
from bot.kit.feature import Feature
from bot.kit.reply import Look
from flows.facts import ActionItemAdded

FEATURE = Feature(
    actions={action_items.ADD: Look(routes.open_), action_items.DONE: routes.done},
    submits={form.SAVE: routes.save},
    options={form.WHO: Look(routes.options)},
    follows={ActionItemAdded: [posting.tell_doer]},
    notices={posting.ACTION_ITEM: posting.action_item},
    formerly={"plan": "action"},
)
