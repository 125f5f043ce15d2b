"""What the documentation prints: its operations, with who asks, the variables and the answers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "infra" / "README.md"])
"""Every page, without those of other folders."""

_FENCE = re.compile(
    r"^```(?P<language>[a-z]*)[ ]?(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)


@dataclass
class Operation:
    """One printed operation. ``keep`` names values of the answer that later variables use as ``<name>``."""

    page: str
    line: int
    document: str
    asks: str | None
    keep: dict[str, str]
    refused: str | None
    variables: dict[str, Any] = field(default_factory=dict)
    answer: Any = None


@dataclass(frozen=True)
class Block:
    """A fenced block, with the line that it begins on."""

    language: str
    info: dict[str, str]
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in _FENCE.finditer(text):
        words = [word.partition("=") for word in found["info"].split()]
        info = {name: value for name, _, value in words}
        yield Block(found["language"], info, found["text"], text.count("\n", 0, found.start()) + 1)


def operations(page: Path) -> list[Operation]:
    """Return the operations of a page in the order in which a reader sends them."""
    found: list[Operation] = []
    for block in blocks(page):
        if block.language == "graphql":
            keep = dict(each.split(":", 1) for each in block.info.get("keep", "").split(",") if each)
            found.append(
                Operation(
                    page.name, block.line, block.text, block.info.get("as"), keep, block.info.get("refused")
                )
            )
        elif block.language == "json" and "variables" in block.info:
            found[-1].variables = json.loads(block.text)
        elif block.language == "json" and "answer" in block.info:
            found[-1].answer = json.loads(block.text)
    return found
