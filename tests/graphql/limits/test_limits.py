"""What a limit says of itself."""

import pytest

from quorate_graphql.limits.limits import BodyTooLong, TookTooLong


@pytest.mark.parametrize(
    ("error", "said"),
    [(BodyTooLong(1024 * 1024), "longer than 1048576 bytes"), (TookTooLong(2.5), "longer than 2.5 seconds")],
)
def test_a_limit_is_said_in_full(error, said):
    assert said in error.message
