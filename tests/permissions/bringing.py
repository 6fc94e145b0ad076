"""A table that is fetched in a place of the world, and one that has come and waits."""

from typing import Any

from tospann.imports import actions, looking, reading, selectors
from tospann.imports.models import Draft, Feed
from tospann.indicators.selectors import by_code

TABLE = "indikator;kommune;periode;verdi;nevner\nI23;;2025M07;24;88\n"


def _giver(place: Any) -> Any:
    return next(
        place.actor(who)
        for who in place.people
        if who in ("representative", "other_representative")
    )


def give(place: Any) -> None:
    """A feed, and what came of it: waiting for those who may give figures."""
    feed = actions.keep_feed(
        actor=_giver(place),
        partnership=place.partnership,
        base="https://data.ssb.no/api/v0/no/table/",
        table="07459",
        title=place.marker("tabell"),
        publisher="Statistisk sentralbyrå",
        licence="CC BY 4.0",
        selection=[],
        every_days=0,
    )
    data = TABLE.replace(";;2025", f";{place.municipality.code};2025").encode()
    found = reading.packed(reading.read_bytes(data, "07459.csv"))
    actions.begin(
        actor=_giver(place),
        partnership=place.partnership,
        name="07459.csv",
        data=data,
        found=found,
        feed=feed,
        source="Statistisk sentralbyrå",
    )


def feed_of(place: Any) -> Feed:
    """The table that is fetched."""
    return Feed.objects.get(partnership=place.partnership)


def draft_of(place: Any) -> Draft:
    """The table that waits."""
    return Draft.objects.select_related("partnership").get(partnership=place.partnership)


def fingerprint(place: Any, actor: Any) -> str:
    """What the page would have shown the actor, in short."""
    known = by_code(place.partnership)
    found, targets = selectors.reading_of(draft_of(place), known)
    return looking.look(actor, place.partnership, found, targets, known).fingerprint
