"""A file that is no register is refused as a whole, with a reason."""

import pytest

from quorate_services.register_import import RegisterUnreadable
from quorate_services.register_import.reading import read_rows

from .conftest import HEADER, SOUND


def test_commas_semicolons_and_a_byte_order_mark_are_read_alike():
    plain = [row.fields for row in read_rows((HEADER + SOUND).encode())]
    marked = [row.fields for row in read_rows((HEADER + SOUND).encode("utf-8-sig"))]
    semicolons = [row.fields for row in read_rows((HEADER + SOUND).replace(",", ";").encode())]
    assert plain == marked == semicolons
    assert len(plain) == 3


def test_windows_line_ends_and_blank_lines_are_read():
    text = (HEADER + SOUND + ",,,,,,,,,,,,,,,\n\n").replace("\n", "\r\n")
    assert [row.line for row in read_rows(text.encode())] == [2, 3, 4]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (HEADER.replace("attendance,", "").encode(), "lacks: attendance"),
        (HEADER.replace("person", "nickname").encode(), "column number 8"),
        (HEADER.replace("person", "agency").encode(), "twice"),
        ((HEADER + SOUND).encode("utf-16"), "UTF-16"),
        ((HEADER + SOUND.replace("City", "Caf\u00e9")).encode("latin-1"), "line 3"),
        ((HEADER + SOUND + 'A-2,"initial').encode(), "line 5"),
    ],
)
def test_a_broken_file_is_refused_with_a_reason(content, says):
    with pytest.raises(RegisterUnreadable, match=says) as refused:
        list(read_rows(content))
    assert refused.value.suggestion
