import inspect
import pkgutil
from importlib import import_module

from quorate_events import meetings, people
from quorate_events.command import Command
from quorate_events.meetings import catalogue
from quorate_events.meetings.event import Command as MeetingCommand
from quorate_events.meetings.event import MeetingEvent
from quorate_events.people import catalogue as directory
from quorate_events.people.event import DirectoryEvent


def defined_in(package: object, base: type) -> set[type]:
    found = set()
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):  # type: ignore[attr-defined]
        for _, cls in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(cls, base) and cls is not base and cls.__module__.startswith(package.__name__):  # type: ignore[attr-defined]
                found.add(cls)
    return found


def test_every_event_of_a_meeting_is_listed() -> None:
    assert set(catalogue.EVENTS) == defined_in(meetings, MeetingEvent)


def test_every_command_of_a_meeting_is_listed() -> None:
    listed = {*catalogue.COMMANDS, *catalogue.IMPORT_COMMANDS, *catalogue.COPY_COMMANDS}
    assert listed == defined_in(meetings, Command) - {MeetingCommand}


def test_the_directory_lists_its_events_and_commands() -> None:
    assert set(directory.EVENTS) == defined_in(people, DirectoryEvent)
    listed = {*directory.COMMANDS, *directory.OPERATOR_COMMANDS}
    assert listed == {
        command for command in defined_in(people, Command) if not command.__name__.startswith("_")
    }


def test_topics_are_stable_names_and_no_two_events_share_one() -> None:
    topics = [event.TOPIC for event in (*catalogue.EVENTS, *directory.EVENTS)]
    assert len(set(topics)) == len(topics)
    assert all(topic.startswith("quorate.") for topic in topics)


def test_every_event_and_command_says_what_it_is() -> None:
    for cls in (*catalogue.EVENTS, *catalogue.COMMANDS, *directory.EVENTS, *directory.COMMANDS):
        assert cls.__doc__
        assert cls.__doc__.strip().endswith((".", ")."))
