"""Find the stretches of a text that may name a place: the longest names the gazetteer knows, and how each is used.

Every occurrence gets a weight from what the gazetteer knows of the name (a country speaks for itself, a hamlet does
not) and from the words around it. `extract.places` adds what the rest of the article says and decides.
"""

import math
from dataclasses import dataclass, field
from enum import Enum, auto

from contested.extract.normalise import CONNECTORS, Shape, Words
from contested.extract.recognise_lexicon import Lexicon
from contested.gazetteer.gazetteer import Gazetteer, TheatrePlace
from contested.gazetteer.tables import Level
from contested.gazetteer.world import Entry
from contested.model import Place

_SMALL_TOWN = 2_000  # inhabitants of a place for which none are given
_WINDOW = 64  # code points of folded text that a name may have
_CASED = (Shape.TITLE, Shape.CAPITALS)
_ARTICLES = frozenset({"al", "el", "as", "az", "ar", "ash", "an", "ad", "at"})
_FUNCTION = frozenset("and or in on at to from near is was has had were are that which where when who with for by as".split())
_DIVISIONS = frozenset(
    {"province", "governorate", "state", "oblast", "region", "county", "prefecture", "district", "department", "canton"}
)


class Use(Enum):
    """How an occurrence uses the name, before the finer kinds."""

    PLACE = auto()
    DEMONYM = auto()
    ORGANISATION = auto()
    PERSON = auto()


@dataclass(slots=True)
class Found:
    """An occurrence of a name: words `first` to `last`, both included, what it may mean, and how likely it is a place."""

    first: int
    last: int
    key: str
    theatre: tuple[TheatrePlace, ...]
    entries: tuple[Entry, ...]
    use: Use = Use.PLACE
    weight: float = 0.0
    placed: bool = False  # the words around it say that it is a location
    container: "Found | None" = None  # "Paris, Texas"
    body: bool = False  # part of the name of a body that is somewhere else as likely as there
    river: bool = False  # "the Dnipro": towns take no article
    division: bool = False  # "Idlib province": the division, not the town
    likened: bool = False  # its spelling is only like that of a theatre's place
    unknown: bool = False  # no gazetteer has it; a cue word says that it is a place
    sense: str = ""  # which place of the name is meant, where the words around it tell
    other: Place | None = None  # a confusable that is meant instead
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scan:
    """What recognition knows of the document while it runs."""

    words: Words
    gazetteer: Gazetteer
    lexicon: Lexicon
    found: list[Found] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)  # folded words that the article uses as parts of persons' names
    spans: list[tuple[int, int]] = field(default_factory=list)  # persons' names, as words


def recognise(words: Words, gazetteer: Gazetteer, lexicon: Lexicon) -> Scan:
    """Answer all occurrences in text order, non-overlapping, with weights."""
    scan = Scan(words, gazetteer, lexicon)
    _people(scan)
    taken = {i for first, last in scan.spans for i in range(first, last + 1)}
    i, count = 0, len(words)
    shape, norm, lower_first = words.shape, words.norm, gazetteer.lower_first
    while i < count:
        if (shape[i] in _CASED or norm[i] in lower_first) and i not in taken:
            match = longest(scan, i) if shape[i] in _CASED else _without_capitals(scan, i)
            if match is not None and words.glued[i] and i and norm[i - 1] in _ARTICLES and shape[i - 1] is Shape.LOWER:
                match.first = i - 1
            if match is not None:
                scan.found.append(match)
                i = match.last + 1
                continue
        i += 1
    for number, match in enumerate(scan.found):
        weigh(scan, match, number)
    return scan


def longest(scan: Scan, i: int) -> Found | None:
    """Answer the longest name that begins at word `i`, None when there is none."""
    words, gazetteer = scan.words, scan.gazetteer
    run = words.run_of[i]
    if run < 0:
        return None
    if words.shape[i] is Shape.CAPITALS and words.end[i] - words.start[i] == 2 and gazetteer.world is not None:
        state = scan.lexicon.postal.get(words.text[words.start[i] : words.end[i]])
        if state is not None and _after_comma(words, i) and scan.found and scan.found[-1].last == i - 2:
            held = tuple(e for e in gazetteer.world.find(state[1]) if e.level is Level.FIRST and e.country == state[0])
            if held:
                return Found(i, i, state[1], (), held[:1])
    text, ends, start = words.run_text[run], words.run_ends[run], words.run_start[i]
    key, last = "", -1
    theatre: tuple[TheatrePlace, ...] = ()
    if gazetteer.theatres:
        key, last, theatre = _in_theatre(scan, i)
    if gazetteer.world is not None:
        for found in reversed(gazetteer.world.prefixes(text[start : start + _WINDOW])):
            stop_at = ends.get(start + len(found))
            if stop_at is None or stop_at < last:
                continue
            if not _cased(words, i, stop_at):
                continue
            entries = gazetteer.world.find(found)
            if stop_at > last and not _acceptable(scan, i, stop_at, found, entries):
                continue
            if stop_at > last:
                theatre = ()
            return _made(i, stop_at, found, theatre, entries)
    if last >= 0:
        return _made(i, last, key, theatre, ())
    return None


def _in_theatre(scan: Scan, i: int) -> tuple[str, int, tuple[TheatrePlace, ...]]:
    """Answer the longest name of a theatre that begins at word `i`: its key, last word and places."""
    words, gazetteer = scan.words, scan.gazetteer
    run = words.run_of[i]
    text, start = words.run_text[run], words.run_start[i]
    key, last = "", -1
    theatre: tuple[TheatrePlace, ...] = ()
    for end, word in words.run_ends[run].items():
        if end <= start:
            continue
        part = text[start:end]
        if part not in gazetteer.prefixes:
            break
        hit = gazetteer.theatre_places(part)
        if hit:
            key, last, theatre = part, word, hit
    return key, last, theatre


def _without_capitals(scan: Scan, i: int) -> Found | None:
    """Answer a name of a theatre that is written without capitals, such as "humanitarian zone"."""
    if scan.words.run_of[i] < 0:
        return None
    key, last, theatre = _in_theatre(scan, i)
    if last <= i:
        return None
    lower = all(scan.words.shape[k] is Shape.LOWER for k in range(i, last + 1))
    if lower and key not in scan.gazetteer.lower_keys:
        return None
    return Found(i, last, key, theatre, ())


def _made(first: int, last: int, key: str, theatre: tuple[TheatrePlace, ...], entries: tuple[Entry, ...]) -> Found:
    places = tuple(entry for entry in entries if not entry.demonym)
    demonym = bool(entries) and not theatre and entries[0].demonym or (bool(entries) and not places and not theatre)
    if not demonym and entries and not theatre:
        demonym = any(e.demonym for e in entries) and all(e.level is Level.CITY for e in places)
    found = Found(first, last, key, theatre, entries if demonym else places)
    if demonym:
        found.use = Use.DEMONYM
        found.entries = tuple(entry for entry in entries if entry.demonym)
    return found


def _cased(words: Words, first: int, last: int) -> bool:
    """Tell whether the words are written like a name, and the possessive, if any, stands at its end."""
    shape = words.shape
    for i in range(first, last + 1):
        kind = shape[i]
        if kind is Shape.LOWER and words.norm[i] not in CONNECTORS:
            return False
        if words.possessive[i] and i != last:
            return False
    return shape[last] is not Shape.LOWER


def _acceptable(scan: Scan, first: int, last: int, key: str, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a key may stand for a place at all, by its form alone."""
    words, lexicon = scan.words, scan.lexicon
    if first != last:
        return not all(part in lexicon.never for part in key.split(" "))
    kind = words.shape[first]
    if kind is Shape.CAPITALS and words.sentence[first] not in words.capitals:
        text = words.text[words.start[first] : words.end[first]]
        if len(key) <= 5 and "." not in text:
            dateline = words.first[first] and entries[0].inhabitants > 50_000
            return key in lexicon.acronyms or (dateline and key not in lexicon.never and len(key) > 3)
    elif len(key) <= 3 and (
        key in lexicon.acronyms or entries[0].level is Level.CITY and entries[0].inhabitants < 20_000
    ):
        return False
    if key in lexicon.abbreviations:
        text, end = words.text, words.end[first]
        if "." not in text[words.start[first] : end + 1]:
            return False
        if key in (
            "miss",
            "man",
            "wash",
            "mass",
            "ore",
            "ala",
            "la",
            "pa",
            "me",
            "del",
            "ill",
            "ind",
            "kan",
            "id",
        ) and not _after_comma(words, first):
            return False
    return key not in lexicon.never


def _after_comma(words: Words, i: int) -> bool:
    return i > 0 and words.lower[i - 1] in (",", "(") and words.sentence[i - 1] == words.sentence[i]


# ------------------------------------------------------------------------------------------------ persons


def _people(scan: Scan) -> None:
    """Find persons' names by title and by given name, so that their parts are not taken for places."""
    words, lexicon = scan.words, scan.lexicon
    shape, norm, count = words.shape, words.norm, len(words)
    theatres = bool(scan.gazetteer.theatres)
    i = 0
    while i < count - 1:
        if shape[i] is not Shape.TITLE:
            i += 1
            continue
        name = norm[i]
        if theatres and name in scan.gazetteer.prefixes and words.run_of[i] >= 0 and _in_theatre(scan, i)[1] > i:
            i += 1
            continue
        titled = name in lexicon.titles
        rank = lexicon.given.get(name)
        if (
            rank is not None
            and not titled
            and (
                name in lexicon.location
                or name in lexicon.function
                or (name in lexicon.common and (rank > 250 or words.first[i]))
            )
        ):
            rank = None
        if not titled and rank is None:
            i += 1
            continue
        start = i + 1 if titled else i
        stop = start
        if titled and start < count and shape[start] is Shape.MARK and words.text[words.start[start]] == ".":
            start += 1
            stop = start
        stop = _name_end(scan, start)
        if stop > start + (0 if titled else 1) and _is_person(scan, start, stop, titled=titled):
            scan.spans.append((start, stop - 1))
            scan.persons.update(norm[k] for k in range(start, stop) if len(norm[k]) > 2)
            i = stop
        else:
            i += 1


def _name_end(scan: Scan, start: int) -> int:
    """Answer the word after a run of capitalised words and initials that begins at `start`."""
    words = scan.words
    shape, text = words.shape, words.text
    i = start
    count = len(words)
    while i < count and i < start + 5:
        kind = shape[i]
        if kind is Shape.TITLE or (kind is Shape.CAPITALS and i > start and words.sentence[i] in words.capitals):
            if i > start and words.sentence[i] != words.sentence[start]:
                break
            i += 1
            if words.possessive[i - 1]:
                break
            continue
        if kind is Shape.INITIAL and i + 1 < count:
            i += 2 if text[words.start[i + 1]] == "." else 1
            continue
        if (
            kind is Shape.LOWER
            and words.norm[i] in ("al", "el", "bin", "ibn", "de", "van", "der", "von", "la", "da", "den", "ben", "abu")
            and (i > start or words.norm[i] in ("al", "el"))
            and i + 1 < count
            and shape[i + 1] is Shape.TITLE
        ):
            i += 1
            continue
        break
    return min(i, count)


def _is_person(scan: Scan, start: int, stop: int, *, titled: bool) -> bool:
    """Tell a person's name from the name of a place that begins like one ("Virginia Beach", "Santiago de Cuba")."""
    words, lexicon, world = scan.words, scan.lexicon, scan.gazetteer.world
    last = stop - 1
    norm = words.norm
    if titled:
        if start >= len(words) or words.shape[start] is Shape.MARK:
            return False
        title = norm[start - 1] if words.shape[start - 1] is not Shape.MARK else norm[start - 2]
        if title in (
            "father",
            "mother",
            "sister",
            "brother",
            "private",
            "general",
            "major",
            "chief",
            "secretary",
            "minister",
            "director",
            "forward",
            "guard",
            "prince",
            "king",
            "queen",
            "attorney",
            "actor",
            "agent",
            "author",
            "candidate",
            "deputy",
            "principal",
            "nurse",
        ):
            return stop - start >= 2 or norm[start] in lexicon.surnames
        if stop - start == 1 and world is not None:
            entries = world.find(norm[start])
            if (
                entries
                and entries[0].level >= Level.FIRST
                and not entries[0].demonym
                and norm[start] not in lexicon.surnames
            ):
                return False
        return norm[start] not in lexicon.organisation
    if any(norm[k] in lexicon.generic or norm[k] in lexicon.organisation for k in range(start + 1, stop)):
        return False
    if (
        words.sentence[start] in words.headline
        and norm[last] not in lexicon.surnames
        and norm[start + 1] not in lexicon.surnames
    ):
        return False
    match = longest(scan, start)
    if match is not None and match.last > start and match.entries:
        best = match.entries[0]
        if best.level >= Level.FIRST or best.inhabitants > 15_000 or norm[start] not in lexicon.given:
            return False
        if match.last == last and norm[last] not in lexicon.surnames:
            return False
    first = world.find(norm[start]) if world is not None else ()
    if first and lexicon.given[norm[start]] > 300 and norm[start + 1] not in lexicon.surnames:
        best = first[0]
        if best.level >= Level.FIRST or best.inhabitants > 200_000:
            return False
    return True


# ------------------------------------------------------------------------------------------------ weights


def importance(entry: Entry) -> float:
    """Answer how much a place counts by itself: about 1 for a town of 10,000, 3 for a country.

    >>> importance(Entry(0, 2.3, 48.8, 2_138_551, Level.CITY, "FR", "11", False, False)) > 2.5
    True
    """
    if entry.level is Level.COUNTRY:
        return 3.6
    if entry.level is Level.REGION:
        return 2.8
    if entry.level is Level.FIRST:
        return 2.6 if entry.inhabitants > 1_000_000 else 1.8
    if entry.level is Level.SECOND:
        return 0.3 if entry.alternate else 1.3
    base = (math.log10(entry.inhabitants + 100 if entry.inhabitants else _SMALL_TOWN) - 2.6) * 0.8
    return base - (0.4 if entry.alternate else 0.0)


def weigh(scan: Scan, found: Found, number: int) -> None:
    """Set the weight of an occurrence from its name and the words around it."""
    words, lexicon = scan.words, scan.lexicon
    first, last = found.first, found.last
    norm, shape = words.norm, words.shape
    if found.key in scan.gazetteer.outlets and not (found.theatre and found.container):
        found.use, found.body, found.weight = Use.ORGANISATION, True, 2.5
        return
    if found.use is Use.DEMONYM:
        found.weight = 3.0
        _weigh_demonym(scan, found)
        return
    weight = 2.5 if found.theatre else max((importance(e) for e in found.entries[:6]), default=0.0)
    sentence = words.sentence[first]
    before = first - 1 if first and words.sentence[first - 1] == sentence else -1
    after = last + 1 if last + 1 < len(words) and words.sentence[last + 1] == sentence else -1
    single = first == last
    key = found.key
    prepared = before
    while (
        prepared >= 0
        and words.lower[prepared] in lexicon.modifiers
        and words.sentence[prepared] == sentence
        and not words.first[prepared]
    ):
        prepared -= 1
    word_before = words.lower[before] if before >= 0 else ""
    if word_before == "the" and (after < 0 or shape[after] in (Shape.MARK, Shape.LOWER)):
        found.river = after < 0 or shape[after] is Shape.MARK or words.lower[after] in _FUNCTION
    lead = words.lower[prepared] if prepared >= 0 and words.sentence[prepared] == sentence else ""
    if (
        lead in lexicon.location
        and shape[prepared] is Shape.LOWER
        or (lead in lexicon.location and words.first[prepared])
    ):
        strong = lead in lexicon.strong or (prepared != before and word_before not in ("the", "old", "both"))
        weight += 1.6 if strong else 0.8
        found.placed = strong or lead in (
            "at",
            "from",
            "to",
            "into",
            "through",
            "toward",
            "towards",
            "between",
            "across",
        )
        if lead == "of":
            noun = words.lower[prepared - 1] if prepared else ""
            head = shape[prepared - 1] in _CASED and not words.first[prepared - 1] if prepared else False
            if noun in lexicon.heads and head and prepared == before:
                found.use = Use.ORGANISATION
                found.body = True
            elif noun in lexicon.place_of:
                weight += 1.0
                found.placed = True
            else:
                weight -= 0.4
    elif word_before in lexicon.strong:
        weight += 1.2
        found.placed = True
    # what comes after
    if after >= 0:
        word_after = words.lower[after]
        mark = shape[after] is Shape.MARK
        if mark and word_after == "," and number + 1 < len(scan.found):
            following = scan.found[number + 1]
            if following.first == after + 1 and following.use is Use.PLACE and following.entries:
                inside = [e for e in following.entries if e.level >= Level.SECOND]
                if inside and _contains(found, following):
                    weight += 3.0
                    found.container = following
                    found.placed = True
        elif word_after == "in" and number + 1 < len(scan.found) and scan.found[number + 1].first == after + 1:
            following = scan.found[number + 1]
            if (
                following.use is Use.PLACE
                and any(e.level >= Level.FIRST for e in following.entries[:2])
                and _contains(found, following)
            ):
                found.container = following
                weight += 2.0
        elif mark and word_after == "(" and words.first[first]:
            weight += 0.8
        elif not mark and shape[after] in _CASED and not words.possessive[last]:
            following = scan.found[number + 1] if number + 1 < len(scan.found) else None
            short = shape[after] is Shape.CAPITALS and words.end[after] - words.start[after] <= 4
            if words.glued[after] or (short and word_after not in lexicon.organisation):
                weight -= 0.3
            elif word_after in lexicon.generic:
                weight += 0.5
                found.division = word_after in _DIVISIONS
            elif word_after in lexicon.organisation:
                found.use = Use.ORGANISATION
                weight += 0.3 if word_after in lexicon.local else 0.0
                found.body = word_after not in lexicon.local
            elif word_after in lexicon.titles or word_after in lexicon.role:
                weight += 0.5
            elif not (following is not None and following.first == after) and sentence not in words.headline:
                weight -= 1.0
                found.use = Use.ORGANISATION
                found.body = single and not (last + 2 < len(words) and (last + 1, last + 2) in scan.spans)
                if single and key in lexicon.given:
                    weight -= 2.0
        elif not mark and word_after in lexicon.generic:
            weight += 0.8
            found.division = word_after in _DIVISIONS
        elif not mark and word_after in _ARTICLES and last + 2 < len(words) and shape[last + 2] in _CASED:
            weight -= 2.5
            found.reasons.append("part of a longer name")
    if words.possessive[last]:
        weight += 0.3
    # the word before is a name of another thing
    if before >= 0 and shape[before] in _CASED and not words.first[before]:
        earlier = scan.found[number - 1] if number else None
        if earlier is not None and earlier.last == before:
            if earlier.use is not Use.PLACE and any(e.demonym for e in earlier.entries) and _contains(found, earlier):
                found.container = earlier
                earlier.use, earlier.body = Use.DEMONYM, False
                weight += 1.0
            elif words.possessive[before] and earlier.use is Use.PLACE and _contains(found, earlier):
                found.container = earlier
                weight += 1.0
            elif earlier.use is Use.PLACE and not words.possessive[before]:
                weight -= 0.8
        elif (
            words.lower[before] not in lexicon.modifiers
            and words.lower[before] not in lexicon.location
            and sentence not in words.headline
        ):
            if not words.possessive[before]:
                weight -= 2.0 if weight < 4.5 else 0.8
                found.reasons.append("part of a longer name")
    elif before >= 0 and shape[before] is Shape.INITIAL:
        party = words.glued[first] and words.lower[before] in ("r", "d", "i")
        weight += 2.0 if party else -2.5
        found.placed = found.placed or party
    if norm[last] in lexicon.unknown_generic and not single:
        weight += 1.5
    if single:
        weight -= _word_risk(scan, found)
    if sentence in words.headline or sentence in words.capitals:
        weight -= 0.5 if single else 0.0
    found.weight = weight


def _weigh_demonym(scan: Scan, found: Found) -> None:
    """Lower the weight of a demonym that is part of the name of a body, or the name of a language."""
    words, lexicon = scan.words, scan.lexicon
    after = found.last + 1
    here = words.sentence[found.first]
    if after < len(words) and words.sentence[after] == here and words.shape[after] in _CASED:
        word = words.lower[after]
        person = any(first == after for first, _ in scan.spans)
        if (
            here not in words.headline
            and not person
            and word not in lexicon.titles
            and word not in ("prime", "foreign", "defense", "defence")
        ):
            follows = next((f for f in scan.found if f.first == after), None)
            if follows is None or follows.use is not Use.DEMONYM:
                found.use = Use.ORGANISATION
                found.body = True
    before = found.first - 1
    if before >= 0 and words.sentence[before] == here:
        word = words.lower[before]
        if words.shape[before] in _CASED and not words.first[before] and here not in words.headline:
            earlier = any(f.last == before for f in scan.found)
            if (
                not earlier
                and word not in lexicon.modifiers
                and word not in lexicon.location
                and not words.possessive[before]
            ):
                found.use = Use.ORGANISATION
                found.body = True
        if word in ("speak", "speaks", "speaking", "spoke", "spoken", "fluent", "into") or (
            word == "in" and (after >= len(words) or words.shape[after] is Shape.MARK)
        ):
            found.weight = 0.0


def _word_risk(scan: Scan, found: Found) -> float:
    """Answer how likely a single word is something else: a common word, a person, an acronym."""
    words, lexicon = scan.words, scan.lexicon
    key, first = found.key, found.first
    risk = 0.0
    best = found.entries[0] if found.entries else None
    country = best is not None and best.level >= Level.FIRST and not best.alternate
    if key in lexicon.acronyms and words.shape[first] is Shape.CAPITALS:
        return 0.0
    if key in lexicon.common:
        nation = best is not None and best.level is Level.COUNTRY
        large = best is not None and (country or best.inhabitants > 100_000)
        risk += 0.4 if nation else 1.2 if large else 2.6
        if not nation and (words.first[first] or words.sentence[first] in words.headline):
            risk += 0.8 if large else 2.0
    if key in scan.persons:
        risk += 1.8 if country else 3.5
    if key in lexicon.given and not country:
        risk += 1.5 if lexicon.given[key] < 600 else 0.6
    rank = lexicon.surnames.get(key)
    if rank is not None and not country:
        risk += 1.0 if rank < 1000 else 0.5
    if len(key) <= 3 and words.shape[first] is not Shape.CAPITALS:
        risk += 1.0
    return risk


def _contains(found: Found, container: Found) -> bool:
    """Tell whether some reading of `container` holds some reading of `found`."""
    held = {(e.country, e.admin) for e in container.entries if e.level is Level.FIRST}
    lands = {e.country for e in container.entries if e.level is Level.COUNTRY}
    return any((e.country, e.admin) in held or e.country in lands for e in found.entries) or bool(
        any(e.level is Level.SECOND for e in container.entries)
    )
