"""Times as people write them."""

from datetime import time

import pytest

from quorate_services.portal.pages.chairing.dates import clock_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2:30pm", time(14, 30)),
        ("2.30 PM", time(14, 30)),
        ("14:30", time(14, 30)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12:15pm", time(12, 15)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("00:00", time(0)),
        ("9", None),
        ("25:00", None),
        ("13pm", None),
        ("9:75", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time_is_read_or_refused(written: str, meant: time | None) -> None:
    assert clock_of(written) == meant
