"""The types of the information that agencies shared."""

from inspect import getdoc
from typing import Annotated, Any

import strawberry

from quorate_graphql.outputs.erased import ErasableText
from quorate_graphql.outputs.fields import answers
from quorate_graphql.outputs.types import output_of
from quorate_projections.information_shared import seen

strawberry.enum(seen.InformationStatus, description=getdoc(seen.InformationStatus))

Status = Annotated[seen.InformationStatus, strawberry.argument(description="Where their information stands.")]

SeenPart: Any = output_of(seen.SeenPart, base=ErasableText)


@strawberry.type
class Gathered:
    """What is gathered from all agencies shown."""

    @answers("What the children want and feel, whoever brought it.", list[SeenPart])
    def wishes_and_feelings(self: Any) -> tuple[seen.SeenPart, ...]:
        """Return the parts with the children's wishes and feelings; ``self`` is the view's answer."""
        parts: tuple[seen.SeenPart, ...] = self.wishes_and_feelings
        return parts

    @answers("How many of the agencies shown stand at `status`.", int)
    def count(self: Any, status: Status) -> int:
        """Count agencies; ``self`` is the view's answer."""
        agencies: int = self.count(status)
        return agencies


InformationShared: Any = output_of(seen.InformationShared, without=("names", "ground"), base=Gathered)
