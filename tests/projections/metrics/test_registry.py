from pathlib import Path

from quorate_projections.metrics.document import document
from quorate_projections.metrics.registry import METRICS

PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"


def test_the_page_about_metrics_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == document(METRICS)


def test_every_metric_has_a_code_of_its_own():
    codes = [metric.code for metric in METRICS]
    assert len(codes) == len(set(codes))
