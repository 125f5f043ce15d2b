"""The types of the register of actions."""

from inspect import getdoc
from typing import Any
from uuid import UUID

import msgspec
import strawberry

from quorate_graphql.metrics.types import Rate, hidden_figures, measured, suppressed
from quorate_graphql.outputs.types import output_of
from quorate_graphql.pagination import Connection
from quorate_projections.actions_agreed import queries, state

strawberry.enum(state.ActionStepKind, description=getdoc(state.ActionStepKind))
strawberry.enum(queries.Period, name="ActionPeriod", description=getdoc(queries.Period))

RegisteredAction: Any = output_of(queries.RegisteredAction, without=("ground",))


@strawberry.type
class Measured:
    """The metric that the counts stand for."""

    on_time: Rate = measured("actions_done_on_time")
    suppressed: bool = suppressed()
    hidden_figures: int = hidden_figures()


class _Counts(msgspec.Struct, frozen=True):
    """The actions of the whole partnership, or of one agency, whose date lies in one period and has passed.

    ``due`` is the denominator and ``done_on_time`` the numerator; ``put_off`` counts those given a later date
    than first agreed. A figure is null where it is hidden.
    """

    period: str
    agency_id: UUID | None
    due: int | None
    done_on_time: int | None
    done_late: int | None
    not_done: int | None
    still_open: int | None
    put_off: int | None


ActionsDone: Any = output_of(_Counts, name="ActionsDone", base=Measured)
Actions: Any = Connection[RegisteredAction]
