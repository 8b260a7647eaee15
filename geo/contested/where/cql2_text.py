"""Read CQL2-Text: into the structure of CQL2-JSON, from which `cql2_json` makes the tree.

The grammar has what a filter here can use: AND, OR, NOT, comparisons, IN, BETWEEN, LIKE, IS NULL, CASEI, and the
functions S_… and T_…. It has no arithmetic and no functions of other kinds. The parser keeps its own stack, so that
no text can exhaust Python's.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import shapely
from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken, v_args

from contested.errors import FilterError

MAX_BYTES = 8_192

_GRAMMAR = r"""
start: disjunction
?disjunction: conjunction (_OR conjunction)*
?conjunction: negation (_AND negation)*
?negation: _NOT negation -> negated | test
?test: subject -> flag
     | subject OP value -> compared
     | value OP subject -> turned
     | subject _IN "(" value ("," value)* ")" -> among
     | subject _NOT _IN "(" value ("," value)* ")" -> not_among
     | subject _BETWEEN value _AND value -> between
     | subject _NOT _BETWEEN value _AND value -> not_between
     | subject _LIKE pattern -> like
     | subject _NOT _LIKE pattern -> not_like
     | subject _IS _NULL -> is_null
     | subject _IS _NOT _NULL -> is_not_null
     | SPATIAL "(" property "," shape ")" -> spatial
     | DWITHIN "(" property "," shape "," number "," unit ")" -> dwithin
     | TEMPORAL "(" property "," moment ")" -> temporal
     | "(" disjunction ")"

subject: property -> plain | _CASEI "(" property ")" -> folded
property: NAME | QUOTED
?value: string | number | truth | day | time | _CASEI "(" string ")" -> folded
?pattern: string | _CASEI "(" string ")" -> folded
string: STRING
number: NUMBER
truth: TRUE | FALSE
day: _DATE "(" string ")"
time: _TIMESTAMP "(" string ")"
?moment: string | day | time | _INTERVAL "(" limit "," limit ")" -> interval
?limit: string | day | time
unit: NAME | STRING

shape: GEOMETRY coordinates -> wkt
     | _BBOX "(" number "," number "," number "," number ")" -> bbox
coordinates: "(" inner ("," inner)* ")"
?inner: point | coordinates
point: number number

_AND.2: /AND\b/i
_OR.2: /OR\b/i
_NOT.2: /NOT\b/i
_IN.2: /IN\b/i
_BETWEEN.2: /BETWEEN\b/i
_LIKE.2: /LIKE\b/i
_IS.2: /IS\b/i
_NULL.2: /NULL\b/i
_CASEI.2: /CASEI\b/i
TRUE.2: /TRUE\b/i
FALSE.2: /FALSE\b/i
_DATE.2: /DATE(?=\s*\()/i
_TIMESTAMP.2: /TIMESTAMP(?=\s*\()/i
_INTERVAL.2: /INTERVAL(?=\s*\()/i
_BBOX.2: /BBOX(?=\s*\()/i
SPATIAL.2: /S_(INTERSECTS|WITHIN|DISJOINT)\b/i
DWITHIN.2: /S_DWITHIN\b/i
TEMPORAL.2: /T_(AFTER|BEFORE|DURING|EQUALS|INTERSECTS|DISJOINT)\b/i
GEOMETRY.2: /(MULTI)?(POINT|LINESTRING|POLYGON)(?=\s*\()/i
OP: "=" | "<>" | "!=" | "<=" | ">=" | "<" | ">"
NUMBER: /[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/
STRING: /'(?:[^']|'')*'/
QUOTED: /"[^"]*"/
NAME: /(?!(?:AND|OR|NOT|IN|BETWEEN|LIKE|IS|NULL|TRUE|FALSE)\b)[^\W\d]\w*/i

%ignore /\s+/
"""

_WORDS = {  # what is told first stands first
    "SPATIAL": "a test such as control = 'held'",
    "NAME": "a property",
    "OP": "a comparison such as =",
    "STRING": "a text in single quotes",
    "NUMBER": "a number",
    "TRUE": "TRUE or FALSE",
    "_DATE": "DATE('2025-07-10')",
    "_INTERVAL": "INTERVAL('2025-07-01', '2025-07-10')",
    "GEOMETRY": "POINT(…), LINESTRING(…), POLYGON((…)) or BBOX(…)",
    "_IN": "IN",
    "_NOT": "NOT",
    "_NULL": "NULL",
    "_BETWEEN": "BETWEEN",
    "_LIKE": "LIKE",
    "_AND": "AND",
    "_OR": "OR",
    "COMMA": "a comma",
    "RPAR": ")",
    "$END": "the end",
}
_FUNCTIONS = (
    "S_INTERSECTS, S_WITHIN, S_DISJOINT, S_DWITHIN, T_AFTER, T_BEFORE, T_DURING, T_EQUALS, T_INTERSECTS, T_DISJOINT "
    "and CASEI"
)
_TURNED = {"=": "=", "<>": "<>", "!=": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_SHOWN = 30  # letters of the text in a message


def parse_text(text: str) -> Any:
    """Read a filter in CQL2-Text; answer it as CQL2-JSON would have it.

    Raises `FilterError` that says at which character it cannot be read, and what could stand there.

    >>> parse_text("control = 'held' AND n_claims > 2")["op"]
    'and'
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise FilterError(f"the filter is longer than {MAX_BYTES} bytes; ask a simpler question, or pass a tree")
    try:
        return _parser().parse(text)
    except UnexpectedInput as error:
        raise FilterError(_complaint(text, error)) from error


def whole_number(digits: str) -> float:
    """Read a whole number; one of more digits than any column holds becomes a float."""
    return int(digits) if len(digits) < 20 else float(digits)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_ToJson(), maybe_placeholders=False)


# ------------------------------------------------------------------------------------------- what went wrong


def _complaint(text: str, error: UnexpectedInput) -> str:
    at = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    if isinstance(error, UnexpectedToken):
        at = len(text) if error.token.type == "$END" else error.token.start_pos or 0
        expected: Iterable[str] = error.accepts or error.expected
    else:
        expected = error.allowed or () if isinstance(error, UnexpectedCharacters) else ()
    here = text[at : at + _SHOWN]
    found = f"{here!r} stands" if here.strip() else "it ends"
    hint = _hint(text, at, set(expected))
    return f"the filter cannot be read at character {at + 1}: {found} where {hint}"


def _hint(text: str, at: int, expected: set[str]) -> str:
    """Answer what should stand at a place: what was probably meant, or else what the grammar takes there."""
    rest = text[at:]
    if rest.startswith("'") and rest.count("'") % 2:
        return "a text begins that never ends; close it with ', and double a quote inside it: 'it''s'"
    if rest.startswith("=") and text[:at].endswith("="):
        return "nothing should be; one = is enough"
    day = re.search(r"\d{4}-\d\d-\d\d", text[max(0, at - 4) : at + _SHOWN])
    if day:
        return f"none should be; write days as DATE('{day[0]}')"
    if rest.startswith("(") and re.search(r"\w\s*$", text[:at]):
        return f"a comparison should be; the functions are {_FUNCTIONS}"
    word = re.match(r'"([^"]*)"?|(\w+)', rest)
    if word and "STRING" in expected and "SPATIAL" not in expected:
        return f"a value should be; put texts in single quotes: '{word[1] or word[2]}'"
    words = [told for name, told in _WORDS.items() if name in expected]
    if "SPATIAL" in expected:
        words = [_WORDS["SPATIAL"]]
    wanted = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words) or "nothing more"
    return f"{wanted} should be"


# ------------------------------------------------------------------------------------------- what was read


def _op(name: str, *arguments: Any) -> dict[str, Any]:
    return {"op": name, "args": list(arguments)}


def _negated(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    return lambda self, *arguments: _op("not", make(self, *arguments))


@v_args(inline=True)
class _ToJson(Transformer[Token, Any]):
    """Makes CQL2-JSON of what the grammar finds, from the inside outwards."""

    def start(self, whole: Any) -> Any:
        return whole

    def disjunction(self, *parts: Any) -> Any:
        return _op("or", *parts)

    def conjunction(self, *parts: Any) -> Any:
        return _op("and", *parts)

    def negated(self, part: Any) -> Any:
        return _op("not", part)

    def flag(self, subject: Any) -> Any:
        return subject

    def compared(self, subject: Any, op: Token, value: Any) -> Any:
        return _op("<>" if op == "!=" else str(op), subject, value)

    def turned(self, value: Any, op: Token, subject: Any) -> Any:
        return _op(_TURNED[op], subject, value)

    def among(self, subject: Any, *values: Any) -> Any:
        return _op("in", subject, list(values))

    def between(self, subject: Any, low: Any, high: Any) -> Any:
        return _op("between", subject, low, high)

    def like(self, subject: Any, pattern: Any) -> Any:
        return _op("like", subject, pattern)

    def is_null(self, subject: Any) -> Any:
        return _op("isNull", subject)

    not_among = _negated(among)
    not_between = _negated(between)
    not_like = _negated(like)
    is_not_null = _negated(is_null)

    def spatial(self, name: Token, subject: Any, shape: Any) -> Any:
        return _op(name.lower(), subject, shape)

    def dwithin(self, name: Token, subject: Any, shape: Any, distance: Any, unit: str) -> Any:
        return _op(name.lower(), subject, shape, distance, unit)

    def temporal(self, name: Token, subject: Any, moment: Any) -> Any:
        return _op(name.lower(), subject, moment)

    def plain(self, subject: Any) -> Any:
        return subject

    def folded(self, inside: Any) -> Any:
        return _op("casei", inside)

    def property(self, name: Token) -> Any:
        return {"property": name.strip('"')}

    def string(self, text: Token) -> str:
        return text[1:-1].replace("''", "'")

    def number(self, text: Token) -> float:
        return whole_number(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)

    def truth(self, word: Token) -> bool:
        return word.upper() == "TRUE"

    def day(self, text: str) -> Any:
        return {"date": text}

    def time(self, text: str) -> Any:
        return {"timestamp": text}

    def interval(self, start: Any, end: Any) -> Any:
        return {"interval": [start, end]}

    def unit(self, name: Token) -> str:
        return name.strip("'")

    def bbox(self, *edges: float) -> Any:
        return {"bbox": list(edges)}

    def wkt(self, kind: Token, coordinates: str) -> Any:
        try:
            return shapely.from_wkt(f"{kind.upper()} {coordinates}")
        except shapely.errors.ShapelyError as error:
            raise FilterError(
                f"the {kind} at character {(kind.start_pos or 0) + 1} cannot be read; write, for instance, "
                "POLYGON((34 31, 35 31, 35 32, 34 31)), longitude first"
            ) from error

    def coordinates(self, *inner: str) -> str:
        return f"({', '.join(inner)})"

    def point(self, x: float, y: float) -> str:
        return f"{x!r} {y!r}"
