"""Control charts for the board: XmR by the NHS "Making Data Count" rules, drawn as accessible SVG.

Knows nothing of the portal, of a database or of HTTP. See ``docs/charts.md``.
"""

from importlib.resources import files

from quorate_services.charts.analysis import Analysis, Assurance, Effect, analyse
from quorate_services.charts.chart import Chart, chart
from quorate_services.charts.csv_file import csv_of
from quorate_services.charts.measures import MEASURES, REPORT_AGAINST_PRESENCE, Measure, measure
from quorate_services.charts.options import Direction, Options
from quorate_services.charts.periods import Period
from quorate_services.charts.series import Gap, Point, Series
from quorate_services.charts.trend_cells import series_of

__all__ = [
    "MEASURES",
    "REPORT_AGAINST_PRESENCE",
    "Analysis",
    "Assurance",
    "Chart",
    "Direction",
    "Effect",
    "Gap",
    "Measure",
    "Options",
    "Period",
    "Point",
    "Series",
    "analyse",
    "chart",
    "csv_of",
    "measure",
    "series_of",
    "stylesheet",
]


def stylesheet() -> str:
    """Return the stylesheet of the charts, for a page to serve from its own origin."""
    return files(__name__).joinpath("charts.css").read_text("utf-8")
