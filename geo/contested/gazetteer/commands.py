"""What `contested gazetteer search | info` answers, as text. Printing is the command's business."""

from contested.errors import UnknownPlaceError
from contested.gazetteer import world
from contested.gazetteer.gazetteer import Gazetteer
from contested.model import Place


def search(gazetteer: Gazetteer, name: str) -> tuple[Place, ...]:
    """Answer the places of that name, the theatres' first; when there are none, theirs that are spelt like it.

    Raises:
        UnknownPlaceError: there is nothing of the kind.

    """
    found = gazetteer.lookup(name)
    if not found:
        found = tuple({entry.place.id: entry.place for entry in gazetteer.spelt_like(name)}.values())
    if not found:
        raise UnknownPlaceError(f"no place is called {name!r}; try another spelling")
    return found


def line(place: Place) -> str:
    """Answer a place as one line: id, name, kind, where it lies, latitude and longitude, source; parted by tabs."""
    spot = place.footprint.representative_point() if place.footprint is not None else None
    where = f"{spot.y:.4f}, {spot.x:.4f}" if spot is not None else "no point"
    inside = ", ".join(part for part in (*place.admin, place.country or "") if part)
    return f"{place.id}\t{place.name}\t{place.kind.value}\t{inside}\t{where}\t{place.source or ''}"


def info(gazetteer: Gazetteer) -> str:
    """Answer what the gazetteer holds, from where, and under which licences."""
    lines = [
        f"theatre {theatre.id}: {len(theatre.places)} places. {theatre.attribution}" for theatre in gazetteer.theatres
    ]
    index = gazetteer.world
    if index is not None:
        size = sum(path.stat().st_size for path in index.folder.iterdir())
        lines.append(f"world: {len(index)} places under {len(index.trie)} names, {size / 1e6:.0f} MB in {index.folder}")
        lines.append("world sources: GeoNames (CC BY 4.0), ISO 3166-2, Unicode CLDR, Wikipedia (CC BY-SA 4.0)")
    lines += [f"index of another version: {old}" for old in world.old_indexes()]
    return "\n".join(lines)
