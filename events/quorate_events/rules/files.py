"""Reading rule files: JSON with every problem named by file and place, before any of it is believed."""

import json
import re
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from quorate_events.errors import Invalid

Shape = TypeVar("Shape")

_PLACE = re.compile(r"^(?P<problem>.*?)(?: - at `(?:key in )?\$(?P<place>[^`]*)`)?$", re.DOTALL)
_SHOWN = 5


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where (``kinds.review….clocks[2].anchor``) and what."""

    place: str
    what: str


class BrokenRuleSet(Invalid):
    """A rule-set or calendar file that cannot be used. None of it was taken over."""

    code = "broken_rule_set"

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        self.file = file
        self.problems = problems
        shown = "; ".join(f"at {each.place}: {each.what}" for each in problems[:_SHOWN])
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        super().__init__(
            f"The rule file {file} cannot be used: {shown}{more}.",
            "Correct the file at the place named. The JSON Schema beside the rules describes every field.",
        )


def read_json(file: str, content: bytes) -> Any:
    """Decode ``content``. Raises :class:`BrokenRuleSet` for bad UTF-8, bad JSON and a name given twice."""
    try:
        text = content.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_without_repeats)
        msgspec.json.decode(text)  # stricter: refuses half a surrogate pair and NaN
        return value
    except UnicodeDecodeError as error:
        raise BrokenRuleSet(file, (Problem(f"byte {error.start}", "this is not UTF-8 text"),)) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BrokenRuleSet(file, (Problem(place, f"this is not JSON ({error.msg})"),)) from error
    except RecursionError as error:
        raise BrokenRuleSet(file, (Problem("the whole file", "it is nested too deeply"),)) from error
    except _GivenTwice as error:
        problem = Problem(error.name, "this name is given twice in the same object")
        raise BrokenRuleSet(file, (problem,)) from error
    except (ValueError, msgspec.DecodeError) as error:
        raise BrokenRuleSet(file, (Problem("the whole file", f"this is not JSON ({error})"),)) from error


def shaped(file: str, value: object, shape: type[Shape], place: str = "") -> Shape:
    """Turn decoded JSON into ``shape``. Raises :class:`BrokenRuleSet`, naming ``place`` and what is wrong."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        found = _PLACE.match(str(error))
        problem, inner = (found["problem"], found["place"] or "") if found else (str(error), "")
        where = f"{place}{inner}".lstrip(".") or "the whole file"
        raise BrokenRuleSet(file, (Problem(where, problem[:1].lower() + problem[1:]),)) from error


class _GivenTwice(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise _GivenTwice(name)
        seen[name] = value
    return seen
