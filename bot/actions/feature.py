"""What action items register."""

from bot.actions import posting
from bot.actions.routes import adding, lists, settling
from bot.actions.views import action_items, form, lines, mine, plan
from bot.actions.views import settling as settling_views
from bot.kit import doors
from bot.kit.feature import Feature
from bot.kit.reply import Look
from flows.facts import ActionItemAdded, PersonLeft

FEATURE = Feature(
    actions={
        doors.ACTIONS: Look(lists.open_mine),
        action_items.ADD: Look(adding.open_),
        lines.DONE: settling.done,
        lines.DROP_LOST: settling.drop_lost,
        mine.BACK: settling.take_back,
        mine.DROP: Look(settling.open_drop),
        mine.MOVE: Look(settling.open_move),
        mine.NAMED: lists.choose_named,
        mine.OPEN_SUMS: Look(lists.open_sums),
        mine.OPEN_TEAM: Look(lists.open_team),
        mine.PLAN: Look(adding.open_plan),
    },
    submits={
        form.SAVE: adding.save,
        plan.SAVE: adding.save_plan,
        settling_views.DROP_SAVE: settling.save_drop,
        settling_views.MOVE_SAVE: settling.save_move,
        settling_views.OUTCOME_SAVE: settling.save_outcome,
    },
    options={form.WHO: Look(adding.options)},
    follows={ActionItemAdded: [posting.tell_doer], PersonLeft: [posting.tell_manager]},
    notices={
        posting.ACTION_ITEM: posting.action_item,
        posting.ACTION_DUE: posting.action_due,
        posting.ACTIONS_LEFT: posting.actions_left,
    },
    formerly={"plan": "action"},
)
