"""Histories made at random from a seed: many meetings, every way of being there, or not, or in part."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from tests.support.history import (
    HEALTH,
    HOUSING,
    POLICE,
    RULES,
    SCHOOL,
    SOCIAL_CARE,
    History,
    deputy,
    speaker,
    worker_of,
)

from quorate_events.errors import Refused
from quorate_events.meetings.attendance import RecordChildParticipation
from quorate_events.meetings.contributions import DeclineContribution
from quorate_events.meetings.convening import CancelMeeting
from quorate_events.meetings.decisions import WITH_PLAN
from quorate_events.meetings.escalations import AdvanceEscalation, RaiseEscalation, ResolveEscalation
from quorate_events.meetings.invitations import AnswerInvitation, WithdrawInvitation
from quorate_events.meetings.involvement import ChallengeInvolvement, SettleInvolvement
from quorate_events.meetings.parts import WithdrawPart
from quorate_events.meetings.record import ConfirmRecord, IssueDecisionLetter, IssueRecord, RecordCoreGroup
from quorate_events.meetings.sittings import AdjournInquorate, ProceedInquorate
from quorate_events.meetings.values import AnchorDate
from quorate_events.meetings.views import RaiseDissent
from quorate_events.meetings.vocabulary import (
    AttendanceStatus,
    ChildParticipation,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
    RecordVariant,
)
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import Anchor

ROLES: dict[UUID, list[str]] = {
    SOCIAL_CARE: ["investigating_social_worker", "team_manager", "social_worker"],
    POLICE: ["detective_sergeant", "police_officer"],
    HEALTH: ["health_visitor", "school_nurse", "gp"],
    SCHOOL: ["designated_safeguarding_lead"],
    HOUSING: ["housing_officer"],
}


def random_history(seed: int, meetings: int = 4) -> History:
    """Tell ``meetings`` meetings spread over the year 2026. The same seed tells the same history."""
    random = Random(seed)
    history = History(now=datetime(2026, 1, 5, 9, tzinfo=UTC))
    history.register_agencies()
    for _ in range(meetings):
        history.later(days=random.randint(0, 20), minutes=random.randint(0, 600))
        tell_meeting(history, random)
    return history


def tell_meeting(history: History, random: Random) -> UUID:
    """Tell one meeting from its convening to wherever it comes."""
    kind = random.choice(list(MeetingKind))
    rules = random.choice(RULES.all()).ref
    anchors = [
        AnchorDate(anchor, london_date(history.now) - timedelta(days=random.randint(0, 20)))
        for anchor in random.sample(list(Anchor), random.randint(0, 4))
    ]
    days = random.randint(1, 12)
    meeting = history.convene(
        kind, children=random.randint(1, 3), in_days=days, anchors=anchors, rule_set=rules
    )
    invitations = _invite(history, random, meeting)
    _answer(history, random, meeting, invitations)
    if random.random() < 0.1:
        history.do(CancelMeeting(meeting_id=meeting, reason="The family moved away"))
        return meeting
    if random.random() < 0.1:
        return meeting
    history.later(days=days)
    for _ in range(random.choice((1, 1, 2))):
        if history.aggregates[meeting].status not in ("convened", "adjourned"):
            break
        _sit(history, random, meeting, invitations)
    _afterwards(history, random, meeting)
    return meeting


def _invite(history: History, random: Random, meeting: UUID) -> dict[UUID, tuple[UUID, str]]:
    invitations = {}
    for agency in random.sample(list(ROLES), random.randint(1, len(ROLES))):
        roles = ROLES[agency]
        for role in random.sample(roles, random.randint(1, len(roles))):
            invitations[history.invite(meeting, agency, role)] = (agency, role)
    return invitations


def _answer(
    history: History, random: Random, meeting: UUID, invitations: dict[UUID, tuple[UUID, str]]
) -> None:
    for invitation, (agency, role) in list(invitations.items()):
        history.later(hours=random.randint(0, 20))
        answer = random.choice([None, *InvitationAnswer])
        if answer is not None:
            named = random.choice([deputy(role), deputy(role, worker_of(agency, 7))])
            substitute = named if answer is InvitationAnswer.DEPUTY_NAMED else None
            command = AnswerInvitation(
                meeting_id=meeting, invitation_id=invitation, answer=answer, deputy=substitute
            )
            history.do(command, speaker(agency))
        if random.random() < 0.07:
            history.do(WithdrawInvitation(meeting_id=meeting, invitation_id=invitation, reason="In error"))
            del invitations[invitation]
    for agency in sorted({agency for agency, _ in invitations.values()}):
        _involve(history, random, meeting, agency)
        _share(history, random, meeting, agency)


def _involve(history: History, random: Random, meeting: UUID, agency: UUID) -> None:
    if random.random() < 0.25:
        return
    level = random.choice(list(InvolvementLevel))
    history.declare(
        meeting, agency, level, significant=level is not InvolvementLevel.NONE and random.random() < 0.5
    )
    if random.random() < 0.2:
        history.do(ChallengeInvolvement(meeting_id=meeting, agency_id=agency, reason="Known to us"))
        settled = SettleInvolvement(
            meeting_id=meeting,
            agency_id=agency,
            level=InvolvementLevel.CURRENT,
            significant=random.random() < 0.5,
            reason="On the chronology",
        )
        history.do(settled)


def _share(history: History, random: Random, meeting: UUID, agency: UUID) -> None:
    what = random.choice(("nothing", "parts", "nothing_held", "declined", "withdrawn", "late"))
    if what in ("parts", "withdrawn"):
        for part in history.contribute(meeting, agency):
            if what == "withdrawn":
                history.do(
                    WithdrawPart(meeting_id=meeting, part_id=part, reason="Wrong child"), speaker(agency)
                )
    elif what == "nothing_held":
        history.nothing_held(meeting, agency)
    elif what == "declined":
        declined = DeclineContribution(meeting_id=meeting, agency_id=agency, reason="Under investigation")
        history.do(declined, speaker(agency))


def _sit(history: History, random: Random, meeting: UUID, invitations: dict[UUID, tuple[UUID, str]]) -> None:
    history.open(meeting)
    for agency, role in invitations.values():
        status = random.choice([None, AttendanceStatus.ATTENDED, *AttendanceStatus])
        if status is not None:
            person = worker_of(agency, 7) if random.random() < 0.2 else worker_of(agency, hash_of(role))
            history.attend(meeting, agency, role, status, person=person)
        if random.random() < 0.1:
            history.later(minutes=3)
            if history.aggregates[meeting].contributions.get(agency) is None:
                history.contribute(meeting, agency)
    if random.random() < 0.5:
        history.attend(meeting, None, "parent")
    for child in history.children_of(meeting):
        if random.random() < 0.7:
            code = random.choice(list(ChildParticipation))
            history.do(RecordChildParticipation(meeting_id=meeting, child_id=child, participation=code))
    history.later(hours=1)
    _end(history, random, meeting)


def _end(history: History, random: Random, meeting: UUID) -> None:
    if random.random() < 0.1:
        return
    try:
        history.close(meeting, final=random.random() < 0.8)
    except Refused:
        tomorrow = london_date(history.now) + timedelta(days=1)
        if random.random() < 0.5:
            adjourn = AdjournInquorate(
                meeting_id=meeting, reason="Few", interim_arrangements="Daily visits", reconvene_on=tomorrow
            )
            history.do(adjourn)
        else:
            proceed = ProceedInquorate(
                meeting_id=meeting, ground="delay_detrimental", reason="The child would be at risk"
            )
            history.do(proceed)
            history.close(meeting)


def _afterwards(history: History, random: Random, meeting: UUID) -> None:
    state = history.aggregates[meeting]
    agencies = sorted({each.agency_id for each in state.invitations.values()})
    if not state.sittings or not agencies or state.status == "cancelled":
        return
    agency = random.choice(agencies)
    if random.random() < 0.4 and state.decisions:
        history.do(
            RaiseDissent(meeting_id=meeting, agency_id=agency, reason="The plan is thin"), speaker(agency)
        )
    if random.random() < 0.4:
        history.do(RaiseEscalation(meeting_id=meeting, agency_id=agency, concern="No plan"), speaker(agency))
        escalation = history.created[0]
        history.later(days=random.randint(0, 9))
        if random.random() < 0.5:
            history.do(AdvanceEscalation(meeting_id=meeting, escalation_id=escalation, reason="Still open"))
            history.later(days=random.randint(0, 9))
        if random.random() < 0.7:
            history.do(
                ResolveEscalation(meeting_id=meeting, escalation_id=escalation, outcome="Plan strengthened")
            )
    if history.aggregates[meeting].status != "closed":
        return
    history.later(days=random.randint(0, 5))
    conference = history.aggregates[meeting].kind.is_conference
    planned = any(outcome in WITH_PLAN for outcome in history.aggregates[meeting].decisions.values())
    if conference and random.random() < 0.7:
        history.do(IssueDecisionLetter(meeting_id=meeting))
    history.later(days=random.randint(0, 10))
    if planned and random.random() < 0.7:
        history.do(RecordCoreGroup(meeting_id=meeting, held_on=london_date(history.now)))
    if random.random() < 0.7:
        history.do(ConfirmRecord(meeting_id=meeting, summary="As discussed"))
        history.later(days=random.randint(0, 15))
        for invited in agencies:
            history.do(IssueRecord(meeting_id=meeting, variant=RecordVariant.AGENCY, agency_id=invited))


def hash_of(role: str) -> int:
    """A small number that is the same for the same role on every machine."""
    return 10 + sum(role.encode()) % 80
