"""Write docs/status.md, frames.md, filters.md and page-model.md, and the types of the page's script, from what runs.

usage: write_docs.py [FOLDER]    (default: docs/ of this checkout)
"""

import sys
from pathlib import Path

from contested.frame import CLAIMS, MENTIONS, STATUS, schema_table
from contested.status import AID_HALF_LIFE_DAYS, CONTROL_HALF_LIFE_DAYS, FIGHTING_DAYS, rules_table
from contested.where import properties_table
from page_model_docs import model_page, types_file

_WRITTEN = "<!-- Written by benchmarks/write_docs.py. Change the code, then run it again. -->"


def status_page() -> str:
    """Answer docs/status.md."""
    return f"""# How claims become statuses

{_WRITTEN}

`contested.status(claims)` and `contested status` give each place, or part of one, the status that its claims add up
to at the time asked for (`valid_at`), from what was published by then (`known_at`). Every row says why, in `why`, and
lists the claims counted (`claim_ids`) and those set aside, with the reason (`set_aside`).

In stages 1 and 2 each rule may set claims aside. In stages 3, 4 and 5 the first rule that answers decides, and `rule`
names it.

{rules_table()}
These figures were chosen, not measured:

- the confidence in a status on control halves in {CONTROL_HALF_LIFE_DAYS:g} days;
- that in the state of an aid point halves in {AID_HALF_LIFE_DAYS:g};
- clashes keep a place disputed for {FIGHTING_DAYS:g} days.

Ages are counted from the newest article, or from `as_of`; the clock of the machine is never asked.
"""


def frames_page() -> str:
    """Answer docs/frames.md."""
    return f"""# The columns of the frames

{_WRITTEN}

All frames are GeoDataFrames in EPSG:4326, longitude first. Unknown is empty, never a guess. Words in `code` are the
whole vocabulary of their column.

## Claims: one row for each statement by one source about one place

{schema_table(CLAIMS)}
## Status: one row for each place, or part of one

[status.md](status.md) says how it comes about.

{schema_table(STATUS)}
## Mentions: one row for each place name or reference in a text

{schema_table(MENTIONS)}"""


def filters_page() -> str:
    """Answer docs/filters.md."""
    return f"""# What a filter can ask for

{_WRITTEN}

[query.md](query.md) says how a filter is written. Words in `code` are the whole vocabulary of their property; any other
word is refused. Columns that hold JSON cannot be asked for.

## Statuses

{properties_table(STATUS)}
## Claims

{properties_table(CLAIMS)}
## Mentions

{properties_table(MENTIONS)}"""


PAGES = {
    "filters.md": filters_page,
    "status.md": status_page,
    "frames.md": frames_page,
    "page-model.md": lambda: model_page(_WRITTEN),
    "../geo/contested/render/assets/types.d.ts": types_file,
}


def main(argv: list[str]) -> None:
    """Write the pages."""
    folder = Path(argv[1]) if len(argv) > 1 else Path(__file__).resolve().parents[1] / "docs"
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8", newline="")
        print(folder / name)


if __name__ == "__main__":
    main(sys.argv)
