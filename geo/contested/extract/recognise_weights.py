"""Weigh how likely an occurrence is a place, from what its name is and from the words around it.

The weights are sums of small rewards and penalties, each for one thing seen; about 2 is where a name is taken for a
place. They were set by hand.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass

from contested.extract.normalise import Shape, Words
from contested.extract.recognise_records import ARTICLES, CASED, Found, Scan, Use
from contested.gazetteer.names import word_set
from contested.gazetteer.tables import Level
from contested.gazetteer.world import Entry

_SMALL_TOWN = 2_000  # inhabitants of a place for which none are given
_FUNCTION = word_set("and or in on at to from near is was has had were are that which where when who with for by as")
_DIVISIONS = word_set("province governorate state oblast region county prefecture district department canton")
_ENGLISH = word_set("as at an ad ash")
_OF = word_set("de del da do dos di du della")
_CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
_PLACING = word_set("at from to into through toward towards between across")


@dataclass(slots=True)
class _Around:
    """An occurrence with the words before and after it; -1 where the sentence ends."""

    scan: Scan
    found: Found
    number: int
    sentence: int
    before: int
    after: int

    @property
    def following(self) -> Found | None:
        """Answer the next occurrence."""
        return self.scan.found[self.number + 1] if self.number + 1 < len(self.scan.found) else None

    @property
    def earlier(self) -> Found | None:
        """Answer the occurrence before."""
        return self.scan.found[self.number - 1] if self.number else None


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
    if found.key in scan.gazetteer.outlets and not (found.theatre and found.container):
        found.use, found.body, found.weight = Use.ORGANISATION, True, 2.5
        return
    if found.use is Use.DEMONYM:
        found.weight = 3.0
        _weigh_demonym(scan, found, number)
        return
    words = scan.words
    first, last = found.first, found.last
    sentence = words.sentence[first]
    before = first - 1 if first and words.sentence[first - 1] == sentence else -1
    after = last + 1 if last + 1 < len(words) and words.sentence[last + 1] == sentence else -1
    around = _Around(scan, found, number, sentence, before, after)
    single = first == last
    weight = 2.5 if found.theatre else max((importance(e) for e in found.entries[:6]), default=0.0)
    if before >= 0:
        weight += _lead(around)
        if found.river and not found.theatre and all(entry.level <= Level.SECOND for entry in found.entries):
            weight -= 1.5  # "the Red Cross": towns take no article
    if after >= 0:
        weight += _follow(around)
    if words.possessive[last]:
        weight += 0.3
    if before >= 0:
        weight += _neighbour(around, weight)
    if not single and words.norm[last] in scan.lexicon.unknown_generic:
        weight += 1.5
    if not single and not found.theatre and all(part in scan.lexicon.common for part in found.key.split(" ")):
        weight -= 0.8
    if single:
        weight -= _word_risk(scan, found)
        if sentence in words.headline or sentence in words.capitals:
            weight -= 0.5
    found.weight = weight


def _lead(around: _Around) -> float:
    """Weigh the preposition or noun that leads to the name, past its modifiers."""
    scan, found, sentence = around.scan, around.found, around.sentence
    words, lexicon = scan.words, scan.lexicon
    lower, shape = words.lower, words.shape
    before, after = around.before, around.after
    prepared = before
    while prepared >= 0 and lower[prepared] in lexicon.modifiers:
        if words.sentence[prepared] != sentence or words.first[prepared]:
            break
        prepared -= 1
    word_before = lower[before]
    if word_before == "the" and (after < 0 or shape[after] in (Shape.MARK, Shape.LOWER)):
        found.river = after < 0 or shape[after] is Shape.MARK or lower[after] in _FUNCTION
    lead = lower[prepared] if prepared >= 0 and words.sentence[prepared] == sentence else ""
    if lead not in lexicon.location or not (shape[prepared] is Shape.LOWER or words.first[prepared]):
        if word_before not in lexicon.strong:
            return 0.0
        found.placed = True
        return 1.2
    strong = lead in lexicon.strong or (prepared != before and word_before not in ("the", "old", "both"))
    found.placed = strong or lead in _PLACING
    reward = 1.6 if strong else 0.8
    if lead != "of":
        return reward
    noun = lower[prepared - 1] if prepared else ""
    head = bool(prepared) and shape[prepared - 1] in CASED and not words.first[prepared - 1]
    if noun in lexicon.heads and head and prepared == before:
        found.use, found.body = Use.ORGANISATION, True
        return reward
    if noun in lexicon.place_of:
        found.placed = True
        return reward + 1.0
    return reward - 0.4


def _follow(around: _Around) -> float:
    """Weigh what comes after the name."""
    scan, found = around.scan, around.found
    words, lexicon = scan.words, scan.lexicon
    after, last = around.after, found.last
    word, kind = words.lower[after], words.shape[after]
    following = around.following
    next_to = following is not None and following.first == after + 1
    if word == "," and kind is Shape.MARK:
        if following is None or not next_to or following.use is not Use.PLACE:
            return 0.0
        if not any(e.level >= Level.SECOND for e in following.entries) or not _contains(found, following):
            return 0.0
        found.container, found.placed = following, True
        return 3.0
    if word == "in" and following is not None and next_to:
        large = any(e.level >= Level.FIRST for e in following.entries[:2])
        if following.use is Use.PLACE and large and _contains(found, following):
            found.container = following
            return 2.0
        return 0.0
    if kind is Shape.MARK:
        return 0.8 if word == "(" and words.first[found.first] else 0.0
    if kind in CASED and not words.possessive[last]:
        return _follow_name(around)
    if word in lexicon.generic:
        found.division = word in _DIVISIONS
        return 0.8
    if _article(words, after) and last + 2 < len(words) and words.shape[last + 2] in CASED:
        found.reasons.append("part of a longer name")
        return -6.0 if word in _OF else -2.5  # "San Antonio de Oriente" is another place
    return 0.0


def _article(words: Words, i: int) -> bool:
    """Tell whether a word joins a name to more of it: "San Antonio de Oriente", "Tal al-Zaatar".

    "as", "at" and "an" do so only before a hyphen.
    """
    if words.lower[i] in _OF:
        return True
    if words.lower[i] not in ARTICLES:
        return False
    return words.lower[i] not in _ENGLISH or (i + 1 < len(words) and words.glued[i + 1])


def _follow_name(around: _Around) -> float:
    """Weigh a capitalised word after the name: it makes the name part of a longer one."""
    scan, found = around.scan, around.found
    words, lexicon = scan.words, scan.lexicon
    after, last = around.after, found.last
    word = words.lower[after]
    following = around.following
    short = words.shape[after] is Shape.CAPITALS and words.end[after] - words.start[after] <= 4
    if word in _CALENDAR:
        return 0.0
    if words.glued[after] or (short and word not in lexicon.organisation):
        return -0.3
    if word in lexicon.generic:
        found.division = word in _DIVISIONS
        return 0.5
    if word in lexicon.organisation:
        found.use = Use.ORGANISATION
        found.body = word not in lexicon.local
        return 0.0 if found.body else 0.3
    if word in lexicon.titles or word in lexicon.role:
        return 0.5
    if (following is not None and following.first == after) or around.sentence in words.headline:
        return 0.0
    single = found.first == last
    found.use = Use.ORGANISATION
    at = bisect_left(scan.spans, (last + 1, 0))
    found.body = single and scan.spans[at : at + 1] != [(last + 1, last + 2)]
    return -3.0 if single and found.key in lexicon.given else -1.0


def _neighbour(around: _Around, weight: float) -> float:
    """Weigh a capitalised word or an initial before the name."""
    scan, found, before = around.scan, around.found, around.before
    words, lexicon = scan.words, scan.lexicon
    kind = words.shape[before]
    if kind is Shape.INITIAL and words.lower[before] not in ("a", "i"):
        party = words.glued[found.first] and words.lower[before] in ("r", "d", "i")
        found.placed = found.placed or party
        return 2.0 if party else -2.5
    if kind not in CASED or words.first[before]:
        return 0.0
    earlier = around.earlier
    if earlier is not None and earlier.last == before:
        if earlier.use is not Use.PLACE and any(e.demonym for e in earlier.entries) and _contains(found, earlier):
            found.container = earlier
            earlier.use, earlier.body = Use.DEMONYM, False
            return 1.0
        if words.possessive[before]:
            if earlier.use is Use.PLACE and _contains(found, earlier):
                found.container = earlier
                return 1.0
            return 0.0
        return -0.8 if earlier.use is Use.PLACE else 0.0
    known = words.lower[before] in lexicon.modifiers or words.lower[before] in lexicon.location
    if known or around.sentence in words.headline or words.possessive[before]:
        return 0.0
    found.reasons.append("part of a longer name")
    return -2.0 if weight < 4.5 else -0.8


def _weigh_demonym(scan: Scan, found: Found, number: int) -> None:
    """Lower the weight of a demonym that is part of the name of a body, or the name of a language."""
    words, lexicon = scan.words, scan.lexicon
    after = found.last + 1
    here = words.sentence[found.first]
    if after < len(words) and words.sentence[after] == here and words.shape[after] in CASED:
        word = words.lower[after]
        at = bisect_left(scan.spans, (after, 0))
        person = at < len(scan.spans) and scan.spans[at][0] == after
        if (
            here not in words.headline
            and not person
            and word not in lexicon.titles
            and word not in ("prime", "foreign", "defense", "defence")
        ):
            follows = scan.found[number + 1] if number + 1 < len(scan.found) else None
            if follows is None or follows.first != after or follows.use is not Use.DEMONYM:
                found.use = Use.ORGANISATION
                found.body = True
    before = found.first - 1
    if before >= 0 and words.sentence[before] == here:
        word = words.lower[before]
        if words.shape[before] in CASED and not words.first[before] and here not in words.headline:
            earlier = scan.found[number - 1] if number else None
            if (
                (earlier is None or earlier.last != before)
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
