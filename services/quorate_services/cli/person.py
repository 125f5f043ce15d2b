"""``quorate person``: what is held about somebody, holds on it, and erasure. Each command is given for a member."""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import msgspec
import typer

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.commands import ACTION_OF
from quorate_events.access.decide import decide
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Look
from quorate_events.access.resources import Circumstances
from quorate_events.command import Command
from quorate_events.evidence.key_file import replace_file
from quorate_events.people.child import Child
from quorate_events.people.erasure import ApproveErasure, DeclineErasure, LiftHold, PlaceHold, RequestErasure
from quorate_events.people.personal_file import ErasureBasis, ErasureState, PersonalFile, file_of
from quorate_events.rules.clocks import london_date
from quorate_events.vault.proposals import Proposal, proposals
from quorate_graphql.office import Office
from quorate_services.cli.office import opened
from quorate_services.cli.options import AsJson
from quorate_services.cli.output import Output, load_settings, run

person = typer.Typer(
    name="person", help="What is held about a person, holds on it, and erasure.", no_args_is_help=True
)

Who = Annotated[
    UUID, typer.Argument(help="A child, a practitioner, or a family member by the id within a meeting.")
]
By = Annotated[UUID, typer.Option("--by", help="The member for whom it is done, by id.")]
Why = Annotated[str, typer.Option(help="Why. It is kept, so it names nobody.")]
In = Annotated[UUID | None, typer.Option("--meeting", help="A meeting that a family member attended.")]

_PATIENCE = 60.0
"""Seconds to wait for an erasure to be carried out."""


class Shown(msgspec.Struct):
    """How holds and erasure of a person stand. ``left_in_clear`` counts events from before there were keys."""

    person_id: UUID
    held: bool
    review_on: date | None
    erasure: ErasureState
    events: int | None = None
    left_in_clear: int | None = None


class Reported(msgspec.Struct):
    """One thing held, for a request for access; see the guide of the data protection officer for the marks."""

    position: int
    stream_id: UUID
    topic: str
    recorded_at: datetime
    field: str
    text: str
    erased: bool
    about_others: tuple[UUID, ...]
    review_third_parties: bool
    review_restricted: bool


@person.command()
def show(who: Who, by: By, as_json: AsJson = False) -> None:
    """Say whether a hold is on somebody's data, and how their erasure stands."""
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> Shown:
        async with opened(settings, output) as (office, _, _):
            await _allowed(office, by, Action.READ_PERSONAL_FILE, "personal_file", who)
            return await _shown(office, who)

    _tell(run(main, output), output)


@person.command()
def hold(
    who: Who,
    by: By,
    reason: Why,
    review: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="When to look at it again.")],
    meeting: In = None,
    as_json: AsJson = False,
) -> None:
    """Keep somebody's data from being erased; given again, it renews the review."""
    command = PlaceHold(person_id=who, reason=reason, review_on=review.date(), meeting_id=meeting)
    _give(command, who, by, as_json)


@person.command()
def lift(who: Who, by: By, reason: Why, as_json: AsJson = False) -> None:
    """Lift a hold."""
    _give(LiftHold(person_id=who, reason=reason), who, by, as_json)


@person.command()
def erase(
    who: Who,
    by: By,
    reason: Why,
    basis: Annotated[ErasureBasis, typer.Option(help="The ground of Article 17 of the UK GDPR.")],
    meeting: In = None,
    as_json: AsJson = False,
) -> None:
    """Ask for the erasure of somebody's data. Another member approves it."""
    _give(RequestErasure(person_id=who, basis=basis, reason=reason, meeting_id=meeting), who, by, as_json)


@person.command()
def decline(who: Who, by: By, reason: Why, as_json: AsJson = False) -> None:
    """Decline or withdraw a request for erasure."""
    _give(DeclineErasure(person_id=who, reason=reason), who, by, as_json)


@person.command()
def approve(who: Who, by: By, as_json: AsJson = False) -> None:
    """Approve an erasure that somebody else asked for, and carry it out. It cannot be undone."""
    _give(ApproveErasure(person_id=who), who, by, as_json)


@person.command()
def due(by: By, as_json: AsJson = False) -> None:
    """List whose data the retention schedule of the rule set proposes to erase. Nothing is done about them."""
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> list[Proposal]:
        async with opened(settings, output) as (office, log, wiring):
            await _allowed(office, by, Action.READ_PERSONAL_FILE, "retention", None)
            today = london_date(office.clock.now())
            return await proposals(log, office.commands, wiring.house.current, today)

    found = run(main, output)
    for each in found:
        output.say(f"{each.person_id} since {each.due_on}")
    output.say(f"{len(found):,} are proposed. Ask for the erasure of each with quorate person erase.")
    output.result({"proposed": found})


@person.command()
def report(
    who: Who,
    by: By,
    to: Annotated[Path, typer.Option(help="The file to write; readable by its owner only.")],
    as_json: AsJson = False,
) -> None:
    """Write everything that is held about somebody, to answer a request for access, with marks for review."""
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> list[Reported]:
        async with opened(settings, output) as (office, _, _):
            await _allowed(office, by, Action.READ_HOLDINGS, "holdings", who)
            return [
                Reported(
                    position=each.position,
                    stream_id=each.stream_id,
                    topic=each.topic,
                    recorded_at=each.recorded_at,
                    field=each.field,
                    text="" if each.erased else each.text,
                    erased=each.erased,
                    about_others=each.others,
                    review_third_parties=each.by_others,
                    review_restricted=each.restricted,
                )
                for each in await office.holdings(who)
            ]

    found = run(main, output)
    replace_file(to, msgspec.json.format(msgspec.json.encode(found)))
    review = sum(each.review_third_parties or each.review_restricted for each in found)
    output.say(
        f"{len(found):,} entries are in {to}; {review:,} of them are to be looked at before anything is handed out."
    )
    output.result({"written": str(to), "entries": len(found), "to_review": review})


def _give(command: Command, who: UUID, by: UUID, as_json: bool) -> None:
    output, settings = Output(as_json), load_settings(as_json)

    async def main() -> Shown:
        async with opened(settings, output) as (office, _, _):
            actor = await office.members.member(by)
            if not decide(actor, ACTION_OF[type(command)], None, Circumstances(office.clock.now())).allowed:
                raise NoDuty
            await office.commands.execute(command, command_id=uuid4(), by=actor.recorder)
            if isinstance(command, ApproveErasure):
                await _carried_out(office, who)
            return await _shown(office, who)

    _tell(run(main, output), output)


async def _carried_out(office: Office, who: UUID) -> None:
    """Wait until it is done or was stopped; what takes longer is finished by whoever serves."""
    async with asyncio.timeout(_PATIENCE):
        while (await _shown(office, who)).erasure is ErasureState.APPROVED:  # noqa: ASYNC110 - the log tells no event
            await asyncio.sleep(0.1)


async def _allowed(office: Office, by: UUID, action: Action, what: str, who: UUID | None) -> Actor:
    actor = await office.members.member(by)
    now = office.clock.now()
    decision = decide(actor, action, None, Circumstances(now))
    child = who is not None and isinstance(await office.commands.find(who), Child)
    look = Look(
        actor,
        what,
        decision.ground,
        decision.reason,
        child_ids=(who,) if child and who is not None else (),
        about_practitioner_id=None if child else who,
    )
    await office.looks.write(look, now, "quorate person")
    if not decision.allowed:
        raise NoDuty
    return actor


async def _shown(office: Office, who: UUID) -> Shown:
    found = await office.commands.find(file_of(who))
    file = found if isinstance(found, PersonalFile) else PersonalFile()
    shown = Shown(who, file.held, file.review_on, file.state)
    if file.undone is not None:
        shown.events, shown.left_in_clear = file.undone.events, file.undone.left_in_clear
    return shown


def _tell(shown: Shown, output: Output) -> None:
    hold = f"under a hold, to be looked at again on {shown.review_on}" if shown.held else "under no hold"
    output.say(f"{shown.person_id} is {hold}. Erasure: {shown.erasure}.")
    if shown.events is not None:
        output.say(f"{shown.events:,} events hold something that cannot be read any more.")
    if shown.left_in_clear:
        output.say(
            f"{shown.left_in_clear:,} events are from before there were keys, and still say what they said."
        )
    output.result(shown)
