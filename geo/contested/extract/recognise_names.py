"""Look up the longest name that begins at a word, in the theatres and in the world index, and judge its form."""

from contested.extract.normalise import CONNECTORS, Shape, Words
from contested.extract.recognise_records import Found, Scan, Use, after_comma
from contested.gazetteer.gazetteer import TheatrePlace
from contested.gazetteer.tables import Level
from contested.gazetteer.world import Entry

_WINDOW = 64  # code points of folded text that a name may have
_WORDS_TOO = frozenset(
    {"miss", "man", "wash", "mass", "ore", "ala", "la", "pa", "me", "del", "ill", "ind", "kan", "id"}
)  # abbreviations that are words as well, and need a comma before them


def longest(scan: Scan, i: int) -> Found | None:
    """Answer the longest name that begins at word `i`, None when there is none."""
    words, gazetteer = scan.words, scan.gazetteer
    run = words.run_of[i]
    if run < 0:
        return None
    if words.shape[i] is Shape.CAPITALS and words.end[i] - words.start[i] == 2 and gazetteer.world is not None:
        state = scan.lexicon.postal.get(words.text[words.start[i] : words.end[i]])
        if state is not None and after_comma(words, i) and scan.found and scan.found[-1].last == i - 2:
            held = tuple(e for e in gazetteer.world.find(state[1]) if e.level is Level.FIRST and e.country == state[0])
            if held:
                return Found(i, i, state[1], (), held[:1])
    text, ends, start = words.run_text[run], words.run_ends[run], words.run_start[i]
    key, last = "", -1
    theatre: tuple[TheatrePlace, ...] = ()
    if gazetteer.theatres:
        key, last, theatre = in_theatre(scan, i)
    if gazetteer.world is not None:
        for found in reversed(gazetteer.world.prefixes(text[start : start + _WINDOW])):
            stop_at = ends.get(start + len(found))
            if stop_at is None or stop_at < last:
                continue
            if not _cased(words, i, stop_at) or _cut_short(scan, stop_at):
                continue
            entries = gazetteer.world.find(found)
            if stop_at > last and not _acceptable(scan, i, stop_at, found, entries):
                continue
            if stop_at > last:
                theatre = ()
            if found in _WORDS_TOO and "." in words.surface(i, stop_at):
                entries = tuple(entry for entry in entries if entry.level is Level.CITY)  # "L.A." is not "La."
            return _made(i, stop_at, found, theatre, entries)
    if last >= 0:
        return _made(i, last, key, theatre, ())
    return None


def spaced(scan: Scan, i: int) -> Found | None:
    """Answer a country written in initials with spaces, "U. S.", that begins at word `i`."""
    words, world = scan.words, scan.gazetteer.world
    if world is None or i + 2 >= len(words) or words.shape[i + 2] is not Shape.INITIAL:
        return None
    key = words.norm[i] + words.norm[i + 2]
    if words.lower[i + 1] != "." or words.end[i + 2] - words.start[i] > 5 or key not in scan.lexicon.acronyms:
        return None
    entries = tuple(entry for entry in world.find(key) if entry.level is Level.COUNTRY)
    return Found(i, i + 2, key, (), entries) if entries else None


def in_theatre(scan: Scan, i: int) -> tuple[str, int, tuple[TheatrePlace, ...]]:
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


def without_capitals(scan: Scan, i: int) -> Found | None:
    """Answer a name of a theatre that is written without capitals, such as "humanitarian zone"."""
    if scan.words.run_of[i] < 0:
        return None
    key, last, theatre = in_theatre(scan, i)
    if last <= i:
        return None
    lower = all(scan.words.shape[k] is Shape.LOWER for k in range(i, last + 1))
    if lower and key not in scan.gazetteer.lower_keys:
        return None
    return Found(i, last, key, theatre, ())


def _made(first: int, last: int, key: str, theatre: tuple[TheatrePlace, ...], entries: tuple[Entry, ...]) -> Found:
    places = tuple(entry for entry in entries if not entry.demonym)
    demonym = (bool(entries) and not theatre and entries[0].demonym) or (bool(entries) and not places and not theatre)
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
    tailed = shape[last] is Shape.LOWER and words.norm[last] in _TAILS  # "Tulkarm camp", but not "The bridge"
    tailed = tailed and words.norm[last - 1] not in _POINTING if last > first else False
    for i in range(first, last + (not tailed)):
        kind = shape[i]
        if kind is Shape.LOWER and words.norm[i] not in CONNECTORS:
            return False
        if words.possessive[i] and i != last:
            return False
    return shape[last - tailed] is not Shape.LOWER


_POINTING = frozenset({"the", "a", "an", "this", "that", "our", "their", "its", "one", "new", "old", "main", "first"})
_TAILS = frozenset({"camp", "crossing", "airport", "bridge", "dam", "hospital", "port", "base", "refinery", "island"})


def _cut_short(scan: Scan, last: int) -> bool:
    """Tell whether a name goes on behind a hyphen in a way no gazetteer knows: "Crête" of "Crête-à-Pierrot"."""
    words, world = scan.words, scan.gazetteer.world
    after = last + 1
    if after >= len(words) or not words.glued[after] or world is None:
        return False
    if words.shape[after] is Shape.LOWER:
        return words.norm[after] in _INNER and after + 1 < len(words) and words.glued[after + 1]
    run = words.run_of[after]
    if run < 0:
        return False
    start = words.run_start[after]
    return not world.prefixes(words.run_text[run][start : start + _WINDOW])


_INNER = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "es", "la", "le", "les", "sous", "sur", "al", "el"})


def _acceptable(scan: Scan, first: int, last: int, key: str, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a key may stand for a place at all, by its form alone."""
    words, lexicon = scan.words, scan.lexicon
    if first != last:
        return not all(part in lexicon.never for part in key.split(" "))
    kind = words.shape[first]
    if kind is Shape.CAPITALS and words.text[words.end[last] : words.end[last] + 2].strip()[:1] == "$":
        return False  # a currency: "US $4 million"
    if kind is Shape.CAPITALS and words.sentence[first] not in words.capitals:
        text = words.text[words.start[first] : words.end[first]]
        if len(key) <= 5 and "." not in text:
            dateline = words.first[first] and entries[0].inhabitants > 50_000
            return key in lexicon.acronyms or (dateline and key not in lexicon.never and len(key) > 3)
    elif len(key) <= 3 and (
        key in lexicon.acronyms or (entries[0].level is Level.CITY and entries[0].inhabitants < 20_000)
    ):
        return False
    if key in lexicon.abbreviations:
        text, end = words.text, words.end[first]
        if "." not in text[words.start[first] : end + 1]:
            return False
        dotted = "." in text[words.start[first] : end]
        if key in _WORDS_TOO and dotted:
            return True
        if key in _WORDS_TOO and not after_comma(words, first):
            return False
    return key not in lexicon.never
