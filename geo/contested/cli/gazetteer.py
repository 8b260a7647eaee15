"""What `contested gazetteer` does."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from contested.cli.parser import UsageError
from contested.cli.say import Voice, answer, count, plain

if TYPE_CHECKING:
    from contested.gazetteer.gazetteer import Gazetteer

_SHOWN = 20  # refused rows that get a line of their own


def run(options: Namespace, voice: Voice) -> int:
    """Do the action that was asked for; answer how many rows could not be used."""
    return _RUN[options.action](options, voice)


def _build(_options: Namespace, voice: Voice) -> int:
    from contested.gazetteer.world import open_world

    with voice.bar(100, "%", "indexing the world") as bar:
        index = open_world(rebuild=True, progress=lambda _word, share: bar.reach(round(100 * share)))
    voice.say(f"{len(index)} places under {len(index.trie)} names in {index.folder}")
    return 0


def _search(options: Namespace, voice: Voice) -> int:
    from contested.gazetteer.commands import line, search

    found = search(_open(options, voice), " ".join(options.name))
    for place in found[: options.limit]:
        answer("\t".join(plain(cell) for cell in line(place).split("\t")) + "\n")
    if len(found) > options.limit:
        voice.say(f"{len(found) - options.limit} more; raise --limit to see them")
    return 0


def _info(options: Namespace, voice: Voice) -> int:
    from contested.gazetteer.commands import info

    for line in info(_open(options, voice)).splitlines():
        answer(plain(line) + "\n")
    return 0


def _import(options: Namespace, voice: Voice) -> int:
    from contested.gazetteer.folder import check_folder, write_folder
    from contested.gazetteer.importer import ImportOptions, import_places

    folder = Path(options.output)
    check_folder(folder)
    how = ImportOptions(
        gazetteer=options.name or folder.name,
        source=options.source,
        licence=options.licence,
        language=options.language,
        columns=_columns(options.column),
        layer=options.layer,
        crs=options.crs,
        country=options.country,
    )
    imported = import_places(Path(options.file), how)
    for refused in imported.refused[:_SHOWN]:
        voice.complain(f"{options.file}: row {refused.row}: {refused.name or '(no name)'}: {refused.why}")
    if len(imported.refused) > _SHOWN:
        voice.complain(f"{len(imported.refused) - _SHOWN} more rows were refused")
    write_folder(imported, how, folder)
    voice.say(
        f"{folder}: {count(len(imported.places), 'place')}, {count(len(imported.refused), 'row')} refused; "
        f"to use it: contested map ARTICLES --theatre {folder} -o map.html"
    )
    return len(imported.refused)


def _columns(given: list[str]) -> dict[str, str]:
    pairs = {}
    for pair in given:
        ours, equals, theirs = pair.partition("=")
        if not (ours and equals and theirs):
            raise UsageError(f"--column {pair!r} is not OURS=THEIRS; write, for instance, --column name=TOPONYM")
        pairs[ours] = theirs
    return pairs


def _open(options: Namespace, voice: Voice) -> "Gazetteer":
    from contested.gazetteer.gazetteer import open_gazetteer
    from contested.gazetteer.theatre import load_theatre, theatre_names

    names = [name for given in options.theatre or theatre_names() for name in given.split(",") if name]
    theatres = [load_theatre(name) for name in names if name != "none"]
    with voice.bar(100, "%", "indexing the world") as bar:
        return open_gazetteer(theatres=theatres, progress=lambda _word, share: bar.reach(round(100 * share)))


_RUN: Mapping[str, Callable[[Namespace, Voice], int]] = MappingProxyType(
    {"build": _build, "search": _search, "info": _info, "import": _import}
)
