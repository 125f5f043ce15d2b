from quorate_projections.metrics.rate import Rate


def test_a_percentage_has_one_decimal():
    assert Rate(1, 3).percentage == 33.3


def test_nothing_of_nothing_has_no_percentage():
    assert Rate(0, 0).percentage is None
