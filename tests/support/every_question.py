"""Every question that the schema allows, derived from the schema, with arguments taken from whoever knows a scene.

A field, an argument or a type that the schema gains is asked without anybody naming it. An argument whose values
nobody knows is an error, so that it cannot be left out unnoticed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
    is_required_argument,
)

from quorate_graphql.limits.limits import Limits

Values = Mapping[str, Sequence[Any]]
"""What can be asked with: by argument (``meeting.id``, or ``meetingId`` wherever it stands)."""

_IDS = ("UUID", "ID")
_PAGES = ("first", "after")


@dataclass(frozen=True)
class Question:
    """One root field with its arguments, and a selection of all that lies below."""

    field: str
    document: str
    variables: dict[str, Any]

    def behind(self, cursor: str) -> "Question":
        """The same question, for the next page."""
        return Question(self.field, self.document, {**self.variables, "after": cursor})


@dataclass
class Asker:
    """Puts questions together. What is not asked with every value is drawn by ``chance``."""

    schema: GraphQLSchema
    values: Values
    chance: Random
    whole: Sequence[str] = ()
    """Those arguments that are asked with all their values; any other with one."""
    _selections: dict[str, str] = field(default_factory=dict)

    def questions(self, name: str) -> Iterator[Question]:
        """Ask a root field: with what it requires, then with each id that it takes, and perhaps something else."""
        assert self.schema.query_type
        asked = self.schema.query_type.fields[name]
        required = {each: of for each, of in asked.args.items() if is_required_argument(of)}
        drawn = [self._draw(name, each, of) for each, of in required.items()]
        for given in product(*drawn):
            yield self._question(name, asked, dict(zip(required, given, strict=True)))
        further = {each: of for each, of in asked.args.items() if each not in required and each not in _PAGES}
        ids = [each for each, of in further.items() if get_named_type(of.type).name in _IDS]
        others = [each for each in further if each not in ids]
        for each in [*ids, *self.chance.sample(others, min(self.chance.randint(0, 1), len(others)))]:
            least = [self.chance.choice(values) for values in drawn]
            for value in self._draw(name, each, further[each]):
                yield self._question(name, asked, {**dict(zip(required, least, strict=True)), each: value})

    def _draw(self, name: str, argument: str, of: GraphQLArgument) -> Sequence[Any]:
        known = self.known(name, argument, of)
        whole = argument in self.whole or f"{name}.{argument}" in self.whole
        return known if whole else [self.chance.choice(known)]

    def known(self, name: str, argument: str, of: GraphQLArgument) -> Sequence[Any]:
        """The values that an argument can be asked with. Raises ``KeyError`` where nobody knows any."""
        named, many = get_named_type(of.type), is_list_type(get_nullable_type(of.type))
        found: Sequence[Any]
        if is_enum_type(named):
            found = list(named.values)
        elif named.name == "Boolean":
            found = [True, False]
        else:
            found = self.values.get(f"{name}.{argument}") or self.values[argument]
        return [list(found), *([each] for each in found)] if many else found

    def _question(self, name: str, asked: GraphQLField, given: Mapping[str, Any]) -> Question:
        variables = {**given, "first": 100} if "first" in asked.args else dict(given)
        taken = [*variables, *(["after"] if "after" in asked.args else [])]
        declared = ", ".join(f"${each}: {_nullable(each, asked.args[each])}" for each in taken)
        passed = ", ".join(f"{each}: ${each}" for each in taken)
        head, call = (f"({declared})", f"({passed})") if taken else ("", "")
        document = f"query {head} {{ {name}{call}{self.selection(asked)} }}"
        return Question(name, document, variables)

    def selection(self, asked: GraphQLField) -> str:
        """Everything below a field, down to the depth that production allows."""
        named = get_named_type(asked.type)
        if named.name not in self._selections:
            self._selections[named.name] = self._below(named, (), Limits().depth - 1)
        return self._selections[named.name]

    def _below(self, named: Any, above: tuple[str, ...], left: int) -> str:
        if is_leaf_type(named):
            return ""
        if named.name in above or left <= 1:
            return "{ __typename }"
        if is_abstract_type(named):
            kinds = [
                f"... on {each.name}{self._below(each, above, left)}"
                for each in self.schema.get_possible_types(named)
            ]
            return " { __typename " + " ".join(kinds) + " }"
        assert is_object_type(named)
        inner = " ".join(
            self._field(named.name, each, of, (*above, named.name), left - 1)
            for each, of in named.fields.items()
        )
        return " { __typename " + inner + " }"

    def _field(self, owner: str, name: str, of: GraphQLField, above: tuple[str, ...], left: int) -> str:
        if owner.endswith("Connection") and name == "edges":
            return "edges { cursor }"  # what lies in them is asked as `nodes`
        if get_named_type(of.type) is self.schema.query_type:
            return ""
        below = self._below(get_named_type(of.type), above, left)
        required = {each: arg for each, arg in of.args.items() if is_required_argument(arg)}
        if not required:
            return f"{name}{below}"
        (argument,) = required
        values = self.known(name, argument, required[argument])
        return " ".join(f"{name}{value}: {name}({argument}: {value}){below}" for value in values)


def _nullable(name: str, of: GraphQLArgument) -> str:
    return str(get_nullable_type(of.type)) if name == "after" else str(of.type)
