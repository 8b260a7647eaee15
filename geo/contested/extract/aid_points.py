"""Which aid point a noun phrase names, and where it is."""

from collections.abc import Sequence

from contested.extract.anaphors import again, anaphor
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.scene import AID_PLACES, LOCATIONS, AidPoint, Scene, feature_place
from contested.extract.whereabouts import located
from contested.model import (
    AidKind,
    ClaimFamily,
    MentionKind,
    PlaceKind,
    Resolution,
)


def aid_point(scene: Scene, chunk: Chunk, after: Sequence[Chunk] = ()) -> AidPoint | None:
    """Read a noun phrase as an aid point, with the place it stands in or is; `None` when it is none."""
    named = [r for r in located(scene, chunk, wide=False) if r.place is not None and r.place.kind in AID_PLACES]
    hits = [h for h in chunk.hits if h.entry.category == "aid_point"]
    if named and not hits:
        place = named[-1].place
        assert place is not None
        if scene.words(chunk)[0] in {"a", "an"} and named[-1].mention.toponym.split()[-1].islower():
            # "a Red Cross field hospital in Tyre": one of its sort, and not the one that has no other name in Rafah
            return AidPoint(AID_PLACES[place.kind], chunk, scene.surface(chunk), beside(scene, after))
        return AidPoint(AID_PLACES[place.kind], chunk, scene.surface(chunk), [named[-1]])
    short = not hits and chunk.end - chunk.start <= _SHORT and not chunk.mentions and bool(scene.aid_points)
    if short and tuple(scene.words(chunk)) in _ONES:
        opens = len(after) > 1 and after[0].kind is ChunkKind.VERB and after[0].has_any(_EVENT) and chunk.prep is None
        after = after[1:] if opens and _stands_or_falls(after[0]) else after  # "another will open in X"
        places = beside(scene, after)  # "those in X remain closed"
        if places and after[0].prep in {"in", "at", "near"}:
            return AidPoint(scene.aid_points[-1].kind, chunk, scene.surface(chunk), places)
    if not hits and (known := _same_again(scene, chunk, after)) is not None:
        return known
    if not hits and _is_corridor(scene, chunk, after):
        return AidPoint(AidKind.ROUTE, chunk, scene.surface(chunk), beside(scene, after))
    text_kind = _kind_in_name(scene, chunk)
    if text_kind is not None and not hits:
        return AidPoint(text_kind, chunk, scene.surface(chunk), _or_where(scene, located(scene, chunk), after))
    if not hits or _other_head(scene, chunk, hits[-1].end) or _sounds_like_one(scene, chunk, hits[-1].start):
        return None
    if _fuel(scene, chunk) or (hits[-1].entry.id in _ALSO_MILITARY and _military(scene, chunk)):
        return None
    aims = bool(after) and after[0].prep in {"to", "towards", "out"} and scene.words(after[0])[-1] in _AIMS
    if aims and hits[-1].entry.id == "route":
        return None  # "the road to peace"
    named_of = bool(after) and after[0].prep == "of" and hits[-1].end == chunk.end and bool(located(scene, after[0]))
    places = beside(scene, after) if named_of else _or_where(scene, located(scene, chunk), after)
    point = AidPoint(AidKind(hits[-1].entry.id), chunk, scene.surface(chunk), places)
    if not point.places:
        point.places = beside(scene, after) or _named_after(scene, chunk)
    if not point.places and scene.words(chunk)[0] == "its":
        point.places = _owning(scene, chunk)
    definite = scene.words(chunk)[0] in {"the", "that", "this"} and len(scene.words(chunk)) <= 3
    if not point.places and definite and chunk.start > scene.sentence.first_token:
        point.places = [again(scene, chunk, r) for r in _named_here(scene, chunk)]
    if not point.places and definite:
        same = [
            p for p in reversed(scene.aid_points) if p.kind is point.kind or hits[-1].entry.id == "distribution_site"
        ]
        if same:
            point.kind = same[0].kind
            point.places = [again(scene, chunk, r) for r in same[0].places]
        elif chunk.has("anaphor"):
            point.places = anaphor(scene, chunk)
    return point


def _sounds_like_one(scene: Scene, chunk: Chunk, at: int) -> bool:
    """ "Well, she is back", "mental well-being", "Bill Gates", "Gate of the Faith": words spelt like a point."""
    tokens = scene.reading.document.tokens
    word, after = tokens[at], tokens[at + 1].text if at + 1 < len(tokens) else ""
    if word.lower == "well":
        return at == chunk.start or after in {"-", "‑"}
    first = scene.sentence.first_token
    if at == first or not word.text[:1].isupper() or word.lower not in _NAMES_TOO or chunk.mentions:
        return False
    return (tokens[at - 1].text[:1].isupper() and at - 1 > first) or (at == chunk.start and after == "of")


_NAMES_TOO = frozenset({"gate", "gates", "wells", "stores", "store", "bridges", "banks", "park", "parks", "kitchens"})


def _same_again(scene: Scene, chunk: Chunk, after: Sequence[Chunk]) -> AidPoint | None:
    """ "the compound", "the 300-bed facility", "the wards": the hospital spoken of last, under a plain noun."""
    if (
        not scene.last_points
        or scene.reading.document.tokens[chunk.end - 1].lower not in _PLAIN_NOUNS
        or chunk.mentions
    ):
        return None
    if scene.words(chunk)[0] not in {"the", "its"}:
        return None
    last = scene.last_points[-1]
    if last.kind not in _BUILT or not last.places:
        return None
    if not scene.history or scene.history[-1].predicate.family is not ClaimFamily.AID:
        return None
    places = beside(scene, after) or [again(scene, chunk, r) for r in last.places]  # but "its unit in X"
    return AidPoint(last.kind, chunk, scene.surface(chunk), places, last.operator)


_PLAIN_NOUNS = frozenset({"facility", "compound", "ward", "wards", "premises", "complex", "unit", "department"})
_BUILT = frozenset(
    {
        AidKind.HOSPITAL,
        AidKind.CLINIC,
        AidKind.SHELTER,
        AidKind.DISTRIBUTION_SITE,
        AidKind.WAREHOUSE,
        AidKind.WATER_POINT,
    }
)


def _is_corridor(scene: Scene, chunk: Chunk, after: Sequence[Chunk]) -> bool:
    """ "a corridor for civilians", "the safe passage for aid": no corridor of land that troops hold."""
    if chunk.mentions or scene.reading.document.tokens[chunk.end - 1].lower not in _PASSAGES:
        return False
    use = after[0] if after and after[0].kind is ChunkKind.NP and after[0].prep == "for" else None
    return use is not None and (use.has("noun", "people") or use.has("noun", "cargo"))


_PASSAGES = frozenset({"corridor", "corridors", "passage", "passages"})


def _or_where(scene: Scene, named: list[Resolution], after: Sequence[Chunk]) -> list[Resolution]:
    """ "Safe Haven Hospital in X": where nobody knows the point by its name, it is somewhere in X."""
    if not named or any(r.geometry is not None for r in named):
        return named
    return beside(scene, after) or named


def _named_after(scene: Scene, chunk: Chunk) -> list[Resolution]:
    """ "Loikaw General Hospital": a point that bears the name of a town is in that town."""
    if scene.words(chunk)[-1] not in _BEARING:
        return []
    numbers = [n for n in chunk.mentions if scene.reading.resolutions[n].mention.kind is MentionKind.ORG_NAME]
    towns = [r for n in numbers if (r := scene.reading.resolutions[n]).place is not None]
    return [r for r in towns if r.place is not None and r.place.kind in _SETTLED][:1]


_BEARING = frozenset({"hospital", "clinic", "airport", "port", "crossing", "university", "camp", "bakery"})
_AIMS = frozenset(
    {"peace", "war", "recovery", "democracy", "victory", "stability", "success", "power", "freedom", "independence"}
    | {
        "justice",
        "reconciliation",
        "ruin",
        "membership",
        "elections",
        "ceasefire",
        "normality",
        "statehood",
        "prosperity",
    }
)
_ONES = frozenset(
    {("those",), ("that",), ("one",), ("another",), ("others",), ("the", "one"), ("the", "ones"), ("another", "one")}
    | {("the", "other"), ("the", "others"), ("a", "second"), ("a", "third"), ("a", "fourth"), ("a", "second", "one")}
    | {("two", "others"), ("three", "others"), ("two", "more"), ("three", "more"), ("a", "third", "one")}
)
_SHORT = 3  # words of "a second one"
_EVENT = frozenset({"event"})


def _stands_or_falls(verb: Chunk) -> bool:
    """Tell whether a verb tells of a point that opens, works or shuts."""
    return any(verb.has("event", name) for name in ("open", "close", "operate", "stop_service"))


def _other_head(scene: Scene, chunk: Chunk, after: int) -> bool:
    """ "the port town", "hospital staff": another noun heads the phrase; in Arabic it stands first."""
    if scene.reading.lexicon.language == "ar":
        return any(h.start == chunk.start and h.entry.id in {"people", "force", "source"} for h in chunk.hits)
    last = scene.reading.document.tokens[chunk.end - 1]
    if after >= chunk.end or scene.reading.mention_at.get(chunk.end - 1) is not None:
        return False
    if any(h.end == chunk.end and h.start >= after for h in chunk.hits):
        return True
    if _says_where(scene, after):
        return False  # "a field hospital 3 km north of X"
    words = scene.reading.lexicon.words
    known = (
        words["auxiliary_adverbs"]
        | words["sentence_adverbs"]
        | frozenset(
            {
                "upriver",
                "downriver",
                "upstream",
                "south",
                "north",
                "east",
                "west",
                "inland",
                "elsewhere",
                "there",
                "itself",
                "nearby",
                "platform",
                "full",
                "open",
                "twice",
                "alone",
                "out",
            }
        )
    )
    return last.text[:1].islower() and last.lower not in known and not last.lower.endswith("ly")


def _says_where(scene: Scene, token: int) -> bool:
    """Tell whether a token belongs to a distance or direction that a place is measured by."""
    start = scene.reading.document.tokens[token].start
    parts = (r.mention.part for r in scene.reading.resolutions)
    return any(part is not None and part.start <= start < part.end for part in parts)


def _owning(scene: Scene, chunk: Chunk) -> list[Resolution]:
    """ "Lviv serves as a hub and its main warehouse works": the town that is the subject before it."""
    for clause in scene.clauses:
        for other in clause.chunks:
            if other.kind is ChunkKind.NP and other.prep is None and other.end <= chunk.start:
                found = [r for r in located(scene, other, wide=False) if r.place is not None]
                return [r for r in found if r.place is not None and r.place.kind in _SETTLED][-1:]
    return []


def _named_here(scene: Scene, chunk: Chunk) -> list[Resolution]:
    """ "People in Mukalla say the port works": the town named before in the sentence, unless words were said there."""
    tokens = scene.reading.document.tokens
    before = [c for clause in scene.clauses for c in clause.chunks if c.kind is ChunkKind.NP and c.end <= chunk.start]
    for other in reversed(before):
        if (
            other.prep in {"in", "at"}
            and other.prep_start is not None
            and other.prep_start > scene.sentence.first_token
        ):
            found = [r for r in located(scene, other, wide=False) if r.place is not None and r.place.kind in _SETTLED]
            if found:
                return [] if tokens[other.prep_start - 1].lower in _SAID_THERE else found[-1:]
    return []


_SETTLED = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
_SAID_THERE = frozenset(
    {"reporters", "journalists", "said", "told", "conference", "speaking", "briefing", "speech", "met"}
)
_ALSO_MILITARY = frozenset({"warehouse", "distribution_site", "shelter", "checkpoint", "airport"})


def _fuel(scene: Scene, chunk: Chunk) -> bool:
    """ "a fuel depot", "an oil terminal": what drives tanks as well as ambulances."""
    words = set(scene.words(chunk))
    return bool(
        words & {"fuel", "oil", "petrol"} and words & {"depot", "depots", "store", "stores", "terminal", "tanks"}
    )


def _military(scene: Scene, chunk: Chunk) -> bool:
    """ "a Hezbollah depot", "an ammunition store", "a military airfield": no aid point."""
    words = set(scene.words(chunk))
    if words & {"ammunition", "weapons", "arms", "munitions", "rocket", "missile", "military"}:
        return True
    known = [scene.cast.actors[h.entry.id] for h in chunk.hits if h.entry.category == "actor"]
    return any(actor.kind in {"armed_group", "state_forces"} for actor in known)


_NAME_ENDINGS = {
    "crossing": AidKind.CROSSING,
    "gate": AidKind.CROSSING,
    "bridge": AidKind.CROSSING,
    "hospital": AidKind.HOSPITAL,
    "port": AidKind.PORT,
    "airport": AidKind.AIRPORT,
    "road": AidKind.ROUTE,
    "highway": AidKind.ROUTE,
    "bakery": AidKind.BAKERY,
    "clinic": AidKind.CLINIC,
    "warehouse": AidKind.WAREHOUSE,
}


def _kind_in_name(scene: Scene, chunk: Chunk) -> AidKind | None:
    for number in chunk.mentions:
        resolution = scene.reading.resolutions[number]
        if resolution.mention.kind not in LOCATIONS:
            continue
        last = resolution.mention.toponym.lower().split()[-1]
        if last in _NAME_ENDINGS:
            return _NAME_ENDINGS[last]
        if resolution.place is not None and resolution.place.kind is PlaceKind.ROAD:
            return AidKind.ROUTE
    return None


_BESIDE = frozenset(
    {
        "in",
        "at",
        "near",
        "of",
        "outside",
        "inside",
        "around",
        "between",
        "along",
        "from",
        "to",
        "into",
        "north",
        "beside",
        "on",
        "with",
    }
)


def beside(scene: Scene, after: Sequence[Chunk]) -> list[Resolution]:
    """The place that a prepositional phrase right after a noun phrase names."""
    if (
        len(after) > 2
        and after[0].kind is ChunkKind.NP
        and scene.words(after[0]) in (["it"], ["they"])
        and after[0].prep is None
    ):
        runs = after[1].kind is ChunkKind.VERB and not after[1].auxiliaries
        after = after[2:] if runs else after  # "the bakeries it supports in X"
    for i, chunk in enumerate(after[:4]):
        if chunk.kind is ChunkKind.VERB:
            if "participle" not in chunk.forms() or chunk.auxiliaries or i > 0:
                return []
            continue
        if chunk.kind is ChunkKind.PUNCT and chunk.word == ",":
            continue
        if i == 0 and chunk.kind is ChunkKind.NP and scene.words(chunk) == ["there"]:
            return anaphor(scene, chunk)  # "the hospital there"
        if chunk.kind is not ChunkKind.NP or chunk.prep not in _BESIDE:
            if chunk.kind is ChunkKind.NP and chunk.prep in {"by", "for", "about"}:
                continue
            return []
        found = [r for r in located(scene, chunk, wide=False) if r.place is None or feature_place(r.place)]
        pointing = scene.words(chunk)[0] in {"the", "that", "this"} and chunk.prep in {"in", "at", "near", "outside"}
        if not found and (pointing or (chunk.prep in {"beside", "near"} and scene.words(chunk) == ["it"])):
            found = anaphor(scene, chunk)  # "a clinic in the town"
        if found:
            onward = after[i + 1] if i + 1 < len(after) else None
            ends = {"from": {"to"}, "between": {"with", "to"}}.get(chunk.prep or "", ())
            if onward is not None and onward.kind is ChunkKind.NP and onward.prep in ends:
                return found + located(scene, onward, wide=False)  # "the road from X to Y"
            for mark, more in zip(after[i + 1 :: 2], after[i + 2 :: 2], strict=False):
                joined = (
                    mark.word in {"and", ",", "or"} and more.kind is ChunkKind.NP and more.prep in (None, "between")
                )
                if not joined or not located(scene, more, wide=False):
                    break
                found += located(scene, more, wide=False)
            return found
    return []


def vast(scene: Scene, resolution: Resolution) -> bool:
    """Tell whether a place is a province, too wide to say where a clinic is; many a town bears its province's name."""
    place = resolution.place
    if place is None or place.kind is not PlaceKind.GOVERNORATE or (place.radius_m or _VAST_M) < _VAST_M:
        return False
    if not place.id.startswith("world:"):
        return True
    after = scene.reading.document.text[resolution.mention.end :][:12].split()
    said = [*resolution.mention.toponym.lower().split(), *(w.strip(",.;").lower() for w in after[:1])]
    return bool(_PROVINCES & set(said))


_VAST_M = 40_000.0
_PROVINCES = frozenset(
    {"region", "province", "state", "oblast", "governorate", "department", "county", "north", "south", "east", "west"}
    | {"northern", "southern", "eastern", "western", "central", "upper", "lower"}
)
