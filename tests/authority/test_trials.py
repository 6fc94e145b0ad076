"""What an application has come to, as a table: what happened, and where it stands on a day."""

from datetime import date

import pytest

from tospann.authority.trials import Event, State, standing

DAY = date(2019, 6, 1)


def events(text: str) -> list[Event]:
    """`applied 2019-01-01, approved 2019-03-01 from 2019-04-01 to 2020-03-31`."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        words = part.split()
        days = [date.fromisoformat(word) for word in words[1:] if word[0].isdigit()]
        found.append(Event(words[0], *days))
    return found


TABLE = """
                                                                          | prepared         |  -  | 0
applied 2019-01-01                                                        | waiting          | 151 | 0
applied 2019-01-01, reminded 2019-03-01, reminded 2019-05-01              | waiting          | 151 | 2
applied 2019-01-01, reminded 2019-07-01                                   | waiting          | 151 | 0
applied 2019-07-01                                                        | prepared         |  -  | 0
applied 2019-01-01, preliminary 2019-02-01                                | preliminary      | 151 | 0
applied 2019-01-01, refused 2019-02-01                                    | refused          |  -  | 0
applied 2019-01-01, dropped 2019-02-01                                    | dropped          |  -  | 0
applied 2019-01-01, approved 2019-03-01 2019-04-01 2020-03-31             | lacks_regulation |  -  | 0
regulation 2019-02-01, approved 2019-03-01 2019-04-01 2020-03-31          | running          |  -  | 0
regulation 2019-02-01, approved 2019-03-01 2019-07-01 2020-03-31          | coming           |  -  | 0
regulation 2018-02-01, approved 2018-03-01 2018-04-01 2019-05-31          | over             |  -  | 0
"""  # noqa: E501
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip("\n").splitlines()]


@pytest.mark.parametrize(("happened", "state", "days", "reminders"), ROWS)
def test_where_a_trial_stands(happened, state, days, reminders):
    found = standing(events(happened), DAY)

    assert found.state is State(state)
    assert found.days_waiting == (None if days == "-" else int(days))
    assert found.reminder_count == int(reminders)


def test_the_first_and_last_day_of_the_period_count():
    happened = events("regulation 2019-01-01, approved 2019-01-02 2019-02-01 2019-03-01")

    states = [standing(happened, date(2019, month, day)).state for month, day in
              [(1, 31), (2, 1), (3, 1), (3, 2)]]  # fmt: skip

    assert states == [State.COMING, State.RUNNING, State.RUNNING, State.OVER]
