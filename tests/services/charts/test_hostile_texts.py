"""Texts of people never become markup, nor formulas."""

import csv
import io
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.charts.drawn import UNTIMED, percentages

from quorate_services.charts import Options, Series, chart, csv_of
from quorate_services.charts.csv_file import harmless
from quorate_services.charts.errors import ChartOptionInvalid
from quorate_services.charts.text import LONGEST, one_line

SVG = "{http://www.w3.org/2000/svg}"
ATTACKS = (
    "<script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "]]><script/>",
    "<!-- --> <![CDATA[ x ]]>",
    '" onload="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&lt;script&gt; &amp; &#60;",
    "<style>*{display:none}</style>",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "Zoë \x00\x08\x1b[31m \ufffe \ud800 \u202egnp.exe\u2066",
    "a" * 400,
)
VALUES = [80.0, 90.0, None, *[85.0, 95.0] * 6, 20.0]
TEXTS = (
    st.text(st.characters(), max_size=40)
    | st.sampled_from(ATTACKS)
    | st.lists(st.sampled_from(ATTACKS), max_size=3).map("".join)
)


def shape(series: Series) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a drawing and their attributes' names: what a text must not be able to change."""
    root = fromstring(chart(series, Options(target=90), "c").wide)
    return [(each.tag, tuple(sorted(each.attrib))) for each in root.iter()]


HARMLESS = shape(percentages(VALUES, title="Attendance", scope="Police"))


@UNTIMED
@given(TEXTS, TEXTS)
def test_no_text_changes_which_elements_are_drawn(title: str, scope: str) -> None:
    assert shape(percentages(VALUES, title=title, scope=scope)) == HARMLESS


@UNTIMED
@given(TEXTS.filter(one_line))
def test_the_name_of_the_image_is_the_text_itself(title: str) -> None:
    made = chart(percentages(VALUES, title=title), Options(), "c")
    assert fromstring(made.wide).findtext(f"{SVG}title") == made.heading == one_line(title)


@UNTIMED
@given(TEXTS)
def test_a_line_is_one_line_of_bounded_length_that_can_be_encoded(text: str) -> None:
    line = one_line(text)
    assert len(line) <= LONGEST
    assert line.encode("utf-8").decode("utf-8").splitlines() in ([], [line])
    assert one_line(line) == line


@UNTIMED
@given(
    TEXTS
    | st.sampled_from("=+-@").flatmap(lambda sign: st.text(max_size=9).map(lambda text: f" \t{sign}{text}")),
    TEXTS,
)
def test_no_field_of_the_file_begins_like_a_formula(title: str, scope: str) -> None:
    made = chart(percentages(VALUES, title=title, scope=scope), Options(target=90), "c")
    content = csv_of([made.analysis])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in rows} == {12}
    assert len(rows) == len(VALUES) + 1
    assert [field for row in rows for field in row if field[:1] and field[0] in "=+-@\t\r\n＝＋－＠"] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\u202e=1+1", "＝1+1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["Police", "Health: Zoë's clinic", "3 to 5", "a=b"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("chart_id", ["", "A", "1", "a b", 'a"', "a\n", "é", "a" * 80, "<a"])
def test_an_id_that_is_no_id_is_refused(chart_id: str) -> None:
    with pytest.raises(ChartOptionInvalid):
        chart(percentages(VALUES), Options(), chart_id)
