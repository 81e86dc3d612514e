"""A walk past every surface that the bot has, for tests that look at all that it sends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

from bot.deals.views import adding as adding_views
from bot.deals.views import changing, handover
from bot.finding import views as finding_views
from bot.finding.views import PICK_ANY
from bot.history.views import history
from bot.home.views import home as home_views
from bot.kit import doors
from bot.kit.place import RUN, Run
from bot.review.views import correcting, lost, run
from bot.review.views import page as review
from bot.second_views.views import giving
from bot.second_views.views.agreement import COMPARE
from bot.standing.loads import load_of
from bot.why.views import subject
from bot.why.views.answers import ANSWERS
from flows.company.people import NewPerson, Role
from flows.company.subjects import Kind, Status
from storage import people, tables
from tests.journeys.conftest import START, Actor, Json, Office, id_of, staff
from tests.journeys.digest_acts import fills_place, opens_place
from tests.journeys.walk_action_items import acting, lowering
from tests.journeys.walk_actions import actions_lived
from tests.journeys.walk_blind import blind
from tests.journeys.walk_digest import where_digests_go
from tests.journeys.walk_digest_lists import lists_and_targets
from tests.journeys.walk_evidence import using_evidence
from tests.journeys.walk_load import a_week_is_done, no_colours_yet, the_first_round
from tests.journeys.walk_pulse import pulse
from tests.journeys.walk_report import report
from tests.journeys.walk_rhythm import rhythm
from tests.journeys.walk_scorecards import scorecards_and_segments

Named = Callable[[str], str]
METTE, JENS, KARIN = "U0METTE", "U0JENS", "U0KARIN"


def walk(office: Office, named: Named) -> None:
    """Everything once: `named` makes of a plain name the one that subjects, customers and evidence get."""
    staff(office)
    mette, jens = office.person(METTE), office.person(JENS)
    no_colours_yet(office)
    an_empty_digest(office, jens)
    an_empty_start(mette, named)
    a_review(mette, named)
    an_older_window(mette, named)
    a_strong_customer(office, mette, named)
    a_small_digest(office, jens)
    what_is_ready_for_others(office.person(METTE), jens)
    many_subjects(office, named)
    finding(mette, named)
    a_run(office, mette, named)
    the_first_round(office)
    a_week_is_done(office)
    why(mette, jens)
    using_evidence(office, named)
    looking_back(office, mette, named)
    looking_after(office, named)
    audited(office, named)
    blind(office, named)
    acting(office, named)
    lowering(office, named)
    actions_lived(office, named)
    handing_over(office, named)
    adding_customers(office, named)
    scorecards_and_segments(office, mette, jens, named)
    homes(office)
    refusals(office, named)
    lists_and_targets(office)
    digests_and_reminders(office, jens)
    report(office)
    pulse(office)
    rhythm(office, named)
    set_up(office)
    trouble(office, mette)
    people_move_on(office)
    strangers(office)


def seen(actor: Actor) -> Json:
    """The modal once it has come, then closed."""
    view = actor.modal
    actor.closes()
    return view


def an_empty_start(mette: Actor, named: Named) -> None:
    """Home and /review without anything, the form of a new deal with mistakes in it, and then a deal."""
    assert mette.home
    mette.says("/review")
    mette.presses(doors.ADD_DEAL)
    form = mette.modal
    for part in ("name", "customer"):
        form["state"]["values"][f"deal.{part}"][adding_views.VALUE]["value"] = " "
    form["state"]["values"]["deal.amount"][adding_views.VALUE]["value"] = "x"
    assert mette.submits_again(form)
    for part in ("name", "customer"):
        mette.workspace.fill(METTE, f"deal.{part}", adding_views.VALUE, named(part)[: adding_views.MOST_NAME])
    mette.submits()


def why(mette: Actor, jens: Actor) -> None:
    """Why a deal has its colour, help asked for, and its review begun from there."""
    mette.forges(doors.WHY, mette.office.nth(1))
    seen(mette)
    mette.forges(doors.WHY, mette.office.nth(1))
    mette.presses(subject.HELP)
    seen(mette)
    jens.forges(doors.WHY, jens.office.nth(1))
    jens.presses(subject.HELP)
    seen(jens)
    mette.forges(doors.WHY, mette.office.nth(1))
    assert mette.modal
    mette.submits()
    seen(mette)


def looking_back(office: Office, mette: Actor, named: Named) -> None:
    """History: the strip, two reviews compared in all ways, the chart, a correction, and its copy."""
    deal = office.add(named("history"), id_of(office, METTE), customer=named("customer"))
    mette.forges(doors.HISTORY, str(deal))
    assert mette.home
    mette.turns(home_views.COPIES)
    _reviewed_in_four_ways(office, mette, named, deal)
    mette.forges(doors.WHY, str(deal))
    mette.presses(ANSWERS)
    mette.presses(doors.WHY)
    mette.presses(doors.HISTORY)
    for first in range(4):
        for second in (3, 2, 1, 0):
            _compares(mette, first, second)
    _corrects(mette, named)
    mette.forges(doors.HISTORY, str(deal))
    mette.presses(history.CHART)
    seen(mette)
    mette.forges(doors.CORRECT, mette.office.nth(1, tables.reviews))
    assert mette.home
    mette.turns(home_views.COPIES)
    office.tick()


def _reviewed_in_four_ways(office: Office, mette: Actor, named: Named, deal: int) -> None:
    long = f"{named('quote')} " * 30
    for levels, evidence in (
        ("111 111 111 111 111", ""),
        ("222 22- 222 222 222", long),
        ("222 22- 222 222 222", ""),
    ):
        office.passes(seconds=60)
        mette.forges(doors.REVIEW, str(deal))
        mette.reviews(levels, evidence=evidence[:2000], probability="40")
        seen(mette)
    mette.forges(doors.REVIEW, str(deal))
    mette.says_all_changed()
    for area in range(1, 6):
        mette.writes(f"D{area}", named("newer quote"))
        mette.workspace.fill(METTE, mette._block(f"D{area}.covers"), review.COVERS, [f"D{area}.1"])
        mette.submits()
    mette.submits()
    seen(mette)


def _compares(mette: Actor, first: int, second: int) -> None:
    for menu, place in ((history.FROM, first), (history.TO, second)):
        block = next(b for b in mette.modal["blocks"] if b["block_id"].startswith(menu))
        chosen = block["accessory"]["options"][place]["value"]
        before = mette.modal["hash"]
        mette.workspace.fill(METTE, block["block_id"], menu, chosen)
        mette.workspace.wait_for(lambda hash_=before: mette.modal["hash"] != hash_)


def _corrects(mette: Actor, named: Named) -> None:
    mette.presses(doors.CORRECT)
    form = mette.modal
    assert mette.submits_again(form)
    mette.workspace.fill(METTE, correcting.REASON, correcting.REASON, named("reason"))
    mette.submits()
    mette.says_all_changed()
    for _ in range(6):
        mette.submits()
    seen(mette)


def looking_after(office: Office, named: Named) -> None:
    """A deal of a customer copied, changed with mistakes, lost, found closed, opened again and given away."""
    mette = office.person(METTE)
    account = named("account")
    owner = {"owner_id": id_of(office, METTE)}
    deal = office.add(named("cared for"), customer=account, **owner)
    office.reviewed(deal, METTE, 2)
    mette.forges(doors.WHY, str(deal))
    mette.presses(subject.COPY)
    key = " ".join(account.casefold().split())
    customer = office.add(account, kind=Kind.CUSTOMER, source_id=key, **owner)
    for opened in (deal, customer):
        mette.forges(doors.WHY, str(opened))
        mette.presses(doors.CHANGE)
    mette.forges(doors.WHY, mette.office.nth(2))  # a customer without deals
    mette.forges(doors.CHANGE, str(deal))
    odd = mette.modal
    for part, said in {"amount": "x", "currency": "x", "close_date": "x", "probability": "x"}.items():
        held = {"selected_date" if part == "close_date" else "value": said}
        odd["state"]["values"][changing.block_id(part, deal)] = {changing.VALUE: held}
    assert mette.submits_again(odd)
    odd = mette.modal
    odd["state"]["values"][changing.block_id("owner_id", deal)][changing.VALUE]["selected_user"] = "U0GUEST"
    odd["state"]["values"][changing.block_id("status", deal)][changing.VALUE] = {
        "selected_option": {"value": "x"}
    }
    assert mette.submits_again(odd)
    changes(mette, deal)
    changes(mette, deal, status="lost")
    changes(mette, deal, status="lost", lost_reason=named("reason")[: changing.MOST_REASON])
    mette.presses(doors.WHY)
    mette.closes()
    mette.says(f"/review {named('cared for')}")
    seen(mette)
    changes(mette, deal, status="won")
    mette.presses(doors.WHY)
    changes(mette, deal, status="gone")
    mette.presses(doors.WHY)
    changes(mette, deal, status="open", stage=named("stage")[: changing.MOST_STAGE], probability="50")
    changes(mette, deal, owner_id="U0TOM", amount="", close_date="2027-09-30")
    seen(mette)
    office.tick()


def changes(actor: Actor, subject_id: int, **said: str) -> None:
    """Open the form, fill in, and save."""
    actor.forges(doors.CHANGE, str(subject_id))
    for part, value in said.items():
        block_id = changing.block_id(part, subject_id)
        actor.workspace.fill(actor.id, block_id, changing.VALUE, value or None)
    actor.submits()


def audited(office: Office, named: Named) -> None:
    """A deal given to an auditor, scored blind, compared, given again; and what cannot be."""
    dorte, august = office.person("U0DORTE"), office.person("U0AUGUST")
    for levels in ("222 22- 222 222 222", ""):
        deal = str(office.add(named("given"), id_of(office, METTE), customer=named("customer")))
        if levels:
            office.reviewed(int(deal), METTE, 3)
        dorte.forges(doors.WHY, deal)
        dorte.presses(giving.OPEN)
        dorte.submits()
        dorte.forges(giving.OPEN, deal)
        august.forges(doors.WHY, deal)
        assert august.home
        august.forges(doors.REVIEW, deal)
        for area in range(1, 6):
            august.picks(f"D{area}.1", 2)
            august.writes(f"D{area}", named("seen"))
            august.submits()
        august.submits()
        seen(august)
        office.tick()
    for actor, action_id in ((august, giving.OPEN), (office.person(METTE), COMPARE)):
        actor.forges(action_id, deal)
        seen(actor)
    dorte.forges(doors.WHY, deal)
    dorte.presses(COMPARE)
    seen(dorte)


def handing_over(office: Office, named: Named) -> None:
    """All that Tom carries given to Jens, after everything that cannot be; what is not theirs is refused."""
    karin, tom = office.person(KARIN), id_of(office, "U0TOM")
    office.add(named("left behind"), tom, kind=Kind.CUSTOMER)
    karin.forges(doors.HAND_OVER, "-")
    for taker in ("U0VERA", "U0TOM", JENS):
        choice = karin.workspace.suggest(KARIN, handover.FROM, handover.FROM, "")[-1]
        giver = {"selected_option": {**choice, "value": str(tom)}}
        form = karin.modal
        form["state"]["values"][handover.FROM] = {handover.FROM: giver}
        form["state"]["values"][handover.TO] = {handover.TO: {"selected_user": taker}}
        assert karin.submits_again(form)
    pair = f"[{tom}, {id_of(office, JENS)}]"
    for _ in range(2):
        karin.forges("", "", callback_id=handover.CONFIRM, data=pair)
    office.person(METTE).forges("", "", callback_id=handover.CONFIRM, data=pair)
    karin.closes()
    office.tick()


def adding_customers(office: Office, named: Named) -> None:
    """The form of a new customer with mistakes in it, the customer, and the same name again."""
    mette = office.person(METTE)
    mette.forges(doors.ADD_CUSTOMER, "-")
    form = mette.modal
    form["state"]["values"]["customer.name"][adding_views.VALUE]["value"] = " "
    assert mette.submits_again(form)
    for amount in ("1000", "2000"):
        form["state"]["values"]["customer.name"][adding_views.VALUE]["value"] = named("new customer")
        form["state"]["values"]["customer.amount"][adding_views.VALUE]["value"] = amount
        mette.acknowledgement_of(form)
    mette.closes()


def an_empty_digest(office: Office, jens: Actor) -> None:
    """A digest without a channel, and one without a deal."""
    jens.says("/review digest")
    seen(jens)
    office.set_digest("C1")
    jens.says("/review digest")
    seen(jens)
    office.tick()


def what_is_ready_for_others(mette: Actor, jens: Actor) -> None:
    """Of one's own, of oneself, of nobody, of several, and of somebody whose it is not to know."""
    for said in ("@mette", "@jens", "@nobody", "@e"):
        jens.says(f"/review {said}")
        jens.closes()
    mette.says("/review @jens")
    mette.closes()


def a_small_digest(office: Office, jens: Actor) -> None:
    """A digest of the one deal that there is; everybody is ready and up to date."""
    jens.says("/review digest")
    seen(jens)
    office.tick()
    assert office.person(METTE).home
    office.person(METTE).says("/review")
    seen(office.person(METTE))
    assert office.person("U0VERA").home


def a_strong_customer(office: Office, mette: Actor, named: Named) -> None:
    """A customer reviewed to a result that is nearly green, and again with some answers taken back."""
    office.add(named("customer"), id_of(office, METTE), kind=Kind.CUSTOMER, amount=None)
    assert mette.home
    for levels in ("333 333 333 332 111", "333 333 333 333 333", "333 3-- 1-- 333 333"):
        mette.forges(doors.REVIEW, mette.office.nth(2))
        mette.reviews(levels, evidence=f"“{named('proof')}”")
        seen(mette)


def a_review(mette: Actor, named: Named) -> None:
    """Every page with levels that count for less, a field that is refused, Back, and a result that isn't green."""
    mette.workspace.wait_for(lambda: (mette.workspace.modal(METTE) or {}).get("callback_id") == review.PAGE)
    for area in range(1, 6):
        for question in (1, 2):
            mette.picks(f"D{area}.{question}", 3)
        if area % 2:
            mette.writes(f"D{area}", named("evidence"))
        mette.submits()
        if area == 2:
            mette.presses(review.BACK)
            mette.submits()
    mette.estimates("30")
    odd = mette.modal
    field = next(block for block in odd["state"]["values"] if block.startswith("probability"))
    odd["state"]["values"][field][review.PROBABILITY]["value"] = "300"
    assert mette.submits_again(odd)
    mette.submits()
    seen(mette)


def an_older_window(mette: Actor, named: Named) -> None:
    """A stale page with what it said, a page that was sent already, and a second review that is prefilled."""
    mette.forges(doors.REVIEW, mette.office.nth(1))
    mette.says_all_changed()
    mette.picks("D1.1", 1)
    mette.presses(review.BACK)
    mette.submits()
    mette.picks("D1.1", 3)
    mette.writes("D1", named("older"))
    window = mette.modal
    mette.picks("D1.1", 2)
    mette.submits()
    assert mette.submits_again(window)
    for _ in range(4):
        mette.submits()
    mette.estimates("40")
    last = mette.modal
    mette.presses(review.BACK)
    assert mette.submits_again(last)
    assert mette.submits_again(window)
    mette.submits()
    mette.submits()
    seen(mette)


def many_subjects(office: Office, named: Named) -> None:
    """Deals and customers in all colours, more than a page of them, with and without amount and owner."""
    owner = id_of(office, METTE)
    colours: tuple[tuple[int | None, int], ...] = ((0, 20), (1, 90), (2, 150), (3, 90), (None, 60))
    for level, days in colours:
        for kind in Kind:
            name, customer = named(f"{kind} {level}"), named("customer")
            subject = office.add(name, owner, kind=kind, customer=customer, days=days)
            office.reviewed(subject, METTE, level)
    for number in range(30):
        currency = ("DKK", "EUR", "USD")[number % 3]
        amount = None if number % 5 == 0 else Decimal(400_000 * number)
        office.add(
            f"{named('more')} {number}", owner, amount=amount, currency=currency, customer=named("buyer")
        )
    office.add(named("nobody"), None)


def finding(mette: Actor, named: Named) -> None:
    """The picker, several, none with the nearest names, help, the overview, the shortcut, one open review."""
    more = named("more")
    for words in ("", more, f"{more} 3", "hjælp", "oversigt", "ugeoverblik", f"{more}e 3", "zzzz"):
        mette.says(f"/review {words}")
        if mette.modal["callback_id"] == finding_views.PICK and mette.modal["submit"]:
            for typed in ("", more, "zzzz"):
                mette.finds(typed)
            assert mette.submits_again(mette.modal)
        seen(mette)
    mette.workspace.shortcut(METTE, doors.BEGIN)
    mette.modal  # noqa: B018 - waits for it
    mette.workspace.fill(METTE, finding_views.PICKED, finding_views.PICKED, _first_choice(mette))
    mette.submits()
    seen(mette)
    mette.forges(PICK_ANY, "-")
    mette.presses(finding_views.WHY)
    mette.workspace.close(METTE)
    mette.workspace.fill(METTE, finding_views.PICKED, finding_views.PICKED, _first_choice(mette))
    mette.presses(finding_views.WHY)
    seen(mette)
    mette.forges(doors.ADD_DEAL, named("new")[:200])
    seen(mette)


def a_run(office: Office, mette: Actor, named: Named) -> None:
    """All that is due: a result that leads on, skipping past what came and left, stopping, and the end."""
    mette.forges(doors.RUN, "-")
    for _ in range(7):
        mette.submits()
    person = office.who(METTE)
    with office.read() as desk:
        waiting = load_of(desk, person).ready
    office.now += timedelta(minutes=1)
    for late in ("late", "later"):
        office.add(named(late), id_of(office, METTE))
    for subject_id in waiting[:2]:
        office.changes(subject_id, "status", Status.OPEN, Status.LOST)
    mette.submits()
    mette.submits()
    mette.presses(run.SKIP)
    mette.presses(run.STOP)
    last = Run((2**31 - 1,))
    mette.forges("", "", callback_id=doors.NEXT, data=RUN.dump(last))
    mette.forges("", "", callback_id=doors.NEXT, data=RUN.dump(last.sent_one()))
    mette.closes()


def _first_choice(actor: Actor) -> str:
    options = actor.workspace.suggest(actor.id, finding_views.PICKED, finding_views.PICKED, "")
    return str(options[0]["value"])


def homes(office: Office) -> None:
    """Everybody's Home, turned and paused."""
    for slack_id in (METTE, JENS, "U0DORTE", KARIN, "U0VERA"):
        assert office.person(slack_id).home
    mette = office.person(METTE)
    mette.turns(f"{home_views.TURN}.on")
    mette.turns(f"{home_views.TURN}.back")
    mette.turns(home_views.PAUSE)
    mette.turns(home_views.PAUSE)


def refusals(office: Office, named: Named) -> None:
    """What cannot be done, in words."""
    mette = office.person(METTE)
    closed = office.add(named("closed"), id_of(office, METTE), status=Status.WON)
    for value in (str(closed), "9999"):
        mette.forges(doors.REVIEW, value)
    mette.forges("review.poem", mette.office.nth(1))
    mette.forges("", "", callback_id=review.PAGE, data="[77, 1, 1]")
    mette.forges("", "", callback_id=lost.RESUME, data="[77, 1, 1]")
    for words in ("status", "digest", "setup", ""):
        office.person(KARIN).says(f"/review {words}")
        seen(office.person(KARIN))
    mette.says("/review setup")
    seen(mette)


def digests_and_reminders(office: Office, jens: Actor) -> None:
    """A digest on request, the weekly ones with what moved, not-ready names, reminders, and what grew too old."""
    jens.says("/review digest")
    seen(jens)
    office.tick()
    office.plan(id_of(office, METTE))
    office.reviewed(int(office.nth(3)), METTE, 3)
    office.reviewed(int(office.nth(5)), METTE, 0)
    mette = office.person(METTE)
    mette.forges(doors.REVIEW, mette.office.nth(5))
    mette.submits()
    office.passes(days=7)
    office.changes(int(office.nth(4)), "status", Status.OPEN, Status.LOST)
    office.passes(days=90)
    mette.submits()
    assert mette.modal
    mette.submits()
    for slack_id in (METTE, JENS):
        assert office.person(slack_id).home
    mette.forges(doors.WHY, office.nth(3))
    mette.forges(doors.REVIEW, office.nth(3))
    for _ in range(6):
        office.person(METTE).submits()
    seen(office.person(METTE))
    office.passes(days=7)


def set_up(office: Office) -> None:
    """The form, what is wrong with it, the channel where the bot may not write, and what was saved."""
    karin = office.person(KARIN)
    for number in range(2):
        with office.write() as desk:
            email = f"nobody{number}@example.dk"
            new = NewPerson(email, "N. N.", Role.SELLER, None, 0, time(9, 0), "Europe/Copenhagen", "da")
            people.save(desk.tx, new)
    tries: tuple[dict[str, str], ...] = (
        {},
        {"seller": METTE},
        {"seller": METTE, "manager": METTE},
        {"seller": "U0GUEST", "manager": JENS},
        {"seller": "U0VERA", "manager": JENS},
        {"seller": METTE, "manager": JENS, "time": "03:00"},
        {"seller": METTE, "manager": JENS, "weekday": "2", "time": "09:30"},
    )
    for chosen in tries:
        karin.closes()
        karin.says("/review opsætning")
        karin.modal  # noqa: B018 - waits for it
        for part, value in chosen.items():
            karin.workspace.fill(KARIN, f"setup.{part}", f"setup.{part}", value)
        _saves(office, karin)
    _who_is_whom(office, karin)
    where_digests_go(office, karin)


def _who_is_whom(office: Office, karin: Actor) -> None:
    """Somebody on the list under an address that Slack doesn't have, put together with who they are there."""
    with office.read() as desk:
        missing = people.unlinked(desk.tx)[0]
    twin = replace(office.workspace.users[METTE], id="U0TWIN", email="twin@example.dk")
    office.workspace.users[twin.id] = twin
    both = {"listed": str(missing.id), "in_slack": twin.id}
    for chosen in ({"in_slack": twin.id}, {**both, "in_slack": METTE}, both):
        karin.closes()
        karin.says("/review opsætning")
        karin.modal  # noqa: B018 - waits for it
        for part, value in chosen.items():
            office.workspace.fill(KARIN, f"setup.{part}", f"setup.{part}", value)
        _saves(office, karin)
    office.workspace.fill(KARIN, "setup.same.U0TWIN", "setup.same.U0TWIN", str(missing.id))
    _saves(office, karin)


def _saves(office: Office, karin: Actor) -> None:
    before = len(office.workspace.calls)
    karin.submits()
    office.workspace.wait_for(lambda: _updated(office, before))


def _updated(office: Office, start: int) -> bool:
    return any(call.method == "views.update" for call in office.workspace.calls[start:])


def trouble(office: Office, mette: Actor) -> None:
    """Slack silent, a message that may have arrived, a digest that finds its channel archived."""
    for method, kind in (("views.open", "500"), ("users.info", "500")):
        office.workspace.faults.add(method=method, kind=kind)
        actor = mette if method == "views.open" else office.person(KARIN)
        before = len(office.workspace.calls)
        actor.closes()
        actor.says("/review" if method == "views.open" else "/review setup")
        office.workspace.wait_for(lambda start=before: len(office.workspace.calls) > start)
    office.workspace.faults.clear()
    office.passes(seconds=5)
    office.workspace.faults.add(method="chat.postMessage", kind="drop_after")
    office.passes(days=7)
    office.workspace.change_channel("C2", is_archived=True)
    office.passes(days=7)
    assert office.person(KARIN).home
    karin = office.person(KARIN)
    karin.closes()
    opens_place(karin)
    fills_place(karin, channel="C1")
    office.workspace.change_channel("C1", is_archived=True)
    _saves(office, karin)
    seen(karin)


def people_move_on(office: Office) -> None:
    """Somebody with another address in Slack, a pair the wrong way round, a manager who left, a channel shared."""
    karin = office.person(KARIN)
    office.workspace.change_user(METTE, email="another@example.dk", tz="Europe/Oslo")
    office.wait_for_zone(METTE, "Europe/Oslo")
    karin.closes()
    karin.says("/review setup")
    karin.modal_with("another@example.dk")
    for part, value in {"seller": JENS, "manager": METTE}.items():
        karin.workspace.fill(KARIN, f"setup.{part}", f"setup.{part}", value)
    _saves(office, karin)
    seen(karin)
    office.set_digest("C1")
    office.workspace.change_channel("C1", is_archived=False, is_ext_shared=True)
    office.workspace.change_user(JENS, deleted=True)
    office.wait_for_zone(JENS, None)
    office.workspace.faults.add(method="chat.postMessage", kind="drop_after")
    office.passes(days=7)
    assert karin.home


def strangers(office: Office) -> None:
    """Somebody whom nobody listed, a guest, and a listed person whom Slack does not know."""
    for slack_id in ("U0NEW", "U0GUEST"):
        assert office.person(slack_id).home
        office.person(slack_id).says("/review")
        seen(office.person(slack_id))
    office.add_person("U0GUEST", Role.SELLER)
    assert office.person(KARIN).home
    assert office.now > START + timedelta(days=100)
