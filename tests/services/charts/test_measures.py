"""What can be drawn is in the schema, and is called as its definition calls it."""

from pathlib import Path

import pytest
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, get_named_type
from tests.services.charts.drawn import rate

from quorate_projections.metrics.registry import metric
from quorate_services.charts import MEASURES, REPORT_AGAINST_PRESENCE, Measure, measure, series_of
from quorate_services.charts.trend_cells import SPLIT_BY

SCHEMA: GraphQLSchema = build_schema(
    (Path(__file__).parents[3] / "graphql" / "schema.graphql").read_text(), assume_valid=True
)


def cell_of(each: Measure) -> GraphQLObjectType:
    assert SCHEMA.query_type is not None
    found = get_named_type(SCHEMA.query_type.fields[each.query].type)
    assert isinstance(found, GraphQLObjectType)
    return found


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.name)
def test_the_schema_has_its_query_and_fields(each: Measure) -> None:
    fields = cell_of(each).fields
    kinds = {str(fields[field].type) for field in each.fields}
    assert kinds == (
        {"Int"} if len(each.fields) == 2 else {"Float"} if each.unit.suffix != "%" else {"Rate!"}
    )
    assert {"period", "suppressed"} <= set(fields)


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.name)
def test_a_cell_with_every_field_is_read(each: Measure) -> None:
    values = {
        "Int": 30, "Float": 12.5, "Rate!": rate(30, 40), "String!": "2026-Q1", "UUID!": "an id",
    }  # fmt: skip
    cell = {name: values.get(str(field.type)) for name, field in cell_of(each).fields.items()}
    (found,) = series_of(each, [{**cell, "period": "2026-Q1"}])
    assert found.values == (100.0 if len(each.fields) == 2 else 12.5 if each.unit.suffix != "%" else 75.0,)


@pytest.mark.parametrize("each", [each for each in MEASURES if each.metric], ids=lambda each: each.name)
def test_it_is_called_as_the_metric_is(each: Measure) -> None:
    definition = metric(each.metric or "")
    assert (definition.label, definition.shown_by) == (each.label, each.query)


def test_whatever_splits_cells_of_a_trend_splits_series() -> None:
    for query in {each.query for each in MEASURES}:
        fields = cell_of(next(each for each in MEASURES if each.query == query)).fields
        figures = {name for name, field in fields.items() if str(field.type) in ("Int", "Float", "Rate!")}
        besides = {"period", "suppressed", "agencyName", "agency", "childrenHeard", "hiddenFigures"}
        assert set(fields) - figures - besides <= set(SPLIT_BY)


def test_names_are_unique_and_the_comparison_of_report_and_presence_exists() -> None:
    names = [each.name for each in MEASURES]
    assert len(names) == len(set(names))
    assert {measure(name).query for name in REPORT_AGAINST_PRESENCE} == {"attendanceTrend"}
