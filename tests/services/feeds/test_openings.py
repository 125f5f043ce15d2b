"""That a record was opened in an emergency is told to its chair, and to no agency's software."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.support.feeding import follow
from tests.support.history import CHAIR, HEALTH, POLICE, SOCIAL_CARE, History, worker_of

from quorate_events.access.actor import Actor, ActorKind
from quorate_events.context import Recorder
from quorate_events.meetings.emergency import OpenedInEmergency, OpenInEmergency
from quorate_events.meetings.notices import AcknowledgeNotice, NoticeAcknowledged
from quorate_services.feeds.seen import seen

OPENINGS = {OpenedInEmergency.TOPIC, NoticeAcknowledged.TOPIC}


@pytest.mark.parametrize("agency_id", [POLICE, SOCIAL_CARE], ids=["invited", "convener"])
def test_neither_the_opening_nor_that_it_was_noted_is_seen(agency_id: UUID) -> None:
    history = History()
    history.register_agencies([POLICE, HEALTH, SOCIAL_CARE])
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    opener = Recorder(worker_of(HEALTH), HEALTH)
    history.do(OpenInEmergency(meeting_id=meeting, reason="A child is at the door"), opener)
    chair = Recorder(CHAIR, SOCIAL_CARE)
    history.do(AcknowledgeNotice(meeting_id=meeting, link_id=history.created[0]), chair)
    assert {each.topic for each in history.events} >= OPENINGS
    system = Actor(worker_of(agency_id, 90), agency_id, kind=ActorKind.SYSTEM)
    told = seen(follow(history, meeting), system, None, history.now + timedelta(minutes=1))
    topics = {item.kept.event.TOPIC for item in told.items.values()}
    assert told.reads
    assert not topics & OPENINGS
