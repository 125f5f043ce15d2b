"""Which quarters have a page for the board."""

from datetime import date

import pytest
from starlette.exceptions import HTTPException

from quorate_services.charts import Period
from quorate_services.portal.pages.measures.choices import Choices, first_day
from quorate_services.portal.pages.quarterly.routes import QUARTERS, quarter_of

TODAY = date(2026, 11, 23)


def test_a_quarter_that_is_over_has_one() -> None:
    assert quarter_of("2026-Q3", TODAY) == Period.read("2026-Q3")


@pytest.mark.parametrize(
    "text", ["2026-Q4", "2027-Q1", "2026-09", "2026-Q5", "2026-q3", "<script>", "", "0000-Q1", "0002-Q4"]
)
def test_none_other_has(text: str) -> None:
    with pytest.raises(HTTPException) as told:
        quarter_of(text, TODAY)
    assert told.value.status_code == 404


def test_the_earliest_has_days_at_both_ends() -> None:
    last = quarter_of("0003-Q1", TODAY)
    choices = Choices(first=Period(3, last.number - QUARTERS + 1), last=last)
    assert first_day(choices.first) == date(1, 4, 1)
