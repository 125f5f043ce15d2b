"""Whoever sends the operations of a guide one after the other gets what the guide says."""

from pathlib import Path
from typing import Any

import pytest
from tests.docs.conftest import OpenReader
from tests.docs.printed import DOCS, ROOT, blocks, operations

GUIDES = [ROOT / "README.md", *sorted((DOCS / "guides").glob("*.md"))]
WITH_OPERATIONS = [page for page in GUIDES if operations(page)]


def refusal_in(answer: dict[str, Any]) -> str | None:
    """Return the code of the refusal, wherever the answer holds it; None where nothing was refused."""
    for error in answer.get("errors", ()):
        return error["extensions"]["code"]
    for result in answer["data"].values():
        if isinstance(result, dict) and {"code", "message"} <= result.keys():
            return result["code"]
    return None


def is_empty(value: Any) -> bool:
    """Say whether an answer shows nothing at all: no reader would learn from it."""
    if isinstance(value, dict):
        return all(is_empty(inner) for inner in value.values())
    if isinstance(value, list):
        return not value
    return value is None


def as_printed(printed: Any, answered: Any) -> bool:
    """Say whether an answer has all that is printed of it. A printed list may leave entries out."""
    if isinstance(printed, dict):
        return isinstance(answered, dict) and all(
            name in answered and as_printed(inner, answered[name]) for name, inner in printed.items()
        )
    if isinstance(printed, list) and printed:
        return isinstance(answered, list) and bool(answered) and as_printed(printed[0], answered[0])
    return True


@pytest.mark.parametrize("page", WITH_OPERATIONS, ids=lambda page: page.stem)
async def test_every_printed_operation_runs_as_printed(page: Path, open_reader: OpenReader) -> None:
    async with open_reader(page.stem.replace("-", "_").lower()) as reader:
        for operation in operations(page):
            answer = await reader.send(operation)
            place = f"{operation.page}:{operation.line}: {answer}"
            assert refusal_in(answer) == operation.refused, place
            assert operation.refused or not any(is_empty(each) for each in answer["data"].values()), place
            if operation.answer is not None:
                assert as_printed(operation.answer, answer), place


def test_a_mutation_prints_how_it_is_answered() -> None:
    found = [each for page in WITH_OPERATIONS for each in operations(page) if "mutation" in each.document]
    assert [each.line for each in found if "CommandRefused" not in each.document] == []
    assert len(found) > 20


def test_no_command_id_is_printed_twice() -> None:
    ids = [
        (each.variables["commandId"], each.variables.get("input"))
        for page in WITH_OPERATIONS
        for each in operations(page)
        if "commandId" in each.variables and not each.refused
    ]
    told = dict(ids)
    assert [each for each in ids if told[each[0]] != each[1]] == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_every_json_block_of_a_page_with_operations_says_what_it_is(page: Path) -> None:
    unsaid = [
        block.line
        for block in blocks(page)
        if block.language == "json" and operations(page) and not {"variables", "answer"} & block.info.keys()
    ]
    assert unsaid == []
