"""Prints the page of the documentation that defines the metrics."""

import sys

from quorate_projections.metrics.document import document
from quorate_projections.metrics.registry import METRICS

sys.stdout.write(document(METRICS))
