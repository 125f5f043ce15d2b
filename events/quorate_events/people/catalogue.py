"""Every event and command of the directory, listed once."""

from eventsourcing.utils import register_topic

from quorate_events.command import Command
from quorate_events.people import agency, child, practitioner
from quorate_events.people.event import DirectoryEvent

EVENTS: tuple[type[DirectoryEvent], ...] = (
    agency.AgencyRegistered,
    agency.AgencyRenamed,
    practitioner.PractitionerRegistered,
    child.ChildRegistered,
    child.ChildBorn,
)

COMMANDS: tuple[type[Command], ...] = (
    agency.RegisterAgency,
    agency.RenameAgency,
    practitioner.RegisterPractitioner,
    child.RegisterChild,
    child.RecordBirth,
)


def register() -> None:
    """Make the topics of the directory known to the library's codec. Safe to call again."""
    register_topic("quorate.agency", agency.Agency)
    register_topic("quorate.practitioner", practitioner.Practitioner)
    register_topic("quorate.child", child.Child)
    for event in EVENTS:
        register_topic(event.TOPIC, event)
