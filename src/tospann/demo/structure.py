"""The territories of the demo, as the lab takes them in."""

from functools import cache

from tospann.access.actor import Actor
from tospann.demo import territories
from tospann.structure.actions.datasets import take_dataset


def take(actor: Actor) -> None:
    """Nordland and Norway."""
    for name in territories.NAMES:
        title, archive = _packed(name)
        take_dataset(actor=actor, name=name, title=title, archive=archive)


@cache
def _packed(name: str) -> tuple[str, bytes]:
    """Title and archive. A second of work for the country, so it is kept for the next reset."""
    from tospann.engines.structure import folder

    territory = folder.read(territories.find(name))
    return territory.title, folder.packed(territory)
