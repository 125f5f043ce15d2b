"""The agencies' topics in the AsyncAPI document: what they read, what they may post, how that is answered."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.kafka.topics import FEED, INBOX, REPLIES, Topic
from quorate_events.meetings import catalogue as meetings
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.people.agency import AgencyRegistered, AgencyRenamed
from quorate_events.people.child import ChildBorn, ChildRegistered
from quorate_graphql.mutations.fields import SPEAKS_FOR_ITSELF
from quorate_services.feeds.messages import FOR_SYSTEMS
from quorate_services.feeds.records import ACCESS_ENDED, PERSON_ERASED
from quorate_services.feeds.replies import ACCEPTED, REFUSED, Accepted, RefusedReply
from quorate_services.reference.tables import in_words

TOLD: Sequence[str] = [
    *(event.TOPIC for event in meetings.EVENTS if event is not OpenedInEmergency),
    *(event.TOPIC for event in (ChildRegistered, ChildBorn, AgencyRegistered, AgencyRenamed)),
]
"""The types of events that a feed can tell: of each, what the policy lets the agency see."""


class AccessEnded(msgspec.Struct):
    """The meeting is no longer for the agency: nothing more of it comes, unless it is invited again."""


class PersonErasedNotice(msgspec.Struct):
    """The data of a person were erased. Remove what your system keeps of them, unless you must keep it yourself."""

    person_id: UUID


BODIES: Mapping[str, type[msgspec.Struct]] = {
    ACCESS_ENDED: AccessEnded,
    PERSON_ERASED: PersonErasedNotice,
    **FOR_SYSTEMS,
    ACCEPTED: Accepted,
    REFUSED: RefusedReply,
}
"""What the messages that are no events of the log carry, by type."""

OPERATIONS = {
    "publishFeed": {"action": "send", "channel": {"$ref": f"#/channels/{FEED}"}},
    "takeCommands": {
        "action": "receive",
        "channel": {"$ref": f"#/channels/{INBOX}"},
        "reply": {"channel": {"$ref": f"#/channels/{REPLIES}"}},
    },
}

_ID = {"type": "string", "minLength": 1, "maxLength": 200}
_TEXT = {"type": "string"}
_COMMON = {
    "ce_specversion": {"type": "string", "const": "1.0", "description": "The version of CloudEvents."},
    "ce_source": {**_TEXT, "description": "Who sends it."},
    "ce_type": {**_TEXT, "description": "The type of message."},
}
TRAITS = {
    "command": {
        "headers": {
            "type": "object",
            "properties": {
                **_COMMON,
                "ce_id": {
                    **_ID,
                    "description": "Made by the sender: the same id again has no second effect.",
                },
            },
            "required": [*_COMMON, "ce_id"],
        },
        "contentType": "application/json",
    },
    "reply": {
        "headers": {
            "type": "object",
            "properties": {
                **_COMMON,
                "ce_id": {**_TEXT, "description": "Partition and offset of the message that is answered."},
                "ce_time": {**_TEXT, "format": "date-time", "description": "When it was answered, in UTC."},
                "ce_correlationid": {
                    **_ID,
                    "description": "The ce_id of the message, where it had one; the record's key too.",
                },
            },
            "required": [*_COMMON, "ce_id", "ce_time"],
        },
        "contentType": "application/json",
    },
}


def trait_of(name: str) -> str:
    """Return which trait a message of :data:`BODIES` has."""
    if name in (ACCEPTED, REFUSED):
        return "reply"
    return "command" if name in FOR_SYSTEMS else "feedNotice"


def channels(topics: Mapping[str, Topic]) -> Mapping[str, tuple[Topic, Sequence[str]]]:
    """Return the topics of an agency, each with the types of message that it carries."""
    return {
        FEED: (topics[FEED], [*TOLD, ACCESS_ENDED, PERSON_ERASED]),
        INBOX: (topics[INBOX], list(FOR_SYSTEMS)),
        REPLIES: (topics[REPLIES], [ACCEPTED, REFUSED]),
    }


def summary_of(name: str) -> str:
    """Return in words what a message of :data:`BODIES` says."""
    return in_words(BODIES[name].__doc__)


def speaking_for_itself(schemas: dict[str, Any]) -> None:
    """Let the agency's own id be left out where the topic says whose it is."""
    for command in SPEAKS_FOR_ITSELF & set(FOR_SYSTEMS.values()):
        schemas[command.__name__]["required"].remove("agency_id")
