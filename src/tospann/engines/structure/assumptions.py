"""What a proposal is weighed by: presence, absence, kroner. Stated, changeable, never hidden.

The figures are illustrative: no public source gives them for every office. Whoever uses the
engine brings their own, and every result says which it used.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Presence:
    """How a municipality that does not host meets its residents at its own seat.

    `met` is the share of visits that are met there; the others travel to the host's seat.
    """

    name: str
    days: float  # a week, 0 to 5
    met: float  # 0 to 1
    kroner: int  # a year: rent, equipment, travel of staff


@dataclass(frozen=True)
class Model:
    """An organisation model: what it costs to run beside the offices themselves."""

    name: str
    kroner: int  # a year and area: leader, agreement, follow-up
    kroner_per_partner: int  # a year and municipality beyond the first
    alone: bool  # for one municipality by itself, else for two or more


@dataclass(frozen=True)
class Assumptions:
    """Everything a proposal takes for given beside the territory itself."""

    presences: tuple[Presence, ...] = (
        Presence("none", days=0, met=0.0, kroner=0),
        Presence("opening_days", days=2, met=0.6, kroner=350_000),
        # some errands need somebody who sits with the host, however long the branch is open
        Presence("branch", days=5, met=0.9, kroner=1_100_000),
    )
    models: tuple[Model, ...] = (
        Model("own", kroner=1_400_000, kroner_per_partner=0, alone=True),
        Model("host", kroner=1_500_000, kroner_per_partner=150_000, alone=False),
        Model("joint_board", kroner=1_700_000, kroner_per_partner=220_000, alone=False),
    )
    main_office_kroner: int = 1_800_000  # a year
    absence: float = 0.10  # share of working days a person is away, 0 to 1
    visits: float = 2.0  # journeys there and back by each resident a year, on average
    kroner_per_hour: int = 250  # of a resident's travel
    kroner_per_exposed: int = 2_000  # a year and resident, see `environment.exposed`


ILLUSTRATIVE = Assumptions()
