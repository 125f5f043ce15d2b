"""What the pages name exists, and what exists is named."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.docs.printed import PAGES, ROOT

from quorate_graphql.limits.limits import Limits
from quorate_services.cli.commands import app
from quorate_services.settings import Settings

SETTINGS = {f"QUORATE_{name.upper()}" for name in Settings.model_fields} | {"QUORATE_SECRETS_DIR"}
COMMANDS = typer.main.get_command(app)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:^|[`'\s])quorate ((?:[a-z]+(?: |$|`))+)", re.MULTILINE)


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


@cache
def subcommands(command: Any) -> dict[str, Any]:
    if not hasattr(command, "list_commands"):
        return {}
    here = typer.Context(command)
    return {name: command.get_command(here, name) for name in command.list_commands(here)}


def unknown_command(words: list[str]) -> str | None:
    """Return the first word that is no command where it stands; arguments of a command are let be."""
    at = COMMANDS
    for word in words:
        if not subcommands(at):
            return None
        if word not in subcommands(at):
            return word
        at = subcommands(at)[word]
    return None


def code_of(page: Path) -> str:
    """Return what stands in code, blocks and spans, with a span's line breaks as spaces."""
    text = text_of(page)
    fenced = re.findall(r"^```(?:sh|text|)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]
    return "\n".join([*fenced, *spans])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_named_on_a_page_exists(page: Path) -> None:
    named = [found.strip("` ").split() for found in _COMMAND.findall(code_of(page))]
    assert [unknown for words in named if (unknown := unknown_command(words))] == []


def test_every_command_is_in_the_operations_page() -> None:
    named = code_of(ROOT / "docs" / "operations.md")
    leaves = [
        " ".join(["quorate", name, *([inner] if inner else [])])
        for name, command in subcommands(COMMANDS).items()
        for inner in subcommands(command) or [""]
    ]
    assert [leaf for leaf in leaves if leaf not in named] == []
    assert len(leaves) > 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_setting_named_on_a_page_exists(page: Path) -> None:
    named = set(re.findall(r"QUORATE_[A-Z_]+[A-Z]", text_of(page)))
    in_files = {f"{name}_FILE" for name in SETTINGS}
    assert named - SETTINGS - in_files == {"QUORATE_RATE"} & named


def test_every_setting_is_documented() -> None:
    assert [name for name in SETTINGS if f"`{name}`" not in text_of(ROOT / "docs" / "settings.md")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    broken = [link for link in _LINK.findall(text_of(page)) if not leads_somewhere(page, link)]
    assert broken == []


def test_every_page_is_in_the_index() -> None:
    index = text_of(ROOT / "docs" / "README.md")
    pages = [page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "decisions"]
    missing = [page.name for page in pages if f"({page.relative_to(ROOT / 'docs')})" not in index]
    assert missing == ["README.md"]


def leads_somewhere(page: Path, link: str) -> bool:
    if link.startswith(("https://", "http://", "mailto:")):
        return True
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(page: Path) -> set[str]:
    """Return the anchors that the headings of a page get."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", [name for name in Limits.__struct_fields__ if name != "introspection"])
def test_the_developers_guide_has_every_limit(name: str) -> None:
    value = (
        f"{getattr(Limits(), name):g}"
        if isinstance(getattr(Limits(), name), float)
        else str(getattr(Limits(), name))
    )
    assert re.search(rf"\b{value}\b", text_of(ROOT / "docs" / "guides" / "developers.md"))
