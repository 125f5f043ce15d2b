"""The arguments that trends share."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry

from quorate_events.meetings.vocabulary import MeetingKind, Origin
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_projections.metrics.trends import Period

PeriodStep: TypeAlias = Annotated[Period, strawberry.argument(description="The length of the steps.")]
FirstDay: TypeAlias = Annotated[
    date | None, strawberry.argument(name="from", description="The first day that counts (London).")
]
LastDay: TypeAlias = Annotated[
    date | None, strawberry.argument(name="to", description="The last day that counts (London).")
]
Kinds: TypeAlias = Annotated[
    list[MeetingKind] | None, strawberry.argument(description="Only these kinds of meeting.")
]
FromOrigin: TypeAlias = Annotated[
    Origin | None,
    strawberry.argument(description="Only meetings recorded here, or only those of an old register."),
]
AtLeast: TypeAlias = Annotated[
    int | None,
    strawberry.argument(description="Wait until the views show the ledger up to this position."),
]
