"""Texts that are found nowhere else, in random histories: a feed tells none that the policy withholds, at any time."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import NamedTuple

import pytest
from tests.graphql.access.withheld import allowed, may_see, meetings
from tests.support.feeding import Told, follow
from tests.support.history import AGENCIES, worker_of
from tests.support.marked_history import Marked, Timed, marked_history

from quorate_events.access.actor import Actor, ActorKind
from quorate_events.store.repository import fold
from quorate_services.feeds.edges import Moment, edge

SEEDS = range(6)
_NOT_IN_FEEDS = {"RegisterChild", "OpenInEmergency"}
"""Openings in emergencies are told to the chair, who is a person. Of a child whom an agency knows by an action or an
answer of its own alone, the API tells; the feed does not."""


def systems() -> dict[str, Actor]:
    return {
        name: Actor(worker_of(agency_id, 90), agency_id, kind=ActorKind.SYSTEM)
        for agency_id, (name, _) in AGENCIES.items()
    }


class Step(NamedTuple):
    """Something that a feed follows: an event of a meeting, or a moment at which the clock releases a part."""

    position: int
    time: datetime
    meeting: int


def steps(history: Marked, meeting_id: object) -> Iterator[Step]:
    """All steps of one meeting, in the order of time."""
    events = history.of(meeting_id)  # type: ignore[arg-type]
    last = follow(history, meeting_id)  # type: ignore[arg-type]
    moments = {each for each in last.releases() if each <= history.now}
    told = [Step(each.position, each.event.timestamp, 0) for each in events]
    for moment in moments:
        position = max(each.position for each in told if each.time <= moment)
        told.append(Step(position, moment, 0))
    return iter(sorted(told, key=lambda each: (each.position, each.time)))


def as_it_stood(history: Marked, position: int, now: datetime) -> Marked:
    """The history up to ``position``, as nobody knew more then."""
    before = Marked(now=now, events=history.events[:position], markers=history.markers)
    for stream_id in {each.stream_id for each in before.events}:
        before.aggregates[stream_id] = fold(each.event for each in before.of(stream_id))
    return before


def marks(told: Told, history: Marked) -> set[str]:
    return {mark for mark in history.markers if mark in told.text}


@pytest.mark.parametrize("late", [0, 1, 15], ids=["at once", "a little late", "late"])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_record_holds_what_the_policy_withholds_when_it_is_told(seed: int, late: int) -> None:
    history, chance = marked_history(seed, kind=Timed), Random(seed)
    shown: set[str] = set()
    for meeting_id in meetings(history):
        last = {name: Moment(0, history.now) for name in systems()}
        whole = list(steps(history, meeting_id))
        for number, step in enumerate(whole):
            # The log, and the clock, have gone on by the time that the step is worked out.
            head = whole[min(len(whole) - 1, number + chance.randint(0, late))]
            now = max(step.time, head.time)
            stood = as_it_stood(history, head.position, now)
            meeting = follow(stood, meeting_id)
            for name, actor in systems().items():
                after = Moment(step.position, step.time)
                before = Moment(last[name].position, min(last[name].time, step.time))
                last[name] = after
                fresh = marks(Told().take(edge(meeting, actor, before, after, now), step.position), history)
                shown |= fresh
                withheld = {mark for mark in fresh if not may_see(stood, actor, history.markers[mark])}
                assert withheld == set(), (name, [history.markers[each] for each in withheld])
    assert len(shown) > 40


@pytest.mark.parametrize("seed", SEEDS)
def test_in_the_end_a_feed_has_told_all_that_the_policy_allows(seed: int) -> None:
    history = marked_history(seed, kind=Timed)
    for name, actor in systems().items():
        told = Told()
        for meeting_id in meetings(history):
            meeting, last = follow(history, meeting_id), Moment(0, history.now)
            for step in steps(history, meeting_id):
                after = Moment(step.position, step.time)
                before = Moment(last.position, min(last.time, step.time))
                told.take(edge(meeting, actor, before, after, history.now), step.position)
                last = after
        may, found = allowed(history, actor), marks(told, history)
        assert found <= may, (name, [history.markers[each] for each in found - may])
        missed = [history.markers[each] for each in may - found]
        assert [each for each in missed if each.command.__name__ not in _NOT_IN_FEEDS] == [], name
