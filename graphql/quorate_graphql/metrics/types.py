"""The types that every trend shares."""

from typing import Any

import strawberry

from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_projections.metrics.metric import MetricUnit
from quorate_projections.metrics.registry import metric


@strawberry.type(description="A share, with what it is a share of always beside it.")
class Rate:
    """A share of two counts. Values are the view's own ``Rate``."""

    numerator: int | None = strawberry.field(description="How many it holds for; null where hidden.")
    denominator: int | None = strawberry.field(description="Of how many; null where hidden.")
    percentage: float | None = strawberry.field(
        description="In percent, to one decimal; null when the denominator is 0, or a part of it is hidden."
    )


@strawberry.type(description="One metric, defined once for all screens and documents.")
class MetricDefinition:
    """One metric in words. Values are the registry's own."""

    code: str = strawberry.field(description="A stable code.")
    label: str = strawberry.field(description="A short name.")
    numerator: str = strawberry.field(description="What is counted above the line, in words.")
    denominator: str = strawberry.field(description="What is counted below the line, in words.")
    unit: MetricUnit = strawberry.field(description="What is counted.")
    source: str = strawberry.field(description="Where the definition comes from.")
    shown_by: str = strawberry.field(description="The query that answers it.")


def suppressed() -> Any:
    """Declare the field that says whether a cell hides something."""
    return strawberry.field(
        description="Whether a figure is null because it, or another that it gives away, is from 1 to 5."
    )


def hidden_figures() -> Any:
    """Declare the field that says how much a cell hides."""
    return strawberry.field(
        description="How many figures are null for that reason; shares that follow from them are not counted."
    )


def measured(code: str) -> Any:
    """Declare a field that shows the metric ``code``, described by its definition."""
    definition = metric(code)
    return strawberry.field(description=f"{definition.label}: {definition.sentence}")
