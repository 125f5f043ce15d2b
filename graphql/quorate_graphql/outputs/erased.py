"""Whether what an answer shows was erased: told by a field of its own, so that nobody takes the sign for a text."""

from typing import Any

import strawberry

from quorate_events.personal import is_erased
from quorate_graphql.outputs.fields import answers


@strawberry.type
class ErasableName:
    """Somebody whose data may be erased."""

    @answers("Whether the person's data were erased; the name is then the sign for that.", bool)
    def erased(self: Any) -> bool:
        """Look at the name; ``self`` is the view's answer."""
        return is_erased(self.name)


@strawberry.type
class ErasableText:
    """A text that may be erased."""

    @answers("Whether the text was erased, with the data of somebody whom it was about.", bool)
    def erased(self: Any) -> bool:
        """Look at the text; ``self`` is the view's answer."""
        return is_erased(self.text)
