"""``quorate admit`` and ``quorate confirm``: the first members of an installation, from its server."""

from typing import Annotated
from uuid import UUID

import typer

from quorate_events.access.actor import Duty
from quorate_events.meetings.vocabulary import Sector
from quorate_services.admission import Admitted, FirstMember
from quorate_services.admission import admit as admit_first
from quorate_services.admission import confirm as confirm_second
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, load_settings, run
from quorate_services.composition import Wiring, wire
from quorate_services.database import migrate_database, open_database


def admit(
    agency: Annotated[str, typer.Option(help="The lead agency by name; registered where it is missing.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    issuer: Annotated[str, typer.Option(help="The issuer of the person's account: `iss` of its tokens.")],
    subject: Annotated[str, typer.Option(help="The account at the issuer: `sub` of its tokens.")],
    title: Annotated[str, typer.Option(help="The person's job title.")] = "",
    sector: Annotated[Sector, typer.Option(help="The agency's sector.")] = Sector.CHILDRENS_SOCIAL_CARE,
    duty: Annotated[
        list[Duty] | None, typer.Option(help="What the person is entrusted with; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Admit the first member, who may then sign in and invite others.

    Refused once an active member may keep the others; allowed again when none is left. The same again changes
    nothing. Without --duty the person is entrusted as safeguarding_partner.
    """
    output = Output(as_json)
    settings = load_settings(as_json)
    duties = tuple(duty or (Duty.SAFEGUARDING_PARTNER,))
    first = FirstMember(
        agency=agency, sector=sector, name=name, title=title, issuer=issuer, subject=subject, duties=duties
    )

    async def main() -> Admitted:
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            await _migrate(wiring, output)
            return await admit_first(wiring, first)

    admitted = run(main, output)
    output.say(f"{name} {'was' if admitted.already else 'is'} admitted as {admitted.practitioner_id}")
    output.say(f"for {agency}, which is {admitted.agency_id}.")
    if not settings.issuers:
        output.say("QUORATE_ISSUERS names no issuer yet: the person can sign in once it names this one.")
    output.result(admitted)


def confirm(
    practitioner_id: Annotated[UUID, typer.Argument(help="The member, by the id of the invitation.")],
    as_json: AsJson = False,
) -> None:
    """Confirm the second member: invited by the first, who may not confirm alone.

    Make sure that the right person has accepted. Refused once two active members may keep the others.
    """
    output = Output(as_json)
    settings = load_settings(as_json)

    async def main() -> Admitted:
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            await _migrate(wiring, output)
            return await confirm_second(wiring, practitioner_id)

    confirmed = run(main, output)
    output.say(f"{practitioner_id} {'was' if confirmed.already else 'is'} confirmed.")
    output.result(confirmed)


async def _migrate(wiring: Wiring, output: Output) -> None:
    """Bring the log up to date, where this process may. Views are not needed here."""
    if wiring.may_own:
        for name in await migrate_database(wiring.connections):
            output.say(f"applied: {name}")
