"""The drawing: one image with name and description, within its frame, without script and style."""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.services.charts.drawn import UNTIMED, month, percentages, series
from tests.services.charts.test_limits_always import FIGURES, OPTIONS

from quorate_services.charts import Chart, Direction, Options, Series, chart, stylesheet
from quorate_services.charts.axes import labelled, spread, up_axis
from quorate_services.charts.periods import Period
from quorate_services.charts.series import NUMBER, PERCENT, WORKING_DAYS, Unit

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {f"{SVG}{name}" for name in ("svg", "title", "desc", "g", "rect", "line", "text", "path", "circle")}
VALUES = [50.0, 60.0] * 10 + [95.0, None, 20.0, 55.0]


def drawings(made: Chart) -> list[Element]:
    return [fromstring(made.wide), fromstring(made.narrow)]


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?[0-9.]+", text)]


@UNTIMED
@given(FIGURES, OPTIONS)
def test_everything_is_within_the_frame(values: list[float | None], options: Options) -> None:
    for root in drawings(chart(percentages(values), options, "c")):
        _, _, width, height = numbers(root.attrib["viewBox"])
        for each in root.iter():
            across = [float(each.attrib[name]) for name in ("x", "x1", "x2", "cx") if name in each.attrib]
            down = [float(each.attrib[name]) for name in ("y", "y1", "y2", "cy") if name in each.attrib]
            path = numbers(each.attrib.get("d", ""))
            assert all(-1 <= x <= width + 1 for x in [*across, *path[::2]])
            assert all(-1 <= y <= height + 1 for y in [*down, *path[1::2]])


@UNTIMED
@given(FIGURES, OPTIONS)
def test_a_strict_policy_lets_the_drawing_pass(values: list[float | None], options: Options) -> None:
    for root in drawings(chart(percentages(values), options, "c")):
        assert {each.tag for each in root.iter()} <= ALLOWED
        names = {name for each in root.iter() for name in each.attrib}
        assert not [name for name in names if name in ("style", "href", "src") or name.startswith("on")]
        assert not [value for each in root.iter() for value in each.attrib.values() if "url(" in value]


def test_it_is_one_image_with_name_and_description() -> None:
    made = chart(percentages(VALUES, title="Attendance", scope="Police"), Options(), "attendance-1")
    for root, size in zip(drawings(made), ("wide", "narrow"), strict=True):
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-labelledby"] == f"attendance-1-{size}-title attendance-1-{size}-desc"
        assert (root[0].attrib["id"], root[0].text) == (f"attendance-1-{size}-title", "Attendance: Police")
        assert (root[1].attrib["id"], root[1].text) == (f"attendance-1-{size}-desc", made.sentence)
        assert root[2].attrib["aria-hidden"] == "true"
        assert len(root) == 3
    ids = re.findall(r' id="([^"]+)"', made.wide + made.narrow)
    assert len(ids) == len(set(ids)) == 4


def test_shapes_tell_points_apart_without_colour() -> None:
    for direction in Direction:
        root = drawings(chart(percentages(VALUES), Options(direction=direction), "c"))[0]
        marks = [each for each in root.iter() if "quorate-chart__mark" in each.attrib.get("class", "")]
        by_class: dict[str, set[str]] = {}
        for each in marks:
            corners = numbers(each.attrib.get("d", ""))
            relative = [round(value - corners[place % 2], 1) for place, value in enumerate(corners)]
            by_class.setdefault(each.attrib["class"], set()).add(f"{each.tag} {relative}")
        assert all(len(shapes) == 1 for shapes in by_class.values())
        assert len(set.union(*by_class.values())) == len(by_class) >= 3


def test_every_mark_that_is_drawn_is_in_the_key_and_no_other() -> None:
    root = drawings(chart(percentages(VALUES), Options(), "c"))[0]
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert [text for text in texts if text and text.endswith(("usual", "Usual", "numbers", "count", "figure"))] == [
        "Usual", "Better than usual", "Worse than usual", "Hidden, small numbers",
    ]  # fmt: skip


def test_the_line_is_broken_at_gaps_and_at_new_limits() -> None:
    made = chart(
        percentages([50, 60] * 4 + [None] + [50, 60] * 8), Options(recalculate_from=(month(15),)), "c"
    )
    lines = [
        each for each in drawings(made)[0].iter() if each.attrib.get("class") == "quorate-chart__figures"
    ]
    assert [each.attrib["d"].count("L") + 1 for each in lines] == [8, 6, 10]


def test_limits_of_a_percentage_are_drawn_at_most_at_0_and_100() -> None:
    made = chart(percentages([100.0, 80.0] * 8), Options(), "c")
    assert made.analysis.limits is not None
    assert made.analysis.limits.upper > 100
    assert "Upper 100.0%" in made.wide
    assert {row[4] for row in made.table.rows} == {"100.0%"}
    assert any("beyond what is possible" in note for note in made.notes)


def test_each_point_says_on_hovering_what_it_is() -> None:
    root = drawings(chart(percentages(VALUES), Options(), "c"))[0]
    hints = [each.text for each in root[2].iter(f"{SVG}title")]
    assert hints[0] == "January 2024: 50%"
    assert hints[20] == "September 2025: 95%. Better than usual: above the limits"
    assert "October 2025: Hidden, small numbers" in hints
    assert len(hints) == len(VALUES)


def test_the_stylesheet_knows_every_class_that_forced_colours_must_change() -> None:
    found = set()
    for direction in Direction:
        made = chart(percentages(VALUES), Options(direction=direction, target=70), "c")
        found |= {
            name
            for root in drawings(made)
            for each in root.iter()
            for name in each.attrib.get("class", "").split()
        }
    blocks = {name for name in found if name.startswith("quorate-chart__") and "--" not in name}
    assert blocks == {
        f"quorate-chart__{name}" for name in ("ground", "text", "grid", "level", "figures", "mark")
    }
    forced = stylesheet().partition("(forced-colors: active)")[2]
    assert [name for name in blocks if f".{name} " not in forced and f".{name}," not in forced] == []


@pytest.mark.parametrize("unit", [NUMBER, WORKING_DAYS, PERCENT], ids=["number", "days", "percent"])
@UNTIMED
@given(values=st.lists(st.floats(0, 100), max_size=9))
@example(values=[5e-324])
@example(values=[0.0])
def test_the_axis_holds_all_values(unit: Unit, values: list[float]) -> None:
    found = up_axis(unit, values, 0, 100)
    assert all(found.low <= value <= found.high for value in values)
    assert 2 <= len(found.ticks) <= 8
    assert found.ticks[-1] == pytest.approx(found.high)


def test_percentages_are_always_drawn_from_0_to_100() -> None:
    found = up_axis(PERCENT, [97, 99], 0, 100)
    assert (found.low, found.high) == (0, 100)
    assert found.ticks == (0, 20, 40, 60, 80, 100)


@UNTIMED
@given(st.lists(st.floats(10, 200), max_size=6))
def test_labels_are_spread_in_order(heights: list[float]) -> None:
    found = spread(heights, 15, 10, 200)
    assert all(10 - 1e-9 <= each <= 200 + 1e-9 for each in found)
    order = sorted(found)
    assert all(after - before >= 15 - 1e-9 for before, after in pairwise(order))


def test_the_last_period_has_a_label_and_years_are_said_once() -> None:
    found = labelled([month(each) for each in range(14)], 10, 34)
    assert found == [(1, "Feb", "2024"), (5, "Jun", ""), (9, "Oct", ""), (13, "Feb", "2025")]
    assert labelled([Period.read("2026-Q2")], 100, 58) == [(0, "Apr–Jun", "2026")]


def test_a_series_without_points_is_drawn_empty() -> None:
    made = chart(Series("Attendance", ()), Options(), "c")
    assert made.table.rows == ()
    assert "There is no figure to show." in made.wide


def test_a_drawing_is_not_escaped_again_by_a_template() -> None:
    made = chart(series([1, 2]), Options(), "c").wide
    assert made.__html__() == made
