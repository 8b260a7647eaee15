"""What is ground that can be taken or held: a place, "positions in X", but not "talks in X"."""

from collections.abc import Sequence

from contested.extract.anaphors import anaphor
from contested.extract.events import Event
from contested.extract.scene import Draft, Scene
from contested.extract.whereabouts import located, unknown_places
from contested.model import PlaceKind, Predicate

GROUND = frozenset(
    {"airbase", "airfield", "airport", "all", "area", "areas", "bank", "barracks", "base", "bases", "blocks"}
    | {"bridge", "building", "buildings", "camp", "camps", "cent", "centre", "checkpoint", "checkpoints"}
    | {"cities", "city", "college", "command", "communities", "complex", "compound", "compounds", "control"}
    | {"corridor", "crossing", "dam", "depot", "district", "districts", "edge", "enclave", "everything"}
    | {"facilities", "facility", "factory", "field", "fields", "forest", "garrison", "gate", "ground", "half"}
    | {"hamlets", "harbour", "headquarters", "heights", "highway", "hill", "hilltop", "island", "junction"}
    | {"kilometres", "line", "lines", "localities", "market", "mine", "mines", "ministry", "most"}
    | {"neighbourhood", "neighbourhoods", "offices", "oilfield", "oilfields", "outpost", "outposts"}
    | {"outskirts", "palace", "part", "parts", "pass", "peninsula", "percent", "plant", "plants", "pocket"}
    | {"pockets", "port", "position", "positions", "post", "posts", "prison", "province", "quarter"}
    | {"refineries", "refinery", "region", "residence", "rest", "ridge", "road", "route", "sector"}
    | {"settlement", "settlements", "side", "site", "sites", "square", "station", "streets", "stretch", "strip"}
    | {"stronghold", "suburb", "suburbs", "summit", "swathe", "swathes", "swaths", "terminal", "territory"}
    | {"third", "thirds", "town", "towns", "valley", "village", "villages", "works", "zone"}
)


_WORKS = frozenset(
    {"mill", "mills", "silo", "silos", "quarry", "farm", "farms", "monastery", "temple", "fort", "citadel"}
)
_SEATS = frozenset({"hospital", "university", "school", "stadium", "court", "courthouse", "parliament", "temple"})


def grounded(scene: Scene, event: Event) -> bool:
    """Tell whether what is taken or held is ground: a place, "positions in X", but not "talks in X"."""
    if event.noun or event.passive or event.adjective or not event.objects:
        return True
    if any(h.gap is not None for h in event.chunk.hits):
        kept = {scene.reading.document.tokens[h.end - 1].lower for h in event.chunk.hits if h.gap is not None}
        if kept & {"control", "hands", "grip"}:  # "has X under control", but not "has the fire in X under control"
            thing = event.objects[0]
            return thing.prep is None and bool(located(scene, thing) or unknown_places(scene, [thing]))
        return any(located(scene, c) or anaphor(scene, c) for c in event.objects)  # "drove the rebels out of X"
    phrase = scene.words(event.chunk)
    if phrase[-1] == "of" and {"hands", "under", "to", "into", "back"} & set(phrase):
        return True  # "X fell under the control of the rebels"
    first = event.objects[0]
    if first.prep is None and len(event.objects) > 1 and event.objects[1].prep is None and not first.hits:
        first = event.objects[1] if located(scene, event.objects[1]) else first  # "the northern and eastern parts of X"
    own = (  # "took over | four houses" is to be ground itself; "fell to | the rebels" names who took it
        first.prep_start is not None
        and event.chunk.start <= first.prep_start < event.chunk.end
        and first.prep not in {"to", "into"}
    )
    if located(scene, first) or (first.prep is not None and not own) or anaphor(scene, first):
        return True
    if unknown_places(scene, [first]):
        return True
    if scene.words(first) == ["out"] and scene.words(event.chunk)[0].startswith(("hold", "held")):
        return True  # "its garrison was still holding out"
    if "control" in phrase and _SEATS & set(scene.words(first)):
        return True  # "regained control of a hospital in X"
    if scene.words(first)[-1].endswith("%") or scene.words(first)[-1] in _WORKS:
        return True  # "controls 95% of X"
    return bool(set(scene.words(first)) & GROUND) or scene.words(first)[0] in {"it", "them"}


def only_part(scene: Scene, draft: Draft) -> bool:
    """Tell whether what is held or taken is less than the place: a country's share, one building in a town.

    "occupies 19% of Ukraine", "captured the railway station in Pokrovsk": true, but who holds the place is not said.
    """
    if draft.predicate not in _TAKEN:
        return False
    if any(r.place is not None and r.place.kind in _LANDS for r in draft.places):
        return True
    objects = draft.event.objects
    if objects and _is_share(scene.words(objects[0])):  # "controls roughly 40 percent of X", "has control of 75% of X"
        return True
    chunk = draft.event.chunk
    own = [c for c in objects[:1] if c.prep_start is not None and chunk.start <= c.prep_start < chunk.end]
    first = next((c for c in objects if c.prep is None), None) or next(iter(own), None)  # "control of | a hospital"
    if first is None or draft.event.passive:
        return False
    words = scene.words(first)
    words = (
        words[:-1] if words[-1] in {"in", "at", "near"} and len(words) > 1 else words
    )  # "positions in" is one phrase
    inside = any(c.prep in {"in", "at"} and c.mentions and c.start >= first.end for c in draft.event.objects)
    return inside and not first.mentions and words[-1] in _BUILDINGS


def _is_share(words: Sequence[str]) -> bool:
    head = words[: words.index("of")] if "of" in words else words
    return bool(head) and (head[-1] in {"%", "percent"} or head[-1].endswith("%") or head[-2:] == ["per", "cent"])


_TAKEN = frozenset({Predicate.CAPTURES, Predicate.HOLDS, Predicate.WITHDRAWS})
_LANDS = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_BUILDINGS = frozenset(
    {"station", "building", "buildings", "palace", "airport", "market", "hospital", "school", "street", "streets"}
    | {"factory", "plant", "stadium", "university", "bridge", "mosque", "church", "hotel", "house", "houses", "tower"}
    | {"mill", "mills", "silo", "silos", "quarry", "farm", "farms", "monastery", "temple"}
    | {"positions", "position", "ministry", "prison", "courthouse", "headquarters"}
)
