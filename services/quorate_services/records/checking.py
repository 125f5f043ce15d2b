"""Tells whether a copy, by its code or as a file, is one that was issued, and says what was issued."""

from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.evidence.note import MalformedNote
from quorate_events.meetings.errors import MeetingNotFound
from quorate_events.meetings.record_copies import RecordCopyMade
from quorate_events.meetings.vocabulary import RecordVariant
from quorate_graphql.office import Office
from quorate_projections.as_it_was.meeting import PastMeeting, past_meeting
from quorate_projections.record_copies.document import CODE_LENGTH, hash_of
from quorate_services.records.copies import HandedOut, Stamp
from quorate_services.records.desk import said_by
from quorate_services.records.errors import CopyNotAsIssued
from quorate_services.records.page import checkpoint_on, document_on, page_of


class Finding(StrEnum):
    """What is found of a copy."""

    AS_ISSUED = "as_issued"
    """It was issued, and the log gives the same content today."""
    ERASED_SINCE = "erased_since"
    """It was issued; the log does not give its content any more."""
    ALTERED = "altered"
    """The file does not say what was issued under its code, or shows its reader something else than it says."""
    UNKNOWN = "unknown"
    """No copy of this meeting was issued with this code."""


class Checked(msgspec.Struct, frozen=True):
    """A finding, with the copy that it is about."""

    finding: Finding
    copy_id: UUID | None = None
    variant: RecordVariant | None = None
    position: int | None = None
    sha256: str | None = None


async def check_copy(office: Office, meeting_id: UUID, code: str, page: str | None = None) -> Checked:
    """Check a code that is printed on a copy, and the page itself where there is one.

    Raises ``MeetingNotFound``, and :class:`~quorate_services.records.page.NotACopy` for a page that is none.
    """
    meeting = await past_meeting(office.past, meeting_id)
    if meeting is None:
        raise MeetingNotFound
    found = _issued(meeting, code)
    if found is None:
        return Checked(Finding.UNKNOWN)
    position, made = found

    def checked(finding: Finding) -> Checked:
        return Checked(finding, made.copy_id, made.variant, position, made.sha256)

    if page is not None and not _says_what_was_issued(page, office.ledger, meeting_id, position, made):
        return checked(Finding.ALTERED)
    try:
        await said_by(office, meeting, made)
    except CopyNotAsIssued:
        return checked(Finding.ERASED_SINCE)
    return checked(Finding.AS_ISSUED)


def _issued(meeting: PastMeeting, code: str) -> tuple[int, RecordCopyMade] | None:
    digits = code.replace("-", "").strip().lower()
    if len(digits) != CODE_LENGTH:
        return None
    for past in meeting.events:
        if isinstance(past.event, RecordCopyMade) and past.event.sha256.startswith(digits):
            return past.position, past.event
    return None


def _says_what_was_issued(
    page: str, ledger: str, meeting_id: UUID, position: int, made: RecordCopyMade
) -> bool:
    document = document_on(page)
    try:
        # The proof at the end may carry any checkpoint; everything else on the page follows from the content.
        note = checkpoint_on(page)
    except MalformedNote:
        return False
    stamp = Stamp(ledger, meeting_id, made.copy_id, made.sha256, position, made.timestamp, note)
    return hash_of(document) == made.sha256 and page == page_of(HandedOut(document, stamp))
