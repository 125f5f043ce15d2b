"""Personal files and holdings, as the API shows them."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import strawberry

from quorate_events.people.personal_file import ErasureBasis, ErasureState, FileStepKind, PersonalFile
from quorate_events.personal import is_erased
from quorate_events.vault.holdings import Held
from quorate_graphql.pagination import Connection


@strawberry.type(description="One thing that happened in the file of a person's data.")
class PersonalFileStep:
    """One thing that happened in the file of a person's data."""

    what: FileStepKind = strawberry.field(description="What happened.")
    at: datetime = strawberry.field(description="When.")
    by_practitioner_id: UUID = strawberry.field(description="Who did it, or gave the word for it.")
    by_practitioner_name: str | None = strawberry.field(description="Who that is, by name.")
    reason: str = strawberry.field(description="Why; empty where nothing is asked.")


@strawberry.type(description="What an erasure did.")
class ErasureReport:
    """What an erasure did."""

    streams: int = strawberry.field(description="How many meetings and people it reached.")
    events: int = strawberry.field(description="How many events hold something that cannot be read any more.")
    shared_with: list[UUID] = strawberry.field(description="Whom some of it was about as well.")
    left_in_clear: int = strawberry.field(
        description="How many events are from before there were keys, and hide nothing."
    )


@strawberry.type(description="Holds on a person's data, and how their erasure stands.")
class PersonalDataFile:
    """Holds on a person's data, and how their erasure stands."""

    person_id: UUID = strawberry.field(description="The person.")
    held: bool = strawberry.field(description="Whether a legal hold keeps the data from being erased.")
    review_on: date | None = strawberry.field(description="When the hold is to be looked at again.")
    erasure: ErasureState = strawberry.field(description="How the erasure stands.")
    basis: ErasureBasis | None = strawberry.field(description="On which ground it was asked for last.")
    report: ErasureReport | None = strawberry.field(description="What the erasure did; null before.")
    steps: list[PersonalFileStep] = strawberry.field(description="What happened, the first first.")


@strawberry.type(description="One thing that is held about a person.")
class Holding:
    """One thing that is held about a person."""

    position: int = strawberry.field(description="The position of the event in the ledger.")
    stream_id: UUID = strawberry.field(description="The meeting or person on whose record it stands.")
    topic: str = strawberry.field(description="What kind of event it is.")
    recorded_at: datetime = strawberry.field(description="When it was put on the record.")
    recorded_by: UUID = strawberry.field(description="Who put it there.")
    field: str = strawberry.field(description="Which field of the event.")
    text: str | None = strawberry.field(description="What it says; null once it was erased.")
    erased: bool = strawberry.field(description="Whether it can be read no longer.")
    about_others: list[UUID] = strawberry.field(
        description="Whom it is about as well: redact before handing out."
    )
    review_third_parties: bool = strawberry.field(
        description="Whether somebody wrote it freely, and may have written about third parties."
    )
    review_restricted: bool = strawberry.field(
        description="Whether it was not meant for the family: look at it before handing it out."
    )
    in_clear: bool = strawberry.field(description="Whether it is from before there were keys.")


@strawberry.type(description="A child for whom every rule of the retention schedule has run out.")
class RetentionProposal:
    """A child for whom every rule of the retention schedule has run out."""

    person_id: UUID = strawberry.field(description="The child.")
    due_on: date = strawberry.field(description="The day from which every rule has run out.")


Holdings = Connection[Holding]
PersonalDataFiles = Connection[PersonalDataFile]
RetentionProposals = Connection[RetentionProposal]


def shown_file(person_id: UUID, found: PersonalFile | None, people: Mapping[UUID, str]) -> PersonalDataFile:
    """Return a file as the API shows it, with the names of ``people``; an empty one where there is none."""
    file = found or PersonalFile()
    undone = file.undone
    report = None
    if undone is not None:
        report = ErasureReport(
            streams=undone.streams,
            events=undone.events,
            shared_with=list(undone.shared_with),
            left_in_clear=undone.left_in_clear,
        )
    return PersonalDataFile(
        person_id=person_id,
        held=file.held,
        review_on=file.review_on,
        erasure=file.state,
        basis=file.basis,
        report=report,
        steps=[
            PersonalFileStep(
                what=each.what,
                at=each.at,
                by_practitioner_id=each.by_practitioner_id,
                by_practitioner_name=people.get(each.by_practitioner_id),
                reason=each.reason,
            )
            for each in file.steps
        ],
    )


def shown_holding(held: Held) -> Holding:
    """Return something held as the API shows it."""
    return Holding(
        position=held.position,
        stream_id=held.stream_id,
        topic=held.topic,
        recorded_at=held.recorded_at,
        recorded_by=held.recorded_by,
        field=held.field,
        text=None if is_erased(held.text) else held.text,
        erased=held.erased,
        about_others=list(held.others),
        review_third_parties=held.by_others,
        review_restricted=held.restricted,
        in_clear=held.in_clear,
    )
