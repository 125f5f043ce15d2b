"""SVG as a tree, so that every text is escaped by the serializer, and nothing is ever pasted into markup."""

from typing import Self
from xml.etree.ElementTree import Element, SubElement, tostring


class Markup(str):
    """Markup that is safe as it stands. Jinja and MarkupSafe ask for it by ``__html__`` and do not escape it again."""

    __slots__ = ()

    def __html__(self) -> Self:
        """Return itself."""
        return self


def add(parent: Element, name: str, text: str | None = None, **attributes: str | float) -> Element:
    """Add an element. ``class_`` stands for ``class``, and ``_`` for ``-``; numbers get two decimals at most."""
    made = SubElement(parent, name, _written(attributes))
    made.text = text
    return made


def element(name: str, **attributes: str | float) -> Element:
    """Return an element without a parent."""
    return Element(name, _written(attributes))


def number(value: float) -> str:
    """Return a coordinate to two decimals, as short as it can be written."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def markup(root: Element) -> Markup:
    """Return the tree as markup."""
    return Markup(tostring(root, encoding="unicode"))


def _written(attributes: dict[str, str | float]) -> dict[str, str]:
    return {
        name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
    }
