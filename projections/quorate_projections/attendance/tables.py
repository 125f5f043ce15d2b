"""The tables of the attendance view, as ``tables.sql`` makes them."""

from quorate_projections.engine.projection import table

MEETINGS = table(
    "meetings",
    {"meeting_id": "uuid"},
    {
        "kind": "text",
        "status": "text",
        "origin": "text",
        "chair_id": "uuid",
        "readers": "uuid[]",
        "circle": "jsonb",
        "scheduled_for": "timestamptz",
        "held_on": "date",
        "month": "text",
        "quarter": "text",
        "missing": "jsonb",
        "sittings": "integer",
        "quorate": "boolean",
        "adjourned_inquorate": "boolean",
        "proceeded_inquorate": "boolean",
        "core_three_present": "boolean",
        "worker_and_manager_present": "boolean",
        "information_complete": "boolean",
        "dissents": "integer",
        "dissents_resolved": "integer",
        "escalations_raised": "integer",
        "escalations_resolved": "integer",
        "escalations_in_time": "integer",
    },
)

CHILDREN = table("children", {"meeting_id": "uuid", "child_id": "uuid"}, {"participation": "text"})

INVITEES = table(
    "invitees",
    {"meeting_id": "uuid", "invitation_id": "uuid"},
    {
        "agency_id": "uuid",
        "role": "text",
        "practitioner_id": "uuid",
        "invited_at": "timestamptz",
        "answer": "text",
        "answered_at": "timestamptz",
        "deputy": "jsonb",
        "report_due": "date",
        "involvement": "text",
        "challenged": "boolean",
        "outcome": "text",
        "mode": "text",
        "sittings": "integer[]",
        "joined_at": "timestamptz",
        "left_at": "timestamptz",
        "report_received": "boolean",
        "nothing_held": "boolean",
        "report_told": "boolean",
    },
)

ATTENDEES = table(
    "attendees",
    {"meeting_id": "uuid", "sitting": "integer", "attendee_id": "uuid"},
    {
        "agency_id": "uuid",
        "role": "text",
        "family": "boolean",
        "practitioner_id": "uuid",
        "name": "text",
        "status": "text",
        "mode": "text",
        "joined_at": "timestamptz",
        "left_at": "timestamptz",
        "note": "text",
    },
)

_COUNTED = {
    "kind": "text",
    "origin": "text",
    "held_on": "date",
    "month": "text",
    "quarter": "text",
    "involvement": "text",
    "involved": "boolean",
    "significant": "boolean",
    "attended": "boolean",
    "represented_by_deputy": "boolean",
    "apologies": "boolean",
    "report_received": "boolean",
    "report_due": "boolean",
    "report_on_time": "boolean",
    "nothing_held": "boolean",
    "neither": "boolean",
}

INVITED_AGENCIES = table("invited_agencies", {"meeting_id": "uuid", "agency_id": "uuid"}, _COUNTED)
INVITED_ROLES = table("invited_roles", {"meeting_id": "uuid", "agency_id": "uuid", "role": "text"}, _COUNTED)
