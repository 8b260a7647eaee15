"""What `claims`, `status` and `export` share: which edition is written, in which format, what goes with it."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from contested.cli.output import check_output
from contested.cli.parser import UsageError
from contested.cli.taken import Taken

if TYPE_CHECKING:
    import geopandas


def checked_path(options: Namespace, inputs: Iterable[str]) -> Path:
    """Answer the path of an output that can be written in a format that is known. Raises as `check_output`."""
    from contested.export import SUFFIXES

    path = check_output(options.output, suffixes=SUFFIXES, inputs=inputs)
    if getattr(options, "crosswalk", False) and path.name.lower().endswith((".hxl.csv", ".lpf.json")):
        raise UsageError(f"{path}: has no room for --crosswalk; write .csv, .xlsx, .geojson or .gpkg")
    return path


def edition_of(taken: Taken, options: Namespace) -> Taken:
    """Answer what was taken as the profile shows it: statuses are computed from the answer and know no more."""
    from contested.frame import Profile, edition

    profile = Profile(options.profile)
    claims, _ = edition(taken.claims, profile)
    mentions, _ = edition(taken.mentions, profile, beside=taken.claims)
    return replace(taken, claims=claims, mentions=mentions)


def public_articles(articles: pd.DataFrame, taken: Taken, options: Namespace) -> pd.DataFrame:
    """Answer the table of articles; in public without private persons in titles and without the paths of files."""
    from contested.frame import Profile
    from contested.frame.private import name_mark, names_in

    if Profile(options.profile) is Profile.INTERNAL:
        return articles
    shown = dict(zip(taken.claims["article_id"], taken.claims["title"], strict=True))  # already without names
    titles = []
    for article, title, language in zip(articles["article_id"], articles["title"], articles["language"], strict=True):
        told = shown.get(article, title)
        for name in names_in(told) if isinstance(told, str) else ():
            told = told.replace(name, name_mark(language))
        titles.append(told)
    return articles.assign(title=pd.Series(titles, index=articles.index, dtype=object), path=None)


def write_layers(tables: Mapping[str, "geopandas.GeoDataFrame"], path: Path, options: Namespace, taken: Taken) -> None:
    """Write one table, or several into a GeoPackage, with the credit that the data and the profile ask for."""
    from contested.export import credit_of, with_crosswalk, write, write_geopackage
    from contested.export.layers import notes_of
    from contested.frame import Profile

    theatres = (taken.theatre,) if taken.theatre is not None else ()
    credit = credit_of(taken.claims, theatres=theatres, notes=notes_of(Profile(options.profile)))
    if getattr(options, "crosswalk", False):
        tables = {name: with_crosswalk(table) if name == "claims" else table for name, table in tables.items()}
    if len(tables) > 1:
        write_geopackage(tables, path, credit=credit, theatre=taken.theatre)
        return
    ((name, table),) = tables.items()
    written: Any = table
    write(written, path, layer=name, credit=credit, theatre=taken.theatre)
