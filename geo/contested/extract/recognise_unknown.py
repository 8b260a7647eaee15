"""Find names that no gazetteer has but that the text says are places, for review: never drawn, never guessed.

Three cues are trusted: a noun before ("the village of Minova"), a noun after ("Rafiq crossing", "Omar Street"), and a
preposition of place before a name that is nothing else ("in Zawaida").
"""

from bisect import bisect_left
from operator import attrgetter

from contested.extract.normalise import Shape, Words
from contested.extract.recognise_deeds import WAYS
from contested.extract.recognise_records import CASED, Found, Scan, Use
from contested.gazetteer.names import word_set
from contested.gazetteer.tables import Level

_PREPOSITIONS = frozenset({"in", "near", "at", "outside", "between"})
_TRAILING = word_set(
    "camp crossing corridor junction neighbourhood neighborhood roundabout checkpoint bridge road street "
    "village district river island township"
)
_SHORT_STREETS = frozenset({"st", "ave", "rd", "blvd", "dr", "ln", "hwy", "pkwy"})
NAME_WORDS = frozenset(
    {"al", "el", "as", "az", "ar", "ash", "an", "ad", "at", "bin", "umm", "abu", "de", "la", "del", "da"}
)
_LONGEST = 5
_CUED = 2.0
_NOT_ALONE = frozenset(
    {"the", "a", "an", "this", "that", "his", "her", "their", "our", "its", "my", "old", "new", "each"}
)


def recognise_unknown(scan: Scan) -> None:
    """Add the unknown names to `scan.found`, in text order."""
    words = scan.words
    taken = bytearray(len(words))
    for found in scan.found:
        if "part of a longer name" in found.reasons and found.weight < 2.0:
            continue
        if found.weight > 1.3 or found.use is Use.DEMONYM or (found.entries and _likely(found)):
            taken[found.first : found.last + 1] = b"\x01" * (found.last + 1 - found.first)
    small = {(f.first, f.last): f for f in scan.found if f.entries and not taken[f.first] and f.use is Use.PLACE}
    for first, last in scan.spans:
        taken[first : last + 1] = b"\x01" * (last + 1 - first)
    extra: list[Found] = []
    i, count = 0, len(words)
    shape = words.shape
    while i < count:
        if shape[i] in CASED and not taken[i]:
            end = run(words, i, taken)
            made = _spelt_like(scan, i, end) or _unknown(scan, i, end, taken)
            known = small.get((made.first, made.last)) if made is not None and made.unknown else None
            if known is not None and made is not None:
                known.weight, known.placed = max(known.weight, _CUED), True  # a cue speaks for a small town
                known.reasons += made.reasons[:1]
            elif made is not None:
                extra.append(made)
            i = end + 1
        else:
            i += 1
    if extra:
        extra += again(words, extra, taken)
        covered = {k for found in extra for k in range(found.first, found.last + 1)}
        kept = [f for f in scan.found if f.first not in covered]
        scan.found[:] = sorted([*kept, *extra], key=lambda found: found.first)


def again(words: Words, extra: list[Found], taken: bytearray) -> list[Found]:
    """Find the other occurrences of the unknown names: what was a place once is one wherever it stands."""
    known: dict[str, Found] = {}
    covered: set[int] = set()
    for found in extra:
        covered.update(range(found.first, found.last + 1))
        sure = found.first != found.last or "used as a location" not in found.reasons
        if found.unknown and sure and words.shape[found.last] in CASED:
            known.setdefault(words.norm[found.first], found)
    out = []
    for i, norm in enumerate(words.norm):
        model = known.get(norm)
        if model is None or words.shape[i] not in CASED or i in covered:
            continue
        last = i + model.last - model.first
        if last < len(words) and not any(taken[i : last + 1]) and words.norm[i : last + 1] == model.key.split(" "):
            before = words.shape[i - 1] if i and words.sentence[i - 1] == words.sentence[i] else Shape.MARK
            if before not in CASED or words.first[i - 1]:
                out.append(Found(i, last, model.key, (), (), weight=2.5, unknown=True, reasons=list(model.reasons)))
    return out


def run(words: Words, i: int, taken: bytearray) -> int:
    """Answer the last word of the run of capitalised words that begins at `i`."""
    shape, end, count = words.shape, i, len(words)
    while end + 1 < count and end - i < _LONGEST and not words.possessive[end]:
        after = end + 1
        if words.sentence[after] != words.sentence[i] or taken[after]:
            break
        if shape[after] in CASED:
            end = after
        elif (
            words.lower[after] in NAME_WORDS
            and after + 1 < count
            and shape[after + 1] in CASED
            and not taken[after + 1]
        ):
            end = after + 1
        else:
            break
    return end


_FEATURES = word_set("jabal jebel djebel khirbet khirbat kfar kafr deir dayr birket nahal tell wadi")
# verbs whose object is a place, in reports of fighting
_TAKING = word_set(
    "entered reached shelled bombed bombarded stormed besieged encircled surrounded overran recaptured liberated "
    "seized evacuated"
)


def _spelt_like(scan: Scan, first: int, end: int) -> Found | None:
    """Answer a place of a theatre that the run, or its beginning, is another spelling of."""
    gazetteer, words = scan.gazetteer, scan.words
    if not gazetteer.theatres or words.sentence[first] in words.headline:
        return None
    while first < end and words.norm[first] in _NOT_ALONE:
        first += 1
    for last in range(min(end, first + 3), first - 1, -1):
        key = " ".join(words.norm[first : last + 1])
        if last == first and (
            key in scan.lexicon.never or key in scan.lexicon.common or key in scan.persons or len(key) < 5
        ):
            continue
        if last == first and words.first[first] and not _is_called_place(words, last):
            continue  # "Militia looted X", "Seeing no way out": only mid-sentence does a capital make a name
        if last == first < end and key in _FEATURES:
            continue  # "Jabal Dubas" is a hill of its own, not Jabalia
        hits = gazetteer.spelt_like(key)
        if hits:
            weight = 2.6 if last > first else 1.6
            name = hits[0].name
            return Found(first, last, key, hits[:3], (), weight=weight, likened=True, reasons=[f"spelt like {name}"])
    return None


def _is_called_place(words: Words, last: int) -> bool:
    """Tell whether the word after `last` says that it is a place: "Nuserat camp"."""
    after = last + 1
    here = after < len(words) and words.sentence[after] == words.sentence[last]
    return here and words.lower[after] in ("camp", "city", "town", "village", "district", "refugee", "neighbourhood")


def _unknown(scan: Scan, first: int, end: int, taken: bytearray) -> Found | None:
    words, lexicon = scan.words, scan.lexicon
    sentence = words.sentence[first]
    if sentence in words.capitals or sentence in words.headline:
        return None
    while (
        first < end and (words.first[first] or words.norm[first] in _NOT_ALONE) and words.norm[first] in lexicon.never
    ):
        first += 1
    after = end + 1 if end + 1 < len(words) and words.sentence[end + 1] == sentence and not taken[end + 1] else -1
    last_word = words.norm[end]
    # "Van Dorn Street", "Neches River"
    if end > first and (last_word in lexicon.unknown_generic or last_word in _SHORT_STREETS):
        return made(words, first, end, "ends in a word for a place") if plain(scan, first, end - 1) else None
    alone = first == end and words.first[first]
    if (
        after >= 0
        and words.lower[after] in _TRAILING
        and not alone
        and not words.possessive[end]
        and plain(scan, first, end)
    ):
        return made(words, first, after, "followed by a word for a place")
    before = first - 1 if first and words.sentence[first - 1] == sentence else -1
    if before < 0 or not plain(scan, first, end):
        return None
    lead = words.lower[before]
    if lead == "of" and before and words.lower[before - 1] in lexicon.unknown_cue:
        return made(words, first, end, "named after a word for a place")
    if words.lower[before] in lexicon.unknown_cue and first == end:
        return made(words, first, end, "named after a word for a place")
    if lead == "of" and before and words.lower[before - 1].rpartition("-")[2] in _SIDES:
        return made(words, first, end, "named after a direction")
    if lead == "to" and before and words.lower[before - 1] in ("road", "highway", "route"):
        return made(words, first, end, "at the end of a road")
    if lead in _TAKING and len(words.norm[first]) > 3 and not words.possessive[end] and rare(scan, first, end):
        return made(words, first, end, "taken, shelled or entered")
    if _listed(scan, first, end):
        return made(words, first, end, "listed with places")
    if lead == "between" and words.lower[first - 2] not in WAYS:
        return None  # "clashes between Hindus and Muslims"
    single_acronym = first == end and words.shape[first] is Shape.CAPITALS
    if lead in _PREPOSITIONS and not single_acronym and len(words.norm[first]) > 3 and end - first <= 2:
        if after >= 0 and words.shape[after] is Shape.LOWER and words.lower[after] not in FOLLOWS:
            return None
        if not rare(scan, first, end):
            return None
        return made(words, first, end, "used as a location")
    return None


def rare(scan: Scan, first: int, last: int) -> bool:
    """Tell whether none of the words is a common one, and the last no acronym."""
    words = scan.words
    plain = not any(words.norm[k] in scan.lexicon.common for k in range(first, last + 1))
    return plain and words.shape[last] is not Shape.CAPITALS


_SIDES = word_set("north south east west northeast northwest southeast southwest outskirts edge")


def _likely(found: Found) -> bool:
    best = found.entries[0]
    return found.weight > 0 and (best.inhabitants > 100_000 or best.level >= Level.FIRST)


def _listed(scan: Scan, first: int, end: int) -> bool:
    """Tell whether the run is the last of a list of places: "Goma, Bukavu and Minova"."""
    words = scan.words
    if words.lower[first - 1] != "and" or first < 2 or words.shape[first] is Shape.CAPITALS or end > first + 1:
        return False
    at = bisect_left(scan.found, first, key=_FIRST) - 1
    while at >= 0 and scan.found[at].last >= first:
        at -= 1
    before = scan.found[at] if at >= 0 else None
    if before is None or before.last != first - 2 or before.use is not Use.PLACE or before.weight < 2.0:
        return False
    return bool(before.theatre) or (before.entries[:1] != () and before.entries[0].level is Level.CITY)


_FIRST = attrgetter("first")
FOLLOWS = word_set(
    "left killed wounded injured broke began continued ended said says "
    "and or on in at where when who which that after before as for to from with by was is were are had has "
    "have during since last this but while near until because will would under amid about over between "
    "against"
)


def plain(scan: Scan, first: int, last: int) -> bool:
    """Tell whether none of the words says that the name is something else."""
    lexicon, words = scan.lexicon, scan.words
    for k in range(first, last + 1):
        word = words.norm[k]
        if k > first and word in NAME_WORDS:
            continue
        if word in lexicon.never or word in lexicon.organisation or word in lexicon.titles or word in lexicon.heads:
            return False
        if word in scan.persons:
            return False
    return True


def made(words: Words, first: int, last: int, reason: str) -> Found:
    """Answer an unknown name, words `first` to `last`, with what says that it is a place."""
    key = " ".join(words.norm[first : last + 1])
    return Found(first, last, key, (), (), weight=2.5, unknown=True, placed=True, reasons=[reason, "in no gazetteer"])
