"""Two structures as differences: who wins, who loses, what must be agreed anew."""

from dataclasses import replace

from engines.structure.small import alone, cut_off, territory, together, travel
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.comparison import compare
from tospann.engines.structure.hidden import Hidden


def compared(before=None, after=None, *, by=None, **more):
    return compare(
        territory(),
        by or travel(),
        before or alone(),
        after or together(),
        ILLUSTRATIVE,
        **more,
    )


def test_winners_and_losers_are_residents_and_not_means():
    sund = compared().municipalities[1].meet

    # 400 keep two days at the seat, 100 get a meeting point at the door instead of 15 minutes
    assert (sund.shorter, sund.same, sund.longer) == (100, 400, 0)
    assert sund.most is None


def test_those_whose_way_grows_much_are_counted_by_limit():
    sund = compared().municipalities[1].host

    # 40 minutes more for everybody, both places
    assert (sund.longer, sund.much_longer) == (500, (500, 500))
    assert (sund.most.minutes, sund.most.residents) == (40.0, 500)


def test_few_losers_are_hidden_and_cannot_be_computed_back():
    # Ås takes over Øya and sends a bus to its seat: the two at the far end alone lose 40 minutes
    by = travel()
    seconds = by.seconds.copy()
    seconds[6, 2] = 0

    found = compared(by=replace(by, seconds=seconds)).municipalities

    assert found[3].meet.longer is Hidden.FEW
    assert found[3].meet.much_longer == (Hidden.FEW, Hidden.FEW)
    assert found[3].meet.same is Hidden.FEW
    assert [one.meet.longer is Hidden.FEW for one in found].count(True) == 2


def test_losing_the_route_is_longer_than_any_limit():
    # no boat from the seat of Øya: nothing changes while it has an office of its own
    by = cut_off(6)
    seconds = by.seconds.copy()
    seconds[6, 3] = 0

    whole = compared(by=replace(by, seconds=seconds)).whole.meet

    assert whole.longer == 42
    assert whole.much_longer == (42, 42)
    assert whole.most.places == ("1804-far",)


def test_a_structure_beside_itself_changes_nothing():
    found = compared(together(), together())

    assert found.changes == ()
    assert (found.whole.host.shorter, found.whole.host.longer) == (0, 0)
    assert found.whole.host.same == 2092


def test_the_other_way_round_winners_are_losers():
    there, back = compared(), compared(together(), alone())

    for one, other in zip(there.municipalities, back.municipalities, strict=True):
        assert one.host.longer == other.host.shorter
        assert one.meet.shorter == other.meet.longer


def test_a_new_host_model_or_partner_is_a_change():
    sund, oya = (compared().changes[i] for i in (1, 3))

    assert (sund.municipality, sund.host, sund.model) == (
        "1802",
        ("1802", "1801"),
        ("own", "host"),
    )
    assert (sund.left, sund.joined) == ((), ("1801",))
    assert oya.model == ("own", "joint_board")


def test_the_hosts_own_agreement_changes_too_and_the_law_is_asked_of_each():
    found = compared(authority=lambda change: change.municipality + "!")

    assert [change.authority for change in found.changes] == ["1801!", "1802!", "1803!", "1804!"]
