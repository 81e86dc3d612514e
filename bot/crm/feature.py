"""What imports register."""

from bot.crm import terminal
from bot.kit.feature import Feature

FEATURE = Feature(terminal={"import": terminal.import_, "people": terminal.people, "remove": terminal.remove})
