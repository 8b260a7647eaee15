"""Make a filter tree of CQL2-JSON. What is not listed here does not exist for a filter."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NoReturn

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from contested.errors import FilterError
from contested.where.core import MAX_DEPTH, read_moment
from contested.where.cql2_text import MAX_BYTES, whole_number
from contested.where.nearest import meant
from contested.where.tree import (
    After,
    And,
    Before,
    Between,
    Compare,
    Disjoint,
    During,
    DWithin,
    Equals,
    Filter,
    In,
    Intersects,
    IsNull,
    Like,
    Moment,
    Not,
    Op,
    Or,
    Scalar,
    Within,
)

_NESTED = 2 * MAX_DEPTH + 10  # an operation takes two levels of JSON, a geometry up to six
_UNITS = MappingProxyType(
    {
        **dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), 1.0),
        **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), 0.001),
    }
)
_SHAPES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})


def parse_json(text: str) -> Any:
    """Parse the text of a CQL2-JSON filter. Raises `FilterError` that says where it is no JSON."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise FilterError(f"the filter is longer than {MAX_BYTES} bytes; ask a simpler question, or pass a tree")
    try:
        return json.loads(text, parse_constant=_no_number, parse_int=whole_number)
    except json.JSONDecodeError as error:
        raise FilterError(
            f"the filter cannot be read as JSON at character {error.pos + 1}: {error.msg}; mend it there"
        ) from error
    except RecursionError as error:
        raise FilterError(f"the filter has more than {MAX_DEPTH} levels; ask a simpler question") from error


def tree_of(node: Any) -> Filter:
    """Make the tree of a filter in CQL2-JSON, as `json.loads` gives it. Raises `FilterError` for what is not known.

    >>> tree_of({"op": "isNull", "args": [{"property": "holder"}]})
    IsNull(property='holder')
    """
    _check_depth(node)
    return _filter(node)


def _filter(node: Any) -> Filter:
    if isinstance(node, Mapping) and set(node) == {"property"}:
        return Compare(property=_property(node), op=Op.EQ, value=True)
    if not isinstance(node, Mapping) or set(node) != {"op", "args"}:
        raise FilterError(f"{_shown(node)} is not a test; write {{'op': '=', 'args': [{{'property': …}}, …]}}")
    name, arguments = node["op"], node["args"]
    if not isinstance(name, str) or not isinstance(arguments, Sequence) or isinstance(arguments, str):
        raise FilterError(f"{_shown(node)} is not a test; op must be a text and args a list")
    key = name if name in _READ else name.lower()
    if key not in _READ:
        raise FilterError(f"there is no test {name[:80]!r}; {meant(name, _READ)}")
    count, make = _READ[key]
    if count and len(arguments) != count:
        raise FilterError(f"{name} takes {count} arguments and has {len(arguments)}: {_shown(node)}")
    return make(key, arguments)


def _check_depth(node: Any) -> None:
    left = [(node, 1)]
    while left:
        part, depth = left.pop()
        if depth > _NESTED:
            raise FilterError(f"the filter has more than {MAX_DEPTH} levels; ask a simpler question")
        if isinstance(part, Mapping):
            left += [(inner, depth + 1) for inner in part.values()]
        elif isinstance(part, Sequence) and not isinstance(part, str):
            left += [(inner, depth + 1) for inner in part]


# ------------------------------------------------------------------------------------------- tests


def _joined(name: str, arguments: Sequence[Any]) -> Filter:
    parts = tuple(_filter(argument) for argument in arguments)
    return And(parts=parts) if name == "and" else Or(parts=parts)


def _not(_name: str, arguments: Sequence[Any]) -> Filter:
    return Not(part=_filter(arguments[0]))


def _compare(name: str, arguments: Sequence[Any]) -> Filter:
    left, right = arguments
    if isinstance(right, Mapping) and ("property" in right or right.get("op") == "casei") and not _named(left):
        raise FilterError(f"{_shown(arguments)}: the property stands first; turn the comparison around")
    subject, folded = _subject(left)
    value, folded_value = _value(right)
    return Compare(property=subject, op=Op(name), value=value, ignore_case=folded or folded_value)


def _in(_name: str, arguments: Sequence[Any]) -> Filter:
    subject, folded = _subject(arguments[0])
    if not isinstance(arguments[1], list):
        raise FilterError(f"in takes a list of values, not {_shown(arguments[1])}")
    values = [_value(value) for value in arguments[1]]
    ignore_case = folded or any(of_value for _, of_value in values)
    return In(property=subject, among=tuple(value for value, _ in values), ignore_case=ignore_case)


def _between(_name: str, arguments: Sequence[Any]) -> Filter:
    subject, *limits = arguments
    if any(isinstance(part, Mapping) and "op" in part for part in arguments):
        raise FilterError("between heeds the case of letters; leave CASEI out")
    low, high = (_value(limit)[0] for limit in limits)
    return Between(property=_property(subject), low=low, high=high)


def _like(_name: str, arguments: Sequence[Any]) -> Filter:
    subject, folded = _subject(arguments[0])
    pattern, folded_pattern = _value(arguments[1])
    if not isinstance(pattern, str):
        raise FilterError(f"like takes a text, not {_shown(pattern)}")
    return Like(property=subject, pattern=pattern, ignore_case=folded or folded_pattern)


def _is_null(_name: str, arguments: Sequence[Any]) -> Filter:
    return IsNull(property=_property(arguments[0]))


def _spatial(name: str, arguments: Sequence[Any]) -> Filter:
    subject, geometry = _property(arguments[0]), _shape(arguments[1])
    if name == "s_disjoint":
        return Disjoint(property=subject, geometry=geometry)
    return (Intersects if name == "s_intersects" else Within)(property=subject, geometry=geometry)


def _dwithin(_name: str, arguments: Sequence[Any]) -> Filter:
    subject, geometry, distance, unit = arguments
    if isinstance(distance, bool) or not isinstance(distance, int | float):
        raise FilterError(f"s_dwithin takes a number as distance, not {_shown(distance)}")
    if not isinstance(unit, str) or unit.lower() not in _UNITS:
        raise FilterError(f"s_dwithin knows no unit {_shown(unit)}; write km or m")
    return DWithin(property=_property(subject), geometry=_shape(geometry), km=distance * _UNITS[unit.lower()])


def _temporal(name: str, arguments: Sequence[Any]) -> Filter:
    subject, (start, end) = _property(arguments[0]), _interval(arguments[1])
    if name in {"t_during", "t_intersects"}:
        return During(property=subject, start=start, end=end)
    if name == "t_disjoint":
        return Not(part=During(property=subject, start=start, end=end))
    if name == "t_equals":
        if start is None or start != end:
            raise FilterError("t_equals takes one day or time, not an interval; use t_during")
        return Equals(property=subject, moment=start)
    moment = end if name == "t_after" else start
    if moment is None:
        raise FilterError(f"{name} an interval that is open at that end is never true; give both ends")
    return (After if name == "t_after" else Before)(property=subject, moment=moment)


_READ: Mapping[str, tuple[int, Callable[[str, Sequence[Any]], Filter]]] = MappingProxyType(
    {
        "and": (0, _joined),
        "or": (0, _joined),
        "not": (1, _not),
        **{op.value: (2, _compare) for op in Op},
        "in": (2, _in),
        "between": (3, _between),
        "like": (2, _like),
        "isNull": (1, _is_null),
        "s_intersects": (2, _spatial),
        "s_within": (2, _spatial),
        "s_disjoint": (2, _spatial),
        "s_dwithin": (4, _dwithin),
        **dict.fromkeys(
            ("t_after", "t_before", "t_during", "t_equals", "t_intersects", "t_disjoint"),
            (2, _temporal),
        ),
    }
)

# ------------------------------------------------------------------------------------------- arguments


def _named(node: Any) -> bool:
    return isinstance(node, Mapping) and ("property" in node or node.get("op") == "casei")


def _subject(node: Any) -> tuple[str, bool]:
    """Answer the property, and whether the case of its letters is ignored."""
    inside = _inside_casei(node)
    return (_property(node), False) if inside is None else (_property(inside), True)


def _property(node: Any) -> str:
    if isinstance(node, Mapping) and set(node) == {"property"} and isinstance(node["property"], str):
        return node["property"]
    raise FilterError(f"a property should stand where {_shown(node)} does; write {{'property': 'control'}}")


def _value(node: Any) -> tuple[Scalar, bool]:
    """Answer a value, and whether the case of its letters is ignored."""
    inside = _inside_casei(node)
    if inside is not None:
        if not isinstance(inside, str):
            raise FilterError(f"casei takes a text, not {_shown(inside)}")
        return inside, True
    if isinstance(node, str | bool | int | float):
        return node, False
    if isinstance(node, Mapping) and len(node) == 1 and {"date", "timestamp"} & set(node):
        return _moment(node), False
    if _named(node):
        raise FilterError(f"two properties cannot be compared; put a value where {_shown(node)} stands")
    raise FilterError(f"a value should stand where {_shown(node)} does; such as a text, a number, true, or a date")


def _inside_casei(node: Any) -> Any:
    if not (isinstance(node, Mapping) and set(node) == {"op", "args"} and str(node["op"]).lower() == "casei"):
        return None
    arguments = node["args"]
    if not isinstance(arguments, list) or len(arguments) != 1:
        raise FilterError(f"casei takes one argument: {_shown(node)}")
    return arguments[0]


def _interval(node: Any) -> tuple[Moment | None, Moment | None]:
    if isinstance(node, Mapping) and set(node) == {"interval"}:
        limits = node["interval"]
        if not isinstance(limits, list) or len(limits) != 2:
            raise FilterError(f"an interval has two ends, not {_shown(limits)}; '..' leaves one open")
        start, end = (None if limit == ".." else _moment(limit) for limit in limits)
        return start, end
    moment = _moment(node)
    return moment, moment


def _moment(node: Any) -> Moment:
    kind, text = next(iter(node.items())) if isinstance(node, Mapping) and len(node) == 1 else ("", node)
    if not isinstance(text, str) or kind not in {"", "date", "timestamp"}:
        raise FilterError(f"a day or time should stand where {_shown(node)} does; write {{'date': '2025-07-10'}}")
    moment = read_moment(text)
    if kind == "date" and type(moment) is not date:
        raise FilterError(f"DATE({text!r:.80}) has a time of day; write TIMESTAMP({text!r:.80})")
    if kind == "timestamp" and type(moment) is date:
        raise FilterError(f"TIMESTAMP({text!r:.80}) has no time of day; write DATE({text!r:.80})")
    return moment


def _shape(node: Any) -> BaseGeometry:
    if isinstance(node, BaseGeometry):
        return node
    if isinstance(node, Mapping) and set(node) == {"bbox"}:
        return _box(node["bbox"])
    if isinstance(node, Mapping) and node.get("type") in _SHAPES:
        try:
            read: BaseGeometry = shape({"type": node["type"], "coordinates": node["coordinates"]})
        except (shapely.errors.ShapelyError, LookupError, TypeError, ValueError) as error:
            raise FilterError(f"the {node['type']} cannot be read as GeoJSON; longitude stands first") from error
        return read
    raise FilterError(f"a geometry should stand where {_shown(node)} does: {', '.join(sorted(_SHAPES))} or a bbox")


def _box(edges: Any) -> BaseGeometry:
    numbers = isinstance(edges, list) and all(type(edge) in (int, float) for edge in edges)
    if not numbers or len(edges) != 4:
        raise FilterError(f"a bbox is west, south, east, north, not {_shown(edges)}")
    west, south, east, north = edges
    if south > north:
        raise FilterError(f"a bbox has south before north, not {south:g} before {north:g}; put the lesser first")
    if west <= east:
        return shapely.Polygon.from_bounds(west, south, east, north)
    return shapely.MultiPolygon([shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)])


def _shown(node: Any) -> str:
    text = str(node)
    return text if len(text) <= 80 else text[:80] + "…"


def _no_number(word: str) -> NoReturn:
    raise FilterError(f"{word} is not a number that a filter can use")
