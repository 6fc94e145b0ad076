"""The command of a question asks just that question again."""

import json
import shlex
from dataclasses import replace

import pytest

from engines.structure.small import territory
from tospann.cli.structure import given
from tospann.cli.structure.doors import RULES, areas, front, robust
from tospann.engines.structure import asked, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.command import ASSUMPTIONS, command_for, files_for
from tospann.engines.structure.jobs import Areas, Drawn, Futures, Job, Question, Tradeoff
from tospann.engines.structure.robustness import Doubt, Plan
from tospann.engines.structure.rules import (
    Apart,
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    AtMostMembers,
    FieldsInTwos,
    FixedArea,
    Hosts,
    InsideGroups,
    Models,
    NeverHosts,
    RefusesHost,
    RefusesWith,
    StandsAlone,
    Together,
    WithinMinutes,
)

EVERY = asked.ordered(
    (
        AtMostMembers(3),
        WithinMinutes(62.5),
        AtLeastFte(5.0, ("1804",)),
        AtLeastResidents(500, ("1804",)),
        FieldsInTwos(1),
        AtMostAreas(4),
        AtLeastAreas(1),
        AtMostKroner(75_000_000),
        Together(("1801", "1802")),
        Apart("1801", "1804"),
        RefusesWith("1803", "1804"),
        RefusesHost("1802", "1803"),
        StandsAlone("1804"),
        Hosts("1801"),
        NeverHosts("1802"),
        FixedArea(("1801", "1802"), "1801"),
        FixedArea(("1803",)),
        Models(("own", "host")),
        Models(("host",), ("1801", "1802")),
        InsideGroups(),
    )
)


def job_of(sweep, *, rules=EVERY, **more) -> Job:
    return Job("print", Question(rules, **more), sweep, (0,))


def options(command, line: str) -> dict:
    """What the program makes of the words after its name and that of the command."""
    return command.make_context("", shlex.split(line)[3:]).params


def test_every_rule_there_is_comes_through_the_command_line_as_it_was():
    assert {type(rule) for rule in EVERY} == set(asked.ORDER)
    params = options(areas, command_for(job_of(Areas()), "small.zip"))
    told = {name: params[name.replace("-", "_")] for name, *_ in RULES}
    told["inside-groups"] = params["inside_groups"]
    assert given.rules(territory(), told) == EVERY


def test_a_question_of_areas_says_how_many_and_how_long():
    line = command_for(
        job_of(Areas(3, 2, 4, 11), seconds=600, travel="straight_line", waiting=False), "a b.zip"
    )
    params = options(areas, line)
    assert line.startswith("tospann structure areas 'a b.zip' ")
    assert (params["data"], params["count"], params["different"]) == ("a b.zip", 3, 2)
    assert (params["pricing"], params["seed"], params["seconds"]) == (True, 11, 600)
    assert (params["by"], params["waiting"], params["stated"]) == ("straight", False, None)
    assert params["json"] == "svar.json"


def test_a_trade_off_names_the_files_of_the_structures_beside_it(tmp_path):
    drawn = Drawn("a.json", "To sammen", '{"municipalities":{"1802":{"host":"1801"}}}')
    job = job_of(Tradeoff(("access", "cost", "exposed"), (drawn,)))
    params = options(front, command_for(job, "small.zip"))
    assert (params["objectives"], params["compared"]) == ("access,cost,exposed", ("a.json",))
    (tmp_path / "a.json").write_text(files_for(job, territory())["a.json"])
    again = given.structure(territory(), str(tmp_path / "a.json"))
    assert (again.name, again.title) == ("a.json", "To sammen")
    assert again.area.tolist() == drawn.structure(territory()).area.tolist()


def test_futures_say_what_may_come_otherwise_and_which_structures_are_followed(tmp_path):
    here = territory()
    plan = Plan("b.json", ((0, 1), (2,), (3,)), (1, 2, 3), "Nord")
    doubt = Doubt(2040, True, 0.05, 0.1, 0.125, True)
    job = job_of(Futures(doubt, 9, 250, (Plan.of(given.structure(here, "alone")), plan)))
    params = options(robust, command_for(job, "small.zip"))
    assert (params["count"], params["seed"]) == (250, 9)
    names = ("year", "roads", "journeys", "away", "refusal", "in_turn")
    assert Doubt(**{name: params[name] for name in names}) == doubt
    assert params["compared"] == ("alone", "b.json")
    files = files_for(job, here)
    assert list(files) == ["b.json"]
    (tmp_path / "b.json").write_text(files["b.json"])
    again = Plan.of(given.structure(here, str(tmp_path / "b.json")))
    assert again == plan


def test_assumptions_that_are_changed_are_a_file():
    own = stated.changed(
        ILLUSTRATIVE,
        {
            "absence": 0.12,
            "presences": {"branch": {"kroner": 900_000}},
            "models": {
                "task": {"kroner": 1_600_000, "kroner_per_partner": 180_000, "alone": False}
            },
        },
    )
    job = job_of(Areas(), assumptions=own)
    text = files_for(job, territory())[ASSUMPTIONS]
    assert stated.changed(ILLUSTRATIVE, json.loads(text)) == own
    assert f"--assumptions {ASSUMPTIONS}" in command_for(job, "small.zip")
    same = job_of(Areas(), assumptions=replace(ILLUSTRATIVE))
    assert files_for(same, territory()) == {}
    assert "--assumptions" not in command_for(same, "small.zip")


def test_what_no_command_asks_for_is_said():
    from tospann.engines.structure.jobs import Caps

    with pytest.raises(ValueError, match="Caps"):
        command_for(job_of(Caps((1,))), "small.zip")
