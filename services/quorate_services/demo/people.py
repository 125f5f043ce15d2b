"""The people as whom a visitor of the demo signs in: one for each kind of user."""

from typing import NamedTuple
from uuid import UUID

from quorate_services.demo.partnership import Partnership, Person
from quorate_services.demo.script import named_id


class DemoPerson(NamedTuple):
    """A sign-in: a short name, the kind of user, where the person works, and what to look at first."""

    key: str
    kind: str
    agency: str
    role: str
    look_at: str

    @property
    def id(self) -> UUID:
        """The practitioner's id, the same in every demo."""
        return named_id("person", self.agency, self.role, 0)

    def of(self, town: Partnership) -> Person:
        """Return the person in that partnership."""
        return town[self.agency].staff[self.role][0]


PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        "police",
        "Police officer",
        "police",
        "detective_sergeant",
        "Accepted for today's conference; the report has not been sent. Invited for next week.",
    ),
    DemoPerson(
        "health_visitor",
        "Health visitor",
        "community_health",
        "health_visitor",
        "Has reported to today's conference, one part for social care and police only. Invited for next week.",
    ),
    DemoPerson(
        "school",
        "Designated safeguarding lead of a school",
        "primary_1",
        "designated_safeguarding_lead",
        "Has reported to today's conference, and is not told of the restricted part. Invited for next week.",
    ),
    DemoPerson(
        "social_worker",
        "Social worker",
        "social_care",
        "social_worker",
        "Presents today's family, and owes the report for next week's conference.",
    ),
    DemoPerson(
        "chair",
        "Conference chair",
        "conference_service",
        "conference_chair",
        "Chairs today's conference: the reports are assembled, one part of them restricted, and one agency is silent.",
    ),
    DemoPerson(
        "administrator",
        "Conference administrator",
        "conference_service",
        "conference_administrator",
        "Convened today's and next week's conferences, and follows who has not answered.",
    ),
    DemoPerson(
        "coordinator",
        "Agency coordinator",
        "police",
        "police_conference_liaison_officer",
        "Sees everything that the police are asked, and keeps the police's members.",
    ),
    DemoPerson(
        "partner",
        "Safeguarding partner",
        "board",
        "safeguarding_partner",
        "Keeps the agencies and their coordinators, and sees trends.",
    ),
    DemoPerson(
        "board",
        "Board analyst",
        "board",
        "observer",
        "Asks how often the police came where they were significantly involved.",
    ),
    DemoPerson(
        "auditor", "Auditor", "board", "auditor", "Sees who looked at what, and not what was written."
    ),
    DemoPerson(
        "data_protection",
        "Data protection officer",
        "board",
        "data_protection_officer",
        "Sees who looked at what, and every record that was opened in an emergency.",
    ),
    DemoPerson(
        "reviewer",
        "Reviewer",
        "conference_service",
        "reviewer",
        "Reads what changed in a meeting and when, and what somebody could see of it at a moment.",
    ),
    DemoPerson(
        "rules",
        "Rule administrator",
        "board",
        "rule_administrator",
        "Keeps the rule sets outside of Quorate, and sees no meeting by that.",
    ),
    DemoPerson(
        "system",
        "System client",
        "community_health",
        "system_client",
        "The trust's own records system: answers for the trust, and for nobody else.",
    ),
)
