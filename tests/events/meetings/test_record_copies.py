"""Copies of the record: when one may be made, and what is recorded of it."""

from typing import Any
from uuid import UUID

import pytest
from tests.support.access_scene import scene
from tests.support.history import POLICE

from quorate_events.errors import Invalid, Refused
from quorate_events.meetings.errors import RecordNotConfirmed
from quorate_events.meetings.record import RecordIssued, VariantNotForRecipient
from quorate_events.meetings.record_copies import MakeRecordCopy, RecordCopyMade, RecordMovedOn
from quorate_events.meetings.vocabulary import MeetingStatus, RecordVariant


def command(told: Any, **fields: Any) -> MakeRecordCopy:
    usual = {
        "variant": RecordVariant.AGENCY,
        "agency_id": POLICE,
        "made_of": told.history.aggregates[told.meeting_id].version,
        "taken_at": told.history.now,
        "layout": 1,
        "sha256": "0a" * 32,
    }
    return MakeRecordCopy(meeting_id=told.meeting_id, **(usual | fields))


def test_a_copy_is_issued_and_its_hash_is_recorded_with_it() -> None:
    told = scene(MeetingStatus.CONFIRMED)
    version = told.history.aggregates[told.meeting_id].version
    issued, made = (each.event for each in told.history.do(command(told)))
    assert isinstance(issued, RecordIssued)
    assert isinstance(made, RecordCopyMade)
    assert (made.sha256, made.made_of, made.agency_id) == ("0a" * 32, version, POLICE)
    assert told.history.created == (made.copy_id,)


def test_a_copy_of_a_record_that_moved_on_is_refused() -> None:
    told = scene(MeetingStatus.CONFIRMED)
    stale = command(told)
    told.history.do(command(told))
    with pytest.raises(RecordMovedOn):
        told.history.do(stale)


@pytest.mark.parametrize("digest", ["", "0A" * 32, "0a" * 31, "zz" * 32, "0a" * 32 + "\n"])
def test_what_is_no_hash_is_refused(digest: str) -> None:
    told = scene(MeetingStatus.CONFIRMED)
    with pytest.raises((Invalid, Refused)):
        told.history.do(command(told, sha256=digest))


@pytest.mark.parametrize("status", [each for each in MeetingStatus if each is not MeetingStatus.CONFIRMED])
def test_copies_are_made_of_confirmed_records_only(status: MeetingStatus) -> None:
    told = scene(status)
    with pytest.raises(Refused):
        told.history.do(command(told))
    if status is not MeetingStatus.CANCELLED:
        with pytest.raises(RecordNotConfirmed):
            told.history.do(command(told))


@pytest.mark.parametrize("variant", [RecordVariant.FULL, RecordVariant.AGENCY])
def test_a_person_outside_the_agencies_is_sent_no_version_for_professionals(variant: RecordVariant) -> None:
    told = scene(MeetingStatus.CONFIRMED)
    with pytest.raises(VariantNotForRecipient):
        told.history.do(command(told, variant=variant, agency_id=None, recipient="The mother"))


def test_the_id_of_a_copy_is_its_own() -> None:
    told = scene(MeetingStatus.CONFIRMED)
    ids: set[UUID] = set()
    for _ in range(2):
        told.history.do(command(told))
        ids.update(told.history.created)
    assert len(ids) == 2
