"""From the bytes of a file to rows with line numbers. Nothing is understood here yet."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from quorate_events.errors import Invalid
from quorate_services.register_import.columns import NAMES, REQUIRED

LONGEST_FIELD = 2_000
LONGEST_REFERENCE = 80
LARGEST_FILE = 64 * 1024 * 1024


class RegisterUnreadable(Invalid):
    """The file as a whole cannot be read as a register. Nothing was written."""

    code = "register_unreadable"


class _Reader(Protocol):
    """A reader of the library: rows, and the number of the last line read."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True)
class RawRow:
    """One row as it stands: the line it starts on, its fields by column, and whether the number is right."""

    line: int
    fields: dict[str, str]
    found: int
    expected: int


def read_rows(content: bytes) -> Iterator[RawRow]:
    """Yield the rows of a register. Raises :class:`RegisterUnreadable`; the header is read at once."""
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = _header(next(reader, []))
    except csv.Error as error:
        raise _broken(1) from error
    return _rows(reader, header)


def _rows(reader: "_Reader", header: list[str]) -> Iterator[RawRow]:
    line = reader.line_num + 1
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            raise _broken(line) from error
        if fields is None:
            return
        if any(field.strip() for field in fields):
            named = {name: field.strip() for name, field in zip(header, fields, strict=False)}
            yield RawRow(line, named, len(fields), len(header))
        line = reader.line_num + 1


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise RegisterUnreadable("The file is larger than 64 MB.", "Split the register by year.")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise RegisterUnreadable("The file is UTF-16 text.", "Save it as: CSV UTF-8 (comma separated).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RegisterUnreadable(
            f"The file is not UTF-8 text; the first wrong byte is in line {line}.",
            "Save it as: CSV UTF-8 (comma separated).",
        ) from None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _header(fields: list[str]) -> list[str]:
    names = [field.strip().lower().replace(" ", "_") for field in fields]
    if not any(names):
        raise RegisterUnreadable("The file is empty.", "The first line must be the header.")
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise RegisterUnreadable(
            f"The header lacks: {', '.join(missing)}.",
            "The first line must name the columns, as the guide to the import lists them.",
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise RegisterUnreadable("The header names a column twice.", "Delete one of the two columns.")
    unknown = [str(place) for place, name in enumerate(names, 1) if name not in NAMES]
    if unknown:
        raise RegisterUnreadable(
            f"The import does not know column number {', '.join(unknown)}.",
            f"Delete or rename it. The columns are: {', '.join(NAMES)}.",
        )
    return names


def _broken(line: int) -> RegisterUnreadable:
    return RegisterUnreadable(
        f"The row that starts in line {line} is not well-formed CSV.",
        "Look for a quotation mark that is not closed, or a field of many thousand characters.",
    )
