"""The sections that every version has: the meeting, the children, the sittings, what was shared, the actions."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from quorate_events.meetings.values import Attendee
from quorate_events.store.past import PastEvent
from quorate_projections.actions_agreed.folding import actions_of
from quorate_projections.information_shared.state import SharedMeeting, SharedPart
from quorate_projections.meeting_record.record import ConsideredChild, Decision, MeetingRecord, Sitting
from quorate_projections.record_copies.document import Fact, Passage, Section, Table
from quorate_projections.record_copies.names import NamesThen
from quorate_projections.record_copies.scope import Scope
from quorate_projections.record_copies.words import day, plain, time

NOT_INCLUDED = "A part of the meeting is left out of this version."


def meeting(record: MeetingRecord, names: NamesThen, scope: Scope) -> Section:
    """When it was held, by whom, and who chaired it."""
    standing = record.standing
    facts = [
        Fact("Kind of meeting", plain(standing.kind)),
        Fact("Status", plain(standing.status)),
        Fact("Planned for", time(standing.scheduled_for)),
        Fact("Held on", day(standing.held_on) or "not held"),
        Fact("Form", plain(record.form)),
        Fact("Chair", names.of(standing.chair_id, "not registered")),
        Fact("Convened by", names.of(standing.convening_agency_id, "not registered")),
    ]
    if record.confirmed is not None:
        facts.append(Fact("Record confirmed", time(record.confirmed.at)))
    if not scope.family:
        facts += [Fact("Place", record.place), Fact("Reference", record.reference)]
        facts.append(Fact("Why it was convened", record.reason))
    note = NOT_INCLUDED if scope.left_out.sittings else ""
    return Section("The meeting", note, tuple(each for each in facts if each.value))


def children(record: MeetingRecord, names: NamesThen, scope: Scope) -> Section:
    """Each child: how the child was heard, and what was decided."""
    heard = tuple(
        _heard(child, names, scope)
        for child in record.children.values()
        if child.child_id not in scope.left_out.added
    )
    head = ("Child", "How the child was heard", *(() if scope.family else ("Note",)))
    decided = tuple(
        _decision(names.child(child.child_id), decision, names, scope)
        for child in record.children.values()
        for decision in child.decisions
        if scope.covers(decision.at)
    )
    return Section(
        "The children, and what was decided",
        "" if decided else "No decision is in this version of the record.",
        tables=(Table("The children", head, heard),),
        passages=decided,
    )


def _heard(child: ConsideredChild, names: NamesThen, scope: Scope) -> tuple[str, ...]:
    name, told = names.child(child.child_id), () if scope.family else (child.participation_note,)
    if child.child_id in scope.left_out.children:
        return name, "Left out of this version", *("" for _ in told)
    return name, plain(child.participation.name.lower()) if child.participation else "Not recorded", *told


def _decision(child: str, decision: Decision, names: NamesThen, scope: Scope) -> Passage:
    heading = f"{child}: {plain(decision.outcome).lower()}"
    if decision.category is not None:
        heading += f", {plain(decision.category.name).lower()}"
    text = decision.rationale
    if not scope.family:
        text += f"\nImmediate action: {decision.immediate_action}" if decision.immediate_action else ""
        text += f"\nRevised because: {decision.revised_because}" if decision.revised_because else ""
    source = (
        f"{time(decision.at)}, recorded by {names.of(decision.by.practitioner_id, 'somebody not registered')}"
    )
    return Passage(heading, source, text)


def sittings(record: MeetingRecord, names: NamesThen, scope: Scope) -> Section:
    """Each sitting: when, whether it was quorate, and who was there."""
    shown = [each for each in record.sittings if each.number not in scope.left_out.sittings]
    facts = [fact for sitting in shown for fact in _sitting(sitting, scope)]
    tables = tuple(
        Table(
            f"Who was at sitting {sitting.number}",
            ("Name", "Role", "Agency", "Attendance", *(() if scope.family else ("Note",))),
            tuple(_attendee(each, names, scope) for each in sitting.attendance.values()),
        )
        for sitting in shown
    )
    note = NOT_INCLUDED if scope.left_out.sittings else ""
    return Section("Who was there", note, tuple(facts), tables)


def _sitting(sitting: Sitting, scope: Scope) -> Iterator[Fact]:
    yield Fact(f"Sitting {sitting.number} opened", time(sitting.opened_at))
    if sitting.closed_at is not None:
        yield Fact(f"Sitting {sitting.number} ended", time(sitting.closed_at))
    if sitting.quoracy is not None:
        yield Fact(f"Sitting {sitting.number}", plain(sitting.quoracy))
    if scope.family:
        return
    for name, value in (
        ("why", sitting.explanation),
        ("reason", sitting.reason),
        ("interim arrangements", sitting.interim_arrangements),
    ):
        if value:
            yield Fact(f"Sitting {sitting.number}, {name}", value)


def _attendee(attendee: Attendee, names: NamesThen, scope: Scope) -> tuple[str, ...]:
    attendance = plain(attendee.status)
    if attendee.mode is not None:
        attendance += f", {plain(attendee.mode).lower()}"
    return (
        attendee.name or names.of(attendee.practitioner_id, "not registered"),
        plain(attendee.role),
        names.of(attendee.agency_id, "none"),
        attendance,
        *(() if scope.family else (attendee.note,)),
    )


def information(shared: SharedMeeting, names: NamesThen, scope: Scope, taken_at: datetime) -> Section:
    """What agencies shared, as far as it is in the version; corrections with both texts, but for the family."""
    passages = tuple(_part(part, names, scope) for part in scope.parts(shared, taken_at))
    return Section(
        "Information shared",
        "" if passages else "No information that was shared is in this version of the record.",
        passages=passages,
    )


def _part(part: SharedPart, names: NamesThen, scope: Scope) -> Passage:
    heading = plain(part.heading)
    if part.child_id is not None:
        heading += f": {names.of(part.child_id, 'not registered')}"
    source = f"{names.of(part.agency_id, 'not registered')}, {time(part.wordings[0].at)}"
    latest = part.wordings[-1]
    if scope.family:
        return Passage(heading, source, latest.text)
    source += f", {plain(part.audience).lower()}"
    said = [latest.text]
    for before, after in zip(part.wordings[-2::-1], part.wordings[:0:-1], strict=False):
        said.append(f"Until {time(after.at)} ({after.reason}): {before.text}")
    if part.withdrawn is not None:
        said.append(f"Withdrawn {time(part.withdrawn.at)}: {part.withdrawn.reason}")
    return Passage(heading, source, "\n".join(said))


def actions(events: Iterable[PastEvent], names: NamesThen, scope: Scope) -> Section:
    """What was agreed to be done, and what became of it, as far as the version covers that."""
    rows = tuple(
        (
            each.what,
            names.of(each.agency_id, "not registered"),
            plain(each.role),
            day(each.due),
            each.measure,
            plain(each.status),
        )
        for each in actions_of(past.event for past in events if scope.covers(past.event.timestamp))
    )
    head = ("What", "Agency", "Role", "By when", "How we will know", "Status")
    tables = (Table("Actions agreed", head, rows),) if rows else ()
    return Section("Actions", "" if rows else "No action is in this version of the record.", tables=tables)
