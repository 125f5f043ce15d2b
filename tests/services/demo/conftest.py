"""A small history, and what deciding on it needs."""

from datetime import UTC, datetime

import pytest

from quorate_events.command_service import House
from quorate_events.context import uuid7
from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store import EventCodec
from quorate_services.demo.deciding import Deciding, SimulatedClock
from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


@pytest.fixture(scope="session")
def small() -> Profile:
    return Profile(NOW, months=3, scale=0.25)


@pytest.fixture(scope="session")
def house() -> House:
    rules = RuleSets.packaged()
    return House(rules, rules.latest("northbrook"), SimulatedClock(NOW), uuid7)


@pytest.fixture(scope="session")
def codec() -> EventCodec:
    return EventCodec([*meetings.EVENTS, *people.EVENTS])


@pytest.fixture(scope="session")
def told(small: Profile, house: House):
    """The small history with every event that it made; every command was accepted."""
    history = History(small, house.calendar)
    deciding = Deciding(house)
    events = [event for day in history.days() for group in day for event in deciding.decide(group)]
    return history, events
