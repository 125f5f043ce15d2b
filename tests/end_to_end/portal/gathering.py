"""A meeting of a story's own, so that it disturbs no other."""

from typing import Any
from uuid import uuid4

from tests.end_to_end.portal.acting import acts, asks
from tests.support.portal_system import NOW, PortalSystem

ROLES = {
    "social_worker": "investigating_social_worker",
    "police": "detective_sergeant",
    "health_visitor": "health_visitor",
    "school": "designated_safeguarding_lead",
}


async def gather(
    system: PortalSystem,
    *who: str,
    kind: str = "STRATEGY_DISCUSSION",
    why: str = "You know the family.",
    **other: Any,
) -> str:
    """Convene a meeting for today with these people, chaired by the chair, and return its address."""
    meeting, child = str(uuid4()), str(uuid4())
    await acts(
        system,
        "administrator",
        "register_child",
        childId=child,
        name=f"Robin Own {child[:4]}",
        dateOfBirth="2020-05-04",
    )
    await acts(
        system,
        "administrator",
        "convene_meeting",
        **{
            "meetingId": meeting,
            "kind": kind,
            "reason": "A worry that has to be looked into.",
            "scheduledFor": NOW.isoformat(),
            "chairId": system.people["chair"],
            "children": [{"childId": child}],
            **other,
        },
    )
    for each in who:
        viewer = (await asks(system, each, "who_am_i"))["viewer"]
        await acts(
            system,
            "administrator",
            "invite_agency",
            meetingId=meeting,
            agencyId=viewer["agencyId"],
            practitionerId=system.people[each],
            role=ROLES[each],
            why=why,
            asked="What you know.",
        )
    office = system.office
    await office.board.wait_for(office.projections, office.visible(), 10)
    return f"/meetings/{meeting}"


async def child_of(system: PortalSystem, meeting: str) -> str:
    """Return the id of the first child of a meeting."""
    told = await asks(system, "chair", "chaired_meeting", id=meeting.rpartition("/")[2])
    return str(told["meeting"]["children"][0]["childId"])
