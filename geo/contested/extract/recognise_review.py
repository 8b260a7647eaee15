"""Find names that no gazetteer has and that stand where a place would, so that they are reviewed and not lost.

Weaker than `recognise_unknown`: these names are listed beside the map with their sentence, never drawn, never looked
up under a like spelling, and no toponyms of `--format toponyms`. Only articles on fighting are read so, and only three
signs are heeded: what is attacked, taken or fled ("strikes hit Jwaya"), where forces move ("into Sakele", "the fall of
Masisika"), and lists that name a known place as well ("Tyre, Jwaya and Tayr Debba").
"""

from bisect import bisect_right

from contested.extract.normalise import Shape, Words
from contested.extract.recognise_deeds import deed_follows
from contested.extract.recognise_records import ARTICLES, CASED, Found, Scan, Use
from contested.extract.recognise_unknown import FOLLOWS, NAME_WORDS, again, made, plain, rare, run
from contested.gazetteer.names import word_set
from contested.gazetteer.tables import Level

REVIEW = "to be reviewed"  # the reason by which these names are known
_FIGHTING = word_set(
    "troops army fighters rebels militants soldiers shelling airstrike airstrikes drones clashes offensive militia "
    "insurgents gunmen bombardment frontline paramilitary paramilitaries jihadists militiamen airstrip besieged "
    "gangs gang junta artillery warplanes shells rockets missiles strikes military forces rebel attack attacks "
    "attacked fighting"
)
_VERBS = word_set(
    "hit hits hitting struck strikes striking pounded pounding raided raiding storms storming fled fleeing captured "
    "capturing captures retook retaking seizing seizes overrun targeted targeting attacked attacking bombing shelling "
    "enters entering reaches reaching bombards bombarding besieging liberating encircling evacuating occupied"
)
_PREPOSITIONS = frozenset({"into", "toward", "towards", "around"})
_AFTER_FROM = word_set("withdrew withdraw withdrawn withdrawing withdrawal retreated retreat out fled displaced")
_AFTER_ON = word_set(
    "attack attacks strike strikes raid raids assault assaults airstrike airstrikes offensive shelling bombardment "
    "advance march advancing closing"
)
_AFTER_OF = word_set(
    "capture fall shelling bombardment siege battle liberation recapture seizure storming bombing loss control "
    "takeover hold outside inside"
)
_AFTER_FOR = frozenset({"battle", "fight", "battles"})
_WHEN = word_set("overnight early late today yesterday earlier tonight again then twice alone alike there")
_LEADING = NAME_WORDS | word_set("um wad wadi bani beni hillat khirbet tal tel deir jabal jebel kafr kfar")
_JOINING = frozenset({"and", "or"})
_ACCEPTED, _UNLIKELY = 2.0, 1.3
_LONGEST_LIST = 12  # items of a list that are looked at, to the left of its "and"
Span = tuple[int, int]


def recognise_for_review(scan: Scan) -> None:
    """Add the names to `scan.found`, in text order, each with the reason `REVIEW`."""
    words = scan.words
    if _FIGHTING.isdisjoint(words.lower):
        return
    covered, small = _standing(scan)
    taken = bytearray(len(words))
    for k in covered:
        taken[k] = 1
    for first, last in scan.spans:
        taken[first : last + 1] = b"\x01" * (last + 1 - first)
    extra: list[Found] = []
    for i, kind in enumerate(words.shape):
        if kind in CASED and not taken[i]:
            end = run(words, i, taken)
            reason = "" if words.first[i] else _sign(words, i)
            if not reason and deed_follows(words, i, end, on_topic=True):
                reason = "something is done to it"
            if not reason or not _may_be_place(scan, i, end):
                continue
            if (i, end) in small:
                small[i, end].review = reason
            else:
                _add(extra, covered, taken, words, (i, end), reason)
    for k, word in enumerate(words.lower):
        if word in _JOINING and 0 < k < len(words) - 1:
            for span in _unknown_of_list(scan, _items(words, k), covered):
                if span in small:
                    small[span].review = "listed with places"
                else:
                    _add(extra, covered, taken, words, span, "listed with places")
    if extra:
        extra += again(words, extra, taken)
        new = {k for found in extra for k in range(found.first, found.last + 1)}
        kept = [f for f in scan.found if new.isdisjoint(range(f.first, f.last + 1))]
        scan.found[:] = sorted([*kept, *extra], key=lambda found: found.first)


def _standing(scan: Scan) -> tuple[dict[int, Found], dict[Span, Found]]:
    """Answer the occurrences that are likely what they are taken for, by word, and the unlikely ones, by span."""
    covered: dict[int, Found] = {}
    small: dict[Span, Found] = {}
    for found in scan.found:
        part = "part of a longer name" in found.reasons and found.weight < _ACCEPTED
        if (found.weight > _UNLIKELY and not part) or found.use is not Use.PLACE or found.unknown:
            covered.update((k, found) for k in range(found.first, found.last + 1))
        else:
            small[found.first, found.last] = found
    return covered, small


def _add(
    extra: list[Found], covered: dict[int, Found], taken: bytearray, words: Words, span: Span, reason: str
) -> None:
    found = made(words, *span, reason)
    found.reasons.append(REVIEW)
    extra.append(found)
    for k in range(span[0], span[1] + 1):
        covered[k] = found
        taken[k] = 1


def _sign(words: Words, i: int) -> str:
    """Answer what says that the name at word `i` is a place, "" when nothing does."""
    sentence = words.sentence[i]
    before = i - 1
    if before >= 0 and words.lower[before] in ARTICLES and words.glued[i]:
        before -= 1
    if before < 0 or words.sentence[before] != sentence or words.shape[before] is not Shape.LOWER:
        return ""
    lead = words.lower[before]
    if lead in _VERBS:
        return "taken, attacked or fled"
    if lead in _PREPOSITIONS:
        return "where forces move"
    earlier = words.lower[before - 1] if before and words.sentence[before - 1] == sentence else ""
    pairs = (("from", _AFTER_FROM), ("on", _AFTER_ON), ("of", _AFTER_OF), ("for", _AFTER_FOR))
    return "fought over" if any(lead == word and earlier in nouns for word, nouns in pairs) else ""


def _may_be_place(scan: Scan, first: int, last: int) -> bool:
    """Tell whether the run is no person, body, month or common word, and is not a noun's attribute."""
    words, lexicon = scan.words, scan.lexicon
    sentence = words.sentence[first]
    if sentence in words.capitals or _is_headline(words, sentence) or words.possessive[last]:
        return False
    head = first
    while head < last and words.norm[head] in _LEADING:
        head += 1  # "Abu Hajar", "Wad al-Abbas"
    if not plain(scan, head, last) or not rare(scan, head, last) or len(words.norm[last]) < 3:
        return False
    key = " ".join(words.norm[first : last + 1])
    if key in scan.gazetteer.outlets or key in scan.gazetteer.bodies or key in scan.gazetteer.metonyms:
        return False
    single = words.norm[last]
    if first == last and (single in lexicon.given or single in lexicon.surnames or single in lexicon.acronyms):
        return False
    after = last + 1
    if after >= len(words) or words.sentence[after] != sentence or words.shape[after] is Shape.MARK:
        return True
    return words.lower[after] in FOLLOWS or words.lower[after] in lexicon.location or words.lower[after] in _WHEN


def _is_headline(words: Words, sentence: int) -> bool:
    """Tell a headline from a sentence that is mostly names, and ends in a full stop."""
    return sentence in words.headline and words.lower[bisect_right(words.sentence, sentence) - 1] != "."


def _items(words: Words, k: int) -> list[Span]:
    """Answer the items that "and" at word `k` joins, in text order; none where it joins no names."""
    start = k + 1
    if words.lower[start] in ARTICLES and start + 1 < len(words) and words.glued[start + 1]:
        start += 1
    if words.sentence[start] != words.sentence[k] or words.shape[start] not in CASED:
        return []
    items = [(start, _end_of(words, start))]
    end = k - 2 if k > 1 and words.lower[k - 1] == "," else k - 1
    while end >= 0 and words.sentence[end] == words.sentence[k] and words.shape[end] in CASED:
        begin = end
        while begin and words.sentence[begin - 1] == words.sentence[k] and end - begin < 4:
            inner = words.lower[begin - 1] in NAME_WORDS and begin > 1 and words.shape[begin - 2] in CASED
            if words.shape[begin - 1] not in CASED and not inner:
                break
            begin -= 2 if inner and words.shape[begin - 1] not in CASED else 1
        items.insert(0, (begin, end))
        comma = begin - 1
        if comma >= 0 and words.lower[comma] in ARTICLES and words.glued[begin]:
            comma -= 1
        if comma < 1 or words.lower[comma] != "," or len(items) > _LONGEST_LIST:
            break
        end = comma - 1
    return items if len(items) > 1 else []


def _end_of(words: Words, start: int) -> int:
    return run(words, start, bytearray(len(words)))


def _unknown_of_list(scan: Scan, items: list[Span], covered: dict[int, Found]) -> list[Span]:
    """Answer the items that no gazetteer has, of a list in which some other item is known as a place."""
    unknown: list[Span] = []
    known = False
    for first, last in items:
        found = covered.get(last)
        if found is not None and found.last == last and _is_settlement(found):
            known = True
        elif any(k in covered for k in range(first, last + 1)) or not _may_be_place(scan, first, last):
            return []
        elif not scan.words.first[first]:
            unknown.append((first, last))
    return unknown if known else []


def _is_settlement(found: Found) -> bool:
    if found.use is not Use.PLACE or found.weight < _ACCEPTED:
        return False
    return found.unknown or bool(found.theatre) or (bool(found.entries) and found.entries[0].level is Level.CITY)
