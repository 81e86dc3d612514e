"""What remarks register."""

from bot.kit.feature import Feature
from bot.kit.reply import Look
from bot.remarks import posting, routes, views
from flows.facts import Remarked, Submitted

FEATURE = Feature(
    actions={views.ADD: Look(routes.open_)},
    submits={views.SAVE: routes.save},
    follows={Submitted: [posting.tell_owner], Remarked: [posting.tell_lowerer]},
    notices={posting.LOWERED: posting.lowered, posting.REMARK: posting.remark},
)
