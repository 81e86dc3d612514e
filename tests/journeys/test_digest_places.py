"""Where a digest goes: set by those who may, for the company and for each team, and in that place's own words."""

from datetime import timedelta

import pytest

from bot.digest.views import places as views
from flows.company.people import Role
from storage import digest_places, people
from storage.digest_places import Place
from tests.journeys.conftest import Actor, Office, id_of, texts_in
from tests.journeys.digest_acts import chooses_team, fills_place, opens_place, saves_place


@pytest.fixture
def karin(staffed: Office) -> Actor:
    """Karin, the admin, before the form."""
    karin = staffed.person("U0KARIN")
    opens_place(karin)
    return karin


def place_of(office: Office, leader: str | None = None) -> Place | None:
    """What is set, of the company or of somebody's team."""
    with office.read() as desk:
        return digest_places.of(desk.tx, office.who(leader).id if leader else None)


def channel_of(office: Office) -> str | None:
    """The channel of the company's digest."""
    place = place_of(office)
    return place.channel if place else None


def said_in(office: Office, channel: str) -> list[str]:
    """All texts of the digests in a channel."""
    return ["\n".join(texts_in(each.blocks)) for each in office.workspace.messages(channel) if each.blocks]


def test_the_channel_gets_a_greeting_and_the_digest_every_monday(staffed: Office, karin: Actor) -> None:
    fills_place(karin, channel="C1")

    assert "The whole company's figures: they come to the channel every Monday at 08:00." in saves_place(
        karin
    )

    (greeting,) = staffed.workspace.messages("C1")
    assert greeting.text.startswith("Hello. I'm Revisor. Every Monday at 08:00")
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    staffed.passes(days=7)
    assert len(staffed.workspace.messages("C1")) == 2


def test_saving_again_greets_no_second_time(staffed: Office, karin: Actor) -> None:
    fills_place(karin, channel="C1")
    saves_place(karin)
    opens_place(karin)

    assert "every Monday at 08:00" in saves_place(karin)
    assert len(staffed.workspace.messages("C1")) == 1


def test_where_the_bot_may_not_post_the_form_stays_and_says_how_to_invite_it(
    staffed: Office, karin: Actor
) -> None:
    fills_place(karin, channel="C2")

    assert "Write /invite @Revisor there, then press Save again." in saves_place(karin)
    values = karin.modal["state"]["values"]
    assert values["place.channel."]["place.channel"]["selected_conversation"] == "C2"
    assert channel_of(staffed) is None

    staffed.workspace.change_channel("C2", bot_is_member=True)
    assert "they come to the channel" in saves_place(karin)
    assert channel_of(staffed) == "C2"


def test_a_channel_that_was_archived_meanwhile_is_told_so(staffed: Office, karin: Actor) -> None:
    fills_place(karin, channel="C1")
    staffed.workspace.change_channel("C1", is_archived=True)

    assert "That channel is archived. Choose another one" in saves_place(karin)
    assert channel_of(staffed) is None


@pytest.mark.parametrize("kind", ["500", "drop_before"])
def test_a_silent_slack_is_told_and_the_channel_stays_what_it_was(
    staffed: Office, karin: Actor, kind: str
) -> None:
    fills_place(karin, channel="C1")
    staffed.workspace.faults.add(method="chat.postMessage", kind=kind)

    assert "the channel stays what it was. Press Save again in a moment." in saves_place(karin)
    assert channel_of(staffed) is None
    assert "they come to the channel" in saves_place(karin)


def test_a_team_has_its_own_channel_day_hour_zone_and_language(staffed: Office, karin: Actor) -> None:
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    staffed.add("Southern wharf", id_of(staffed, "U0METTE"))
    staffed.workspace.change_channel("C2", bot_is_member=True)
    staffed.set_digest("C1")
    chooses_team(karin, "U0ANNE")
    zones = staffed.workspace.suggest(karin.id, views.ZONE, views.ZONE, "new york")
    assert [zone["value"] for zone in zones] == ["America/New_York"]
    fills_place(karin, channel="C2", weekday="2", at="09:30", zone="America/New_York", language="da")

    assert "The figures of the team of Anne Manager: they come to the channel every Wednesday at 09:30." in (
        saves_place(karin)
    )
    (greeting,) = staffed.workspace.messages("C2")
    assert greeting.text.startswith("Goddag. Jeg hedder Revisor. Hver onsdag kl. 9.30")

    staffed.passes(days=2, hours=6, minutes=29)
    assert said_in(staffed, "C2") == []
    staffed.passes(minutes=1)  # Wednesday, 09:30 in New York
    (of_team,) = said_in(staffed, "C2")
    assert "Én åben salgsmulighed for 1,2 mio. kr." in of_team
    assert "Pr. onsdag den 25. november kl. 9.30" in of_team
    assert said_in(staffed, "C1") == []
    staffed.passes(days=5)
    (of_all,) = said_in(staffed, "C1")
    assert "2 open deals" in of_all


def test_the_zone_of_a_team_is_its_leaders_until_another_is_chosen(staffed: Office) -> None:
    staffed.workspace.change_user("U0ANNE", tz="Asia/Tokyo")
    staffed.wait_for_zone("U0ANNE", "Asia/Tokyo")
    anne = staffed.person("U0ANNE")
    opens_place(anne)
    fills_place(anne, channel="C1")
    saves_place(anne)

    place = place_of(staffed, "U0ANNE")

    assert place is not None
    assert place.due_at == staffed.now.replace(hour=23, minute=0) + timedelta(
        days=6
    )  # Monday, 08:00 in Tokyo


def test_a_manager_sets_their_own_teams_and_no_other(staffed: Office) -> None:
    anne = staffed.person("U0ANNE")
    opens_place(anne)
    assert "The figures of your team, Anne Manager" in anne.screen
    assert not [block for block in anne.modal["blocks"] if block["block_id"] == views.LEADER]
    fills_place(anne, channel="C1", amounts=["hidden"])

    assert "The figures of the team of Anne Manager" in saves_place(anne)

    place = place_of(staffed, "U0ANNE")
    assert place is not None
    assert (place.channel, place.amounts, place.set_by) == ("C1", False, "U0ANNE")
    assert place_of(staffed) is None


def test_a_director_sets_any(staffed: Office) -> None:
    dorte = staffed.person("U0DORTE")
    opens_place(dorte)
    chooses_team(dorte, "U0JENS")
    fills_place(dorte, channel="C1")

    assert "The figures of the team of Jens Leder" in saves_place(dorte)
    assert place_of(staffed, "U0JENS") is not None


def test_who_leads_nobody_has_no_figures_of_a_team(staffed: Office, karin: Actor) -> None:
    chooses_team(karin, "U0TOM")
    assert "Tom Seller leads nobody, so there are no figures of a team." in karin.screen

    chooses_team(karin, "U0NEW")
    assert "That person is not on the list." in karin.screen


@pytest.mark.parametrize("who", ["U0TOM", "U0VERA", "U0AUGUST"])
def test_others_set_nothing_not_even_by_a_forged_form(staffed: Office, karin: Actor, who: str) -> None:
    fills_place(karin, channel="C1")
    view = karin.modal

    staffed.person(who).submits_again(view)

    told = "is set by admins and directors"
    staffed.workspace.wait_for(lambda: any(told in str(call.arguments) for call in staffed.workspace.calls))
    assert place_of(staffed) is None


def test_what_is_set_stands_in_the_form_and_changes_without_a_second_greeting(
    staffed: Office, karin: Actor
) -> None:
    fills_place(karin, channel="C1", weekday="4", at="15:00", language="da", amounts=["hidden"])
    saves_place(karin)
    opens_place(karin)
    values = {
        action: held for block in karin.modal["state"]["values"].values() for action, held in block.items()
    }

    assert values[views.CHANNEL]["selected_conversation"] == "C1"
    assert values[views.WEEKDAY]["selected_option"]["value"] == "4"
    assert values[views.AT]["selected_time"] == "15:00"
    assert values[views.LANGUAGE]["selected_option"]["value"] == "da"
    assert [one["value"] for one in values[views.AMOUNTS]["selected_options"]] == ["hidden"]

    fills_place(karin, amounts=[], at="03:30")
    assert "Choose a time from 04:00 on." in saves_place(karin)
    opens_place(karin)
    fills_place(karin, channel=None)
    assert "they come to no channel any more" in saves_place(karin)
    staffed.passes(days=14)
    assert said_in(staffed, "C1") == []


def test_posting_for_a_manager_posts_their_teams(staffed: Office) -> None:
    staffed.workspace.change_channel("C2", bot_is_member=True)
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    staffed.set_digest("C1")
    staffed.set_digest("C2", leader="U0ANNE")

    for who in ("U0ANNE", "U0JENS"):
        staffed.person(who).says("/review digest")
        staffed.person(who).modal_with("on its way" if who == "U0ANNE" else "på vej")
    staffed.tick()

    assert len(said_in(staffed, "C2")) == len(said_in(staffed, "C1")) == 1


def test_names_of_who_is_not_ready_come_with_the_teams_own_digest_and_once(staffed: Office) -> None:
    staffed.workspace.change_channel("C2", bot_is_member=True)
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    staffed.set_digest("C1")
    staffed.set_digest("C2", leader="U0ANNE", weekday=2)
    staffed.passes(days=2)
    anne = staffed.person("U0ANNE")
    assert len([text for text in anne.messages() if "Not ready yet" in text]) == 1

    anne.says("/review digest")
    staffed.tick()
    staffed.passes(days=5)  # the company's

    assert len(said_in(staffed, "C1")) == 1
    assert len([text for text in anne.messages() if "Not ready yet" in text]) == 1


def test_a_team_of_nobody_posts_nothing(staffed: Office) -> None:
    staffed.set_digest("C1", leader="U0ANNE")
    with staffed.write() as desk:
        for person in people.team_of(desk.tx, staffed.who("U0ANNE").id):
            people.set_role(desk.tx, person.id, Role.NONE)

    staffed.passes(days=7)

    assert said_in(staffed, "C1") == []


def guests_join(office: Office, channel: str = "C1") -> None:
    """Gitte, a guest, is asked into a channel; the bot has heard of her."""
    office.workspace.change_user("U0GUEST", is_restricted=True)
    office.workspace.change_channel(channel, guests=("U0GUEST",))


def test_in_a_channel_with_guests_nothing_is_posted_until_somebody_says_all_the_same(
    staffed: Office, karin: Actor
) -> None:
    guests_join(staffed)
    fills_place(karin, channel="C1")
    assert "There are guests in that channel." in saves_place(karin)
    assert staffed.workspace.messages("C1") == []
    assert "There are guests in that channel." in saves_place(karin)  # not ticked
    fills_place(karin, confirm=["read_by_guests"])

    assert "they come to the channel" in saves_place(karin)

    place = place_of(staffed)
    assert place is not None
    assert (place.confirmed, place.confirmed_by) == ("read_by_guests", "U0KARIN")
    assert place.confirmed_at == staffed.now
    staffed.passes(days=7)
    assert len(said_in(staffed, "C1")) == 1

    staffed.workspace.change_channel("C1", is_ext_shared=True)  # nobody has said that of another company
    staffed.passes(days=7)
    assert len(said_in(staffed, "C1")) == 1


def test_what_was_confirmed_of_one_channel_is_not_of_another(staffed: Office, karin: Actor) -> None:
    staffed.workspace.change_channel("C2", bot_is_member=True)
    guests_join(staffed)
    guests_join(staffed, "C2")
    fills_place(karin, channel="C1")
    saves_place(karin)
    fills_place(karin, confirm=["read_by_guests"], channel="C2")

    assert "There are guests in that channel." in saves_place(karin)
    assert channel_of(staffed) is None


def test_in_a_shared_channel_it_is_posted_where_that_is_confirmed(staffed: Office, karin: Actor) -> None:
    fills_place(karin, channel="C4")
    assert "Another company reads that channel too" in saves_place(karin)
    fills_place(karin, confirm=["shared_with_others"])
    saves_place(karin)

    staffed.passes(days=7)

    assert len(said_in(staffed, "C4")) == 1


def test_guests_who_come_later_hold_it_back_and_whoever_set_it_hears_of_it_once(staffed: Office) -> None:
    staffed.set_digest("C1", by="U0DORTE")
    staffed.passes(days=7)
    guests_join(staffed)

    for _ in range(3):
        staffed.passes(days=7)
        staffed.tick()

    assert len(said_in(staffed, "C1")) == 1
    dorte = staffed.person("U0DORTE")
    assert len([text for text in dorte.messages() if "there are guests in their channel" in text]) == 1
    assert "The whole company's figures can't be posted: there are guests in their channel" in dorte.home
