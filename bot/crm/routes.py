"""An import in Slack, for admins: all of it after the acknowledgement, with one file at a time in memory."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError

from bot.crm import posting, views
from bot.crm.doing import carry_out, keep
from bot.crm.files.errors import Asked, FileRefused
from bot.crm.pressed import Press, Progress, pressed
from bot.crm.slack_file import fetch
from bot.crm.usecases import looking
from bot.crm.usecases.found import Found
from bot.crm.views import LOOK, Look
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, show
from bot.kit.scopes import FILES
from bot.kit.slack import TROUBLE, error_of, explained, lacks, not_granted
from bot.kit.terminal import BrokenOff
from bot.kit.texts import Texts
from bot.people.routes.setup import may_set_up
from bot.people.usecases.meeting import texts
from storage import people
from storage.failures import DatabaseError, DatabaseGone, is_busy

log = logging.getLogger(__name__)

Work = Callable[[Press], View | None]


def open_(house: House, client: WebClient, act: Act, who: Member) -> Reply:
    """Ask for the file; or say who may, or which scope the app lacks."""
    t, may = _who(house, act, who)
    if not may:
        return show(act, message_view(t("import.not_you"), t))
    form = views.form_view(t)
    try:
        client.views_open(trigger_id=act.trigger_id, view=form)
    except TROUBLE as error:
        if _lacks_files(error):
            log.warning("No file can be asked for: %s", explained(error))
            return show(act, message_view(t("refused.lacks", scopes=FILES), t))
        return show(act, form)
    return Reply()


def read(house: House, client: WebClient, act: Act, who: Member) -> Reply:
    """Read the file, and show what it would do or what it leaves open."""
    return _answered(house, client, act, who, _look)


def go(house: House, client: WebClient, act: Act, who: Member) -> Reply:
    """Do it; or read the file once more, where the window says how else."""
    return _answered(house, client, act, who, _go)


def _who(house: House, act: Act, who: Member) -> tuple[Texts, bool]:
    with house.read(act.workspace) as desk:
        return texts(desk, who), may_set_up(people.by_slack(desk.tx, act.user), who)


def _lacks_files(error: Exception) -> bool:
    """Whether Slack takes no field for files because of a scope, however it names that."""
    if not isinstance(error, SlackApiError):
        return False
    return lacks(error) is not None or FILES in not_granted(error.response)


def _answered(house: House, client: WebClient, act: Act, who: Member, work: Work) -> Reply:
    t, may = _who(house, act, who)
    if not may:
        return _shown(client, act, message_view(t("import.not_you"), t))
    try:
        press = pressed(house, client, act, t)
    except Refusal as refusal:
        return _shown(client, act, _refused(None, refusal, t))
    with _stopped_in_words(press), _one_file(press):
        view = _worked(press, work)
    return _shown(client, act, view) if view else Reply()


def _worked(press: Press, work: Work) -> View | None:
    """What the window shows after it: what may go wrong is a sentence there."""
    t = press.t
    try:
        return work(press)
    except Refusal as refusal:
        return _refused(press, refusal, t)
    except Asked as asked:
        return _asked(press, asked)
    except FileRefused as refused:
        return views.unread_view(press.look._replace(asked=()), refused.said(t), press.typed, t)
    except (DBAPIError, DatabaseError) as error:
        if isinstance(error, DatabaseGone):
            return _again(press, t("trouble.gone"))
        if is_busy(error):
            return _again(press, t("trouble.busy"))
        raise


def _look(press: Press) -> View:
    look, found = _found(press)
    return views.preview_view(look, found, press.t)


def _go(press: Press) -> View | None:
    if press.mapping != press.look.mapping:
        return _look(press)
    mine = (press.look.what, press.act.user, press.occurrence)
    with press.house.read(press.act.workspace) as desk:
        if posting.is_begun(desk, press.occurrence):
            return None  # the same press once more: the first one says what comes of it
    look, found = _found(press)
    if not found.changes:  # somebody else has imported the same meanwhile
        return views.preview_view(look, found, press.t)
    new, changed, _ = found.counts
    with press.house.write(press.act.workspace) as desk:
        if not posting.begin(desk, *mine, new=new, changed=changed):
            return None
    progress = Progress(press, new + changed)
    try:
        done = vars(carry_out(press.house, press.act.workspace, found, progress))
    except BrokenOff as error:
        log.warning("The import of %s broke off: %s", press.act.user, error)
        return _again(press, press.t("import.half_way", done=progress.done, of=new + changed))
    keep(press.house, press.act.workspace, found)
    with press.house.write(press.act.workspace) as desk:
        posting.end(desk, *mine, **done)
    return views.say_view(posting.said({"what": look.what, **done}, press.t), press.t)


def _found(press: Press) -> tuple[Look, Found]:
    """What the file would do. Refusal, Asked and FileRefused as they come; refuses another file than was looked at."""
    workspace, look = press.act.workspace, press.look
    data = fetch(press.house.clients[workspace], look.file)
    digest = sha256(data).hexdigest()
    if look.digest and digest != look.digest:
        raise Refusal("import_swapped")
    with press.house.read(workspace) as desk:
        found = looking.look(desk, look.what, data, press.mapping)
    mapping = {**found.answers.used, **press.mapping}  # so that it is read again as it was looked at
    read = look._replace(digest=digest, mapping=mapping, asked=())
    if not LOOK.fits(read):
        raise Refusal("import_full")
    return read, found


def _asked(press: Press, asked: Asked) -> View:
    """The questions, as many as one window holds and can name; the file is asked for the others afterwards."""
    look = press.look._replace(mapping=press.mapping)
    for count in range(min(len(asked.doubts), views.MOST_ASKED), 0, -1):
        named = look._replace(asked=tuple(doubt.key for doubt in asked.doubts[:count]))
        if LOOK.fits(named):
            return views.asked_view(named, asked.doubts, press.t)
    return _refused(press, Refusal("import_full"), press.t)


def _refused(press: Press | None, refusal: Refusal, t: Texts) -> View:
    sentence = t(f"refused.{refusal.code}", **refusal.params)
    if refusal.code == "old_button":
        return message_view(sentence, t)
    if press and refusal.code in {"import_silent", "lacks"}:
        return _again(press, sentence)
    return views.form_view(t, problem=sentence, what=press.look.what if press else "deals")


def _again(press: Press, sentence: str) -> View:
    """What may go well the next time, with all that was said so far."""
    look = press.look._replace(mapping=press.mapping, asked=())
    return views.again_view(look if LOOK.fits(look) else press.look, sentence, press.t)


def _shown(client: WebClient, act: Act, view: View) -> Reply:
    """Show it; who has closed the window meanwhile is told nothing."""
    try:
        client.views_update(view_id=act.view["id"], view=view)
    except TROUBLE as error:
        if error_of(error) != "not_found":
            return show(act, view)
    return Reply()


@contextmanager
def _stopped_in_words(press: Press) -> Iterator[None]:
    """What nobody foresaw is told by message, with its code; the window doesn't go on promising something."""
    try:
        yield
    except Exception:
        press.show(views.say_view(press.t("import.stopped"), press.t))
        raise


@contextmanager
def _one_file(press: Press) -> Iterator[None]:
    """With no other file in memory; who waits for that to look at theirs is told."""
    lock = press.house.one_file
    if not lock.acquire(blocking=False):
        if press.act.name == views.READ:
            press.show(views.say_view(press.t("import.queue"), press.t))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
