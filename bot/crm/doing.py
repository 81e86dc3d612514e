"""What a file would do is done, and kept is when that was and what was said of the file."""

from bot.crm import batches
from bot.crm.batches import Done, Tell
from bot.crm.usecases import customers as accounts_list
from bot.crm.usecases.found import Customers, Deals, Found
from bot.crm.usecases.keeping import to_keep
from bot.kit.house import House
from bot.people.usecases import listing
from storage import kept_answers, last_imports


def carry_out(house: House, workspace: int, found: Found, tell: Tell = lambda _done: None) -> Done:
    """Do it, in the workspace with this id; gives what was done, and raises what bot.crm.batches.carry_out does."""
    if isinstance(found, Deals):
        return batches.carry_out(house, workspace, found.news, tell, closing=found.closing)
    with house.write(workspace) as desk:
        if isinstance(found, Customers):
            listed = accounts_list.load(desk, found.reading).listed
            return Done(len(listed.new), len(listed.changed))
        done = listing.load_people(desk, found.reading, found.same)
    return Done(len(done.new), len(done.changed))


def keep(house: House, workspace: int, found: Found) -> None:
    """Note that the file was imported, and keep what was said of it for the next one with the same headings.

    What is said of a list of people is not kept.
    """
    source, (new, changed, _) = found.reading.source, found.counts
    said = None
    if found.what != "people":
        said = to_keep(found.answers, source=source, shape=found.reading.shape)
    with house.note(workspace) as tx:
        last_imports.note(tx, found.what, source, new=new, changed=changed)
        if said:
            kept_answers.keep(tx, found.what, said)
