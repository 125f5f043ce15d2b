"""Finds the personal fields of an event class once, and then takes them out of events and puts them back."""

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from quorate_events.personal import ERASED, Personal, Whose, declared

IN_COLUMNS = frozenset({"originator_id", "originator_version"})


@dataclass(frozen=True)
class Leaf:
    """A personal field: its name, whose it is, and whether it is a day rather than a text."""

    name: str
    whose: Whose
    day: bool

    def read(self, value: Any) -> Any:
        """Return the field's value from how it was sealed."""
        return date.fromisoformat(value) if self.day and value is not None else value

    @property
    def erased(self) -> Any:
        """What stands in the field once the key is gone: a text that says so, or no day at all."""
        return None if self.day else ERASED


@dataclass(frozen=True)
class Plan:
    """The personal fields of one class, and the values inside it that have such fields. ``many``: tuples of them."""

    leaves: tuple[Leaf, ...]
    nested: tuple[tuple[str, "Plan", bool], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.leaves or self.nested)

    def leaf(self, path: list[str]) -> Leaf:
        """Return the field at a path like ``parts.0.text``. Raises ``KeyError``."""
        if len(path) == 1:
            for leaf in self.leaves:
                if leaf.name == path[0]:
                    return leaf
        for name, plan, many in self.nested:
            if name == path[0]:
                return plan.leaf(path[2:] if many else path[1:])
        raise KeyError(".".join(path))


class Found(msgspec.Struct, frozen=True, gc=False):
    """A personal value that was taken out of an event: where it stood, whose it is, and what it says."""

    path: str
    owners: tuple[UUID, ...]
    value: str


def plan_of(event_class: type[Any]) -> Plan:
    """Return the personal fields of an event class."""
    return _plan(event_class, [each.name for each in fields(event_class) if each.name not in IN_COLUMNS])


def _plan(kind: type[Any], names: list[str]) -> Plan:
    hints = get_type_hints(kind, include_extras=True)
    leaves: list[Leaf] = []
    nested: list[tuple[str, Plan, bool]] = []
    for name in names:
        for annotation, many in _members(hints[name], many=False):
            declaration = declared(getattr(annotation, "__metadata__", ()))
            inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
            if isinstance(declaration, Personal):
                leaves.append(Leaf(name, declaration.whose, inner is date))
            elif isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                plan = _plan(inner, list(inner.__struct_fields__))
                if plan:
                    nested.append((name, plan, many))
    return Plan(tuple(leaves), tuple(nested))


def _members(annotation: Any, *, many: bool) -> Iterator[tuple[Any, bool]]:
    """Yield what a field can hold: the members of unions, the elements of tuples."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        for each in get_args(annotation):
            yield from _members(each, many=many)
    elif origin in (tuple, frozenset, list):
        for each in get_args(annotation):
            if each is not Ellipsis:
                yield from _members(each, many=True)
    else:
        yield annotation, many


class Around(msgspec.Struct, frozen=True, gc=False):
    """What the owners of an event's fields are worked out from; ``subjects`` in the order of their ids."""

    stream: UUID
    subjects: tuple[UUID, ...]
    recorder: UUID


def take_out(plan: Plan, state: dict[str, Any], around: Around) -> list[Found]:
    """Take the personal values out of an event's fields, which are changed; return them.

    Empty texts stay: they say nothing.
    """
    found: list[Found] = []
    for leaf in plan.leaves:
        value = state[leaf.name]
        if value is None or value == "":
            continue
        owners = _owners(leaf.whose, around, state.get)
        found.append(Found(leaf.name, owners, value.isoformat() if leaf.day else value))
        state[leaf.name] = None if leaf.day else ""
    for name, inner, many in plan.nested:
        value = state[name]
        if value is None:
            continue
        if many:
            state[name] = tuple(
                _without(inner, each, f"{name}.{number}", around, (), found)
                for number, each in enumerate(value)
            )
        else:
            state[name] = _without(inner, value, name, around, (), found)
    return found


def _without(
    plan: Plan, value: msgspec.Struct, path: str, around: Around, outer: tuple[Any, ...], found: list[Found]
) -> msgspec.Struct:
    changed: dict[str, Any] = {}
    chain = (value, *outer)

    def look(name: str) -> Any:
        return next((held for each in chain if (held := getattr(each, name, None)) is not None), None)

    for leaf in plan.leaves:
        content = getattr(value, leaf.name)
        if content is None or content == "":
            continue
        found.append(Found(f"{path}.{leaf.name}", _owners(leaf.whose, around, look), content))
        changed[leaf.name] = ""
    for name, inner, _ in plan.nested:
        content = getattr(value, name)
        if content is not None:
            changed[name] = _without(inner, content, f"{path}.{name}", around, chain, found)
    return msgspec.structs.replace(value, **changed) if changed else value


def _owners(whose: Whose, around: Around, look: Any) -> tuple[UUID, ...]:
    named: Any = None
    if whose is Whose.STREAM:
        return (around.stream,)
    if whose is Whose.RECORDER:
        return (around.recorder,)
    if whose is Whose.CHILD:
        named = look("child_id")
    elif whose is Whose.CHILDREN:
        named = look("child_ids")
    elif whose is Whose.ATTENDEE:
        named = look("practitioner_id") or look("attendee_id")
    elif whose is Whose.PRACTITIONER:
        named = look("practitioner_id")
    if named:
        return tuple(sorted(named)) if isinstance(named, tuple) else (named,)
    # A meeting about nobody yet has a key of its own.
    return around.subjects or (around.stream,)


def put_back(state: dict[str, Any], path: str, value: Any) -> None:
    """Put a value where it was taken from: into the fields of an event that was just decoded, or a plain body."""
    name, _, rest = path.partition(".")
    if not rest:
        state[name] = value
        return
    holder: Any = state[name]
    *between, last = rest.split(".")
    for each in between:
        if isinstance(holder, (tuple, list)):
            holder = holder[int(each)]
        else:
            holder = holder[each] if isinstance(holder, dict) else getattr(holder, each)
    if isinstance(holder, dict):
        holder[last] = value
    else:
        # Nobody else has seen the value that holds it yet.
        msgspec.structs.force_setattr(holder, last, value)
