"""What an agency's system posts: one CloudEvent, one command. Whatever does not make one is refused."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID, uuid5

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.commands import ACTION_OF
from quorate_events.command import Command
from quorate_events.errors import Invalid
from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.kafka.ports import Received
from quorate_graphql.mutations.fields import SPEAKS_FOR_ITSELF

MOST_BYTES = 1024 * 1024
"""Of one message."""
_LONGEST_ID = 200
_PREFIX = "quorate.command."
_PLACE = re.compile(r" - at `(\$[\w.\[\]]*)`$")


class MessageMalformed(Invalid):
    """A record on an agency's topic of commands is no CloudEvent, or its body does not fit its type."""

    code = "message_malformed"


class MessageTooLarge(Invalid):
    """A record on an agency's topic of commands is larger than any command."""

    code = "message_too_large"

    def __init__(self) -> None:
        super().__init__("The message is larger than 1 MiB.", "Share it in several parts.")


class CommandUnknown(Invalid):
    """A record on an agency's topic of commands asks for something that there is not."""

    code = "command_unknown"

    def __init__(self) -> None:
        super().__init__(
            "There is no command of this type.", "The AsyncAPI document lists those that an agency may send."
        )


class Message(msgspec.Struct, frozen=True):
    """A command that was posted; ``command_id`` follows from who posted it and from the id of the message."""

    command_id: UUID
    command: Command


def _type_of(command: type[Command]) -> str:
    return _PREFIX + re.sub(r"(?<!^)([A-Z])", r"_\1", command.__name__).lower()


TYPES: Mapping[str, type[Command]] = MappingProxyType({_type_of(each): each for each in ACTION_OF})
"""Every command that the policy knows, by the type of its message; the policy says which of them software may send."""

_ITS_OWN = frozenset({Action.ANSWER_FOR_AGENCY, Action.CONTRIBUTE, Action.ACT_ON_ACTION})
FOR_SYSTEMS: Mapping[str, type[Command]] = MappingProxyType(
    {name: command for name, command in TYPES.items() if ACTION_OF[command] in _ITS_OWN}
)
"""The commands by which an agency answers, shares and acts: those that its software may send."""


def message_id(record: Received) -> bytes | None:
    """Return the id of a message, None where it has none that could be one."""
    found = dict(record.headers).get("ce_id")
    return found if found and len(found) <= _LONGEST_ID else None


def read_message(record: Received, feed: AgencyFeed) -> Message:
    """Make the command of a record. Raises MessageMalformed, MessageTooLarge and CommandUnknown.

    The topic says which agency speaks: where a command names it, it may be left out.
    """
    told = dict(record.headers)
    if len(record.value or b"") > MOST_BYTES:
        raise MessageTooLarge
    identity = message_id(record)
    if told.get("ce_specversion") != b"1.0" or identity is None or record.value is None:
        raise MessageMalformed(
            "The record is not a CloudEvent 1.0 in binary mode.",
            "Send the headers ce_specversion, ce_id (at most 200 bytes), ce_source and ce_type, and a body.",
        )
    command = TYPES.get(_text(told.get("ce_type", b"")))
    if command is None:
        raise CommandUnknown
    return Message(uuid5(feed.client_id, _text(identity)), _command(command, record.value, feed))


def _command(command: type[Command], value: bytes, feed: AgencyFeed) -> Command:
    try:
        body = msgspec.json.decode(value, type=dict[str, object])
        if command in SPEAKS_FOR_ITSELF:
            body.setdefault("agency_id", str(feed.agency_id))
        if not body.keys() <= set(command.__struct_fields__):
            raise MessageMalformed(
                "The body has a field that the command does not have.",
                "Compare it with the AsyncAPI document.",
            )
        return msgspec.convert(body, command)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        # Its text may quote a value; the place in the body does not.
        place = _PLACE.search(str(error))
    where = f" at {place[1]}" if place else ""
    raise MessageMalformed(
        f"The body does not fit the command{where}.", "Compare it with the AsyncAPI document."
    )


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        pass
    raise MessageMalformed("A header is not UTF-8.", "Send headers in UTF-8.")
