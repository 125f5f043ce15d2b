"""Every combination of who asks, for whom a part is meant, whether it is released, and whether withdrawn."""

import itertools
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.release import is_released
from quorate_events.access.resources import Circle, Circumstances, PartFacts
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.meetings.values import Release
from quorate_events.meetings.vocabulary import Audience

OWN, INVITED, NAMED, CONVENING, STRANGER = (UUID(int=n) for n in range(1, 6))
CHAIR, SOMEBODY = UUID(int=11), UUID(int=12)
CIRCLE = Circle(CHAIR, CONVENING, frozenset({OWN, INVITED, NAMED}))
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)

VIEWERS = {
    "own agency": Actor(SOMEBODY, OWN),
    "chair": Actor(CHAIR, STRANGER),
    "invited": Actor(SOMEBODY, INVITED),
    "named": Actor(SOMEBODY, NAMED),
    "convening": Actor(SOMEBODY, CONVENING),
    "uninvited": Actor(SOMEBODY, STRANGER),
}
EVERYTHING = list(itertools.product(VIEWERS, Audience, (True, False), (True, False)))


def sees_meeting(actor, circle):
    return decide(actor, Action.READ_MEETING, circle, Circumstances(NOW)).allowed


def part(audience=Audience.PROFESSIONALS_ONLY, released=True, withdrawn=False, circle=CIRCLE):
    named = frozenset({NAMED, STRANGER}) if audience is Audience.RESTRICTED else frozenset()
    return PartFacts(circle, OWN, audience, released, withdrawn, named)


def expected(who, audience, released, withdrawn):
    """The rules told again, as a table of sentences."""
    if who in ("own agency", "chair"):
        return Sight.TEXT
    if who == "uninvited" or not released:
        return Sight.NOTHING
    if audience is Audience.RESTRICTED and who != "named":
        return Sight.NOTHING
    return Sight.WITHDRAWAL if withdrawn else Sight.TEXT


@pytest.mark.parametrize(("who", "audience", "released", "withdrawn"), EVERYTHING)
def test_a_part_is_seen_as_the_rules_say(who, audience, released, withdrawn):
    seen = sight_of_part(VIEWERS[who], part(audience, released, withdrawn), Circumstances(NOW))
    assert seen is expected(who, audience, released, withdrawn)


def test_a_named_agency_that_is_not_invited_sees_nothing():
    assert sight_of_part(VIEWERS["uninvited"], part(Audience.RESTRICTED), Circumstances(NOW)) is Sight.NOTHING


def test_an_agency_keeps_its_own_parts_after_its_invitation_was_withdrawn():
    alone = Circle(CHAIR, CONVENING, frozenset())
    assert (
        sight_of_part(VIEWERS["own agency"], part(released=False, circle=alone), Circumstances(NOW))
        is Sight.TEXT
    )
    assert not sees_meeting(VIEWERS["own agency"], alone)


def test_the_convening_agency_does_not_read_a_part_that_names_others():
    assert sight_of_part(VIEWERS["convening"], part(Audience.RESTRICTED), Circumstances(NOW)) is Sight.NOTHING


@pytest.mark.parametrize("who", ["own agency", "chair", "invited", "named", "convening"])
def test_those_whom_the_meeting_concerns_may_read_it(who):
    assert sees_meeting(VIEWERS[who], CIRCLE)


def test_an_uninvited_agency_may_not_read_the_meeting():
    assert not sees_meeting(VIEWERS["uninvited"], CIRCLE)


def test_a_colleague_of_the_chair_sees_no_more_than_the_agency():
    assert not sees_meeting(Actor(SOMEBODY, STRANGER), CIRCLE)


def test_the_invited_and_the_convening_agencies_read():
    assert CIRCLE.reading_agency_ids == {OWN, INVITED, NAMED, CONVENING}


@pytest.mark.parametrize(
    ("release", "at", "by_hand", "opened", "answer"),
    [
        (Release.ON_SUBMISSION, None, False, False, True),
        (Release.AT_MEETING, None, False, False, False),
        (Release.AT_MEETING, None, False, True, True),
        (Release.AT_MEETING, None, True, False, True),
        (Release.AT_TIME, NOW, False, False, True),
        (Release.AT_TIME, NOW + timedelta(seconds=1), False, True, False),
        (Release.AT_TIME, NOW + timedelta(days=1), True, False, True),
        (Release.BY_HAND, None, False, True, False),
        (Release.BY_HAND, None, True, False, True),
    ],
)
def test_a_part_is_released_when_its_time_has_come(release, at, by_hand, opened, answer):
    assert is_released(release, at, by_hand=by_hand, sitting_opened=opened, now=NOW) is answer
