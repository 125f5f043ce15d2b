"""What waits for those who sign in to the demo."""

from datetime import UTC, datetime

import pytest

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances
from quorate_events.meetings.vocabulary import Audience, ContributionStatus, InvitationAnswer, MeetingStatus
from quorate_projections.engine.projection import RecordedEvent
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_services.demo.deciding import Deciding
from quorate_services.demo.history import History
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.profile import Profile
from quorate_services.demo.showcase import NEXT_WEEKS_CONFERENCE, TODAYS_CONFERENCE


def meeting_of(events, meeting_id):
    meeting = None
    for event in events:
        if event.originator_id == meeting_id:
            meeting = event.mutate(meeting)
    return meeting


def test_todays_conference_is_ready_to_start_and_waits_for_the_police(told):
    history, events = told
    meeting = meeting_of(events, TODAYS_CONFERENCE)
    town = history.town
    assert meeting.status is MeetingStatus.CONVENED
    assert meeting.scheduled_for.date() == history.profile.today
    answers = {i.agency_id: i.answer for i in meeting.invitations.values()}
    assert answers[town["police"].id] is InvitationAnswer.ACCEPTED
    assert answers[town["domestic_abuse"].id] is None
    assert town["police"].id not in meeting.contributions
    assert meeting.contributions[town["community_health"].id].status is ContributionStatus.SUBMITTED


def test_todays_conference_has_a_part_that_the_chair_and_the_named_agencies_read_and_the_school_does_not(
    told,
):
    history, events = told
    meeting, town = meeting_of(events, TODAYS_CONFERENCE), history.town
    shared = InformationSharedProjection()
    state = None
    for event in events:
        if event.originator_id == TODAYS_CONFERENCE and event.TOPIC in shared.topics:
            state = shared.fold(state, RecordedEvent(1, event.originator_id, 1, event.TOPIC, event))
    parts = state.answers[town["community_health"].id].parts
    (restricted,) = [each for each in parts if each.audience is Audience.RESTRICTED]
    facts = restricted.facts(meeting.circle, released=True)
    people = {person.key: person.of(town) for person in PEOPLE}

    def reads(key):
        asks = Actor(people[key].id, town[next(each.agency for each in PEOPLE if each.key == key)].id)
        return decide(asks, Action.READ_PART, facts, Circumstances(history.profile.now)).allowed

    assert {key for key in ("chair", "police", "social_worker", "health_visitor", "school") if reads(key)} == {
        "chair", "police", "social_worker", "health_visitor"
    }  # fmt: skip


def test_next_weeks_invitations_wait_for_an_answer(told):
    history, events = told
    meeting = meeting_of(events, NEXT_WEEKS_CONFERENCE)
    waiting = {i.practitioner_id for i in meeting.invitations.values() if i.answer is None}
    people = {person.key: person.of(history.town).id for person in PEOPLE}
    assert {people[key] for key in ("police", "health_visitor", "school", "social_worker")} <= waiting


def test_the_people_of_the_sign_ins_keep_their_ids_whatever_the_seed(house):
    at = datetime(2026, 6, 1, 8, tzinfo=UTC)
    towns = [History(Profile(at, months=1, scale=0.1, seed=seed), house.calendar).town for seed in (1, 2)]
    assert [p.of(towns[0]).id for p in PEOPLE] == [p.of(towns[1]).id for p in PEOPLE]


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
        datetime(2026, 7, 4, 22, 50, tzinfo=UTC),
        datetime(2026, 12, 25, 23, 59, tzinfo=UTC),
        datetime(2026, 10, 26, 10, 20, tzinfo=UTC),
    ],
)
def test_whenever_the_demo_is_started_every_command_is_accepted(now, house):
    history, deciding = History(Profile(now, months=1, scale=0.2), house.calendar), Deciding(house)
    events = [event for day in history.days() for group in day for event in deciding.decide(group)]
    assert meeting_of(events, TODAYS_CONFERENCE).status is MeetingStatus.CONVENED
