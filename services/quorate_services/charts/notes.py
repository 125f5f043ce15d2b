"""What has to be known to read a chart: how it was worked out, and how far it can be trusted."""

from collections.abc import Iterator
from statistics import median

from quorate_services.charts.analysis import Analysis
from quorate_services.charts.options import SETTLED
from quorate_services.charts.words import gaps, times

FEW = 10
"""With fewer behind most of the figures, a percentage moves a lot by chance alone."""


def notes(analysis: Analysis) -> tuple[str, ...]:
    """Return the notes to a chart, each a sentence or two."""
    return (*gaps(analysis), *_limits(analysis), *_small(analysis))


def _limits(analysis: Analysis) -> Iterator[str]:
    series, options = analysis.series, analysis.options
    found = [section for section in analysis.sections if section.limits is not None]
    if not found:
        return
    noun = series.points[0].period.noun
    rest = "all figures" if options.baseline is None else f"the first {options.baseline} figures"
    yield (
        "An XmR control chart by the NHS “Making Data Count” rules. The limits are 2.66 mean moving ranges from "
        f"the average and rest on {rest}; a run or a trend is {options.run_length} {noun}s."
    )
    left_out = sum(section.limits.screened for section in found if section.limits)
    if options.screen and left_out:
        yield (
            f"{times(left_out, 'unusual jump')} left out of the limits (screened), unlike in the NHS Excel tool."
        )
    elif options.screen:
        yield "Unusual jumps would be left out of the limits (screened); there were none."
    else:
        yield "No jump was left out of the limits, as in the NHS Excel tool."
    for section in analysis.sections[1:]:
        yield f"The limits are worked out anew from {series.points[section.start].period}."
    if any(section.trial for section in found):
        yield f"Trial limits: they rest on fewer than {SETTLED} figures, and each further one will move them."
    bounded = series.unit.bounded
    limits = [
        each for section in found if section.limits for each in (section.limits.lower, section.limits.upper)
    ]
    if any(bounded(each) != each for each in limits):
        yield "A limit that was worked out beyond what is possible is drawn at what is possible."


def _small(analysis: Analysis) -> Iterator[str]:
    behind = [point.denominator for point in analysis.series.points if point.denominator is not None]
    if behind and median(behind) < FEW:
        yield f"Half of the figures or more have fewer than {FEW} behind them, so they move a lot by chance."
