"""Write the page model down from its records: docs/page-model.md, and types.d.ts for the page's script."""

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from contested.render.page_types import EXTRA, RECORDS, GeoJson

_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null", Any: "any"}
_GEOJSON = get_args(GeoJson)[1]


def fields(record: Any) -> dict[str, Any]:
    """Answer the fields of a record with their types."""
    found = get_type_hints(record, include_extras=True)
    return found | (get_type_hints(EXTRA[record], include_extras=True) if record in EXTRA else {})


def script_type(kind: Any) -> str:
    """Answer a type as TypeScript writes it."""
    if get_origin(kind) is Annotated:
        return "GeoJSON.Geometry" if _GEOJSON in kind.__metadata__ else script_type(get_args(kind)[0])
    if is_typeddict(kind):
        return str(kind.__name__)
    if get_origin(kind) is Literal:
        return " | ".join(f'"{word}"' for word in get_args(kind))
    if get_origin(kind) in {Union, types.UnionType}:
        return " | ".join(script_type(part) for part in get_args(kind))
    if get_origin(kind) is list:
        inner = script_type(get_args(kind)[0])
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if get_origin(kind) is dict:
        return f"Record<string, {script_type(get_args(kind)[1])}>"
    return _PLAIN[kind]


def note(kind: Any) -> str:
    """Answer what is said of a field beside its type."""
    if get_origin(kind) is Annotated:
        return "; ".join(text for text in kind.__metadata__ if isinstance(text, str))
    if get_origin(kind) in {Union, types.UnionType}:
        return "; ".join(filter(None, (note(part) for part in get_args(kind))))
    return ""


def types_file() -> str:
    """Answer assets/types.d.ts."""
    blocks = ["// Written by benchmarks/write_docs.py from render/page_types.py. Change that, then run it again.\n"]
    for record in RECORDS:
        lines = [f"  {name}: {script_type(kind)};" for name, kind in fields(record).items()]
        blocks.append("\n".join((f"/** {record.__doc__} */", f"interface {record.__name__} {{", *lines, "}")) + "\n")
    return "\n".join(blocks)


def model_page(written: str) -> str:
    """Answer docs/page-model.md; `written` says by what it was written."""
    parts = [
        f"""# The page model

{written}

A page is drawn from one JSON object, which stands in it as `<script type="application/json" id="contested-data">`.
`contested.render.page_model(claims)` answers it as a dict. The same claims give the same model: it holds no time of
making and nothing that is random. What is not known is null. "In `claims`" and the like mean a position in that list,
counted from 0.

Two readings of time stand in it. `runs.known` holds, for each day on which articles were published, what the articles
published by the end of that day add up to. `runs.valid` holds what all articles, also later ones, say was so by the end
of that day.
"""
    ]
    for record in RECORDS:
        rows = [
            f"| `{name}` | {script_type(kind).replace('|', 'or')} | {note(kind).replace('|', 'or')} |"
            for name, kind in fields(record).items()
        ]
        head = f"## {record.__name__}\n\n{record.__doc__}\n\n| field | type | |\n|---|---|---|\n"
        parts.append(head + "\n".join(rows) + "\n")
    return "\n".join(parts)
