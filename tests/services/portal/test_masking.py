"""The token of forms is written differently each time, and read again."""

import pytest

from quorate_services.portal.store.sessions import new_form_token
from quorate_services.portal.web.masking import masked, unmasked


def test_a_secret_is_written_differently_each_time_and_read_again() -> None:
    word = new_form_token()
    written = {masked(word) for _ in range(20)}
    assert len(written) == 20
    assert {unmasked(each) for each in written} == {word}


@pytest.mark.parametrize("text", ["", "guessed", "AAA", "é", "/w==", "AAH/", "_w=="])
def test_what_is_none_of_ours_is_nothing(text: str) -> None:
    assert unmasked(text) == ""
