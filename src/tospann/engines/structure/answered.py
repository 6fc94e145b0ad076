"""The answer to a whole question, as plain data, from what its jobs came to together."""

import json

from tospann.engines.structure import answers
from tospann.engines.structure.jobs import Areas, Futures, Tradeoff, made, outcomes_of
from tospann.engines.structure.report import Plain
from tospann.engines.structure.robustness import robustness
from tospann.engines.structure.rules import checked
from tospann.engines.structure.territory import Territory


def answer(merged: bytes, territory: Territory) -> Plain:
    """What `--json` of the command line gives for the same question, see `command.command_for`.

    Areas: `rules` as sentences, `proposals` as `answers.proposed`, `rows` to draw each by as
    `drawn.rows_of`, `measures` of the best as `report.measured`, `prices` as `answers.priced`.
    A trade-off: `answers.front`, and `beside`: today and the structures put beside it. Futures:
    `answers.robust`.

    Parameters
    ----------
    merged : of every job of one of these three, as from `jobs.merge`.
    """
    whole = json.loads(merged)
    sweep, question = made(whole["sweep"]), made(whole["question"])
    outcomes = [outcome for _part, outcome in whole["outcomes"]]
    match sweep:
        case Areas():
            prices = [outcome for outcome in outcomes[1:] if outcome is not None]
            return {**outcomes[0], "prices": prices}
        case Tradeoff():
            return outcomes[0]
        case Futures(doubt, _seed, _count, plans):
            titles = {plan.name: plan.title or plan.name for plan in plans}
            found = robustness(outcomes_of(merged), list(titles))
            rules = checked(question.rules, territory, question.assumptions)
            return answers.robust(territory, found, doubt, titles, rules)
    raise ValueError(f"nobody tells the answer of {type(sweep).__name__}")
