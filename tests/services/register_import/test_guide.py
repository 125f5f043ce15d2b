"""The guide lists the columns that the import knows, in the same words."""

from pathlib import Path

from quorate_services.register_import.columns import COLUMNS, Column

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "import-register.md"


def test_the_guide_lists_every_column_as_the_import_knows_it():
    text = GUIDE.read_text(encoding="utf-8")
    lines = [_line(column) for column in COLUMNS]
    assert "\n".join(lines) in text


def _line(column: Column) -> str:
    needed = "yes" if column.required else "no"
    return f"| {column.name} | {needed} | {column.holds.replace('|', chr(92) + '|')} |"
