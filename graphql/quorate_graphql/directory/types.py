"""The types of the directory."""

from typing import Any

from quorate_graphql.outputs.erased import ErasableName
from quorate_graphql.outputs.types import output_of
from quorate_graphql.pagination import Connection
from quorate_projections.directory import entries
from quorate_projections.directory.queries import ChildInFull

Agency: Any = output_of(entries.Agency)
Practitioner: Any = output_of(entries.Practitioner)
RegisteredChild: Any = output_of(ChildInFull, name="RegisteredChild", base=ErasableName)
Agencies: Any = Connection[Agency]
Practitioners: Any = Connection[Practitioner]
