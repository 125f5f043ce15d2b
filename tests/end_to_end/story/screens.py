"""What people look at: each screen is one query, told back in short words that a test can compare."""

from dataclasses import dataclass
from typing import Any

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.support.client import Person

NOT_FOR_YOU = "meeting_not_found"

_WORK = """query ($meeting: UUID!, $position: Int) {
    workList(meetingId: $meeting, first: 100, atLeastPosition: $position) {
        nodes { kind why due overdue practitionerId agencyId linkId } } }"""
_INFORMATION = """query ($id: UUID!, $position: Int) {
    informationShared(meetingId: $id, atLeastPosition: $position) {
        agencies { agencyId status late overdue reportDue searched declinedBecause
            requests { why asked role }
            parts { partId heading audience text released wordings { text reason }
                restriction { ground reason agencyIds } withdrawn { reason } } }
        wishesAndFeelings { text childId } } }"""
_GRID = """query ($id: UUID!, $position: Int) {
    attendanceGrid(meetingId: $id, atLeastPosition: $position) {
        status
        invitees { agencyId role outcome involvement challenged answer deputy { name } mode sittings
            joinedAt leftAt reportReceived nothingHeld reportDue }
        notAnswered { agencyId } missing { label reason invited }
        children { childId participation } attendees { sitting role name status family } } }"""
_QUORACY = """query ($id: UUID!, $position: Int) {
    quoracy(meetingId: $id, atLeastPosition: $position) {
        ruleSetName previousInquorate
        sittings { sitting quorate result explanation counted missing mayProceedFor { code sentence }
            reason interimArrangements reconveneOn } } }"""
_TIMELINESS = """query ($id: UUID!, $position: Int) {
    timeliness(meetingId: $id, atLeastPosition: $position) {
        clocks { clock due metOn state workingDaysTaken }
        reports { agencyId due receivedOn state } } }"""
_RECORD = """query ($id: UUID!, $position: Int) {
    meeting(id: $id, atLeastPosition: $position) {
        status follows heldOn closedOn
        children { childId participation decisions {
            outcome category basis rationale revisedBecause medical conferenceRequired } }
        views { agencyId childId position } reservations { agencyId text }
        dissents { dissentId agencyId reason outcome }
        escalations { dissentId outcome stages { stage respondBy } }
        involvements { agencyId level significant challenged history { kind } }
        invitations { agencyId reportDue } confirmed { summary } decisionLetterIssuedAt coreGroupHeldOn
        issued { variant agencyId recipient } } }"""
_LISTS = """query ($child: UUID!, $position: Int) {
    meetings(first: 100, atLeastPosition: $position) { nodes { meetingId } }
    ofTheChild: meetings(childId: $child, first: 100) { totalCount }
    earlierMeetings(childId: $child) { meetingId } }"""
_CHILD = """query ($child: UUID!, $position: Int) {
    child(id: $child, atLeastPosition: $position) { name } }"""
_ACTIONS = """query ($id: UUID!, $position: Int) {
    actions(meetingId: $id, first: 100, atLeastPosition: $position) {
        nodes { what agencyId status due firstDue overdue completedOn history { kind note due } } } }"""


@dataclass(frozen=True)
class Screens:
    """The screens of one meeting."""

    cast: Cast
    meeting: str

    async def work(self, person: Person) -> dict[str, str | None]:
        """What a person has to do here, with the date by which: ``COMPLETE_ACTION: What`` names an action."""
        items = (await person.asks(_WORK, meeting=self.meeting))["workList"]["nodes"]
        # Colleagues of an agency see its work; what is for one of them in person is theirs.
        mine = [each for each in items if each["practitionerId"] in (None, person.id)]
        return {
            f"{each['kind']}: {each['why']}" if "ACTION" in each["kind"] else each["kind"]: each["due"]
            for each in mine
        }

    async def information(self, person: Person) -> dict[str, dict[str, Any]]:
        """What each agency was asked and answered, by the short name of the agency."""
        shared = (await person.asks(_INFORMATION, id=self.meeting))["informationShared"]
        return {self.cast.agency_of(each["agencyId"]): each for each in shared["agencies"]}

    async def reads(self, person: Person) -> set[str]:
        """Every text that a person can read among the information shared."""
        agencies = (await self.information(person)).values()
        return {part["text"] for each in agencies for part in each["parts"] if part["text"] is not None}

    async def wishes(self, person: Person) -> dict[str, str]:
        """What each child wants and feels, in a place of its own."""
        shared = (await person.asks(_INFORMATION, id=self.meeting))["informationShared"]
        return {each["childId"]: each["text"] for each in shared["wishesAndFeelings"]}

    async def statuses(self, person: Person) -> dict[str, str]:
        """Where each agency's information stands."""
        return {name: each["status"] for name, each in (await self.information(person)).items()}

    async def grid(self, person: Person) -> dict[str, Any]:
        """The whole grid."""
        return (await person.asks(_GRID, id=self.meeting))["attendanceGrid"]

    async def outcomes(self, person: Person) -> dict[str, str]:
        """How each agency's invitation came out."""
        invitees = (await self.grid(person))["invitees"]
        return {self.cast.agency_of(each["agencyId"]): each["outcome"] for each in invitees}

    async def involvement(self, person: Person) -> dict[str, str]:
        """What each agency had to do with the children; ``?`` marks what is challenged."""
        invitees = (await self.grid(person))["invitees"]
        return {
            self.cast.agency_of(each["agencyId"]): each["involvement"] + "?" * each["challenged"]
            for each in invitees
        }

    async def not_answered(self, person: Person) -> list[str]:
        """The agencies that have said neither yes nor no."""
        return [self.cast.agency_of(each["agencyId"]) for each in (await self.grid(person))["notAnswered"]]

    async def missing(self, person: Person) -> list[str]:
        """Whom the rules ask for and who has not been there yet."""
        return [each["label"] for each in (await self.grid(person))["missing"]]

    async def sittings(self, person: Person) -> list[dict[str, Any]]:
        """The quoracy of every sitting."""
        return (await person.asks(_QUORACY, id=self.meeting))["quoracy"]["sittings"]

    async def clocks(self, person: Person) -> dict[str, tuple[str, str | None]]:
        """How the clocks stand, each with its last date."""
        timely = (await person.asks(_TIMELINESS, id=self.meeting))["timeliness"]
        return {each["clock"]: (each["state"], each["due"]) for each in timely["clocks"]}

    async def reports(self, person: Person) -> dict[str, str]:
        """How each agency's report stands against its date."""
        timely = (await person.asks(_TIMELINESS, id=self.meeting))["timeliness"]
        return {self.cast.agency_of(each["agencyId"]): each["state"] for each in timely["reports"]}

    async def reports_due(self, person: Person) -> set[str]:
        """The dates by which reports are due."""
        timely = (await person.asks(_TIMELINESS, id=self.meeting))["timeliness"]
        return {each["due"] for each in timely["reports"]}

    async def record(self, person: Person) -> dict[str, Any]:
        """The record of the meeting."""
        return (await person.asks(_RECORD, id=self.meeting))["meeting"]

    async def actions(self, person: Person) -> dict[str, dict[str, Any]]:
        """The actions agreed, by what is to be done."""
        found = await person.asks(_ACTIONS, id=self.meeting)
        return {each["what"]: each for each in found["actions"]["nodes"]}

    async def closed_to(self, person: Person) -> None:
        """Assert that for this person the meeting does not exist, whichever screen is asked for."""
        for screen in (_INFORMATION, _RECORD):
            assert await person.is_told(screen, id=self.meeting) == NOT_FOR_YOU
        for screen, field in ((_GRID, "attendanceGrid"), (_QUORACY, "quoracy"), (_TIMELINESS, "timeliness")):
            assert (await person.asks(screen, id=self.meeting))[field] is None
        assert await self.actions(person) == {}
        assert await self.work(person) == {}
        for child in (self.cast.isla, self.cast.noah):
            lists = await person.asks(_LISTS, child=child)
            assert lists == {
                "meetings": {"nodes": []},
                "ofTheChild": {"totalCount": 0},
                "earlierMeetings": [],
            }
            assert await person.is_told(_CHILD, child=child) == "child_not_found"
