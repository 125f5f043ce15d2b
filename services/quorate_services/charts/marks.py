"""The shape of each point: it says by itself, without colour, what the point is."""

from xml.etree.ElementTree import Element

from quorate_services.charts.analysis import Effect
from quorate_services.charts.elements import add, number
from quorate_services.charts.series import Gap
from quorate_services.charts.text import capital

COLOURS = {
    None: "#505a5f",
    Effect.USUAL: "#505a5f",
    Effect.BETTER: "#005ea5",
    Effect.WORSE: "#b34000",
    Effect.DIFFERENT: "#490092",
}
"""On white at least 4.5:1; those of the NHS tools (grey 2.4:1, blue 2.5:1) are below the 3:1 of WCAG 1.4.11."""


def name_of(kind: Effect | Gap | None) -> str:
    """Return what the key says beside a mark."""
    if isinstance(kind, Gap):
        return capital(kind.value)
    return "Figure" if kind is None else capital(kind.value)


def class_of(kind: Effect | Gap | None) -> str:
    """Return the class that a stylesheet knows a mark by."""
    return f"quorate-chart__mark quorate-chart__mark--{'plain' if kind is None else kind.name.lower()}"


def mark(parent: Element, kind: Effect | Gap | None, x: float, y: float) -> Element:
    """Draw the mark of a point: circle, triangle, triangle upside down, diamond; or that of a gap."""
    if isinstance(kind, Gap):
        return add(
            parent,
            "path",
            d=_gap(kind, x, y),
            class_=class_of(kind),
            fill="none",
            stroke="#505a5f",
            stroke_width=1.5,
        )
    if kind in (None, Effect.USUAL):
        made = add(parent, "circle", cx=x, cy=y, r=4)
    else:
        made = add(parent, "path", d=_shape(kind, x, y))
    for name, value in (("class", class_of(kind)), ("fill", COLOURS[kind]), ("stroke", "#ffffff")):
        made.set(name, value)
    return made


def _shape(kind: Effect | None, x: float, y: float) -> str:
    corners = {
        Effect.BETTER: ((0, -6.5), (6, 4.5), (-6, 4.5)),
        Effect.WORSE: ((0, 6.5), (6, -4.5), (-6, -4.5)),
    }.get(kind or Effect.DIFFERENT, ((0, -6.5), (6, 0), (0, 6.5), (-6, 0)))
    return f"M{'L'.join(f'{number(x + right)} {number(y + down)}' for right, down in corners)}Z"


def _gap(kind: Gap, x: float, y: float) -> str:
    def line(left: float, up: float, right: float, down: float) -> str:
        return f"M{number(x + left)} {number(y + up)}L{number(x + right)} {number(y + down)}"

    if kind is Gap.HIDDEN:
        return line(-3, -3, 3, 3) + line(-3, 3, 3, -3)
    if kind is Gap.NOTHING:
        return line(-3, 0, 3, 0)
    return line(0, -3, 0, 3)
