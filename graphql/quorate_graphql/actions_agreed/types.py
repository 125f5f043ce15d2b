"""The types of the register of actions."""

from inspect import getdoc
from typing import Any

import strawberry

from quorate_graphql.metrics.types import Rate, measured
from quorate_graphql.outputs.types import output_of
from quorate_graphql.pagination import Connection
from quorate_projections.actions_agreed import queries, state

strawberry.enum(state.ActionStepKind, description=getdoc(state.ActionStepKind))
strawberry.enum(queries.Period, name="ActionPeriod", description=getdoc(queries.Period))

RegisteredAction: Any = output_of(queries.RegisteredAction)


@strawberry.type
class Measured:
    """The metric that the counts stand for."""

    on_time: Rate = measured("actions_done_on_time")


ActionsDone: Any = output_of(queries.ActionsDone, base=Measured)
Actions: Any = Connection[RegisteredAction]
