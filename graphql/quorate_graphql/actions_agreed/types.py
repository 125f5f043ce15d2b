"""The types of the register of actions."""

from inspect import getdoc
from typing import Any

import strawberry

from quorate_graphql.outputs.types import output_of
from quorate_graphql.pagination import Connection
from quorate_projections.actions_agreed import queries, state

strawberry.enum(state.ActionStepKind, description=getdoc(state.ActionStepKind))
strawberry.enum(queries.Period, name="ActionPeriod", description=getdoc(queries.Period))

RegisteredAction: Any = output_of(queries.RegisteredAction)
ActionsDone: Any = output_of(queries.ActionsDone)
Actions: Any = Connection[RegisteredAction]
