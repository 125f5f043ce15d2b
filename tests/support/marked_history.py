"""Random histories in which every text that somebody wrote is a marker that is found nowhere else."""

import itertools
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace
from tests.support.history import ADMINISTRATOR, AGENCIES, speaker, worker_of
from tests.support.live_scene import Told
from tests.support.random_history import ROLES, hash_of, tell_meeting

from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.errors import Refused
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.emergency import OpenInEmergency
from quorate_events.meetings.notices import AcknowledgeNotice
from quorate_events.meetings.parts import CorrectPart, WithdrawPart
from quorate_events.meetings.values import Part, Release, Restriction
from quorate_events.meetings.vocabulary import Audience, MeetingKind, PartHeading, RestrictionGround
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.child import RegisterChild
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.state import SharedMeeting

_WORDS = {
    "text", "reason", "why", "asked", "what", "measure", "evidence", "note", "rationale", "concern", "summary",
    "searched", "place", "outcome", "interim_arrangements", "immediate_action", "reasoning", "name",
}  # fmt: skip
_NAMES_OPEN_TO_ALL = (RegisterAgency, RegisterPractitioner)


class Marker(msgspec.Struct, frozen=True):
    """Where a marker was planted: which field of which command, for which agency, in which part, sent by whom."""

    command: type[Command]
    field: str
    stream_id: UUID
    agency_id: UUID
    part_id: UUID | None = None
    sender_id: UUID | None = None


@dataclass
class Marked(Told):
    """A history that plants a marker in every text."""

    chance: Random = field(default_factory=Random)
    markers: dict[str, Marker] = field(default_factory=dict)
    _marks: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _shared: dict[tuple[UUID, int], SharedMeeting] = field(default_factory=dict, repr=False)

    def shared_in(self, meeting_id: UUID) -> SharedMeeting:
        """The meeting as the view of the information shared keeps it, after all that has been told."""
        place = (meeting_id, len(self.events))
        if place not in self._shared:
            projection, state = InformationSharedProjection(), None
            for event in self.of(meeting_id):
                if event.topic in projection.topics:
                    state = projection.fold(state, event)
            assert state is not None
            self._shared[place] = state
        return self._shared[place]

    def do(self, command: Command, by: Recorder = ADMINISTRATOR) -> Any:
        if isinstance(command, _NAMES_OPEN_TO_ALL):
            return super().do(command, by)
        planted: list[tuple[str, str, int | None]] = []
        marked = self._marked(command, planted, None)
        done = super().do(marked, by)
        owner = getattr(command, "agency_id", by.agency_id)
        for marker, name, place in planted:
            part = getattr(command, "part_id", None)
            if place is not None and isinstance(command, SubmitContribution):
                part = self.created[place]
            self.markers[marker] = Marker(
                type(command), name, command.stream_id, owner, part, by.practitioner_id
            )
        return done

    def _marked(self, value: Any, planted: list[tuple[str, str, int | None]], place: int | None) -> Any:
        changes: dict[str, Any] = {}
        for name in value.__struct_fields__:
            content = getattr(value, name)
            if name in _WORDS and type(content) is str and content:
                changes[name] = f"mark{next(self._marks)}x"
                planted.append((changes[name], name, place))
            elif isinstance(content, msgspec.Struct):
                changes[name] = self._marked(content, planted, place)
            elif isinstance(content, tuple) and content and isinstance(content[0], msgspec.Struct):
                changes[name] = tuple(self._marked(each, planted, n) for n, each in enumerate(content))
        return replace(value, **changes) if changes else value

    def register_agencies(self, agency_ids: Any = tuple(AGENCIES)) -> None:
        super().register_agencies(agency_ids)
        for agency_id, roles in ROLES.items():
            for number in sorted({2, 3, 7, *map(hash_of, roles)}):
                worker = worker_of(agency_id, number)
                self.do(RegisterPractitioner(practitioner_id=worker, name="A worker", agency_id=agency_id))

    def convene(
        self, kind: MeetingKind, *args: Any, children: int | Sequence[UUID] = 1, **other: Any
    ) -> UUID:
        ids = [self.new_id() for _ in range(children)] if isinstance(children, int) else list(children)
        for child_id in ids:
            if kind is MeetingKind.PRE_BIRTH_CONFERENCE:
                due = self.now.date() + timedelta(days=90)
                self.do(RegisterChild(child_id=child_id, name="A Child", expected_on=due))
            else:
                self.register_child(child_id, "A Child")
        return super().convene(kind, *args, children=ids, **other)

    def contribute(self, meeting_id: UUID, agency_id: UUID, *parts: Part) -> tuple[UUID, ...]:
        given = parts or tuple(self._part(agency_id) for _ in range(3))
        ids = super().contribute(meeting_id, agency_id, *given)
        by = speaker(agency_id)
        self.do(CorrectPart(meeting_id=meeting_id, part_id=ids[0], text="t", reason="r"), by)
        if self.chance.random() < 0.5:
            self.do(WithdrawPart(meeting_id=meeting_id, part_id=ids[1], reason="r"), by)
            return (ids[0], ids[2])
        return ids

    def _part(self, agency_id: UUID) -> Part:
        audience = self.chance.choice(list(Audience))
        named = tuple(self.chance.sample([each for each in AGENCIES if each != agency_id], 2))
        restriction = Restriction(RestrictionGround.THIRD_PARTY, "r", named)
        return Part(
            heading=PartHeading.WORRIES,
            text="t",
            audience=audience,
            restriction=restriction if audience is Audience.RESTRICTED else None,
            release=self.chance.choice([Release.ON_SUBMISSION, Release.AT_MEETING, Release.BY_HAND]),
        )


@dataclass
class Timed(Marked):
    """As :class:`Marked`; some parts are released at a time."""

    def _part(self, agency_id: UUID) -> Part:
        part = super()._part(agency_id)
        if self.chance.random() < 0.6:
            return part
        moment = self.now + timedelta(minutes=self.chance.randint(1, 20_000))
        return replace(part, release=Release.AT_TIME, release_at=moment)


def marked_history(seed: int, meetings: int = 3, kind: type[Marked] = Marked) -> Marked:
    """Tell ``meetings`` meetings; somebody of each agency tries to open every one of them in an emergency."""
    chance = Random(seed)
    history = kind(chance=chance)
    history.register_agencies()
    told = []
    for _ in range(meetings):
        history.later(days=chance.randint(1, 20))
        told.append(tell_meeting(history, chance))
    for meeting in told:
        for agency_id in AGENCIES:
            by = Recorder(worker_of(agency_id, 3), agency_id)
            with suppress(Refused):
                history.do(OpenInEmergency(meeting_id=meeting, reason="r"), by)
        chaired = history.aggregates[meeting]
        for opening in list(chaired.openings)[:1]:
            noted = AcknowledgeNotice(meeting_id=meeting, link_id=opening)
            history.do(noted, Recorder(chaired.chair_id, chaired.convening_agency_id))
    return history
