"""People as the log knows them, by real commands: for decisions that ask who somebody is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tests.support.meetings import BASELINE, MONDAY, RULES

from quorate_events.command import Command, Context
from quorate_events.context import Recorder
from quorate_events.people import catalogue
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_services.dev_issuer.issuer import confirmation_of, link_of

catalogue.register()
KEEPER, SECOND_KEEPER = UUID(int=0xBEE1), UUID(int=0xBEE2)


def streams_after(*commands: Command) -> dict[UUID, Any]:
    """Return the streams of people and accounts after these commands; a second keeper confirms."""
    streams: dict[UUID, Any] = {}
    for number, command in enumerate(commands):
        by = Recorder((KEEPER, SECOND_KEEPER)[number % 2], UUID(int=0xBEE0))
        context = Context(
            now=MONDAY, by=by, new_id=lambda: UUID(int=1), rules=RULES, current=BASELINE.ref, known=streams
        )
        for event in command.decide(streams.get(command.stream_of(by)), context):
            streams[event.originator_id] = event.mutate(streams.get(event.originator_id))
    return streams


def let_in(person: UUID, agency_id: UUID) -> Sequence[Command]:
    """Return the commands that make somebody a practitioner of an agency who can sign in."""
    return (
        RegisterPractitioner(practitioner_id=person, name="A Person", agency_id=agency_id),
        link_of(person),
        confirmation_of(person),
    )
