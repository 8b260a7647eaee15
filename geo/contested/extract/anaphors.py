"""What stands for a place named before: "the town", "there", "both", "its outskirts"."""

from collections.abc import Sequence

from contested.extract.chunks import Chunk
from contested.extract.scene import AID_PLACES, ROUTE_PLACES, WIDE_KINDS, Scene, feature_place
from contested.model import MapRole, Mention, MentionKind, PlaceKind, Resolution


def anaphor(scene: Scene, chunk: Chunk) -> list[Resolution]:
    """Read "the town", "the crossing", "there", "both towns" as places named before; "it" only after a preposition."""
    words = scene.words(chunk)
    pool = scene.focus or scene.seen[-1:]
    if words == ["there"] and chunk.prep is None:
        return [] if _exists(scene, chunk) else _meant(scene, chunk, pool)
    if words in (["both"], ["either"]) and chunk.prep in _BESIDE_IT:
        plural = scene.focus if len(scene.focus) > 1 else (_last_group(scene) or _last_settlements(scene))
        return _meant(scene, chunk, plural) if len(plural) > 1 else []  # "they would stay in both"
    if words[0] in {"it", "them"} and chunk.prep in _BESIDE_IT:
        return _meant(scene, chunk, pool if words[0] == "them" else pool[-1:])
    if words[0] == "its" and words[-1] in _OF_A_PLACE and chunk.end - chunk.start <= _SHORT and pool:
        return _meant(scene, chunk, pool[-1:])  # "soldiers control its main square"
    if not chunk.has("anaphor") or words[0] not in {
        "the",
        "both",
        "either",
        "these",
        "those",
        "this",
        "that",
        "neither",
    }:
        return []
    head = next(h for h in reversed(chunk.hits) if h.entry.category == "anaphor")
    noun = scene.reading.document.tokens[head.end - 1].lower.split()[-1].removesuffix("'s")
    if (noun.endswith("s") and not noun.endswith("ss")) or words[0] in {"both", "either", "neither"}:
        plural = scene.focus if len(scene.focus) > 1 else (_last_group(scene) or _last_settlements(scene))
        return _meant(scene, chunk, plural) if len(plural) > 1 else []
    match = _by_noun(scene, noun)
    return [again(scene, chunk, match)] if match is not None else []


_BESIDE_IT = frozenset({"of", "in", "from", "through", "to", "into", "over", "beside", "near", "around", "outside"})


def _exists(scene: Scene, chunk: Chunk) -> bool:
    """Tell "there has been no millet" from "the clinic there"."""
    after = scene.reading.document.tokens[chunk.end : chunk.end + 1]
    verbs = scene.reading.lexicon.words
    return bool(after) and (
        after[0].lower in verbs["be"] or after[0].lower in verbs["have"] or after[0].lower == "will"
    )


_OF_A_PLACE = frozenset(
    {"square", "outskirts", "centre", "center", "suburbs", "streets", "approaches", "edge", "edges", "entrance"}
    | {"entrances", "market", "bridge", "airport", "port", "harbour", "north", "south", "east", "west", "heights"}
    | {"districts", "neighbourhoods", "neighborhoods", "quarters", "perimeter", "alleys", "slopes", "hills"}
)
_SHORT = 4  # words of "its main eastern entrance"


def _meant(scene: Scene, chunk: Chunk, places: Sequence[Resolution]) -> list[Resolution]:
    """One place is meant again under the anaphor's words; several keep their own mentions."""
    return [again(scene, chunk, places[0])] if len(places) == 1 else list(places)


def _last_group(scene: Scene) -> list[Resolution]:
    """The places of the last claim that was about several."""
    for draft in reversed(scene.history[-_REACH:]):
        places = [r for r in draft.places if feature_place(r.place)]
        if len(places) > 1:
            return places
    return []


def _last_settlements(scene: Scene) -> list[Resolution]:
    """The last two different places that people live in."""
    out: dict[str, Resolution] = {}
    for resolution in reversed(scene.seen):
        place = resolution.place
        if (
            place is not None
            and place.kind not in WIDE_KINDS
            and place.kind not in AID_PLACES
            and place.kind not in ROUTE_PLACES
        ):
            out.setdefault(place.id, resolution)
        if len(out) == 2:
            break
    return list(out.values())[::-1]


_NOUN_KINDS: dict[str, frozenset[PlaceKind]] = {
    "crossing": frozenset({PlaceKind.CROSSING}),
    "gate": frozenset({PlaceKind.CROSSING}),
    "corridor": frozenset({PlaceKind.CORRIDOR}),
    "axis": frozenset({PlaceKind.CORRIDOR, PlaceKind.ROAD, PlaceKind.LINE}),
    "route": frozenset({PlaceKind.CORRIDOR, PlaceKind.ROAD}),
    "line": frozenset({PlaceKind.LINE, PlaceKind.CORRIDOR}),
    "hospital": frozenset({PlaceKind.HOSPITAL}),
    "port": frozenset({PlaceKind.PORT, PlaceKind.CITY, PlaceKind.TOWN}),
    "airport": frozenset({PlaceKind.AIRPORT}),
    "camp": frozenset({PlaceKind.CAMP}),
    "strip": frozenset({PlaceKind.TERRITORY}),
    "enclave": frozenset({PlaceKind.TERRITORY}),
    "territory": frozenset({PlaceKind.TERRITORY, PlaceKind.REGION}),
}


_WHOLE = frozenset({"strip", "enclave", "territory"})
SETTLEMENTS = frozenset(
    {"town", "city", "village", "area", "district", "neighbourhood", "neighborhood", "suburb", "settlement", "quarter"}
    | {"hamlet", "locality", "municipality", "capital"}
)


_REACH = 100  # places and points back that an anaphor may refer to


def _by_noun(scene: Scene, noun: str) -> Resolution | None:
    kinds = _NOUN_KINDS.get(noun)
    recent = scene.seen[-_REACH:]
    if kinds is None and noun not in SETTLEMENTS:
        named = next((r for r in reversed(recent) if r.mention.toponym.lower().endswith(noun)), None)
        if named is None and noun in _POSTS and scene.focus and _just_named(scene):
            return scene.focus[-1]  # "left Tessalit, and the rebels took the base"
        return named
    pool = [r for r in reversed(recent) if r.place is None or r.place.kind not in WIDE_KINDS or kinds is not None]
    if kinds is None and pool and pool[0].mention.start >= scene.sentence.start and _settled(pool[0]):
        return pool[0]  # "In Rafah, …, the army has held the city", whatever "Gaza City" was named before
    for resolution in pool:
        text = resolution.mention.toponym.lower()
        if text.endswith(noun) or (
            kinds is not None and resolution.place is not None and resolution.place.kind in kinds
        ):
            return resolution
    if kinds is not None and noun in _WHOLE:
        return None  # "the enclave" that no name was given is no aid point in it
    if kinds is not None:
        # a kind of place that was never named: the aid point spoken of last may be meant ("the crossing", "the site")
        points = [p for p in reversed(scene.aid_points[-_REACH:]) if p.places]
        if not points and scene.focus and scene.focus[-1].place is None:
            return scene.focus[-1]  # of a name that no gazetteer has nobody knows that it is no camp
        return points[0].places[-1] if points else None
    if scene.focus:
        return scene.focus[-1]
    return pool[0] if pool else None


_POSTS = frozenset({"base", "barracks", "garrison", "headquarters", "airbase", "fort"})


def _just_named(scene: Scene) -> bool:
    """Tell whether the sentence itself has named the place that a claim was last about."""
    return scene.sentence.start <= scene.focus[-1].mention.start < scene.sentence.end


def _settled(resolution: Resolution) -> bool:
    place = resolution.place
    return place is not None and place.kind in {PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE}


def again(scene: Scene, chunk: Chunk, resolution: Resolution) -> Resolution:
    """Make a second way of speaking of a place: the same reading under an anaphor's mention."""
    tokens = scene.reading.document.tokens
    start, end = tokens[chunk.start].start, tokens[chunk.end - 1].end
    known = scene.anaphors.get((start, end))
    if known is not None and known.place == resolution.place:
        return known
    made = Resolution(
        mention=Mention(
            article_id=scene.reading.document.article.id,
            start=start,
            end=end,
            toponym=scene.reading.document.text[start:end],
            kind=MentionKind.ANAPHOR,
            map=MapRole.CONTEXT,
            part=None,
        ),
        place=resolution.place,
        score=round(resolution.score * 0.8, 4),
        reasons=(f"stands for {resolution.mention.toponym!r} named before",),
        geometry=resolution.geometry,
        radius_m=resolution.radius_m,
        inferred_extent=resolution.inferred_extent,
    )
    scene.anaphors[(start, end)] = made
    return made
