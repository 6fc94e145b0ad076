"""The professional environment of an area: how often is a competence field uncovered?

A person is away a stated share of the days, independently of the others. With n holders of a
field it is uncovered with probability absence ** n; with none, always. This is the simplest
model that makes two colleagues worth more than twice one; shared causes of absence (a course, a
wave of influenza) make it worse than stated.
"""

import numpy as np
from numpy.typing import NDArray


def uncovered(people: NDArray[np.int64], absence: float) -> NDArray[np.float64]:
    """The share of days on which nobody with the field is at work.

    Parameters
    ----------
    people : (…, f) int, holders of each competence field in an area; not negative.
    absence : share of working days a person is away, 0 to 1.

    Returns
    -------
    (…, f) float, 0 to 1; 1 where nobody holds the field.
    """
    return np.power(float(absence), people)


def exposed(
    people: NDArray[np.int64], residents: NDArray[np.int64], absence: float
) -> NDArray[np.int64]:
    """Residents, in thousandths, who meet an uncovered field on an average day.

    Every field counts the same: the residents of the area times the mean share of days on which
    a field is uncovered. Whole thousandths, so that sums and proofs are exact.

    Parameters
    ----------
    people : (…, f) int; f at least 1.
    residents : (…) int, of the area.
    absence : 0 to 1.

    Returns
    -------
    (…) int64, thousandths of a resident.
    """
    return np.rint(residents * uncovered(people, absence).mean(axis=-1) * 1000).astype(np.int64)


def in_twos(people: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many competence fields are held by two or more. (…, f) int in, (…) int out."""
    return (people >= 2).sum(axis=-1)
