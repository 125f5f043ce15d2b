"""The people as whom a visitor of the demo signs in: one for each kind of user."""

from typing import NamedTuple

from quorate_services.demo.partnership import Partnership, Person


class DemoPerson(NamedTuple):
    """A sign-in: a short name for links and texts, where the person works, and what to look at first."""

    key: str
    agency: str
    role: str
    look_at: str

    def of(self, town: Partnership) -> Person:
        """Return the person in that partnership."""
        return town[self.agency].staff[self.role][0]


PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        "police",
        "police",
        "detective_sergeant",
        "Accepted for today's conference; the report has not been sent. Invited for next week.",
    ),
    DemoPerson(
        "health_visitor",
        "community_health",
        "health_visitor",
        "Has reported to today's conference. A new invitation for next week asks for a report.",
    ),
    DemoPerson(
        "school",
        "primary_1",
        "designated_safeguarding_lead",
        "Has reported to today's conference. A new invitation for next week waits for an answer.",
    ),
    DemoPerson(
        "social_worker",
        "social_care",
        "social_worker",
        "Presents today's family, and owes the report for next week's conference.",
    ),
    DemoPerson(
        "chair",
        "conference_service",
        "conference_chair",
        "Chairs today's conference: the reports are assembled, and one agency is silent.",
    ),
    DemoPerson(
        "administrator",
        "conference_service",
        "conference_administrator",
        "Convened today's and next week's conferences, and follows who has not answered.",
    ),
    DemoPerson(
        "board",
        "board",
        "observer",
        "Asks how often the police came to initial conferences where they were significantly involved.",
    ),
)
