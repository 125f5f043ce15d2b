"""Random histories: no version of the record holds a text from something that it must not contain."""

import re
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.graphql.access.withheld import facts_of, meetings
from tests.projections.record_copies.copies import copy_of
from tests.support.history import AGENCIES
from tests.support.marked_history import Marked, Marker, Timed, marked_history

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.contributions import SubmitContribution
from quorate_events.meetings.decisions import MakeDecision, ReviseDecision
from quorate_events.meetings.parts import CorrectPart, WithdrawPart
from quorate_events.meetings.vocabulary import Audience, RecordVariant
from quorate_events.people.child import RegisterChild
from quorate_projections.information_shared.state import SharedPart
from quorate_projections.record_copies.document import content_of

MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
OF_PARTS = (SubmitContribution, CorrectPart, WithdrawPart)
FOR_THE_FAMILY = {
    (RegisterChild, "name"),
    (MakeDecision, "rationale"),
    (ReviseDecision, "rationale"),
    (AgreeAction, "what"),
    (AgreeAction, "measure"),
    (RecordAttendance, "name"),
}


def marks_in(history: Marked, content: bytes) -> dict[str, Marker]:
    return {mark: history.markers[mark] for mark in set(re.findall(r"mark\d+x", content.decode()))}


def part_of(history: Marked, where: Marker) -> SharedPart:
    answers = history.shared_in(where.stream_id).answers.values()
    return next(part for answer in answers for part in answer.parts if part.part_id == where.part_id)


@MANY
@given(seed=st.integers(0, 10_000))
def test_the_family_version_holds_nothing_for_professionals_only_and_nothing_restricted(seed: int) -> None:
    history = marked_history(seed, 2, Timed)
    for meeting_id in meetings(history):
        content = content_of(copy_of(history, meeting_id, RecordVariant.FAMILY).document)
        found = marks_in(history, content)
        others = {each for each in found.values() if each.command not in OF_PARTS}
        assert {(each.command, each.field) for each in others} <= FOR_THE_FAMILY
        shareable = {
            part.wordings[-1].text
            for answer in history.shared_in(meeting_id).answers.values()
            for part in answer.parts
            if part.audience is Audience.SHAREABLE_WITH_FAMILY and part.withdrawn is None
            if facts_of(history, meeting_id, part).released
        }
        assert {mark for mark, where in found.items() if where.command in OF_PARTS} == shareable


@MANY
@given(seed=st.integers(0, 10_000))
def test_the_version_for_an_agency_holds_only_parts_that_the_agency_may_read(seed: int) -> None:
    history = marked_history(seed, 2, Timed)
    for meeting_id in meetings(history):
        for agency_id in AGENCIES:
            content = content_of(copy_of(history, meeting_id, RecordVariant.AGENCY, agency_id).document)
            for mark, where in marks_in(history, content).items():
                if where.command in OF_PARTS:
                    facts = facts_of(history, meeting_id, part_of(history, where))
                    reader = Actor(UUID(int=1), agency_id)
                    now = Circumstances(history.now)
                    assert decide(reader, Action.READ_PART, facts, now).allowed, (mark, where)


@pytest.mark.parametrize("seed", range(5))
def test_the_full_version_holds_every_part_with_all_that_became_of_it(seed: int) -> None:
    history = marked_history(seed, 2, Timed)
    for meeting_id in meetings(history):
        content = content_of(copy_of(history, meeting_id, RecordVariant.FULL).document).decode()
        for mark, where in history.markers.items():
            if where.stream_id == meeting_id and where.command in OF_PARTS and where.field == "text":
                assert mark in content
