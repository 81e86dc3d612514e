"""What deals and customers register."""

from bot.deals import posting
from bot.deals.routes import adding, changing, handover
from bot.deals.views import adding as adding_views
from bot.deals.views import changing as changing_views
from bot.deals.views import handover as handover_views
from bot.kit import doors
from bot.kit.feature import Feature
from bot.kit.reply import Look
from flows.facts import Changed, HandedOver

FEATURE = Feature(
    actions={
        doors.ADD_DEAL: Look(adding.add),
        doors.ADD_CUSTOMER: Look(adding.add_customer),
        doors.CHANGE: Look(changing.open_),
        doors.HAND_OVER: Look(handover.open_),
    },
    submits={
        adding_views.CREATE: adding.create,
        adding_views.CREATE_CUSTOMER: adding.create_customer,
        changing_views.SAVE: changing.save,
        handover_views.CHOOSE: Look(handover.choose),
        handover_views.CONFIRM: handover.confirm,
    },
    options={handover_views.FROM: Look(handover.options)},
    follows={Changed: [posting.tell_new_owner], HandedOver: [posting.tell_taker]},
    notices={posting.HANDED: posting.handed, posting.HANDED_ALL: posting.handed_all},
)
