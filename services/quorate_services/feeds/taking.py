"""Carries one message of an agency's system out: as its system client, past the one policy."""

import logging

from quorate_events.access.actor import Actor
from quorate_events.command import Command
from quorate_events.errors import Conflict, QuorateError, Refused, Unavailable
from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.kafka.ports import Received
from quorate_events.meetings.action_progress import (
    AcceptAction,
    CompleteAction,
    ReassignAction,
    RecordActionNotDone,
    ReportProgress,
    RescheduleAction,
)
from quorate_events.meetings.errors import AnotherAgency
from quorate_events.meetings.invitations import AnswerInvitation
from quorate_events.meetings.meeting import Meeting
from quorate_events.store.failures import BAD_DATA, DATABASE_FAILED
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.office import Office
from quorate_graphql.permission import require_permission
from quorate_services.feeds.messages import read_message
from quorate_services.feeds.replies import Accepted, RefusedReply, accepted, refused
from quorate_services.feeds.source import FeedClientNotActive, client_of

log = logging.getLogger(__name__)

_OF_ACTIONS = (
    AcceptAction,
    ReportProgress,
    CompleteAction,
    ReassignAction,
    RescheduleAction,
    RecordActionNotDone,
)


class ClientNotActive(Refused):
    """A message came for a system client that is no active member of its agency."""

    code = "client_not_active"

    def __init__(self) -> None:
        super().__init__(
            "Your agency's system is no active member of the partnership.", "Ask your agency's coordinator."
        )


class CommandFailed(QuorateError):
    """A message could not be carried out by a fault of Quorate's; it was passed over, and nothing was written."""

    code = "command_failed"

    def __init__(self) -> None:
        super().__init__(
            "The message could not be carried out, by a fault that is not yours.",
            "Tell whoever runs Quorate, with this reply's time. Enter it in Quorate itself meanwhile.",
        )


async def take(record: Received, feed: AgencyFeed, office: Office) -> Accepted | RefusedReply:
    """Return what came of a message. Whatever it holds, there is an answer.

    Raises ``Unavailable`` where the database is: then nothing is known, and the message is taken again.
    """
    try:
        message = read_message(record, feed)
        try:
            actor = client_of(feed, await office.commands.find(feed.client_id))
        except FeedClientNotActive:
            raise ClientNotActive from None
        asking = Asking(office, Identity(actor=actor))
        also = await require_permission(asking, message.command)
        await _require_own(office, actor, message.command)
        receipt = await office.commands.execute(
            message.command, command_id=message.command_id, by=actor.recorder, also=also
        )
        return accepted(record, receipt)
    except (Refused, Conflict) as error:
        return refused(record, error)
    except Unavailable:
        raise
    except Exception as error:
        if isinstance(error, DATABASE_FAILED) and not isinstance(error, BAD_DATA):
            raise
        # One message must not stop those behind it.
        log.exception("a message failed", extra={"kind": type(error).__name__})
        return refused(record, CommandFailed())


async def _require_own(office: Office, actor: Actor, command: Command) -> None:
    """Raise AnotherAgency where software would speak for another agency.

    People of the convening agency take down what others tell them; its software has nobody on the telephone.
    """
    if not isinstance(command, (AnswerInvitation, *_OF_ACTIONS)):
        return
    meeting = await office.commands.find(command.stream_id)
    if not isinstance(meeting, Meeting):
        return
    asked = (
        meeting.invitations.get(command.invitation_id)
        if isinstance(command, AnswerInvitation)
        else meeting.actions.get(command.action_id)
    )
    if asked is not None and asked.agency_id != actor.agency_id:
        raise AnotherAgency
