"""Signs people in as the API wants it: with real tokens, of a development issuer that only these tests have.

A person who was registered is linked and confirmed by real commands, of two other people: ``may_sign_in``.
"""

from uuid import UUID, uuid4

from quorate_events.command_service import CommandService
from quorate_events.context import Recorder
from quorate_services.dev_issuer.issuer import DevelopmentIssuer, confirmation_of, link_of

ISSUER = DevelopmentIssuer()
"""One key for the whole run."""


def authorization(practitioner_id: UUID | str | None, issuer: DevelopmentIssuer = ISSUER) -> dict[str, str]:
    """Return the header, or the payload of ``connection_init``, by which somebody asks; nothing for nobody."""
    return {} if practitioner_id is None else {"Authorization": f"Bearer {issuer.token(practitioner_id)}"}


async def may_sign_in(commands: CommandService, *practitioner_ids: UUID) -> None:
    """Link people to the issuer of the tests."""
    for each in practitioner_ids:
        for command in (link_of(each), confirmation_of(each)):
            await commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
