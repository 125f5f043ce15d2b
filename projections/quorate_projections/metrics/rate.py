"""A share that never hides what it is a share of."""

import msgspec


class Rate(msgspec.Struct, frozen=True):
    """``numerator`` of ``denominator``, both counts."""

    numerator: int
    denominator: int

    @property
    def percentage(self) -> float | None:
        """Percent, to one decimal; None when there was nothing to count."""
        if self.denominator == 0:
            return None
        return round(100 * self.numerator / self.denominator, 1)
