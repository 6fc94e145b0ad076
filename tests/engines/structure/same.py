"""Are two territories the same, array by array?"""

import dataclasses

import numpy as np


def differences(one: object, other: object, where: str = "territory") -> list[str]:
    """The fields that differ, in type of number, in shape or in value."""
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype and np.array_equal(one, other)
        return [] if same else [where]
    if dataclasses.is_dataclass(one):
        return [
            found
            for field in dataclasses.fields(one)
            for found in differences(
                getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}"
            )
        ]
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return [
            found
            for i, pair in enumerate(zip(one, other, strict=True))
            for found in differences(*pair, f"{where}[{i}]")
        ]
    return [] if one == other else [where]
