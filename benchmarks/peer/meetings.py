"""Fills the library's application with meetings, and puts the measured commands to it from threads."""

import random
import threading
import time
from collections.abc import Sequence
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

from benchmarks import workload
from benchmarks.peer.application import PeerMeeting, PeerMeetings
from benchmarks.workload import AGENCIES, CHAIR, POLICE, ROLES, recorder_of

_EVENTS_AT_ONCE = 200
"""More in one call of the library fills its pipeline until both ends wait."""


def fill(app: PeerMeetings, count: int) -> list[UUID]:
    """Record ``count`` meetings of as many events as ours; return their ids."""
    template = [app.mapper.to_stored_event(each) for each in _prepared().collect_events()]
    meeting_ids = [uuid4() for _ in range(count)]
    waiting: list[StoredEvent] = []
    for meeting_id in meeting_ids:
        waiting += workload.copied(template, meeting_id)
        if len(waiting) > _EVENTS_AT_ONCE:
            app.recorder.insert_events(waiting)
            waiting = []
    app.recorder.insert_events(waiting)
    return meeting_ids


def _prepared() -> PeerMeeting:
    by = _by(AGENCIES[0])
    meeting = PeerMeeting(by, "initial_conference", "Concerns about neglect.", str(CHAIR), [str(uuid4())])
    for agency_id, role in zip(AGENCIES, ROLES, strict=True):
        invitation_id = str(uuid4())
        why = "The family is known to you."
        asked = "What do you know of the last twelve months?"
        meeting.invite(by, invitation_id, str(agency_id), role, why, asked, "2030-01-01")
        meeting.answer(_by(agency_id), invitation_id, "accepted", None, "")
    for agency_id in AGENCIES[:6]:
        meeting.declare(_by(agency_id), str(agency_id), "current", True, "")
    return meeting


def _by(agency_id: UUID) -> dict[str, Any]:
    recorder = recorder_of(agency_id)
    return {
        "practitioner_id": str(recorder.practitioner_id),
        "agency_id": str(recorder.agency_id),
        "origin": str(recorder.origin),
    }


def run(
    app: PeerMeetings, meeting_ids: Sequence[UUID], texts: Sequence[str], threads: int, seconds: float
) -> tuple[list[int], float]:
    """Put commands from ``threads`` threads for ``seconds``, each thread to meetings of its own.

    Returns the positions of all recorded events, and the seconds that it took.
    """
    acknowledged: list[list[int]] = [[] for _ in range(threads)]
    failures: list[BaseException] = []
    begin = threading.Barrier(threads + 1)
    by = _by(POLICE)

    def work(number: int) -> None:
        own = list(meeting_ids[number::threads])
        random.Random(number).shuffle(own)
        asked = zip(cycle(own), cycle(texts))
        begin.wait()
        until = time.perf_counter() + seconds
        try:
            while time.perf_counter() < until:
                meeting_id, words = next(asked)
                part = {
                    "heading": "worries", "text": words, "audience": "professionals_only",
                    "part_id": str(uuid4()), "child_id": None, "restriction": None,
                    "release": "on_submission", "release_at": None,
                }  # fmt: skip
                position = app.contribute(meeting_id, by, str(POLICE), [part])
                acknowledged[number].append(position)
        except BaseException as error:
            failures.append(error)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    begin.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - started
    if failures:
        raise failures[0]
    return [position for positions in acknowledged for position in positions], took
