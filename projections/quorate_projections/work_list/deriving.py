"""Which work is open in a meeting, from what has happened in it. Pure."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from quorate_events.meetings.vocabulary import ActionStatus, MeetingStatus
from quorate_events.rules.clocks import due as clock_due
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import Anchor, Clock, KindRules, Milestone
from quorate_events.rules.rule_sets import RuleSets
from quorate_projections.work_list.items import Item, WorkKind
from quorate_projections.work_list.state import AskedAgency, OpenWork

_BEFORE_THE_END = (MeetingStatus.CONVENED, MeetingStatus.IN_SESSION, MeetingStatus.ADJOURNED)


class WorkRules:
    """The clocks that decide by when a record and a letter have to go out."""

    def __init__(self, rules: RuleSets) -> None:
        self._rules = rules

    def of(self, work: OpenWork) -> KindRules:
        """Return what holds for the meeting's kind under its own rule set."""
        return self._rules.get(work.standing.rule_set).kinds[work.standing.kind]

    def clock(self, work: OpenWork, milestone: Milestone) -> Clock | None:
        """Return the clock that runs from the sitting to ``milestone``, if there is one."""
        clocks = (clock for clock in self.of(work).clocks if clock.anchor is Anchor.HELD)
        return next((clock for clock in clocks if clock.met_by is milestone), None)

    def due(self, work: OpenWork, milestone: Milestone) -> date | None:
        """Return the London date on which the clock of ``milestone`` ends; none without a clock."""
        clock, concluded_on = self.clock(work, milestone), work.standing.concluded_on
        if clock is None or concluded_on is None:
            return None
        return clock_due(
            clock, concluded_on, self._rules.calendar_of(self._rules.get(work.standing.rule_set))
        )


def open_items(meeting_id: UUID, work: OpenWork, rules: WorkRules) -> Iterator[Item]:
    """Yield what is to be done; nothing in a meeting that was cancelled, or is an old register's."""
    for opening in work.emergency_openings.values():
        kind, chair = WorkKind.NOTE_EMERGENCY_OPENING, work.standing.chair_id
        if chair in work.noted.get(opening.id, ()):
            continue
        told = opening.notice
        yield Item(kind, opening.id, opening.why, None, opening.at, practitioner_id=chair, notice=told)
    for before, change in work.chair_changes.items():
        kind = WorkKind.NOTE_CHAIR_CHANGE
        told = change.notice
        yield Item(
            kind, before, change.why, None, change.at, practitioner_id=before, then=change.then, notice=told
        )
    if work.standing.status is MeetingStatus.CANCELLED or work.imported:
        return
    if work.standing.status in _BEFORE_THE_END:
        yield from _invitations(work)
        yield from _contributions(work)
        yield _to_chair(meeting_id, work)
    if work.standing.status is not MeetingStatus.CONFIRMED:
        yield from _involvements(work)
    yield from _actions(work)
    yield from _differences(work)
    yield from _record(meeting_id, work, rules)


def _invitations(work: OpenWork) -> Iterator[Item]:
    if work.standing.opened_at is not None and not work.moved:
        return
    planned = london_date(work.standing.scheduled_for)
    for asked in work.asked.values():
        if not asked.answered and asked.agency_id not in work.standing.shut_out_agencies:
            link, person = asked.invitation_id, asked.practitioner_id
            kind, since = WorkKind.ANSWER_INVITATION, asked.asked_again_at or asked.at
            yield Item(kind, link, asked.why, planned, since, asked.agency_id, person)


def _contributions(work: OpenWork) -> Iterator[Item]:
    planned = london_date(work.standing.scheduled_for)
    for agency_id, requests in _by_agency(work).items():
        if agency_id not in work.answered:
            due = max((each.report_due for each in requests if each.report_due), default=planned)
            first, kind = requests[0], WorkKind.CONTRIBUTE
            yield Item(kind, agency_id, first.asked, due, first.at, agency_id, _only_person(requests))


def _involvements(work: OpenWork) -> Iterator[Item]:
    planned = london_date(work.standing.scheduled_for)
    for agency_id, requests in _by_agency(work).items():
        challenge, first = work.challenges.get(agency_id), requests[0]
        if challenge is not None:
            kind, person = WorkKind.RESPOND_TO_CHALLENGE, _only_person(requests)
            yield Item(kind, agency_id, challenge.reason, planned, challenge.at, agency_id, person)
        elif agency_id not in work.declared:
            kind, person = WorkKind.DECLARE_INVOLVEMENT, _only_person(requests)
            yield Item(kind, agency_id, first.why, planned, first.at, agency_id, person)


def _by_agency(work: OpenWork) -> dict[UUID, list[AskedAgency]]:
    requests: dict[UUID, list[AskedAgency]] = {}
    for asked in work.asked.values():
        if asked.agency_id not in work.standing.shut_out_agencies:
            requests.setdefault(asked.agency_id, []).append(asked)
    return requests


def _only_person(requests: list[AskedAgency]) -> UUID | None:
    """What concerns a whole agency is for one person only where nobody else of it was asked."""
    people = {asked.practitioner_id for asked in requests}
    return people.pop() if len(people) == 1 else None


def _to_chair(meeting_id: UUID, work: OpenWork) -> Item:
    standing = work.standing
    day = work.reconvene_on or london_date(standing.scheduled_for)
    kind = WorkKind.CHAIR_MEETING
    return Item(kind, meeting_id, work.reason, day, work.convened_at, practitioner_id=standing.chair_id)


def _actions(work: OpenWork) -> Iterator[Item]:
    for action in work.actions.values():
        new = action.status is ActionStatus.AGREED
        kind = WorkKind.ACCEPT_ACTION if new else WorkKind.COMPLETE_ACTION
        owner = action.agency_id, action.practitioner_id
        yield Item(kind, action.action_id, action.what, action.due, action.at, *owner, action.then)


def _differences(work: OpenWork) -> Iterator[Item]:
    answers = work.standing.convening_agency_id
    for dissent in work.dissents.values():
        yield Item(WorkKind.ANSWER_DISSENT, dissent.id, dissent.why, None, dissent.at, answers)
    for raised in work.escalations.values():
        kind = WorkKind.ANSWER_ESCALATION
        yield Item(kind, raised.id, raised.why, raised.respond_by, raised.at, answers)


def _record(meeting_id: UUID, work: OpenWork, rules: WorkRules) -> Iterator[Item]:
    if work.closed_at is None:
        return
    standing = work.standing
    record_due = rules.due(work, Milestone.RECORD_ISSUED)
    if work.confirmed_at is None:
        kind, why = WorkKind.CONFIRM_RECORD, "The meeting is closed."
        chair = standing.chair_id
        yield Item(kind, meeting_id, why, record_due, work.closed_at, practitioner_id=chair)
    elif waiting := standing.circle.invited_agency_ids - set(work.issued_to):
        why = f"{len(waiting)} of the agencies invited have not been sent the record."
        agency = standing.convening_agency_id
        yield Item(WorkKind.ISSUE_RECORD, meeting_id, why, record_due, work.confirmed_at, agency)
    if not work.letter_issued and rules.clock(work, Milestone.DECISION_LETTER_ISSUED):
        letter_due = rules.due(work, Milestone.DECISION_LETTER_ISSUED)
        kind, why = WorkKind.ISSUE_DECISION_LETTER, "The meeting is closed."
        agency = standing.convening_agency_id
        yield Item(kind, meeting_id, why, letter_due, work.closed_at, agency)
