"""Which places a noun phrase names or means: names, anaphors, names that no gazetteer knows."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from contested.extract.anaphors import SETTLEMENTS, anaphor
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause
from contested.extract.document import Token
from contested.extract.events import Event
from contested.extract.recognise_lexicon import lexicon
from contested.extract.scene import (
    LOCATIONS,
    WIDE_KINDS,
    Scene,
    feature_place,
    following,
)
from contested.model import (
    MapRole,
    Mention,
    MentionKind,
    PartKind,
    PlaceKind,
    Resolution,
)


def located(scene: Scene, chunk: Chunk, *, wide: bool = True) -> list[Resolution]:
    """Answer the places that a noun phrase names as locations."""
    out = []
    for number in chunk.mentions:
        resolution = scene.reading.resolutions[number]
        if number in scene.inside_parts or _in_name(scene, chunk, resolution):
            continue
        kind = resolution.mention.kind
        if kind in LOCATIONS or (
            kind is MentionKind.POLITY
            and wide
            and chunk.prep in {"in", "into", "from", "to", "across", "within", "inside"}
        ):
            if chunk.has("aid_point") and resolution.place is not None and resolution.place.kind is PlaceKind.COUNTRY:
                continue
            out.append(resolution)
    return out


def _in_name(scene: Scene, chunk: Chunk, resolution: Resolution) -> bool:
    """ "a camp of the Azawad Liberation Front": a place inside the name of a known body is not where it is."""
    tokens = scene.reading.document.tokens
    for hit in chunk.hits:
        if hit.entry.category == "actor" and hit.end - hit.start > 1:
            start, end = tokens[hit.start].start, tokens[hit.end - 1].end
            mention = resolution.mention
            if start <= mention.start and mention.end <= end and end - start > mention.end - mention.start + 2:
                return True
    return False


def places_of(scene: Scene, chunks: Iterable[Chunk], *, without: frozenset[str] = frozenset()) -> list[Resolution]:
    """Answer the places named or meant by noun phrases, in order, without those after a preposition of `without`."""
    out: list[Resolution] = []
    sectors: list[Resolution] = []
    listed = list(chunks)
    barred: Chunk | None = None  # the last phrase left out for its preposition, which goes on over a list
    for i, chunk in enumerate(listed):
        if barred is not None and chunk.prep is None and _joined_to(scene, chunk) and chunk.start - barred.end <= 2:
            barred = chunk  # "fled to Hong Kong, China or Taiwan"
            continue
        barred = None
        leads = chunk.prep == "to" and i > 0 and _leads_to(scene, listed[i - 1], chunk)
        if (chunk.prep in without and not leads and not _prep_is_part(scene, chunk)) or _asks(scene, chunk):
            barred = chunk if chunk.mentions else None
            continue
        if (
            out
            and i
            and listed[i - 1].prep in _WHEN
            and listed[i - 1].prep in without
            and _next_to(listed[i - 1], chunk)
        ):
            continue  # "reached El Obeid after a wait in Kosti"
        found = located(scene, chunk)
        whole = listed[i + 1] if i + 1 < len(listed) else None
        divided = whole is not None and whole.prep in {"of", "at", "in"} and whole.start - chunk.end <= 1
        divided = divided and (whole is None or whole.prep == "of" or bool(located(scene, whole)))
        if found and divided and whole is not None and _town_of(scene, chunk, whole):
            continue  # "the Kharkiv region town of Vovchansk"
        if not found and not chunk.mentions and not divided:
            found = anaphor(scene, chunk)
        if not found and chunk.prep in _UNKNOWN_IN and (named := _unknown_place(scene, chunk)) is not None:
            found = [named]
        if found and chunk.prep in _HOLDING and i and _names_place(scene, listed[i - 1], chunk):
            # "took Hryshyne in the Donetsk region", "entered Nur Shams camp in Tulkarm"
            found = [] if chunk.prep == "in" and out else [r for r in found if not _division(r)]
        if found and out and chunk.prep == "in" and scene.words(chunk)[-1] in _AREAS:
            continue  # "Kfar Kila, in the Marjayoun district"
        out.extend(r for r in found if r not in out)
        if found and scene.words(chunk)[-1] in _SECTORS:
            sectors.extend(found)
    exact = [r for r in out if r not in sectors]
    return exact or out  # "near Siversk, on the Sloviansk axis" is near Siversk


def _town_of(scene: Scene, chunk: Chunk, named: Chunk) -> bool:
    """ "the Tigray town | of Alamata": the first name only says where the second is."""
    if named.prep != "of" or scene.words(chunk)[-1] not in SETTLEMENTS or not located(scene, named):
        return False
    last = scene.reading.resolutions[chunk.mentions[-1]].mention
    return last.end <= scene.reading.document.tokens[chunk.end - 1].start


def _leads_to(scene: Scene, way: Chunk, chunk: Chunk) -> bool:
    """ "at the western entrance to X", "on the approaches to X": a part of X, and not where something goes."""
    return _next_to(way, chunk) and way.prep in {"at", "on", "near", "in"} and scene.words(way)[-1] in _ENTRANCES


_ENTRANCES = frozenset({"entrance", "entrances", "approach", "approaches", "gateway", "entry", "gates", "gate"})
_AREAS = frozenset(
    {"district", "province", "governorate", "region", "oblast", "state", "county", "territory", "department"}
)
_SECTORS = frozenset({"axis", "direction", "sector", "front", "axes", "directions"})
_WHEN = frozenset({"after", "before", "since", "until", "during"})


def _next_to(chunk: Chunk, after: Chunk) -> bool:
    """Tell whether the phrase `after` follows with nothing but its preposition between."""
    return after.prep_start is not None and after.prep_start == chunk.end


def _names_place(scene: Scene, chunk: Chunk, after: Chunk) -> bool:
    """Tell whether a name, known or not, stands right before the phrase `after`."""
    if not _next_to(chunk, after):
        return False
    return bool(located(scene, chunk)) or _unknown_place(scene, chunk) is not None


def _division(resolution: Resolution) -> bool:
    """Tell whether a place is a country, a region or another area that holds towns."""
    place = resolution.place
    polity = resolution.mention.kind is MentionKind.POLITY
    return polity or (place is not None and place.kind in _DIVISIONS)


def with_owners(scene: Scene, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Add to noun phrases what follows them after "of": "X and the western side | of Y were handed over"."""
    out: list[Chunk] = []
    for chunk in chunks:
        out.append(chunk)
        for after in following(scene, chunk)[:2]:  # "control of the town | of Y has changed hands"
            if after.prep != "of" or after in chunks or located(scene, out[-1]):
                break
            out.append(after)
        named = _named_between(scene, chunk)
        if named is not None and named not in chunks:
            out.append(named)
    return out


def _named_between(scene: Scene, chunk: Chunk) -> Chunk | None:
    """ "The town, Walikale, was seized": the name that stands between commas after the noun for it."""
    if not chunk.has("anaphor"):
        return None
    after = following(scene, chunk)[:3]
    between = len(after) == 3 and after[0].word == after[2].word == "," and after[1].kind is ChunkKind.NP
    return after[1] if between and after[1].prep is None and located(scene, after[1]) else None


def _asks(scene: Scene, chunk: Chunk) -> bool:
    """ "at the request of Kinshasa": a capital that asks for something is not where it happens."""
    if chunk.prep != "of" or not chunk.prep_start:
        return False
    return scene.reading.document.tokens[chunk.prep_start - 1].lower in _ASKED


_ASKED = frozenset(
    {"request", "invitation", "behest", "insistence", "urging", "orders", "consent", "approval", "behalf"}
)


def _prep_is_part(scene: Scene, chunk: Chunk) -> bool:
    """ "4 km from X": the preposition belongs to the part of the mention."""
    if chunk.prep_start is None:
        return False
    start = scene.reading.document.tokens[chunk.prep_start].start
    parts = [scene.reading.resolutions[number].mention.part for number in chunk.mentions]
    return any(part is not None and part.start <= start < part.end for part in parts)


def parts_inside(resolutions: Sequence[Resolution], text: str = "") -> frozenset[int]:
    """Answer the mentions that only say where another place is: the parent in "X, central Gaza Strip".

    With the `text`, also those of "X, about 60 km north of Y".
    """
    spans = [
        (r.mention.part.start, r.mention.part.end, i, r.mention.part.kind)
        for i, r in enumerate(resolutions)
        if r.mention.part is not None
    ]
    starts = [r.mention.start for r in resolutions]
    inside = set()
    for start, end, owner, kind in spans:
        for i in range(bisect_left(starts, start), bisect_left(starts, end)):
            if i != owner and (kind is not PartKind.BETWEEN or starts[owner] < start):
                inside.add(i)
    ends = {r.mention.end for r in resolutions if r.mention.kind in LOCATIONS}
    inside.update(_apposed(text, starts, ends))
    for start, _, owner, kind in spans:
        if kind in _OFFSETS and _after_name(text[max(0, start - _GLUE) : start], start, ends):
            inside.add(owner)
    return frozenset(inside)


def _after_name(window: str, start: int, ends: set[int]) -> bool:
    """Tell whether another place and a comma stand before an offset: "X camp, just | south of Y"."""
    match = _NAME_BEFORE.search(window)
    if match is None:
        return False
    at = start - len(window) + match.start("comma")
    return at in ends or (match["noun"] is not None and at - len(match["noun"]) in ends) or match["name"] is not None


_NAME_BEFORE = re.compile(
    r"(?:\b(?:in|of|at|near|from|to|on|into)\s(?P<name>[A-Z][\w'’-]+)|(?P<noun>\s(?:camp|town|village|district|hospital|crossing"
    r"|base|airport|neighbou?rhood|city|hill|quarter))?)(?P<comma>,)\s(?:(?:just|some|about|roughly|directly|only|right)\s)?$"
)


def _apposed(text: str, starts: Sequence[int], ends: set[int]) -> Iterator[int]:
    """Answer the places of appositions: Y and Z in "X, a village north of Y", "X, the capital of Z"."""
    for number, start in enumerate(starts):
        window = text[max(0, start - _APPOSED_REACH) : start]
        match = _APPOSED.search(window) if "," in window else None
        if match is not None and start - len(window) + match.start() in ends:
            yield number


_DIVISIONS = WIDE_KINDS | {PlaceKind.GOVERNORATE, PlaceKind.DISTRICT}
_HOLDING = frozenset({"in", "of"})
_APPOSED_REACH = 90  # code points
_APPOSED = re.compile(
    r",\s(?:a|an|the|another|one of)(?:\s[\w'’-]+){0,4}?\s(?:town|village|city|cities|settlement|hamlet|capital|suburb"
    r"|camp|neighbou?rhood|district|port|crossing|stronghold|hub|community|municipality|locality|towns|villages|quarter"
    r"|cent(?:re|er)|junction|outpost|enclave|island|farm|oasis|township|resort|area|ward|parish|commune|borough)"
    r"(?:\s(?!and\b|or\b)[\w'’.-]+){0,6}?\s(?:in|of|near|to|from|on|at|outside|with)\s(?:[\w'’-]+\s){0,2}$"
)
_OFFSETS = frozenset({PartKind.DISTANCE_DIRECTION, PartKind.DISTANCE_WITHIN, PartKind.DIRECTION_FROM, PartKind.NEAR})
_GLUE = 40  # code points of a name, its comma and what leads to the distance that follows


def before_event(scene: Scene, event: Event) -> list[Resolution]:
    """Answer the places of locative phrases that stand before an event: "In X, troops …"."""
    chunks = [
        c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start < event.chunk.start and c.prep in _LOCATIVE
    ]
    found = [r for r in places_of(scene, chunks) if r.place is None or r.place.kind not in _LANDS]
    if found:
        return found
    home = event.clause.before
    if home is not None and event.clause.link == "where":
        return last_place(scene, home)
    if home is not None and not home.verbs() and not home.attribution:
        found = places_of(scene, [c for c in home.chunks if c.kind is ChunkKind.NP and c.prep in _LOCATIVE])
        if found:
            return found
    return _opening(scene, event)


def last_place(scene: Scene, clause: Clause) -> list[Resolution]:
    """Answer the last place that a clause names: of "a position at Nyabiondo, where it fought …" that is Nyabiondo."""
    for chunk in reversed(clause.chunks):
        if chunk.kind is ChunkKind.NP:
            found = [r for r in places_of(scene, [chunk]) if r.place is None or feature_place(r.place)]
            if found:
                return found
    return []


def _opening(scene: Scene, event: Event) -> list[Resolution]:
    """ "In Deir al-Balah, where …, a clinic has shut": the place that opens a sentence holds for all of it."""
    opening = next((c for clause in scene.clauses for c in clause.chunks if c.kind is ChunkKind.NP), None)
    labelled = len(scene.clauses) > 1 and scene.clauses[1].link == ":" and not scene.clauses[0].verbs()
    if opening is not None and labelled and opening in scene.clauses[0].chunks and event.clause is not scene.clauses[0]:
        return [r for r in located(scene, opening) if r.place is None or feature_place(r.place)]  # "Bhamo: fighters …"
    if opening is None or opening.prep not in {"in", "at", "near", "outside", "around", "inside", "across"}:
        return []
    if opening.start >= event.chunk.start or opening.prep_start != scene.sentence.first_token:
        return []
    return [r for r in located(scene, opening) if r.place is None or feature_place(r.place)]


_LANDS = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_LOCATIVE = frozenset(
    {"in", "at", "near", "around", "inside", "outside", "on", "of", "along", "across", "over", "between"}
)


def unknown_places(scene: Scene, chunks: Sequence[Chunk]) -> list[Resolution]:
    """Read capitalised phrases that no gazetteer knows as places without a point, for review: one, or a list."""
    out: list[Resolution] = []
    for i, chunk in enumerate(chunks[:6]):
        named = _unknown_place(scene, chunk) if not out or chunk.prep is None else None
        if named is not None:
            out.append(named)
        elif out or i > 1:
            break
    return out


def listed(scene: Scene, chunks: Sequence[Chunk], found: Sequence[Resolution]) -> list[Resolution]:
    """Add to the places of a list the names in it that no gazetteer knows: "regained X and the bridge at Y"."""
    first = next((c for c in chunks if c.prep is None or c.mentions), None)
    if first is None or first.prep is not None or first.mentions:
        return list(found)
    unknown = _unknown_place(scene, first)
    return [*([unknown] if unknown is not None else []), *found]


def listed_after(scene: Scene, chunks: Sequence[Chunk], found: Sequence[Resolution]) -> list[Resolution]:
    """Add the unknown names that a list goes on with: "holds Kidal and Tessalit"."""
    out = list(found)
    last = max((i for i, c in enumerate(chunks) if located(scene, c)), default=None)
    for chunk in chunks[last + 1 :] if last is not None else ():
        named = _unknown_place(scene, chunk) if chunk.prep is None else None
        if named is None or not _joined_to(scene, chunk):
            break
        out.append(named)
    return out


def _joined_to(scene: Scene, chunk: Chunk) -> bool:
    before = scene.reading.document.tokens[chunk.start - 1].lower if chunk.start else ""
    return before in {"and", ",", "or", "&"}


def _unknown_place(scene: Scene, chunk: Chunk) -> Resolution | None:
    tokens = scene.reading.document.tokens
    if chunk.hits or chunk.mentions or chunk.prep not in _UNKNOWN_AFTER:
        return None
    words = tokens[chunk.start : chunk.end]
    named = len(words) <= 3 and all(t.text[:1].isupper() or t.lower.startswith(("al-", "el-")) for t in words)
    span = range(scene.sentence.first_token, scene.sentence.last_token)
    opens = next((i for i in span if tokens[i].text[0].isalnum()), -1)
    if not named or words[0].index == opens or words[0].text.isupper() or _person(words):
        return None
    start, end = words[0].start, words[-1].end
    known = scene.anaphors.get((start, end))
    if known is None:
        mention = Mention(
            article_id=scene.reading.document.article.id,
            start=start,
            end=end,
            toponym=scene.reading.document.text[start:end],
            kind=MentionKind.PLACE_OUTSIDE_THEATRE,
            map=MapRole.CONTEXT,
        )
        known = Resolution(mention=mention, place=None, score=0.0, reasons=("a name in no gazetteer, used as a place",))
        scene.anaphors[(start, end)] = known
    return known


def _person(words: Sequence[Token]) -> bool:
    """ "walked around Ambassador Andrei Karlov": a title or a given name before another word makes a person."""
    known, first = lexicon(), words[0].lower
    return len(words) > 1 and (first in known.titles or first in known.given)


_UNKNOWN_IN = frozenset({"in", "at", "near", "into", "outside", "around", "inside", "towards", "between", "from"})
_UNKNOWN_AFTER = _UNKNOWN_IN | {None, "to", "on", "of"}


def nearby(scene: Scene, event: Event) -> list[Resolution]:
    """Answer the place spoken of last before an event that names none: in its sentence, or in the claim before."""
    for clause in reversed(scene.clauses):
        for chunk in reversed(clause.chunks):
            if chunk.kind is ChunkKind.NP and chunk.end <= event.chunk.start:
                found = [r for r in places_of(scene, [chunk]) if feature_place(r.place)]
                if found:
                    return found
    return list(scene.focus[-1:] or scene.seen[-1:])
