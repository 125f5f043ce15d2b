from quorate_graphql.schema import build_schema
from quorate_projections.metrics.registry import METRICS


async def test_the_definitions_are_those_of_the_registry(api, people):
    document = "{ metricDefinitions { code numerator denominator unit shownBy } }"
    shown = (await api.ask(document, people.police))["metricDefinitions"]
    assert [(each["code"], each["numerator"], each["unit"]) for each in shown] == [
        (metric.code, metric.numerator, metric.unit.name) for metric in METRICS
    ]


def test_every_metric_is_answered_by_a_query_that_exists():
    query = build_schema()._schema.query_type
    assert {metric.shown_by for metric in METRICS} <= set(query.fields)
