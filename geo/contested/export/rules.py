"""Rules of a style: which rows, and how they are drawn. QML and SLD are written from the same rules."""

from dataclasses import dataclass
from enum import StrEnum

from contested.look import Look

Where = tuple[tuple[str, object], ...]


class Shape(StrEnum):
    """What stands at a point: control is a ring, an aid point a square, anything else a triangle."""

    RING = "ring"
    SQUARE = "square"
    TRIANGLE = "triangle"


class Sign(StrEnum):
    """What lies on a mark, so that its state can be told without colour."""

    NONE = "none"
    CROSS = "cross"
    BAR = "bar"
    SLASH = "slash"
    BURST = "burst"
    RING = "ring"
    DIAMOND = "diamond"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paint:
    """How rows are drawn. `dashed`: extent inferred. `radius` names the column with a point's radius in metres."""

    look: Look
    shape: Shape
    dashed: bool = False
    bold: bool = False
    plate: str = "#ffffff"
    sign: Sign = Sign.NONE
    radius: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Rows of one geometry ("Point", "Line" or "Polygon") for which all of `where` holds, and how they look."""

    label: str
    where: Where
    geometry: str
    paint: Paint
