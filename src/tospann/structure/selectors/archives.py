"""A scenario as a dataset of its own, for whoever wants to reckon it again."""

import io
import json
import zipfile
from dataclasses import replace

from tospann.engines.structure import folder
from tospann.structure.models import Scenario
from tospann.structure.selectors.scenarios import structure_of
from tospann.structure.selectors.territories import territory_of

NAME = "scenario"  # of the structure, for `tospann structure measure … --structure scenario`
ASSUMPTIONS = "forutsetninger.json"  # for `--assumptions`, when the scenario has its own


def archive_with(scenario: Scenario) -> bytes:
    """The scenario's dataset with its structure among the others, under the name `scenario`.

    The same scenario always gives the same bytes. Raises `BadData` as `structure_of`.
    """
    territory = territory_of(scenario.dataset_id)
    drawn = replace(
        structure_of(scenario), name=NAME, title=scenario.title, illustrative=scenario.illustrative
    )
    content = folder.packed(replace(territory, structures=(*territory.structures, drawn)))
    if not scenario.assumptions:
        return content
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        own = json.dumps(scenario.assumptions, ensure_ascii=False, sort_keys=True, indent=1)
        archive.writestr(zipfile.ZipInfo(ASSUMPTIONS), own + "\n", zipfile.ZIP_DEFLATED)
    return written.getvalue()
