"""The kinds of file that can be handed over in Slack, each read, previewed and carried out in one way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.crm import batches, preview
from bot.crm.batches import Done, Tell
from bot.crm.files.reading import read_customers, read_deals, read_people
from bot.crm.preview import Part, What
from bot.crm.usecases import customers as accounts_list
from bot.crm.usecases import deals as importing
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.texts import Texts
from bot.people.usecases import listing


@dataclass(frozen=True)
class Found:
    """What a file would do: its preview, how many are new and changed, and doing it (in the workspace with this id).

    `carry_out` raises what bot.crm.batches.carry_out does.
    """

    parts: Sequence[Part]
    new: int
    changed: int
    carry_out: Callable[[House, int, Tell], Done]

    @property
    def news(self) -> int:
        """How many bring something new."""
        return self.new + self.changed


def find(desk: Desk, what: What, data: bytes, mapping: Mapping[str, str], t: Texts) -> Found:
    """What the file would do; changes nothing. FileRefused and Asked as the readers say."""
    return _FINDERS[what](desk, data, mapping, t)


def _deals(desk: Desk, data: bytes, mapping: Mapping[str, str], t: Texts) -> Found:
    how = {"zone": desk.settings.timezone, **mapping}
    source, currency, today = how.pop("source", None), desk.settings.currency, desk.now.date()
    reading = read_deals(data, source=source, mapping=how, default_currency=currency, today=today)
    plan = importing.preview_deals(desk, reading)
    news = replace(reading, records=tuple(plan.news))

    def carry_out(house: House, workspace: int, tell: Tell) -> Done:
        return batches.carry_out(house, workspace, news, tell)

    return Found(preview.deals(reading, plan, t, now=desk.now), plan.new, plan.changed, carry_out)


def _customers(desk: Desk, data: bytes, mapping: Mapping[str, str], t: Texts) -> Found:
    how = {"zone": desk.settings.timezone, **mapping}
    reading = read_customers(
        data, mapping=how, default_currency=desk.settings.currency, today=desk.now.date()
    )
    plan = accounts_list.preview(desk, reading)

    def carry_out(house: House, workspace: int, _tell: Tell) -> Done:
        with house.write(workspace) as there:
            done = accounts_list.load(there, reading).listed
        return Done(len(done.new), len(done.changed))

    parts = preview.customers(reading, plan, t, now=desk.now)
    return Found(parts, len(plan.listed.new), len(plan.listed.changed), carry_out)


def _people(desk: Desk, data: bytes, mapping: Mapping[str, str], t: Texts) -> Found:
    reading = read_people(data, mapping=mapping)
    plan = listing.preview_people(desk, reading)

    def carry_out(house: House, workspace: int, _tell: Tell) -> Done:
        with house.write(workspace) as there:
            done = listing.load_people(there, reading)
        return Done(len(done.new), len(done.changed) + len(done.moved))

    return Found(
        preview.people(reading, plan, t), len(plan.new), len(plan.changed) + len(plan.moved), carry_out
    )


_FINDERS: Mapping[What, Callable[[Desk, bytes, Mapping[str, str], Texts], Found]] = {
    "deals": _deals,
    "customers": _customers,
    "people": _people,
}
