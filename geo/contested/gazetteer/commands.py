"""What `contested gazetteer build | search | info | import` answers, as text. Printing is the command's business."""

from pathlib import Path

from contested.gazetteer import world
from contested.gazetteer.gazetteer import Gazetteer
from contested.gazetteer.importer import ImportOptions, import_places, save
from contested.gazetteer.world import Progress
from contested.model import Place


def build(*, progress: Progress | None = None, force: bool = True) -> str:
    """Build the index of the world's places and answer where it lies. Raises DataError when it cannot be built."""
    index = world.open_world(rebuild=force, progress=progress)
    return f"{len(index)} places under {len(index.trie)} names in {index.folder}"


def search(gazetteer: Gazetteer, name: str, *, limit: int = 10) -> str:
    """Answer the places of that name, one a line, the theatres' first; say so when there are none."""
    found = gazetteer.lookup(name)
    if not found:
        found = tuple({entry.place.id: entry.place for entry in gazetteer.spelt_like(name)}.values())
        if not found:
            return f"no place is called {name!r}; try another spelling"
    lines = [_line(place) for place in found[:limit]]
    if len(found) > limit:
        lines.append(f"and {len(found) - limit} more")
    return "\n".join(lines)


def info(gazetteer: Gazetteer) -> str:
    """Answer what the gazetteer holds, from where, and under which licences."""
    lines = [f"cache: {world.cache_dir()}"]
    for theatre in gazetteer.theatres:
        lines.append(f"theatre {theatre.id}: {len(theatre.places)} places. {theatre.attribution}")
    index = gazetteer.world
    if index is not None:
        size = sum(path.stat().st_size for path in index.folder.iterdir())
        lines.append(f"world: {len(index)} places, {len(index.trie)} names, {size / 1e6:.0f} MB, {index.folder}")
        lines.append("world sources: GeoNames (CC BY 4.0), ISO 3166-2, Unicode CLDR")
    for old in world.old_indexes():
        lines.append(f"left by another version, may be deleted: {old}")
    return "\n".join(lines)


def take(path: Path, options: ImportOptions) -> str:
    """Import a user's places into the cache folder; answer the report. Raises DataError when the file is unusable."""
    imported = import_places(path, options)
    if not imported.places:
        return imported.report()
    written = save(imported, world.cache_dir() / "imported", options)
    return f"{imported.report()}\nwritten to {written}"


def _line(place: Place) -> str:
    spot = place.footprint.representative_point() if place.footprint is not None else None
    where = f"{spot.y:.4f}, {spot.x:.4f}" if spot is not None else "no point"
    inside = ", ".join(part for part in (*place.admin, place.country or "") if part)
    return f"{place.id}\t{place.name}\t{place.kind.value}\t{inside}\t{where}\t{place.source or ''}"
