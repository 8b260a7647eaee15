"""What the verbs of an atlas do: each opens it, calls one function, and says what came of it."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from contested.articles import ReadOptions, iter_articles, iter_received
from contested.cli import asking
from contested.cli.moments import moment
from contested.cli.parser import UsageError
from contested.cli.say import Voice, answer, count, plain
from contested.errors import NoArticlesError

if TYPE_CHECKING:
    import pandas as pd

    from contested.atlas import Atlas, Update

_SHOWN = 20  # complaints that get a line of their own
_LISTED = 10  # changes that do
_DATABASES = ("postgresql://", "postgres://")


def is_atlas(word: str) -> bool:
    """Tell whether an argument names an atlas, not an article.

    >>> is_atlas("gaza.gpkg"), is_atlas("postgresql://desk@host/gaza"), is_atlas("article.txt")
    (True, True, False)
    """
    return word.lower().startswith(_DATABASES) or Path(word).suffix.lower() == ".gpkg"


def the_atlas(words: Sequence[str]) -> str | None:
    """Answer the atlas among the arguments, if there is one; raise `UsageError` when there is something beside it."""
    named = [word for word in words if is_atlas(word)]
    if not named:
        return None
    if len(words) > 1:
        other = next((word for word in words if word != named[0]), named[0])
        raise UsageError(
            f"{named[0]} is an atlas and stands alone; add {other} to it first: contested add {named[0]} {other}"
        )
    return named[0]


def open_to_read(url: str) -> "Atlas":
    """Open an atlas that is there, without changing it."""
    from contested.atlas import Atlas

    return Atlas.open(url, read_only=True)


def _open(options: Namespace, *, create: bool = False) -> "Atlas":
    from contested.atlas import Atlas

    if not is_atlas(options.atlas):
        raise UsageError(f"{options.atlas}: is no atlas; name a .gpkg file or a postgresql:// address")
    return Atlas.open(options.atlas, create=create, theatre=theatre_of(options))


def theatre_of(options: Namespace) -> "str | list[str] | None":
    """Answer the theatres that were given, if any."""
    names = [name for given in getattr(options, "theatre", None) or [] for name in given.split(",") if name]
    return names[0] if len(names) == 1 else names or None


# ------------------------------------------------------------------------------------------- in


def _add(options: Namespace, voice: Voice) -> int:
    naming = asking.naming(options)
    new = not options.atlas.lower().startswith(_DATABASES) and not Path(options.atlas).exists()
    with _open(options, create=True) as atlas:
        if new:
            voice.say(f"{options.atlas}: a new atlas")
        said = {
            "outlet": options.outlet,
            "published": options.published,
            "url": options.url,
            "language": options.article_language,
            "encoding": options.encoding,
        }
        if options.archive:
            found: Any = iter_received(options.articles, options=ReadOptions(**said))
        else:
            found = iter_articles(options.articles, **said)
        with voice.bar(0, "article", "adding") as bar:
            try:
                update = atlas.add(found, note=options.note, progress=bar.step, naming=naming)
            except KeyboardInterrupt:
                told = f"{options.atlas}: interrupted; what was recorded until then is in it"
                raise KeyboardInterrupt(told) from None
    tell_update(options.atlas, update, voice)
    read = sum(len(ids) for ids in update.articles.values())
    if update.failed and not read:
        raise NoArticlesError(f"no article could be read, so nothing was added to {options.atlas}")
    return len(update.failed)


def _reread(options: Namespace, voice: Voice) -> int:
    with _open(options) as atlas:
        total = len(atlas.articles())
        with voice.bar(total, "article", "reading again") as bar:
            update = atlas.reread(force=options.force, note=options.note, progress=bar.step)
    tell_update(options.atlas, update, voice)
    return len(update.failed)


def tell_update(where: str, update: "Update", voice: Voice, *, failures: bool = True) -> None:
    """Say what an update changed: the failures unless told already, the counts, then the changes."""
    for failure in update.failed[: _SHOWN if failures else 0]:
        voice.complain(f"{failure.where}: {failure.why}" if failure.where else failure.why)
    if failures and len(update.failed) > _SHOWN:
        voice.complain(f"{len(update.failed) - _SHOWN} more like these")
    counts = update.counts
    words = [
        count(counts["articles_new"], "new article"),
        *[f"{counts[key]} {word}" for key, word in _ARTICLE_WORDS.items() if counts[key]],
        count(counts["new"], "new claim"),
        *[
            f"{counts[word]} {word}"
            for word in ("revised", "withdrawn", "contradicted", "ended", "unresolved")
            if counts[word]
        ],
        *([f"{counts['failed']} could not be added"] if counts["failed"] else []),
    ]
    voice.say(f"{where}: {', '.join(words)}")
    for row in update.changes.head(_LISTED).to_dict("records"):
        voice.say(f"  {_change_line(row)}")
    if len(update.changes) > _LISTED:
        voice.say(f"  and {count(len(update.changes) - _LISTED, 'more change')}")


_ARTICLE_WORDS = {
    "articles_repeated": "known before",
    "articles_reread": "read again",
    "articles_superseded": "superseded",
    "articles_copies": "copied from another",
}


def _change_line(row: Mapping[Any, Any]) -> str:
    was, now = _state(row, "was_"), _state(row, "")
    what = {"new": now, "gone": f"{was} → no claim any more"}.get(row["change"], f"{was} → {now}")
    return f"{row['change']}: {_where(row)}: {what}"


def _where(row: Mapping[Any, Any]) -> str:
    part = f"{row['part_text']} " if row["part_text"] else ""
    return f"{part}{row['place'] or row['aid_name'] or 'a place that is not named'}"


def _state(row: Mapping[Any, Any], prefix: str) -> str:
    aid, control = row[f"{prefix}aid_status"], row[f"{prefix}control"]
    words = []
    if control and (control != "unknown" or not aid):
        holder = row[f"{prefix}holder"]
        words.append(f"{control} by {holder}" if holder else str(control))
    if row[f"{prefix}dispute"] not in {None, "none"}:
        words.append(str(row[f"{prefix}dispute"]).replace("_", " "))
    if aid:
        words.append(f"aid point {aid}")
    return ", ".join(words) or "unknown"


# ------------------------------------------------------------------------------------------- out


def _changes(options: Namespace, _voice: Voice) -> int:
    since = moment(options.since, "--since", whole_day=True)
    until = moment(options.until, "--until", whole_day=True)
    with open_to_read(options.atlas) as atlas:
        assert since is not None
        found = atlas.changes(since=since, until=until)
    if options.json:
        _lines(found)
    else:
        for row in found.to_dict("records"):
            answer(plain(_change_line(row)) + "\n")
    return 0


def _history(options: Namespace, voice: Voice) -> int:
    with open_to_read(options.atlas) as atlas:
        told = atlas.history(" ".join(options.place))
    if options.json:
        _lines(told.statuses)
        _lines(told.claims)
        return 0
    for row in told.statuses.to_dict("records"):
        since = "undated" if row["since"] is None or row["since"] != row["since"] else row["since"].date().isoformat()
        _cells(since, _where(row), _state(row, ""), row["why"])
    voice.say(f"{told.place} ({told.place_id}): {count(len(told.claims), 'claim')}; --json writes them all")
    return 0


def _export(options: Namespace, voice: Voice) -> int:
    from contested.cli import exporting
    from contested.cli.taken import take_atlas

    path = exporting.checked_path(options, [options.atlas])
    valid_at = moment(options.valid_at, "--valid-at", whole_day=True)
    known_at = moment(options.known_at, "--known-at", whole_day=True)
    taken = exporting.edition_of(take_atlas(options.atlas, valid_at=valid_at, known_at=known_at), options)
    with open_to_read(options.atlas) as atlas:
        articles = exporting.public_articles(atlas.articles(known_at=known_at), taken, options)
    statuses = taken.statuses()
    tables: dict[str, Any] = {
        "claims": taken.valid_claims(),
        "status": statuses,
        "aid_points": statuses[statuses["aid_point"]].reset_index(drop=True),
        "mentions": taken.mentions,
        "articles": articles,
    }
    if options.layer is not None or path.suffix.lower() != ".gpkg":
        wanted = options.layer or "claims"
        tables = {wanted: tables[wanted]}
    exporting.write_layers(tables, path, options, taken)
    said = [f"{len(table)} {name.replace('_', ' ')}" for name, table in tables.items()]
    voice.say(f"{path}: {', '.join(said)}")
    return 0


def _review(options: Namespace, voice: Voice) -> int:
    decides = options.accept or options.reject or options.resolve or options.actor
    if not decides:
        if options.by or options.note:
            raise UsageError("--by and --note go with a decision: --accept, --reject, --resolve or --actor")
        with open_to_read(options.atlas) as atlas:
            _tell_review(atlas.review(), options, voice)
        return 0
    if not options.by:
        raise UsageError("a decision needs the name of who took it; add --by NAME")
    with _open(options) as atlas:
        made = atlas.decide(
            by=options.by,
            accept=options.accept,
            reject=options.reject,
            resolve={mention: None if place == "none" else place for mention, place in options.resolve},
            actor=dict(options.actor),
            note=options.note,
        )
    voice.say(f"{options.atlas}: {count(len(made), 'decision')} by {options.by}")
    return 0


def _tell_review(found: "pd.DataFrame", options: Namespace, voice: Voice) -> None:
    if options.json:
        _lines(found)
        return
    for row in found.to_dict("records"):
        what = row["toponym"] or row["place"] or ""
        _cells(row["kind"], row["id"], what, row["why"], row["sentence"] or "")
    voice.say(f"{count(len(found), 'thing')} to look at" if len(found) else "nothing to look at")


def _cells(*cells: str) -> None:
    """Write a line of cells, parted by tabs."""
    answer("\t".join(plain(cell) for cell in cells) + "\n")


def _lines(table: "pd.DataFrame") -> None:
    """Write a table as JSON lines: times as ISO 8601, geometries as GeoJSON, unknown as null."""
    from contested.atlas.plain import plain_rows

    for row in plain_rows(table):
        answer(json.dumps(row, ensure_ascii=False) + "\n")


RUN: Mapping[str, Callable[[Namespace, Voice], int]] = MappingProxyType(
    {
        "add": _add,
        "reread": _reread,
        "changes": _changes,
        "history": _history,
        "export": _export,
        "review": _review,
    }
)
