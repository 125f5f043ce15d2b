"""A chart as a page takes it: heading, sentence, two drawings, notes and table."""

from dataclasses import dataclass

from quorate_services.charts.analysis import Analysis, analyse
from quorate_services.charts.elements import Markup
from quorate_services.charts.notes import notes
from quorate_services.charts.options import Options
from quorate_services.charts.series import Series
from quorate_services.charts.svg import Size, draw
from quorate_services.charts.table import Table, table
from quorate_services.charts.words import sentence


@dataclass(frozen=True)
class Chart:
    """Everything about one chart. Texts are plain and for the template to escape; the drawings are markup."""

    id: str
    heading: str
    sentence: str
    notes: tuple[str, ...]
    table: Table
    wide: Markup
    narrow: Markup
    analysis: Analysis


def chart(series: Series, options: Options, chart_id: str) -> Chart:
    """Return the chart of a series. ``chart_id`` is the page's own, of ``a-z0-9-``.

    Raises :class:`ChartOptionInvalid` for an option that does not fit the series, and for another id.
    """
    analysis = analyse(series, options)
    return Chart(
        id=chart_id,
        heading=series.heading,
        sentence=sentence(analysis),
        notes=notes(analysis),
        table=table(analysis),
        wide=draw(analysis, chart_id, Size.WIDE),
        narrow=draw(analysis, chart_id, Size.NARROW),
        analysis=analysis,
    )
