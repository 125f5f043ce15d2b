"""The types of the work list."""

from inspect import getdoc
from typing import Any

import strawberry

from quorate_graphql.outputs.types import output_of
from quorate_graphql.pagination import Connection
from quorate_projections.work_list import items, queries

strawberry.enum(items.WorkKind, description=getdoc(items.WorkKind))

WorkItem: Any = output_of(queries.WorkItem, without=("child_ids",))
WorkCount: Any = output_of(queries.WorkCount)
WorkItems: Any = Connection[WorkItem]
