"""The questions that can be asked about the past, whole, and how each is asked as of a position."""

import json
from typing import Any
from uuid import UUID

from tests.support.whole_questions import whole_selection

from quorate_events.access.actor import Actor
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.limits.limits import Limits
from quorate_graphql.limits.rates import Rates
from quorate_graphql.office import Office
from quorate_graphql.schema import QuorateSchema, build_schema

GENEROUS = Limits(
    introspection=True, cost=10_000_000, depth=60, seconds=60, tokens=50_000, fields=50_000, repeats=500
)
_ASKED = {
    "meeting": "id: $meeting",
    "informationShared": "meetingId: $meeting",
    "attendanceGrid": "meetingId: $meeting",
    "actions": "meetingId: $meeting, first: 100",
}


def generous() -> QuorateSchema:
    return build_schema(GENEROUS, Rates(person=0, agency=0))


async def asked(
    office: Office, schema: QuorateSchema, actor: Actor, meeting_id: UUID, **as_of: Any
) -> dict[str, Any]:
    """Everything that can be asked about a meeting as of a moment, by field; errors by their codes."""
    answers: dict[str, Any] = {}
    for name, arguments in _ASKED.items():
        field = schema._schema.query_type.fields[name]  # type: ignore[union-attr]
        body = f"{name}({arguments}, asOf: $asOf) {whole_selection(field)}"
        document = f"query ($meeting: UUID!, $asOf: AsOf) {{ {body} }}"
        variables = {"meeting": str(meeting_id), "asOf": as_of or None}
        result: Any = await schema.execute(
            document, variables, context_value=Asking(office, Identity(actor=actor))
        )
        codes = [error.extensions["code"] for error in result.errors or ()]
        answers[name] = codes or json.loads(json.dumps(result.data[name], default=str))
    return answers
