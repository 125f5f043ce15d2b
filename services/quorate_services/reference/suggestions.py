"""Reads from the source of an error's module what is suggested where its texts depend on what was sent."""

import ast
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from inspect import getsource
from types import ModuleType

_SUPER = "super().__init__"


@cache
def suggestions_in(packages: tuple[ModuleType, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return, by the name of an error class, everything that it is made with as a suggestion, in alphabetical order.

    What a text takes from the case stands as ``…``. Classes that hand their texts to their base are read too.
    """
    made: dict[str, set[str]] = defaultdict(set)
    handed_on: dict[str, set[str]] = defaultdict(set)
    for module in _modules(packages):
        for name, call, on in _calls(ast.parse(getsource(module)), None):
            (handed_on if on else made)[name].update(filter(None, _texts(_second(call), module)))
    # A class that has a suggestion of its own to hand on is not made with one, but with what its texts are made of.
    found = made | {name: texts for name, texts in handed_on.items() if texts}
    return {name: tuple(sorted(texts)) for name, texts in found.items()}


def _modules(packages: Sequence[ModuleType]) -> Iterator[ModuleType]:
    for package in packages:
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not each.name.endswith(".__main__"):
                yield importlib.import_module(each.name)


def _calls(node: ast.AST, inside: str | None) -> Iterator[tuple[str, ast.Call, bool]]:
    """Every call, by what is called. ``super().__init__`` goes by the name of its class, and is said to be that."""
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else inside)
        if isinstance(child, ast.Call):
            called = ast.unparse(child.func)
            if called == _SUPER and inside:
                yield inside, child, True
            else:
                yield called.rpartition(".")[2], child, False


def _second(call: ast.Call) -> ast.expr | None:
    named = [each.value for each in call.keywords if each.arg in ("suggestion", "hint")]
    return named[0] if named else call.args[1] if len(call.args) > 1 else None


def _texts(value: ast.expr | None, module: ModuleType) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=pieces):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in pieces)
        case ast.Name(id=name) if isinstance(named := getattr(module, name, None), str):
            yield named
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, module)
            yield from _texts(other, module)
