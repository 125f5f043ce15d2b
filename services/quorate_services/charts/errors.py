"""Why a chart is not drawn. Each is a fault of whoever calls; none names what was sent."""

from quorate_events.errors import Invalid


class ChartOptionInvalid(Invalid):
    """An option of a chart is outside what the rules of control charts allow."""

    code = "chart_option_invalid"


class PeriodInvalid(Invalid):
    """A period of a chart is neither a month nor a quarter, or the periods are of two lengths."""

    code = "chart_period_invalid"


class FigureInvalid(Invalid):
    """A figure of a chart is no number, or outside what its unit allows."""

    code = "chart_figure_invalid"


class CellsUnclear(Invalid):
    """Two cells of a trend stand for the same period of the same series, so neither can be drawn."""

    code = "chart_cells_unclear"

    def __init__(self) -> None:
        super().__init__(
            "Two cells of the trend belong to the same period of the same series.",
            "Ask for every field that the trend is grouped by: agencyId, sector, role, kind, involvement, clock.",
        )


class MeasureUnknown(Invalid):
    """No measure that can be drawn has this name."""

    code = "chart_measure_unknown"

    def __init__(self) -> None:
        super().__init__("No chart has this name.", "Take one of quorate_services.charts.MEASURES.")
