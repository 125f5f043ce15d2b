"""A meeting as one writes it with the library: an aggregate with decorated events, and an application."""

from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

Json = dict[str, Any]


class PeerMeeting(Aggregate):
    @event("Convened")
    def __init__(self, by: Json, kind: str, reason: str, chair_id: str, child_ids: list[str]) -> None:
        self.kind = kind
        self.status = "convened"
        self.chair_id = chair_id
        self.child_ids = child_ids
        self.convened_by = by
        self.invitations: dict[str, Json] = {}
        self.involvements: dict[str, str] = {}
        self.parts: dict[str, str] = {}

    @event("AgencyInvited")
    def invite(
        self, by: Json, invitation_id: str, agency_id: str, role: str, why: str, asked: str, report_due: str
    ) -> None:
        self.invitations[invitation_id] = {"agency_id": agency_id, "role": role, "answer": None}

    @event("InvitationAnswered")
    def answer(self, by: Json, invitation_id: str, answer: str, deputy: str | None, note: str) -> None:
        self.invitations[invitation_id]["answer"] = answer

    @event("InvolvementDeclared")
    def declare(self, by: Json, agency_id: str, level: str, significant: bool, note: str) -> None:
        self.involvements[agency_id] = level

    @event("ContributionSubmitted")
    def contribution_submitted(self, by: Json, agency_id: str, parts: list[Json]) -> None:
        for part in parts:
            self.parts[part["part_id"]] = agency_id

    def contribute(self, by: Json, agency_id: str, parts: list[Json]) -> None:
        if self.status != "convened":
            raise ValueError("closed")
        if not any(each["agency_id"] == agency_id for each in self.invitations.values()):
            raise ValueError("not invited")
        if by["agency_id"] != agency_id:
            raise ValueError("another agency")
        if any(not part["text"].strip() or part["part_id"] in self.parts for part in parts):
            raise ValueError("malformed")
        self.contribution_submitted(by=by, agency_id=agency_id, parts=parts)


class PeerMeetings(Application[UUID]):
    def contribute(self, meeting_id: UUID, by: Json, agency_id: str, parts: list[Json]) -> int:
        """One command; returns the position of its event."""
        meeting: PeerMeeting = self.repository.get(meeting_id)
        meeting.contribute(by, agency_id, parts)
        (recording,) = self.save(meeting)
        return recording.notification.id
