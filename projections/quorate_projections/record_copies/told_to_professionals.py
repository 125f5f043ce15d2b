"""The sections that the family is not sent: who was asked, involvement, views, differences, changes, the summary."""

from collections.abc import Iterator

from quorate_projections.information_shared.state import AgencyAnswer, SharedMeeting
from quorate_projections.meeting_record.record import MeetingRecord
from quorate_projections.record_copies.document import Fact, Passage, Section, Table
from quorate_projections.record_copies.names import NamesThen
from quorate_projections.record_copies.scope import Scope
from quorate_projections.record_copies.words import plain, time, yes


def asked(record: MeetingRecord, shared: SharedMeeting, names: NamesThen, scope: Scope) -> Section:
    """Who was asked for what, how each answered, and what each had to do with the children."""
    invited = tuple(
        (
            names.of(each.agency_id, "not registered"),
            plain(each.role),
            each.why,
            each.asked,
            plain(each.answer) or "No answer",
            each.withdrawn_because,
        )
        for each in record.invitations.values()
        if scope.covers(each.invited_at)
    )
    involved = tuple(
        (
            names.of(each.agency_id, "not registered"),
            plain(each.level),
            yes(each.significant),
            each.history[-1].text,
        )
        for each in record.involvements.values()
        if scope.covers(each.history[-1].at)
    )
    answered = tuple(
        (names.of(agency_id, "not registered"), plain(answer.status), _answer(answer))
        for agency_id, answer in shared.answers.items()
        if answer.answered_at is None or scope.covers(answer.answered_at)
    )
    head = ("Agency", "Role", "Why", "Asked", "Answer", "Withdrawn because")
    tables = (
        Table("Invitations", head, invited),
        Table("Involvement", ("Agency", "Level", "Significant", "In words"), involved),
        Table("Answers to what was asked", ("Agency", "Answer", "In words"), answered),
    )
    return Section("Who was asked", tables=tuple(each for each in tables if each.rows))


def _answer(answer: AgencyAnswer) -> str:
    return answer.searched or answer.declined_because


def differences(record: MeetingRecord, names: NamesThen, scope: Scope) -> Section:
    """Views, reservations, dissents and escalations."""
    views = tuple(
        (names.of(each.agency_id), names.of(each.child_id), plain(each.position), each.reasoning)
        for each in record.views
        if scope.covers(each.at)
    )
    table = Table("Views", ("Agency", "Child", "View", "Reasoning"), views)
    return Section(
        "Views and differences",
        tables=(table,) if views else (),
        passages=tuple(_differences(record, names, scope)),
    )


def _differences(record: MeetingRecord, names: NamesThen, scope: Scope) -> Iterator[Passage]:
    for noted in record.reservations:
        if scope.covers(noted.at):
            yield Passage("Reservation", f"{names.of(noted.agency_id)}, {time(noted.at)}", noted.text)
    for dissent in record.dissents.values():
        if scope.covers(dissent.at):
            text = dissent.reason
            text += f"\nOutcome: {dissent.outcome}" if scope.covers_end(dissent.resolved_at) else ""
            yield Passage("Formal dissent", f"{names.of(dissent.agency_id)}, {time(dissent.at)}", text)
    for raised in record.escalations.values():
        stages = [each for each in raised.stages if scope.covers(each.at)]
        if stages:
            text = "\n".join(f"Stage {each.stage}: {each.concern}" for each in stages)
            text += f"\nOutcome: {raised.outcome}" if scope.covers_end(raised.resolved_at) else ""
            yield Passage("Escalation", f"{names.of(raised.agency_id)}, {time(stages[0].at)}", text)


def changes(record: MeetingRecord, names: NamesThen, scope: Scope) -> Section:
    """How the meeting was moved; and who was excluded, and the chair's summary, where nothing is left out.

    Both may speak of what somebody was not to hear.
    """
    moved = tuple(
        (time(each.at), _change(each.cancelled, each.chair_id is not None), each.reason)
        for each in record.changes
        if scope.covers(each.at)
    )
    excluded = tuple(
        (
            time(each.at),
            names.of(each.practitioner_id) or names.of(each.agency_id, "not registered"),
            "let in again" if each.lifted else "excluded",
            each.reason,
        )
        for each in record.exclusions
        if not scope.left_out.sittings
    )
    tables = (
        Table("Changes", ("When", "What", "Why"), moved),
        Table("Exclusions", ("When", "Who", "What", "Why"), excluded),
    )
    summary = record.confirmed.summary if record.confirmed and not scope.left_out.sittings else ""
    facts = (Fact("Summary of the chair", summary),) if summary else ()
    return Section("Changes and summary", "", facts, tuple(each for each in tables if each.rows))


def _change(cancelled: bool, chair: bool) -> str:
    return "cancelled" if cancelled else "another chair" if chair else "moved"
