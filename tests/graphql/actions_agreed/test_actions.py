"""The register of actions through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

ACTIONS = """query ($id: UUID, $position: Int) { actions(meetingId: $id, atLeastPosition: $position) {
    totalCount nodes { what due overdue status agency { name } children { name }
        history { kind note by { practitioner { name } } } } } }"""


async def test_an_action_is_listed_with_its_owner_and_history(
    api: Any, people: Any, meeting_id: UUID
) -> None:
    await api.command("openSitting", people.chair, meetingId=str(meeting_id))
    due = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    sent = await api.command(
        "agreeAction",
        people.chair,
        meetingId=str(meeting_id),
        what="Visit the family",
        agencyId=str(people.police.agency_id),
        role="police_officer",
        due=due,
        measure="The visit is on the record",
        childIds=[str(people.child_id)],
    )
    asked = {"id": str(meeting_id), "position": sent["position"]}
    found = (await api.ask(ACTIONS, people.police, **asked))["actions"]
    (action,) = found["nodes"]
    assert (action["due"], action["status"], action["overdue"]) == (due, "AGREED", False)
    assert (action["agency"], action["children"]) == ({"name": "police"}, [{"name": "A Child"}])
    assert action["history"] == [{"kind": "AGREED", "note": "", "by": {"practitioner": {"name": "A Person"}}}]
    assert (await api.ask(ACTIONS, people.health, **asked))["actions"]["nodes"] == []


async def test_actions_done_are_counted_for_everybody(api: Any, people: Any) -> None:
    ask = "{ actionsDone(by: QUARTER) { period agency { name } due doneOnTime onTime { percentage } } }"
    assert isinstance((await api.ask(ask, people.health))["actionsDone"], list)
