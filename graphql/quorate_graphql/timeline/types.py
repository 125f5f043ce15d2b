"""The types of the timeline."""

from typing import Any

from quorate_graphql.outputs.types import output_of
from quorate_graphql.pagination import Connection
from quorate_projections.as_it_was.timeline import TimelineEntry as Entry

TimelineEntry: Any = output_of(Entry)
Timeline: Any = Connection[TimelineEntry]
