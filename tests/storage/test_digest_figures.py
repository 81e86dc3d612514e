"""What a digest asks of the database, on both kinds: dates, chances, what was won, targets, rates, wishes."""

from datetime import date, timedelta
from decimal import Decimal

from flows.company.people import Role
from flows.company.quarters import Quarter
from flows.company.subjects import Status
from flows.figures.closing import Rate, Target
from storage import attention, digests, kept_scores, people, rates, targets, wishes
from storage.engine import Transaction
from storage.schema import FOREVER
from tests.storage.conftest import Company, elsewhere

ROWS = attention.seen("", None, apart=[])
Q4 = Quarter(2026, 4)


def kept(tx: Transaction, subject_id: int, **said: object) -> None:
    """What is kept of an open red deal."""
    row = {
        "holds_until": FOREVER,
        "kept_at": tx.now,
        "is_open": True,
        "kind": "deal",
        "colour": "red",
        "currency": "DKK",
        "wants": 5,
        "in_force": "",
        "value": said.get("amount", Decimal()),
        "called": "x",
        **said,
    }
    table = kept_scores.kept_scores
    tx.execute(table.update().where(table.c.subject_id == subject_id).values(row))


def test_those_that_close_first_and_those_that_are_worth_most(company: Company) -> None:
    first, second, third = (company.deal(name) for name in "abc")
    with company.write() as tx:
        kept(tx, first, close_date=date(2026, 12, 2), amount=Decimal(1))
        kept(tx, second, close_date=date(2026, 12, 1), amount=Decimal(2))
        kept(tx, third, close_date=date(2027, 1, 1), amount=Decimal(3))
        december = ROWS.also(attention.closing(date(2026, 12, 1), date(2026, 12, 31)))

        assert [id_ for _, id_ in attention.soonest(tx, december, size=5)] == [second, first]
        assert len(attention.soonest(tx, december, size=1)) == 1
        worth = attention.worth_most(tx, ROWS, [first, third], size=5)
        assert sorted(worth) == [(Decimal(1), first), (Decimal(3), third)]


def test_how_many_are_so_probable_and_the_first_of_them_by_value(company: Company) -> None:
    ids = [company.deal(str(number)) for number in range(4)]
    with company.write() as tx:
        for id_, percent in zip(ids, (69, 70, 100, None), strict=True):
            probability = None if percent is None else Decimal(percent)
            kept(tx, id_, amount=Decimal(id_), probability=probability)

        number, found = attention.probable(tx, ROWS, low=Decimal(70), high=Decimal(100), size=1)
        none = attention.probable(tx, ROWS, low=Decimal(1), high=Decimal(2), size=1)

    assert (number, found) == (2, [(Decimal(ids[2]), ids[2], Decimal(100))])
    assert none == (0, [])


def test_marks_come_back_as_they_are_kept_with_what_grey_was_before(company: Company) -> None:
    seller = company.person("Mette")
    deal, unknown = company.deal("a", seller), company.deal("b", seller)
    company.review(deal, seller, 3)
    with company.write() as tx:
        kept(tx, deal, colour="grey", amount=Decimal("485000.5"))
        kept(tx, unknown, amount=None, value=Decimal())
        marks = attention.marks(tx, ROWS)
        digests.keep(tx, marks.by_id)

        found = digests.last(tx)

    assert marks.by_id[str(deal)] == ["grey", 4850005000, "DKK", marks.by_id[str(deal)][3], "deal"]
    assert marks.by_id[str(unknown)] == ["red", None, None, None, "deal"]
    assert found is not None
    assert found[deal].value.amount == Decimal("485000.5")
    assert {id_: digests.packed(mark) for id_, mark in found.items()} == {
        int(id_): mark for id_, mark in marks.by_id.items()
    }


def test_a_teams_digest_is_none_of_the_companys_and_cuts_off_only_its_own(company: Company) -> None:
    anne = company.person("Anne", Role.MANAGER)
    mine, others = company.deal("a", company.person("Mette", manager=anne)), company.deal("b")
    later = company.now + timedelta(days=1)
    with company.write() as tx:
        digests.keep(tx, {}, waiting={mine, others})
        digests.keep(tx.at(later), {}, waiting={mine, others}, team=anne.id)

        assert digests.newest(tx).taken_at == company.now
        assert digests.newest(tx, anne.id).taken_at == later
        assert digests.newest(tx, 99) is None
        assert digests.cut_off_of(tx, mine) == later
        assert digests.cut_off_of(tx, others) == company.now

        digests.keep(tx.at(later), {}, waiting={})
        assert digests.cut_off_of(tx, others) is None


def test_what_was_won_is_added_up_by_its_day_its_team_and_its_currency(company: Company) -> None:
    anne = company.person("Anne", Role.MANAGER)
    mette = company.person("Mette", manager=anne)
    for amount, day, owner in ((1, 1, mette), (2, 30, anne), (4, 15, None)):
        stated = {"amount": Decimal(amount), "close_date": date(2026, 11, day), "status": Status.WON}
        company.deal(str(amount), owner, **stated)
    company.deal("before", mette, status=Status.WON, close_date=date(2026, 10, 31))
    company.deal("open", mette, close_date=date(2026, 11, 2))
    november = date(2026, 11, 1), date(2026, 11, 30)
    with company.read() as tx:
        [whole] = attention.won(tx, None, *november)
        [team] = attention.won(tx, None, *november, team=anne.id)
        [own] = attention.won(tx, people.by_id(tx, mette.id), *november)

    assert (whole.count, whole.worth) == (3, Decimal(7))
    assert (team.count, team.worth) == (2, Decimal(3))
    assert (own.count, own.worth) == (1, Decimal(1))


def test_of_targets_and_rates_the_newest_counts_and_the_older_stay(company: Company) -> None:
    later = company.now + timedelta(days=1)
    with company.write() as tx:
        targets.set_all(tx, [Target(None, Q4, Decimal(5), "DKK"), Target(None, Q4, Decimal(6), "EUR")])
        targets.set_all(
            tx.at(later), [Target(None, Q4, Decimal(7), "DKK"), Target(None, Q4, Decimal(), "EUR")]
        )
        rates.set_all(tx, [Rate("EUR", "DKK", Decimal("7.46041234"), date(2026, 11, 1))])
        rates.set_all(tx.at(later), [Rate("EUR", "DKK", Decimal(8), date(2026, 11, 2))])

        assert [(each.amount, each.currency) for each in targets.of(tx, Q4)] == [(5, "DKK"), (6, "EUR")]
        assert [(each.amount, each.currency) for each in targets.of(tx.at(later), Q4)] == [(7, "DKK")]
        assert targets.of(tx, Q4.next) == targets.of(elsewhere(tx), Q4) == []
        assert rates.all_of(tx)["EUR"].rate == Decimal("7.46041234")
        assert rates.all_of(tx.at(later))["EUR"].as_of == date(2026, 11, 2)


def test_a_wish_stands_once_until_its_deal_is_closed_or_its_time_is_over(company: Company) -> None:
    mette, anne = company.person("Mette"), company.person("Anne")
    deal, closed = company.deal("a", mette), company.deal("b", mette, status=Status.LOST)
    with company.write() as tx:
        for id_ in (deal, deal, closed):
            wishes.add(tx, subject_id=id_, person_id=mette.id, helper_id=anne.id)
        before = company.now - timedelta(days=1)

        assert wishes.since(tx, before) == [(deal, mette.id)]
        assert wishes.since(tx, before, of=[anne.id]) == wishes.since(tx, company.now) == []
        assert wishes.since(elsewhere(tx), before) == []
