"""One meeting being told: its plan, its guests, its script, and the moments that everything hangs on."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import MeetingKind, Sector
from quorate_services.demo.chance import Chance
from quorate_services.demo.families import FamilyChild
from quorate_services.demo.guests import Guest
from quorate_services.demo.meeting_plan import MeetingPlan
from quorate_services.demo.office import CLOSES, OPENS, Office
from quorate_services.demo.partnership import Person
from quorate_services.demo.profile import Profile
from quorate_services.demo.script import Script
from quorate_services.demo.texts.writing import Pen


@dataclass
class Scene:
    """What the parts of a script share. ``convenor`` convenes and takes the record; ``chair`` chairs.

    ``first_open`` and ``last_open`` are when the first and the last sitting open, ``last_close`` when the
    last one closes; ``confirmed_at`` when the record is confirmed, ``None`` when it never is; ``moved_on``
    is the day on which the meeting was given another date.
    """

    plan: MeetingPlan
    profile: Profile
    office: Office
    chance: Chance
    script: Script
    guests: list[Guest]
    pen: Pen
    chair: Person
    convenor: Person
    convened_at: datetime
    first_open: datetime
    last_open: datetime
    last_close: datetime
    confirmed_at: datetime | None = None
    moved_on: date | None = None
    first_there: list[Guest] = field(default_factory=list)
    results: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def is_discussion(self) -> bool:
        """True for a strategy discussion."""
        return self.plan.kind is MeetingKind.STRATEGY_DISCUSSION

    @property
    def by_chair(self) -> Recorder:
        """The chair's signature."""
        return self.chair.recorder

    @property
    def by_convenor(self) -> Recorder:
        """The convenor's signature."""
        return self.convenor.recorder

    @property
    def children(self) -> tuple[FamilyChild, ...]:
        """The children whom the meeting is about."""
        return self.plan.children

    @property
    def attending(self) -> list[Guest]:
        """The guests who come, or send a deputy who comes."""
        return [guest for guest in self.guests if guest.attends]

    def seen_by(self, moment: datetime) -> list[Guest]:
        """Return the guests who have been there by ``moment``: all who attend, once the last sitting is open.

        The few who come to an inquorate first sitting are there from then on.
        """
        if self.last_open <= moment:
            return self.attending
        return self.first_there if self.first_open <= moment else []

    def spoken_of(self) -> FamilyChild:
        """Return one of the children, for a sentence that names one."""
        return self.chance.one_of(self.children)

    def between(self, start: datetime, end: datetime, chance: Chance | None = None) -> datetime:
        """Return a moment after ``start`` and before ``end``, in office hours when there is a day between."""
        chance, office = chance or self.chance, self.office
        room = end - start
        if room > timedelta(hours=30):
            days = office.calendar.working_days_between(start.date(), end.date())
            day = office.later(office.on_or_after(start.date()), int(chance.random() * max(days, 1)))
            moment = office.some_time(chance, day, OPENS, CLOSES)
            if start < moment < end:
                return moment
        return start + room * (0.05 + 0.9 * chance.random())

    def days_after_close(self, low: int, high: int) -> datetime:
        """Return a moment in office hours between so many working days after the last sitting."""
        day = self.office.later(self.plan.decided_on, self.chance.between(low, high))
        if day == self.plan.decided_on:
            return self.last_close + timedelta(minutes=self.chance.between(3, 50))
        return self.office.some_time(self.chance, day)


def of_sector(guests: list[Guest], sector: Sector) -> list[Guest]:
    """Return the guests from agencies of ``sector``."""
    return [guest for guest in guests if guest.agency.sector is sector]
