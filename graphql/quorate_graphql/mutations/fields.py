"""One mutation per command."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from inspect import getdoc
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types.field import StrawberryField

from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.errors import Conflict, Refused
from quorate_events.meetings.catalogue import COMMANDS as MEETING_COMMANDS
from quorate_events.meetings.child_emergency import NothingToOpen, OpenChildInEmergency
from quorate_events.meetings.contributions import DeclineContribution, SayNothingHeld, SubmitContribution
from quorate_events.meetings.involvement import DeclareInvolvement
from quorate_events.meetings.views import GiveView, NoteReservation, RaiseDissent
from quorate_events.people.catalogue import COMMANDS as PEOPLE_COMMANDS
from quorate_events.people.further_sign_in import OfferSignIn
from quorate_events.people.member_invitation import AcceptInvitation
from quorate_graphql.context import Asking, Info
from quorate_graphql.looks.commands import refused_command
from quorate_graphql.mutations.inputs import Inputs, struct_of
from quorate_graphql.mutations.payloads import CommandAccepted, CommandRefused, CommandResult
from quorate_graphql.mutations.words import in_words_of_the_api
from quorate_graphql.permission import require_permission

COMMANDS: tuple[type[Command], ...] = (*MEETING_COMMANDS, *PEOPLE_COMMANDS)
"""Every command there is."""

SPEAKS_FOR_ITSELF: frozenset[type[Command]] = frozenset(
    {
        DeclareInvolvement,
        SubmitContribution,
        SayNothingHeld,
        DeclineContribution,
        GiveView,
        NoteReservation,
        RaiseDissent,
    }
)
"""Commands by which an agency speaks for itself: ``agencyId`` may be left out, and is then the viewer's."""

FROM_THE_TOKEN: Mapping[type[Command], frozenset[str]] = {
    AcceptInvitation: frozenset({"signed_in"}),
    OfferSignIn: frozenset({"signed_in"}),
}
"""Commands of people who have signed in and are no members yet, and the fields that their token fills in."""

_CommandId = Annotated[
    UUID,
    strawberry.argument(
        description="Made by the sender. The same id again is answered as the first time, so a retry is safe."
    ),
]

Resolve = Callable[..., Awaitable[CommandAccepted | CommandRefused]]


def mutation_type() -> type:
    """Return the root type with one field per command."""
    inputs = Inputs()
    fields = {_field_name(command): _field(command, inputs) for command in COMMANDS}
    made = type("Mutation", (), {**fields, "__annotations__": {}, "__doc__": "What may be done."})
    return strawberry.type(made, description="What may be done: one mutation per command.")


def _field_name(command: type[Command]) -> str:
    name = command.__name__
    return name[0].lower() + name[1:]


def _field(command: type[Command], inputs: Inputs) -> StrawberryField:
    optional = frozenset({"agency_id"}) if command in SPEAKS_FOR_ITSELF else frozenset[str]()
    resolve = _resolver(command, optional)
    resolve.__annotations__ = {
        "info": Info,
        "input": Annotated[
            inputs.of(command, optional, FROM_THE_TOKEN.get(command, frozenset())),
            strawberry.argument(description="What the command says."),
        ],
        "command_id": _CommandId,
        "return": CommandResult,
    }
    description = in_words_of_the_api(getdoc(command) or "")
    made = strawberry.mutation(resolver=resolve, name=_field_name(command), description=description)
    assert isinstance(made, StrawberryField)
    return made


def _resolver(command: type[Command], optional: Iterable[str]) -> Resolve:
    async def resolve(info: Info, input: Any, command_id: UUID) -> CommandAccepted | CommandRefused:
        by, filled = _sender(info.context, command, optional)
        asked = struct_of(command, input, filled)
        try:
            # Whoever accepts an invitation or offers an account is no member yet: the one-time code speaks.
            also = () if command in FROM_THE_TOKEN else await require_permission(info.context, asked)
            receipt = await info.context.commands.execute(
                asked, command_id=command_id, by=by, also=also, software=info.context.is_software
            )
        except (Refused, Conflict) as refusal:
            # What was done may have taken the right to do it away; the same id is answered as the first time.
            before = await info.context.commands.answered(asked, command_id=command_id, by=by)
            if before is None:
                return await _refused(info.context, asked, refusal)
            receipt = before
        if isinstance(asked, OpenChildInEmergency) and not receipt.answer.created:
            # The attempt was carried out, and stands among the person's own; there was nothing to open.
            return await _refused(info.context, asked, NothingToOpen())
        info.context.loaders.forget()
        return CommandAccepted(
            position=receipt.position,
            stream_id=receipt.answer.stream_id,
            created=list(receipt.answer.created),
            replayed=receipt.replayed,
        )

    return resolve


async def _refused(asking: Asking, command: Command, refusal: Refused | Conflict) -> CommandRefused:
    await refused_command(asking, command, refusal)
    return CommandRefused(code=refusal.code, message=refusal.message, suggestion=refusal.suggestion)


def _sender(
    asking: Asking, command: type[Command], optional: Iterable[str]
) -> tuple[Recorder, Mapping[str, object]]:
    """Return who signs the command, and the fields that need not be given. Raises ``NotIdentified``."""
    if command in FROM_THE_TOKEN:
        signed_in = asking.require_signed_in()
        return signed_in.recorder, dict.fromkeys(FROM_THE_TOKEN[command], signed_in)
    viewer = asking.require_viewer()
    return viewer, dict.fromkeys(optional, viewer.agency_id)
