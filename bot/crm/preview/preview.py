"""What a file would do: how it was read, what is new and changes, and whatever wants a look."""

from collections.abc import Iterator, Sequence

from bot.crm.files.words import how_many
from bot.crm.preview.parts import Part, Where, line
from bot.crm.preview.plans import customers, deals, people
from bot.crm.preview.reading import above, below
from bot.crm.usecases.found import Customers, Deals, Found
from bot.kit.texts import Texts


def preview(found: Found, t: Texts, where: Where) -> Sequence[Part]:
    """All parts that have anything to say, in order."""
    new, changed, unchanged = found.counts
    refused = len(found.reading.refused)
    counts = how_many(t, new=new, changed=changed, unchanged=unchanged, refused=refused)
    parts = [
        *above(found, t, where),
        line(t("import.counts", **counts)),
        *_plan(found, t, where),
        *below(found, t, where),
    ]
    return [part for part in parts if part.lines]


def _plan(found: Found, t: Texts, where: Where) -> Iterator[Part]:
    if isinstance(found, Deals):
        return deals(found, t, where)
    return customers(found, t) if isinstance(found, Customers) else people(found, t)
