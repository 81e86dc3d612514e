"""What imports register."""

from bot.crm import posting, routes, terminal, views
from bot.kit.feature import Feature
from bot.kit.reply import AsksSlack

IMPORT = AsksSlack(routes.open_, views.reading_view)

FEATURE = Feature(
    commands={"import": IMPORT, "indlæs": IMPORT},
    submits={
        views.READ: AsksSlack(routes.read, views.reading_view),
        views.GO: AsksSlack(routes.go, views.going_view),
    },
    notices={posting.BEGUN: posting.begun, posting.DONE: posting.done},
    terminal={"import": terminal.import_, "people": terminal.people, "remove": terminal.remove},
)
