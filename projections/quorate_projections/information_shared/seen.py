"""What one viewer may see of what was shared in a meeting, at one moment. Pure."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.policy import Ground
from quorate_events.access.resources import Circumstances
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.context import Recorder
from quorate_events.meetings.values import Release, Restriction
from quorate_events.meetings.vocabulary import (
    Audience,
    ContributionStatus,
    MeetingKind,
    MeetingStatus,
    PartHeading,
)
from quorate_events.rules.clocks import london_date, start_of_day
from quorate_projections.directory.entries import Names
from quorate_projections.information_shared.state import (
    AgencyAnswer,
    InformationRequest,
    Outcome,
    SharedMeeting,
    SharedPart,
    Withdrawal,
    Wording,
)

_NO_ANSWER = AgencyAnswer(ContributionStatus.REQUESTED)


class InformationStatus(StrEnum):
    """Where an agency's information stands. Silent: the meeting was held, and nothing was said at all."""

    REQUESTED = "requested"
    SUBMITTED = "submitted"
    NOTHING_HELD = "nothing_held"
    DECLINED = "declined"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"


class SeenPart(msgspec.Struct, frozen=True):
    """One part as the viewer may see it.

    ``text`` is the latest wording and ``wordings`` are all of them from the first on; of a withdrawn part
    that the viewer may no longer read they are None and empty. ``restriction`` is told to the part's own
    agency, the chair and the agencies that it names. ``released`` says whether the audience can read it.
    """

    part_id: UUID
    agency_id: UUID
    heading: PartHeading
    audience: Audience
    child_id: UUID | None
    text: str | None
    wordings: tuple[Wording, ...]
    restriction: Restriction | None
    release: Release
    release_at: datetime | None
    released: bool
    submitted_at: datetime
    submitted_by: Recorder
    withdrawn: Withdrawal | None


class AgencyInformation(msgspec.Struct, frozen=True):
    """What one agency was asked and what it answered, as the viewer may see it.

    ``report_due`` is the latest date that it was given (the meeting may have been moved), ``late`` means
    answered after that date, ``overdue`` not answered although the date has passed; both on London dates.
    To whoever may not know of what came first, ``answered_at`` is the beginning of that London day; to whoever may
    know of no part of it, the status of what was withdrawn stays submitted.
    """

    agency_id: UUID
    status: InformationStatus
    requests: tuple[InformationRequest, ...]
    report_due: date | None
    answered_at: datetime | None
    late: bool
    overdue: bool
    searched: str
    declined_because: str
    parts: tuple[SeenPart, ...]


class InformationShared(msgspec.Struct, frozen=True):
    """A meeting's information, assembled by agency for one viewer.

    ``whole`` is false for an agency that is no longer invited, in the meeting as it stood when it was removed, and
    for an agency's coordinator: they see what the agency was asked and shared itself, and no more.
    ``ground`` is why the viewer may. ``names`` resolves the ids in the answer.
    """

    meeting_id: UUID
    kind: MeetingKind
    status: MeetingStatus
    scheduled_for: datetime
    held_on: date | None
    child_ids: tuple[UUID, ...]
    whole: bool
    ground: Ground
    agencies: tuple[AgencyInformation, ...]
    outcomes: tuple[Outcome, ...]
    names: Names = Names()

    @property
    def wishes_and_feelings(self) -> tuple[SeenPart, ...]:
        """What the children want and feel, whoever brought it, as far as the viewer may read it."""
        parts = (part for agency in self.agencies for part in agency.parts)
        return tuple(part for part in parts if part.heading is PartHeading.CHILDS_WISHES_AND_FEELINGS)

    @property
    def part_ids(self) -> tuple[UUID, ...]:
        """The parts that are shown, or of which it is told that they were withdrawn."""
        return tuple(part.part_id for agency in self.agencies for part in agency.parts)

    @property
    def known_agency_ids(self) -> frozenset[UUID]:
        """The agencies of which the viewer may know of some part that they shared."""
        return frozenset(agency.agency_id for agency in self.agencies if agency.parts)

    def count(self, status: InformationStatus) -> int:
        """Return how many of the agencies shown stand at ``status``."""
        return sum(agency.status is status for agency in self.agencies)


class _Eyes(msgspec.Struct, frozen=True):
    """Who looks, and at what: ``meeting`` as it stood at ``moment``, with the rights that ``today`` gives at ``now``.

    Both are the same but for a reader of the record as it was.
    """

    viewer: Actor
    meeting: SharedMeeting
    today: SharedMeeting
    moment: datetime
    now: Circumstances

    def may(self, action: Action) -> bool:
        """Return whether the viewer may do something with the meeting."""
        return decide(self.viewer, action, self.today.circle, self.now).allowed

    def of(self, meeting: SharedMeeting) -> "_Eyes":
        """Look at less of it."""
        return msgspec.structs.replace(self, meeting=meeting)


def seen(
    meeting_id: UUID, meeting: SharedMeeting, wanted: Action, viewer: Actor, now: datetime, names: Names
) -> InformationShared | None:
    """Return what ``viewer`` may see at ``now``; None when that is nothing at all.

    ``wanted`` is how the whole meeting is asked for: as itself, or as an earlier one about a child.
    """
    return _seen(meeting_id, _Eyes(viewer, meeting, meeting, now, Circumstances(now)), wanted, names)


def seen_as_it_was(
    meeting_id: UUID,
    then: SharedMeeting,
    moment: datetime,
    today: SharedMeeting,
    viewer: Actor,
    now: datetime,
) -> InformationShared | None:
    """Return what ``viewer`` may see at ``now`` of a meeting as it stood ``then``, at ``moment``.

    Whoever may not read the meeting ``today`` sees nothing. A part that was not released then is shown to those only
    who need no release; of a part that was withdrawn since, the text to those only who read withdrawn parts.
    """
    eyes = _Eyes(viewer, then, today, moment, Circumstances(now))
    return _seen(meeting_id, eyes, Action.READ_MEETING, Names())


def _seen(meeting_id: UUID, eyes: _Eyes, wanted: Action, names: Names) -> InformationShared | None:
    viewer, meeting = eyes.viewer, eyes.meeting
    decision = decide(viewer, wanted, eyes.today.circle, eyes.now)
    whole = decision.allowed
    if not whole:
        decision = decide(viewer, Action.READ_OWN_SHARE, eyes.today.circle, eyes.now)
    if decision.ground is None:
        return None
    if not whole and viewer.agency_id in eyes.today.standing.left:
        meeting = meeting.own_share(viewer.agency_id)
    eyes, standing = eyes.of(meeting), meeting.standing
    shown = [*dict.fromkeys(_agencies(meeting))] if whole else [viewer.agency_id]
    return InformationShared(
        meeting_id=meeting_id,
        kind=standing.kind,
        status=standing.status,
        scheduled_for=standing.scheduled_for,
        held_on=standing.held_on,
        child_ids=standing.child_ids,
        whole=whole,
        ground=decision.ground,
        agencies=tuple(_agency(eyes, agency_id) for agency_id in shown),
        outcomes=tuple(meeting.outcomes.values()) if whole else (),
        names=names,
    )


def _agencies(meeting: SharedMeeting) -> Iterable[UUID]:
    yield from (request.agency_id for request in meeting.requests.values())
    yield from meeting.answers


def _agency(eyes: _Eyes, agency_id: UUID) -> AgencyInformation:
    meeting = eyes.meeting
    answer = meeting.answers.get(agency_id, _NO_ANSWER)
    if agency_id != eyes.viewer.agency_id and not eyes.may(Action.KNOW_OF_ANSWER):
        answer = _NO_ANSWER
    requests = tuple(each for each in meeting.requests.values() if each.agency_id == agency_id)
    due = max((each.report_due for each in requests if each.report_due), default=None)
    status = _status(answer, meeting)
    waiting = status in (InformationStatus.REQUESTED, InformationStatus.SILENT)
    seen_parts = (_part(eyes, part) for part in answer.parts)
    parts = tuple(part for part in seen_parts if part is not None)
    answered_at = answer.answered_at
    if answered_at is not None and not _knows_hour(answer, parts):
        # That it has answered, and on which day: nothing that happened to parts of which the viewer may not know.
        answered_at = start_of_day(london_date(answered_at))
    if answer.parts and not parts:
        status = InformationStatus.SUBMITTED
    return AgencyInformation(
        agency_id=agency_id,
        status=status,
        requests=requests,
        report_due=due,
        answered_at=answered_at,
        late=due is not None and answer.answered_at is not None and london_date(answer.answered_at) > due,
        overdue=due is not None and waiting and london_date(eyes.moment) > due,
        searched=answer.searched,
        declined_because=answer.declined_because,
        parts=parts,
    )


def _knows_hour(answer: AgencyAnswer, seen_parts: tuple[SeenPart, ...]) -> bool:
    """Return whether the viewer knows of what came first, so that the hour tells nothing of a hidden part."""
    if not answer.parts:
        return True
    first = {each.part_id for each in answer.parts if each.wordings[0].at == answer.answered_at}
    # Where it is no part, the agency had said first that it holds nothing.
    return any(not first or each.part_id in first for each in seen_parts)


def _status(answer: AgencyAnswer, meeting: SharedMeeting) -> InformationStatus:
    if answer.status is ContributionStatus.REQUESTED and meeting.standing.opened_at is not None:
        return InformationStatus.SILENT
    return InformationStatus(answer.status.value)


def _part(eyes: _Eyes, part: SharedPart) -> SeenPart | None:
    # Releases are never taken back: what was released then is released today.
    released = part.is_released(sitting_opened=eyes.meeting.standing.opened_at is not None, now=eyes.moment)
    today = eyes.today.part(part)
    sight = sight_of_part(eyes.viewer, today.facts(eyes.today.circle, released=released), eyes.now)
    if sight is Sight.NOTHING:
        return None
    readable = sight is Sight.TEXT
    return SeenPart(
        part_id=part.part_id,
        agency_id=part.agency_id,
        heading=part.heading,
        audience=part.audience,
        child_id=part.child_id,
        text=part.wordings[-1].text if readable else None,
        wordings=part.wordings if readable else (),
        restriction=part.restriction if readable else None,
        release=part.release,
        release_at=part.release_at,
        released=released,
        submitted_at=part.wordings[0].at,
        submitted_by=part.wordings[0].by,
        withdrawn=part.withdrawn if readable else today.withdrawn,
    )
