"""What can be done about an action: each step with its words."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec


class Step(msgspec.Struct, frozen=True):
    """One step: the command's document, the one field that it takes, and how the page speaks of it."""

    title: str
    document: str
    field: str
    label: str
    hint: str
    missing: str
    button: str
    said: str


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "accept": Step(
            "Accept the action",
            "accept_action",
            "practitionerId",
            "Who will do it?",
            "It appears in that person’s work list.",
            "Choose who will do it",
            "Accept",
            "The action is accepted.",
        ),
        "progress": Step(
            "Tell of progress",
            "report_progress",
            "note",
            "What has been done so far?",
            "The chair and the agencies of the meeting read it.",
            "Write what has been done so far",
            "Record it",
            "The progress is recorded.",
        ),
        "complete": Step(
            "Complete the action",
            "complete_action",
            "evidence",
            "How do we know that it is done?",
            "The evidence: what was done, when, and where it is written down.",
            "Write how we know that it is done",
            "Complete the action",
            "The action is completed.",
        ),
        "not-done": Step(
            "Say that it will not be done",
            "record_action_not_done",
            "reason",
            "Why will it not be done?",
            "The reason stays on the record, with the date that was agreed.",
            "Write why it will not be done",
            "Record it",
            "It is recorded that the action will not be done.",
        ),
    }
)
"""By the last word of the address."""
