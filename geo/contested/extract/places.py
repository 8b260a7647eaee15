"""Read the named places of an article: where each is named, how the name is used, and which place is meant."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from contested.extract.document import Document
from contested.extract.kinds import Usage, usage_of
from contested.extract.normalise import Shape, Words, read_words
from contested.extract.parts import Located, part_of
from contested.extract.parts_geometry import locate
from contested.extract.recognise import Found, Scan, Use, recognise
from contested.extract.recognise_caseless import recognise_caseless
from contested.extract.recognise_deeds import heed_deeds
from contested.extract.recognise_lexicon import lexicon
from contested.extract.recognise_nlp import Span, heed
from contested.extract.recognise_review import REVIEW, recognise_for_review
from contested.extract.recognise_unknown import recognise_unknown
from contested.extract.resolve import Evidence, Name, Reading, doubt, readings, settle, thin
from contested.extract.resolve_fuzzy import spelt_like
from contested.extract.resolve_theatre import as_place, choose, confusable_of
from contested.gazetteer.gazetteer import Gazetteer
from contested.gazetteer.names import key
from contested.gazetteer.tables import Level
from contested.model import Article, Candidate, MapRole, Mention, MentionKind, Part, PartKind, Place, Resolution

_ACCEPT = 2.0
_CONSIDER = 0.2
_LEAST = 0.3  # a resolution less likely than this is left open
_VAST_M = 25_000.0
_ABOUT = 0.2  # support from which an article is about the area of a place
_FAR = 4.6  # prior of a theatre's place in an article on its theatre
_DOUBTFUL = 2.4
_DATELINE = re.compile(r"[^\n—–(]{2,60}?(\([^()\n]{2,40}\))?\s?(?:—|–|--|\s-\s)")
_SAME_NAME, _OTHER_NAME = 2.5, -1.5  # what a namesake with its country or state says of the bare name


@dataclass(slots=True)
class Reader:
    """The work on one article: its words, the names found, and the readings chosen."""

    words: Words
    gazetteer: Gazetteer
    evidence: Evidence
    scan: Scan
    names: dict[str, Name] = field(default_factory=dict)
    on_theatre: frozenset[str] = frozenset()  # theatres that the article is about
    places: dict[int, Place] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)  # of each name's heaviest occurrence, once asked for
    apart: set[str] | None = None  # keys of names that stand outside the names of bodies

    def heaviest(self, name: Name) -> float:
        """Answer the weight of the heaviest occurrence of a name."""
        weight = self.weights.get(name.key)
        if weight is None:
            weight = self.weights[name.key] = max(found.weight for found in name.found)
        return weight

    def stands_apart(self, key: str) -> bool:
        """Tell whether a name stands anywhere but inside the names of bodies."""
        if self.apart is None:
            self.apart = {found.key for found in self.scan.found if not found.body}
        return key in self.apart


def read_places(
    document: Document,
    *,
    gazetteer: Gazetteer,
    article: Article | None = None,
    evidence: Evidence | None = None,
    spans: Sequence[Span] = (),
) -> tuple[Resolution, ...]:
    """Answer every named mention of a place in text order, with its kind, map role, part and resolution.

    `spans` are those that a tagger takes for names, see `recognise_nlp`.
    Spans do not overlap. What could not be resolved has `place` None. Geometries are EPSG:4326.
    """
    article = article or document.article
    words = read_words(document)
    scan = recognise(words, gazetteer, lexicon())
    heed(scan, spans)
    heed_deeds(scan)
    recognise_caseless(scan)
    recognise_unknown(scan)
    recognise_for_review(scan)
    reader = Reader(words, gazetteer, evidence or Evidence(), scan)
    reader.on_theatre = _theatres_of(reader)
    if gazetteer.theatres:
        _senses(reader)
    _name_all(reader)
    settle(list(reader.names.values()), reader.evidence)
    doubt(list(reader.names.values()))
    _respell(reader)
    kept = [(found, *_choice(reader, found)) for found in scan.found]
    chosen: list[tuple[Found, Reading | None, float]] = []
    for found, reading, score in kept:
        if _accepted(reader, found, reading):
            chosen.append((found, reading, score))
        elif found.review:
            found.reasons += [found.review, REVIEW]
            chosen.append((found, None, 0.0))
    return tuple(_resolutions(reader, article, chosen))


def _theatres_of(reader: Reader) -> frozenset[str]:
    """Answer the theatres that the article is about: two of their names, or one that nobody else bears."""
    votes: dict[str, float] = {}
    seen: set[tuple[str, str]] = set()
    countries = {e.country for f in reader.scan.found for e in f.entries[:1] if e.level is Level.COUNTRY}
    for found in reader.scan.found:
        for named in found.theatre[:1]:
            if (named.theatre, found.key) in seen or found.use is Use.PERSON or found.likened:
                continue
            seen.add((named.theatre, found.key))
            least = max(20_000.0, named.place.importance)
            rival = any(e.country != named.place.country and e.inhabitants > least for e in found.entries)
            vote = 0.5 if rival or named.needs_cue else 1.0
            votes[named.theatre] = (
                votes.get(named.theatre, 0.0) + vote + (0.5 if named.place.country in countries else 0)
            )
    return frozenset(theatre for theatre, vote in votes.items() if vote >= 1.0)


def _senses(reader: Reader) -> None:
    """Tell, occurrence by occurrence, which of a theatre's places of a name is meant, or that it is none of them."""
    scan = reader.scan
    keys = {found.key for found in scan.found if found.theatre and not found.likened}
    for number, found in enumerate(scan.found):
        if not found.theatre:
            continue
        chosen = choose(scan, number, found.theatre)
        if chosen[0] is not found.theatre[0]:
            found.theatre = chosen
            found.sense = chosen[0].place.id
            continue
        confusable = confusable_of(scan, found, alone=len(keys) < 2)
        if confusable is not None:
            found.reasons.append(f"a cue beside it speaks for {confusable.name}")
            own = scan.gazetteer.theatre_places(key(confusable.name))
            if own:
                found.theatre, found.sense = own, own[0].place.id
                continue
            found.other = as_place(confusable, found.theatre[0].theatre)
            found.sense = f"not {confusable.name}"
            found.theatre = ()
            if confusable.kind != "place":
                found.use, found.body = Use.ORGANISATION, True
            elif found.other is None and not found.entries:
                found.unknown = True


def _name_all(reader: Reader) -> None:
    """Gather the occurrences under their names, with the readings of each."""
    found_all = reader.scan.found
    countries = {e.country for f in found_all for e in f.entries[:1] if e.level is Level.COUNTRY}
    divisions = {(e.country, e.admin) for f in found_all for e in f.entries[:2] if e.level is Level.FIRST}
    boxes = {theatre.id: theatre.bbox for theatre in reader.gazetteer.theatres}
    for found in found_all:
        if found.weight < _CONSIDER or found.use is Use.PERSON or not (found.entries or found.theatre or found.other):
            continue
        label = _label(found)
        name = reader.names.get(label)
        if name is None:
            name = reader.names[label] = Name(label, silent=found.use is Use.DEMONYM)
            about = any(named.theatre in reader.on_theatre for named in found.theatre)
            read = readings(found, reader.evidence, theatre_prior=_FAR if about else _DOUBTFUL, boxes=boxes)
            if found.other is not None and found.other.footprint is not None:
                spot = found.other.footprint.centroid
                read = [
                    Reading(spot.x, spot.y, found.other.country or "", "", Level.CITY, 6.0, None, None, found.other)
                ]
            if found.container is not None:
                read = _inside(read, found.container) or read
            name.readings = thin(read, countries, divisions)
            name.mass = 0.0
        name.found.append(found)
    _agree(reader)
    for name in reader.names.values():
        best = max(found.weight for found in name.found)
        name.mass = (1 + 0.25 * math.log(len(name.found))) / (1 + math.exp(1.5 * (_ACCEPT - best)))
        if name.silent:
            name.mass *= 0.6


def _agree(reader: Reader) -> None:
    """Let "Paris, Texas" speak for the article's bare "Paris", and "Tripoli in Libya" against its bare "Tripoli"."""
    for name in list(reader.names.values()):
        first = name.found[0]
        bare = reader.names.get(first.key)
        if first.container is None or bare is None or first.sense:
            continue
        apart = first.container.first - first.last
        joined = apart == 2 and reader.words.lower[first.last + 1] == ","
        rows = {reading.entry.row for reading in name.readings if reading.entry is not None}
        change = _SAME_NAME if joined else _OTHER_NAME
        bare.readings = [
            r._replace(prior=r.prior + change) if r.entry is not None and r.entry.row in rows else r
            for r in bare.readings
        ]


def _respell(reader: Reader) -> None:
    """Read unknown names as places of the article's countries that are spelt alike, and settle again."""
    world = reader.gazetteer.world
    unknown = [found for found in reader.scan.found if found.unknown and REVIEW not in found.reasons]
    if world is None or not unknown:
        return
    countries: dict[str, float] = {}
    for name in reader.names.values():
        if name.scores:
            country = name.readings[name.best()].country
            countries[country] = countries.get(country, 0.0) + name.scores[name.best()] * name.mass
    total = sum(countries.values())
    about = frozenset(country for country, mass in countries.items() if country and mass >= max(0.4, 0.15 * total))
    for found in unknown:
        alike = spelt_like(world, reader.words.surface(found.first, found.last), about)
        if alike is None:
            continue
        found.unknown = False
        found.reasons = [reason for reason in found.reasons if reason != "in no gazetteer"]
        found.reasons.append(f"spelt like {alike.name}, in a country of the article")
        found.entries = (alike.entry,)
        label = _label(found)
        name = reader.names.setdefault(label, Name(label))
        name.readings = readings(found, reader.evidence, theatre_prior=_DOUBTFUL, boxes={})
        name.scores, name.support = [alike.score], [0.5]
        name.found.append(found)


def _label(found: Found) -> str:
    if found.sense:
        return f"{found.key} ({found.sense})"
    if found.container is not None:
        return f"{found.key}, {found.container.key}"
    if found.division:
        return f"{found.key} (division)"
    return f"{found.key} ({found.use.name})" if found.use is Use.DEMONYM else found.key


def _inside(read: list[Reading], container: Found) -> list[Reading]:
    held = {(e.country, e.admin) for e in container.entries if e.level is Level.FIRST}
    lands = {e.country for e in container.entries if e.level is Level.COUNTRY}
    return [r for r in read if r.level < Level.COUNTRY and ((r.country, r.admin) in held or r.country in lands)]


def _choice(reader: Reader, found: Found) -> tuple[Reading | None, float]:
    """Answer the best reading of an occurrence and its probability."""
    name = reader.names.get(_label(found))
    if name is None or not name.scores:
        return None, 0.0
    best = name.best()
    return name.readings[best], name.scores[best] * name.trust


def _accepted(reader: Reader, found: Found, reading: Reading | None) -> bool:
    if found.use is Use.PERSON:
        return False
    if found.unknown:
        return True
    if found.theatre and (found.likened or all(named.needs_cue for named in found.theatre)):
        clear = any(named.theatre in reader.on_theatre for named in found.theatre)
        if not clear and reading is not None and reading.theatre is not None:
            return False
    name = reader.names.get(_label(found))
    if name is None or reading is None:
        return False
    support = name.support[name.readings.index(reading)] if name.support else 0.0
    best = reader.heaviest(name)
    words = lexicon()
    plain = found.key not in words.surnames and found.key not in words.given and found.key not in words.common
    bonus = min(1.5, 0.8 * support) if plain else min(1.0, 0.5 * support)
    if reading.theatre is not None and reading.theatre.theatre in reader.on_theatre:
        bonus += 1.0
    if best > max(found.weight, _ACCEPT):
        bonus += min(1.5, 0.7 * (best - _ACCEPT) + 0.3)
    return found.weight + bonus >= _ACCEPT


def _locates(reader: Reader, found: Found, reading: Reading | None) -> bool:
    """Tell whether a name inside the name of a body still says where it is: "the Dublin Historical Society".

    It does where the place is no country and the article is about that area, by other names or by this one alone.
    """
    if not found.body:
        return True
    name = reader.names.get(_label(found))
    if name is None or reading is None or not name.support or found.use is Use.DEMONYM or reading.entry is None:
        return False
    support = name.support[name.readings.index(reading)]
    about = support > _ABOUT and reading.level <= Level.FIRST
    return about and (reading.level > Level.CITY or reader.stands_apart(found.key))


def _resolutions(
    reader: Reader, article: Article, chosen: list[tuple[Found, Reading | None, float]]
) -> Iterable[Resolution]:
    usages = [usage_of(reader.scan, found, reading) for found, reading, _ in chosen]
    located = [Located(found.first, found.last, _place(reader, reading)) for found, reading, _ in chosen]
    datelines = _datelines(reader, article)
    parent = -1  # the mention that only says where the one before lies
    for number, ((found, reading, score), usage) in enumerate(zip(chosen, usages, strict=True)):
        place = located[number].place if score >= _LEAST and _locates(reader, found, reading) else None
        kind, role = _kind(usage, reading)
        if role is MapRole.FEATURE and _vast(reading, located[number].place):
            role = MapRole.CONTEXT
        part = part_of(reader.words, located, number) if role is not MapRole.NO else None
        if part is not None and part.kind is PartKind.PARENT:
            parent = number + 1
        if role is MapRole.FEATURE and (number == parent or reader.words.sentence[found.first] in datelines):
            limit = datelines.get(reader.words.sentence[found.first], 0)
            role = MapRole.CONTEXT if number == parent or reader.words.end[found.last] <= limit else role
        start, end = reader.words.start[found.first], reader.words.end[found.last]
        mention = Mention(
            article_id=article.id, start=start, end=end, toponym=article.text[start:end], kind=kind, map=role, part=part
        )
        geometry, radius, inferred = locate(place, part, _other(reader, located, number, part))
        yield Resolution(
            mention=mention,
            place=place,
            score=round(score, 3) if place is not None else 0.0,
            reasons=_reasons(reader, found, reading),
            alternatives=_alternatives(reader, found, reading),
            geometry=geometry,
            radius_m=radius,
            inferred_extent=inferred,
        )


def _datelines(reader: Reader, article: Article) -> dict[int, int]:
    """Answer the sentences that open with a dateline ("RAFAH, Gaza Strip (Agency) —"), and where it ends."""
    words, out = reader.words, {}
    for found in reader.scan.found:
        if words.first[found.first]:
            match = _DATELINE.match(article.text, words.start[found.first])
            if match is not None and (match[1] is not None or words.shape[found.first] is Shape.CAPITALS):
                out[words.sentence[found.first]] = match.end()
    return out


def _other(reader: Reader, located: list[Located], number: int, part: Part | None) -> Place | None:
    """Answer the second place of "between X and Y"."""
    if part is None or part.kind is not PartKind.BETWEEN:
        return None
    for k in (number - 1, number + 1):
        if 0 <= k < len(located):
            other = located[k]
            if reader.words.surface(other.first, other.last) in part.references:
                return other.place
    return None


def _kind(usage: Usage, reading: Reading | None) -> tuple[MentionKind, MapRole]:
    """Answer the kind of mention and whether it may be drawn."""
    if usage is Usage.POLITY:
        territory = reading is not None and reading.theatre is not None
        return MentionKind.POLITY, MapRole.CONTEXT if territory else MapRole.NO
    if usage is not Usage.PLACE:
        return usage.kind, MapRole.NO
    if reading is not None and reading.theatre is not None:
        return MentionKind.PLACE_THEATRE, MapRole.FEATURE
    return MentionKind.PLACE_OUTSIDE_THEATRE, MapRole.FEATURE


def _vast(reading: Reading | None, place: Place | None) -> bool:
    """Tell whether a place is a sea, a river or a region of the world's table: no point stands for one on a map."""
    if reading is None or reading.entry is None or reading.level is not Level.REGION or place is None:
        return False
    return (place.radius_m or 0.0) > _VAST_M


def _place(reader: Reader, reading: Reading | None) -> Place | None:
    if reading is None:
        return None
    if reading.theatre is not None:
        return reading.theatre.place
    if reading.place is not None:
        return reading.place
    if reading.entry is None or reader.gazetteer.world is None:
        return None
    row = reading.entry.row
    if row not in reader.places:
        reader.places[row] = reader.gazetteer.world.place(row)
    return reader.places[row]


def _reasons(reader: Reader, found: Found, reading: Reading | None) -> tuple[str, ...]:
    out = list(found.reasons)
    if found.container is not None:
        out.append(f"named with {reader.words.surface(found.container.first, found.container.last)}")
    if found.placed:
        out.append("used as a location")
    if reading is not None and reading.theatre is not None:
        out.append(f"known to the theatre as {reading.theatre.name}")
    name = reader.names.get(_label(found))
    if name is not None and reading is not None and name.support:
        support = name.support[name.readings.index(reading)]
        if support > 0.3:
            out.append("near or inside other places of the article")
        if len(name.readings) == 1:
            out.append("the only place of that name")
    return tuple(out)


def _alternatives(reader: Reader, found: Found, reading: Reading | None) -> tuple[Candidate, ...]:
    name = reader.names.get(_label(found))
    if name is None or not name.scores or len(name.readings) < 2:
        return ()
    ranked = sorted(zip(name.scores, name.readings, strict=True), key=lambda pair: -pair[0])
    out = []
    for score, other in ranked[:4]:
        if other is not reading and score > 0.02:
            place = _place(reader, other)
            if place is not None:
                out.append(Candidate(place=place, score=round(score, 3)))
    return tuple(out)
