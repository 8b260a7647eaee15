"""The page's own script: the files of `assets`, one concern each, as one piece of code."""

import re
from importlib.resources import files

_COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_TYPE = re.compile(r"/\*\* @type \{(?:(?!\*/).)*\*/ ")
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)

# in the order in which they stand; each layer's file in assets/layers is added after `view.js`, by itself
_FIRST = ("dom.js", "model.js", "view.js")
_THEN = (
    "glyphs.js",
    "patterns.js",
    "marks.js",
    "field.js",
    "tiles.js",
    "cells.js",
    "cursor.js",
    "base.js",
    "labels.js",
    "locator.js",
    "card.js",
    "claim.js",
    "legend.js",
    "lists.js",
    "changes.js",
    "time.js",
    "search.js",
    "tools.js",
    "take.js",
    "table.js",
    "print.js",
    "main.js",
)


def script_names() -> tuple[str, ...]:
    """Answer the files of the script in their order, below `assets`.

    >>> script_names()[:4]
    ('dom.js', 'model.js', 'view.js', 'layers/aid.js')
    """
    folder = files("contested.render").joinpath("assets", "layers")
    layers = sorted(f"layers/{file.name}" for file in folder.iterdir() if file.name.endswith(".js"))
    return (*_FIRST, *layers, *_THEN)


def app_script(*, live: bool = False) -> str:
    """Answer the script. It adds one name to the page, `contested`, by which folium's own script starts it.

    With `live` it listens to its server afterwards, as only a served page may.
    """
    folder = files("contested.render").joinpath("assets")
    code = "\n".join(folder.joinpath(*name.split("/")).read_text(encoding="utf-8").strip() for name in script_names())
    begin = "start"
    if live:
        code += "\n" + folder.joinpath("live.js").read_text(encoding="utf-8").strip()
        begin = "start: startServed"
    return f'"use strict";\nconst contested = (() => {{\n{_lean(code)}\nreturn {{ {begin} }};\n}})();\n'


def _lean(code: str) -> str:
    r"""Answer `code` without its comments and indents, which are for whoever reads the files of `assets`.

    Comments there stand on lines of their own or are types in front of an expression; no string runs over lines.

    >>> _lean("/** One. */\nlet one = /** @type {any} */ (1);\n  // two\n  two();")
    'let one = (1);\ntwo();'
    """
    return _INDENT.sub("", _TYPE.sub("", _COMMENT.sub("", code)))
