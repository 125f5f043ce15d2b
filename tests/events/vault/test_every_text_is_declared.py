"""No text gets onto the log without somebody having said whose it is, or why it is nobody's."""

import types
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from quorate_events.meetings import catalogue as meetings
from quorate_events.people import catalogue as people
from quorate_events.personal import NotPersonal, Personal, Whose, declared
from quorate_events.rules.rule_set import RuleSetRef

EVENTS = (*meetings.EVENTS, *people.EVENTS)
LIBRARYS_OWN = {"originator_topic"}
"""The name of an aggregate's class."""
DAYS_OF_NOBODY = {
    "completed_on",
    "due",
    "held_on",
    "reconvene_on",
    "on",
    "report_due",
    "review_on",
    "respond_by",
}
"""Days of work, which tell of a meeting or of a file and not of a person."""


def texts_of(kind: type[Any], names: Iterator[str], where: str) -> Iterator[tuple[str, Any]]:
    """Yield every text and day anywhere in a class, with the annotation that it has."""
    hints = get_type_hints(kind, include_extras=True)
    for name in names:
        for annotation in _members(hints[name]):
            inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
            if inner in (str, date):
                yield f"{where}.{name}", annotation
            elif isinstance(inner, type) and issubclass(inner, msgspec.Struct) and inner is not RuleSetRef:
                yield from texts_of(inner, iter(inner.__struct_fields__), f"{where}.{name}")


def _members(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, types.UnionType, tuple, frozenset, list):
        for each in get_args(annotation):
            yield from _members(each)
    else:
        yield annotation


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.__name__)
def test_every_text_of_an_event_says_whose_it_is(event: type[Any]) -> None:
    names = (each.name for each in fields(event) if each.name not in LIBRARYS_OWN)
    for place, annotation in texts_of(event, names, event.__name__):
        declaration = declared(getattr(annotation, "__metadata__", ()))
        if declaration is None:
            inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
            assert inner is date, f"say whose the text {place} is"
            assert place.rpartition(".")[2] in DAYS_OF_NOBODY, f"say whose the day {place} is"
        else:
            assert isinstance(declaration, Personal) or declaration.why


def test_a_text_without_a_declaration_is_found() -> None:
    class Loose(msgspec.Struct):
        said: str
        kept: Annotated[str, NotPersonal("a word")]
        about: tuple[Annotated[str, Personal(Whose.STREAM)], ...] = ()

    found = {
        place: declared(getattr(each, "__metadata__", ()))
        for place, each in texts_of(Loose, iter(["said", "kept", "about"]), "Loose")
    }
    assert found["Loose.said"] is None
    assert isinstance(found["Loose.kept"], NotPersonal)
    assert isinstance(found["Loose.about"], Personal)
