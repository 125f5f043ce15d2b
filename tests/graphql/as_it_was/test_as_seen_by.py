"""Random histories: what a reviewer is told that somebody could see is what that person was answered at that moment."""

import json
from typing import Any
from uuid import UUID, uuid4

from graphql import get_named_type
from hypothesis import given
from hypothesis import strategies as st
from tests.graphql.access.withheld import meetings
from tests.graphql.as_it_was.asking import asked, generous
from tests.graphql.as_it_was.test_as_of import A_FEW
from tests.support.history import CHAIR, HEALTH, HOUSING, POLICE, SOCIAL_CARE, reader, worker_of
from tests.support.live_scene import live
from tests.support.marked_history import Timed, marked_history
from tests.support.whole_questions import whole_selection

from quorate_events.access.actor import Actor, Duty
from quorate_events.command import Command
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.office import Office
from quorate_graphql.schema import QuorateSchema
from quorate_services.postgres.cluster import Cluster

REVIEWER = reader(SOCIAL_CARE, 66, Duty.REVIEWER)
PEOPLE = {
    "chair": Actor(CHAIR, SOCIAL_CARE),
    "police": reader(POLICE),
    "health": reader(HEALTH),
    "housing, in an emergency": Actor(worker_of(HOUSING, 3), HOUSING),
}


async def seen_by(
    office: Office, schema: QuorateSchema, person: Actor, meeting_id: UUID, position: int
) -> dict[str, Any]:
    """What a reviewer is told that somebody could see, in the form of what that person is answered."""
    fields = schema._schema.query_type.fields  # type: ignore[union-attr]
    seen = get_named_type(fields["asSeenBy"].type)
    document = f"""query ($meeting: UUID!, $person: UUID!, $position: Int!) {{
        asSeenBy(meetingId: $meeting, practitionerId: $person, asOf: {{position: $position}}) {{
            meeting {whole_selection(fields["meeting"])}
            informationShared {whole_selection(fields["informationShared"])}
            attendance {whole_selection(fields["attendanceGrid"])}
            actions {whole_selection(seen.fields["actions"])} }} }}"""
    variables = {"meeting": str(meeting_id), "person": str(person.practitioner_id), "position": position}
    context = Asking(office, Identity(actor=REVIEWER))
    result: Any = await schema.execute(document, variables, context_value=context)
    assert result.errors is None, result.errors
    found = json.loads(json.dumps(result.data["asSeenBy"], default=str))
    hidden = ["meeting_not_found"]
    return {
        "meeting": found["meeting"] or hidden,
        "informationShared": found["informationShared"] or hidden,
        "attendanceGrid": found["attendance"],
        "actions": found["actions"],
    }


@A_FEW
@given(seed=st.integers(0, 10_000))
async def test_a_reviewer_is_told_what_the_person_was_answered_then_and_no_more(
    cluster: Cluster, migrated_template: str, seed: int
) -> None:
    history, schema = marked_history(seed, 2, Timed), generous()
    answered: dict[tuple[str, UUID, int], dict[str, Any]] = {}

    async def ask(office: Office, command: Command, position: int) -> None:
        await office.board.wait_for(office.projections, position, 30)
        if command.stream_id in meetings(history):
            for name, person in PEOPLE.items():
                answer = await asked(office, schema, person, command.stream_id)
                answer["actions"] = answer["actions"]["nodes"]
                answered[name, command.stream_id, position] = answer

    async with live(cluster, migrated_template, f"seen_{uuid4().hex[:8]}", history, ask) as (office, _):
        shown = set()
        for (name, meeting_id, position), then in answered.items():
            told = await seen_by(office, schema, PEOPLE[name], meeting_id, position)
            assert told == then, (name, position)
            shown.add((name, then["meeting"] != ["meeting_not_found"]))
        assert ("chair", True) in shown
        assert ("housing, in an emergency", False) in shown
