"""No number in a record says how much of a meeting is hidden from the agency."""

from uuid import uuid4

import msgspec
from tests.support.feeding import Told, follow, kept
from tests.support.history import HEALTH, POLICE, History, speaker, worker_of

from quorate_events.access.actor import Actor, ActorKind
from quorate_events.access.policy import Ground
from quorate_events.meetings.record_copies import RecordCopyMade
from quorate_events.meetings.values import Part, Restriction
from quorate_events.meetings.vocabulary import (
    Audience,
    InvolvementLevel,
    PartHeading,
    RecordVariant,
    RestrictionGround,
)
from quorate_projections.engine.projection import RecordedEvent
from quorate_services.feeds.edges import Moment, edge
from quorate_services.feeds.records import of_item
from quorate_services.feeds.seen import Item

RESTRICTED = Part(
    heading=PartHeading.WORRIES,
    text="An informant says so.",
    audience=Audience.RESTRICTED,
    restriction=Restriction(RestrictionGround.POLICE_INTELLIGENCE, "An informant", ()),
)
OF_ALL_MEETINGS = {"ce_position", "ce_id", "ce_because", "ce_streamversion"}


def told_of(*, hidden: bool) -> list[tuple[bytes | None, dict[str, bytes]]]:
    """What the system of health is told of a meeting, in which the police shared something restricted, or did not."""
    history = History()
    history.convene()
    meeting = history.convene()
    for each, role in ((POLICE, "detective_sergeant"), (HEALTH, "health_visitor")):
        history.invite(meeting, each, role)
    if hidden:
        history.contribute(meeting, POLICE, RESTRICTED)
    history.declare(meeting, POLICE, InvolvementLevel.CURRENT, significant=True)
    system = Actor(worker_of(HEALTH, 90), HEALTH, kind=ActorKind.SYSTEM)
    last, now = Moment(0, history.now), Moment(history.events[-1].position, history.now)
    told = Told()
    told.take(edge(follow(history, meeting), system, last, now, history.now), now.position)
    return [(each.value, dict(each.headers)) for each in told.records]


def test_a_hidden_part_changes_nothing_but_positions_in_the_log() -> None:
    without, beside = told_of(hidden=False), told_of(hidden=True)
    assert len(without) == len(beside) > 0
    for (_, one), (_, other) in zip(without, beside, strict=True):
        assert {name for name in one if one[name] != other[name]} <= OF_ALL_MEETINGS
        # Where it stands in the ledger, which counts the events of everybody's meetings.
        assert other["ce_streamversion"] == other["ce_position"]


def test_a_copy_does_not_say_of_how_many_events_it_was_made() -> None:
    history = History()
    meeting = history.convene()
    history.invite(meeting, HEALTH, "health_visitor")
    made = RecordCopyMade(
        originator_id=meeting,
        originator_version=3,
        timestamp=history.now,
        by=speaker(HEALTH),
        copy_id=uuid4(),
        variant=RecordVariant.AGENCY,
        agency_id=HEALTH,
        attendee_id=None,
        recipient="",
        made_of=17,
        taken_at=history.now,
        layout=1,
        sha256="0" * 64,
    )
    recorded = RecordedEvent(9, meeting, 3, RecordCopyMade.TOPIC, made)
    record = of_item(Item(9, None, kept(recorded), Ground.INVITED), "quorate.health", 9)
    assert msgspec.json.decode(record.value or b"")["made_of"] == 0
