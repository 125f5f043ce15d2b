"""What is decided of a meeting before its script is written: when, about whom, and with what result."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from quorate_events.context import uuid7_at
from quorate_events.meetings.values import AnchorDate
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingKind
from quorate_services.demo.chance import Chance, chance_of
from quorate_services.demo.families import Family, FamilyChild
from quorate_services.demo.office import Office


@dataclass
class MeetingPlan:
    """One meeting to come. Days are London dates, minutes count from midnight.

    ``adjourned_to`` is the day of the second sitting after an inquorate (conference) or unfinished (strategy
    discussion) first one; ``moved_from`` the day for which the meeting was convened before it was moved;
    ``wanted`` names a meeting that the demo shows (``today`` or ``next_week``).
    """

    number: int
    id: UUID
    kind: MeetingKind
    family: Family
    convened_on: date
    convened_at: int
    held_on: date
    held_at: int
    outcome: DecisionOutcome
    seed: int
    conference_to_follow: bool = False
    follows: UUID | None = None
    anchors: tuple[AnchorDate, ...] = ()
    adjourned_to: date | None = None
    moved_from: date | None = None
    cancelled: bool = False
    number_of_review: int = 0
    chair: int = 0
    wanted: str = ""

    @property
    def decided_on(self) -> date:
        """The day of the last sitting."""
        return self.adjourned_to or self.held_on

    @property
    def chance(self) -> Chance:
        """A fresh generator that belongs to this meeting."""
        return chance_of(self.seed, "meeting", self.number)

    @property
    def children(self) -> tuple[FamilyChild, ...]:
        """Those under 18 on the day, and a baby who is expected."""
        return tuple(
            child
            for child in self.family.children
            if child.age(self.convened_on) < 18 and (child.expected or child.born <= self.convened_on)
        )


class Diary:
    """Numbers meetings, gives them their identifiers, and finds slots and chairs for conferences."""

    SLOTS = (9 * 60 + 30, 11 * 60, 13 * 60 + 30, 15 * 60)

    def __init__(self, seed: int, office: Office) -> None:
        self.seed = seed
        self._office = office
        self._count = 0
        self._conferences: dict[date, int] = {}

    def enter(
        self,
        kind: MeetingKind,
        family: Family,
        convened: tuple[date, int],
        held: tuple[date, int],
        outcome: DecisionOutcome,
    ) -> MeetingPlan:
        """Return the plan of one more meeting; days and minutes of convening and of the first sitting."""
        self._count += 1
        bits = chance_of(self.seed, "meeting id", self._count).getrandbits(74)
        plan = MeetingPlan(
            number=self._count,
            id=uuid7_at(self._office.at(*convened), bits),
            kind=kind,
            family=family,
            convened_on=convened[0],
            convened_at=convened[1],
            held_on=held[0],
            held_at=held[1],
            outcome=outcome,
            seed=self.seed,
        )
        if kind.is_conference:
            earlier = self._conferences.get(held[0], 0)
            self._conferences[held[0]] = earlier + 1
            plan.held_at = held[1] or self.SLOTS[earlier % len(self.SLOTS)]
            plan.chair = held[0].toordinal() * 3 + earlier
        return plan
