"""What an admin does in the windows of an import."""

from typing import Any

from bot.crm import views
from flows.company.subjects import Kind, Subject
from storage import subjects
from tests.journeys.conftest import Actor, Office

HEAD = "Deal ID,Deal Name,Account Name,Owner Email,Amount,Currency,Close Date,Stage\n"
ROWS = (
    "D-1,Packing line,Nordlys,tom@example.com,485000,DKK,2027-02-26,Proposal\n"
    "D-2,Cold room,Havblik,mette@example.dk,92000,EUR,2027-03-31,Closed Won\n"
)
FILE = (HEAD + ROWS).encode()


def opens(admin: Actor) -> Actor:
    """Open the window that asks for the file."""
    admin.closes()
    admin.says("/review import")
    admin.workspace.wait_for(lambda: _holds(admin.workspace.modal(admin.id), views.FILE))
    return admin


def chooses(admin: Actor, data: bytes = FILE, *, name: str = "deals.csv", what: str | None = None) -> str:
    """Choose a file, and what it holds; returns the file's id."""
    file_id = admin.workspace.upload(admin.id, name, data)
    admin.workspace.fill(admin.id, views.FILE, views.FILE, [file_id])
    if what:
        admin.workspace.fill(admin.id, views.KIND, views.KIND, what)
    return file_id


def sends(admin: Actor) -> str:
    """Press the window's button, and read what stands there in the end."""
    admin.submits()
    moments = ("One moment", "Et øjeblik", "Another file", "are in. You may close")
    admin.workspace.wait_for(lambda: not any(each in admin.screen for each in moments))
    return admin.screen


def looks(admin: Actor, data: bytes = FILE, **more: Any) -> str:
    """Open, choose and send."""
    chooses(opens(admin), data, **more)
    return sends(admin)


def says_more(admin: Actor, text: str) -> None:
    """Write into the field to read it another way."""
    admin.workspace.fill(admin.id, block_of(admin, views.MORE), views.MORE, text)


def block_of(admin: Actor, start: str) -> str:
    return next(block["block_id"] for block in admin.modal["blocks"] if block["block_id"].startswith(start))


def _holds(view: dict[str, Any] | None, block_id: str) -> bool:
    return any(block.get("block_id") == block_id for block in (view or {}).get("blocks", ()))


def deals(office: Office) -> dict[str, Subject]:
    """All deals by their name."""
    with office.read() as desk:
        return {each.name: each for each in subjects.of_kind(desk.tx, Kind.DEAL) if each.id > 0}
