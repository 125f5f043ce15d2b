"""The published schema is what the code says, and nothing that callers use is taken away unnoticed."""

from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, build_schema

from quorate_graphql import compare, export
from quorate_graphql.contract import PUBLISHED, RELEASED, breaking_changes, current


def test_the_published_schema_is_up_to_date() -> None:
    assert PUBLISHED.read_text("utf-8") == current(), "run python -m quorate_graphql.export"


def test_nothing_that_was_released_is_taken_away() -> None:
    assert breaking_changes(RELEASED.read_text("utf-8"), current()) == []


def test_every_field_of_the_schema_is_explained() -> None:
    unexplained = [
        f"{type_.name}.{name}"
        for type_ in build_schema(current()).type_map.values()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
        and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if not field.description
    ]
    assert unexplained == []


def test_a_field_taken_away_is_a_breaking_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.graphql"
    old.write_text(current().replace("type Viewer {", "type Viewer {\n  shoeSize: Int\n"))
    assert compare.main([str(old)]) == 1
    assert "Viewer.shoeSize was removed." in capsys.readouterr().out


def test_a_field_added_breaks_nothing(tmp_path: Path) -> None:
    [written] = export.export(tmp_path)
    new = current().replace("type Viewer {", "type Viewer {\n  shoeSize: Int\n")
    assert breaking_changes(written.read_text("utf-8"), new) == []


def test_given_the_schema_of_the_release_when_a_field_is_taken_away_then_the_check_refuses_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without = current().replace('  """The person."""\n  practitionerId: UUID!\n', "", 1)
    monkeypatch.setattr(compare, "current", lambda: without)
    assert compare.main([]) == 1
    assert "Viewer.practitionerId was removed." in capsys.readouterr().out


def test_given_no_schema_of_the_release_when_it_is_compared_then_the_check_says_how_to_write_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare.main([str(tmp_path / "schema.released.graphql")]) == 1
    assert "export --released" in capsys.readouterr().out


def test_a_release_writes_both_files(tmp_path: Path) -> None:
    assert export.main(["--released", "--folder", str(tmp_path)]) == 0
    published, released = sorted(tmp_path.iterdir())
    assert published.read_text("utf-8") == released.read_text("utf-8") == current()
