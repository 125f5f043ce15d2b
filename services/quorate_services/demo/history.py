"""A whole history, day by day: what everybody does, and the tally of the truth beside it."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_services.demo.cases import Cases
from quorate_services.demo.directory import children_of, everybody
from quorate_services.demo.partnership import Partnership
from quorate_services.demo.profile import Profile
from quorate_services.demo.script import Step
from quorate_services.demo.showcase import showcase
from quorate_services.demo.storyteller import Storyteller
from quorate_services.demo.tally import Tally


class Group(NamedTuple):
    """What happens on one stream on one day, in order of time. ``last``: nothing more will follow there."""

    stream_id: UUID
    steps: list[Step]
    last: bool


class History:
    """Everything that follows from a profile. ``tally`` is complete once :meth:`days` has come to its end."""

    def __init__(self, profile: Profile, calendar: WorkingDayCalendar) -> None:
        self.profile = profile
        self.town = Partnership(profile.seed)
        self.tally = Tally()
        cases = Cases(profile, self.town, calendar).plan()
        cases.add(showcase(cases, profile, self.town))
        self.office = cases.office
        self.meetings = cases.meetings
        self.begun = 0

    def days(self) -> Iterator[list[Group]]:
        """Yield each day's groups in order of time. ``begun`` counts the meetings told so far."""
        tellers = Storyteller(self.profile, self.town, self.office)
        waiting: dict[date, list[Group]] = {}
        known: set[UUID] = set()
        self.begun, self.tally = 0, Tally()
        before = self.office.later(self.meetings[0].convened_on, -2)
        for script in everybody(self.town, self.office, before):
            _spread(waiting, script.stream_id, script.steps)
        for day, plans in groupby(self.meetings, key=lambda plan: plan.convened_on):
            for plan in plans:
                for script in children_of(plan, known, self.office, self.profile.now):
                    _spread(waiting, script.stream_id, script.until(self.profile.now))
                told = tellers.tell(plan)
                _spread(waiting, plan.id, told.steps)
                if told.truth is not None:
                    self.tally.add(told.truth)
                self.begun += 1
            yield from _ripe(waiting, day)
        yield from _ripe(waiting, date.max)


def _spread(waiting: dict[date, list[Group]], stream_id: UUID, steps: list[Step]) -> None:
    """Put the steps under their days."""
    days = [(day, list(group)) for day, group in groupby(steps, key=lambda step: step.moment.date())]
    for number, (day, group) in enumerate(days, 1):
        waiting.setdefault(day, []).append(Group(stream_id, group, last=number == len(days)))


def _ripe(waiting: dict[date, list[Group]], upto: date) -> Iterator[list[Group]]:
    """Take out the days up to ``upto``: later meetings can add nothing to them."""
    for day in sorted(day for day in waiting if day <= upto):
        yield sorted(waiting.pop(day), key=lambda group: group.steps[0].moment)
