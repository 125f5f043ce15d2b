"""Which fields of events are about a person, and about whom: what is encrypted, and under whose key.

Every text of an event class is declared, as one of the kinds below. Text is personal unless somebody says why it is
not: ``tests/events/vault/test_every_text_is_declared.py`` holds that.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

ERASED = "⟦erased⟧"
"""What stands in the place of a text whose key was destroyed. No command may hold it."""


def is_erased(text: str | None) -> bool:
    """Return whether a text is gone because the data of the person it was about were erased."""
    return text == ERASED


class Whose(StrEnum):
    """Whose data a field is. Each is worked out from the event, and from the stream that it stands on."""

    STREAM = "stream"
    """The person whose stream it is: a child or a practitioner."""
    SUBJECTS = "subjects"
    """Every child whom the meeting is about, together; the meeting itself while it is about nobody."""
    CHILD = "child"
    """The child that ``child_id`` beside it names, or around it; where it names none, every child of the meeting."""
    CHILDREN = "children"
    """The children that ``child_ids`` beside it names; where it names none, every child of the meeting."""
    ATTENDEE = "attendee"
    """The person attending: the practitioner, or the family member under the id within the meeting."""
    PRACTITIONER = "practitioner"
    """The practitioner that ``practitioner_id`` beside it names; where it names none, every child of the meeting."""
    RECORDER = "recorder"
    """Who put it on the record."""


class Personal:
    """Declares that a field holds personal data, and whose."""

    __slots__ = ("whose",)

    def __init__(self, whose: Whose) -> None:
        self.whose = whose


class NotPersonal:
    """Declares that a text tells nothing about a person, and why."""

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why


OfPerson: TypeAlias = Annotated[str, Personal(Whose.STREAM)]
OfSubjects: TypeAlias = Annotated[str, Personal(Whose.SUBJECTS)]
OfChild: TypeAlias = Annotated[str, Personal(Whose.CHILD)]
OfChildren: TypeAlias = Annotated[str, Personal(Whose.CHILDREN)]
OfAttendee: TypeAlias = Annotated[str, Personal(Whose.ATTENDEE)]
OfPractitioner: TypeAlias = Annotated[str, Personal(Whose.PRACTITIONER)]
OfRecorder: TypeAlias = Annotated[str, Personal(Whose.RECORDER)]
DayOfPerson: TypeAlias = Annotated[date, Personal(Whose.STREAM)]

RoleWord: TypeAlias = Annotated[str, NotPersonal("a role that the rule set lists")]
GroundWord: TypeAlias = Annotated[str, NotPersonal("a ground that the rule set lists")]
OrganisationName: TypeAlias = Annotated[str, NotPersonal("the name of an organisation, or of its software")]
IssuerAddress: TypeAlias = Annotated[str, NotPersonal("the address of a service that signs people in")]
CodeHash: TypeAlias = Annotated[str, NotPersonal("a hash of a random code")]
ContentHash: TypeAlias = Annotated[str, NotPersonal("the hash of a whole document")]


def declared(metadata: tuple[Any, ...]) -> Personal | NotPersonal | None:
    """Return the declaration among the metadata of an annotation; None where there is none."""
    return next((each for each in metadata if isinstance(each, Personal | NotPersonal)), None)
