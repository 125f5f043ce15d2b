"""What an import writes, and what it leaves alone."""

from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.vocabulary import MeetingStatus, Origin
from quorate_events.store import EventLog
from quorate_services.register_import import Importer, Outcome

from .conftest import HEADER, SOUND, head


async def test_a_dry_run_writes_nothing_and_says_what_would_be_written(importer: Importer, log: EventLog):
    report = await importer.run((HEADER + SOUND).encode(), dry_run=True)
    assert [meeting.outcome for meeting in report.meetings] == [Outcome.WOULD_IMPORT]
    assert report.agencies == ("Social Care", "City Police", "Health Trust")
    assert await head(log) == 0


async def test_an_imported_meeting_is_closed_and_every_event_is_marked_as_imported(
    importer: Importer, log: EventLog
):
    report = await importer.run((HEADER + SOUND).encode())
    assert report.complete
    events = [
        log.codec.to_domain_event(each)
        for each in await log.recorder.select_notifications(start=1, limit=100)
    ]
    assert {event.by.origin for event in events} == {Origin.IMPORTED}
    convened = next(event for event in events if event.TOPIC == "quorate.meeting.convened")
    meeting = await log.decisions().load(convened.originator_id)
    assert isinstance(meeting, Meeting)
    assert meeting.status is MeetingStatus.CLOSED
    assert len(meeting.invitations) == 3
    assert len(meeting.children) == 2


async def test_importing_twice_changes_nothing(importer: Importer, log: EventLog):
    await importer.run((HEADER + SOUND).encode())
    before = await head(log)
    report = await importer.run((HEADER + SOUND).encode())
    assert [meeting.outcome for meeting in report.meetings] == [Outcome.ALREADY_IMPORTED]
    assert report.agencies == ()
    assert await head(log) == before


async def test_the_order_of_the_rows_makes_no_difference(importer: Importer):
    await importer.run((HEADER + SOUND).encode())
    rows = SOUND.splitlines(keepends=True)
    report = await importer.run((HEADER + "".join(reversed(rows))).encode())
    assert [meeting.outcome for meeting in report.meetings] == [Outcome.ALREADY_IMPORTED]


async def test_the_same_reference_with_other_content_is_reported_and_not_written(
    importer: Importer, log: EventLog
):
    await importer.run((HEADER + SOUND).encode())
    before = await head(log)
    changed = SOUND.replace("apologies,apologies", "apologies,absent")
    report = await importer.run((HEADER + changed).encode())
    assert [meeting.outcome for meeting in report.meetings] == [Outcome.OTHER_CONTENT]
    assert not report.complete
    assert await head(log) == before


async def test_a_meeting_with_one_bad_row_is_not_written_and_its_neighbour_is(
    importer: Importer, log: EventLog
):
    bad = SOUND.replace("A-1", "A-2").replace(
        "Health Trust,health,health_visitor", "Health Trust,health,healer"
    )
    report = await importer.run((HEADER + bad + SOUND).encode())
    assert {meeting.reference: meeting.outcome for meeting in report.meetings} == {
        "A-1": Outcome.IMPORTED,
        "A-2": Outcome.BAD_ROWS,
    }
    assert [(problem.line, problem.column) for problem in report.problems] == [(4, "role")]
    assert await head(log) > 0


async def test_a_known_agency_is_not_registered_again(importer: Importer, house, log, codec):
    first = await importer.run((HEADER + SOUND).encode())
    second = await importer.run((HEADER + SOUND.replace("A-1", "A-9")).encode())
    assert len(first.agencies) == 3
    assert second.agencies == ()


async def test_progress_counts_meetings(importer: Importer):
    seen = []
    await importer.run((HEADER + SOUND + SOUND.replace("A-1", "A-3")).encode(), progress=seen.append)
    assert [(each.done, each.total) for each in seen] == [(1, 2), (2, 2)]
