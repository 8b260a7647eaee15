"""Find the stretches of a text that may name a place: the longest names the gazetteer knows, and how each is used.

Every occurrence gets a weight from what the gazetteer knows of the name (a country speaks for itself, a hamlet does
not) and from the words around it. `extract.places` adds what the rest of the article says and decides.
"""

from itertools import pairwise

from contested.extract.normalise import Shape, Words
from contested.extract.recognise_lexicon import Lexicon
from contested.extract.recognise_names import longest, spaced, without_capitals
from contested.extract.recognise_persons import find_persons
from contested.extract.recognise_records import ARTICLES, CASED, Found, Scan, Use
from contested.extract.recognise_weights import weigh
from contested.gazetteer.gazetteer import Gazetteer
from contested.gazetteer.names import word_set

__all__ = ["Found", "Scan", "Use", "recognise"]


def recognise(words: Words, gazetteer: Gazetteer, lexicon: Lexicon) -> Scan:
    """Answer all occurrences in text order, non-overlapping, with weights."""
    scan = Scan(words, gazetteer, lexicon)
    find_persons(scan)
    taken = {i for first, last in scan.spans for i in range(first, last + 1)}
    i, count = 0, len(words)
    shape, norm, lower_first = words.shape, words.norm, gazetteer.lower_first
    while i < count:
        if (shape[i] in CASED or norm[i] in lower_first) and i not in taken:
            match = longest(scan, i) if shape[i] in CASED else without_capitals(scan, i)
            if match is not None and words.glued[i] and i and norm[i - 1] in ARTICLES and shape[i - 1] is Shape.LOWER:
                match.first = i - 1
            if match is not None:
                scan.found.append(match)
                i = match.last + 1
                continue
        elif shape[i] is Shape.INITIAL and (match := spaced(scan, i)) is not None:
            scan.found.append(match)
            i = match.last + 1
            continue
        i += 1
    for number, match in enumerate(scan.found):
        weigh(scan, match, number)
    _tell_namesakes(scan)
    return scan


_SPEAKING = word_set("said says told tells spoke added adds warned recalled explained who whose aged")


def _tell_namesakes(scan: Scan) -> None:
    """Take two names of a theatre side by side for a person who speaks or has an age: "Nasser Jabalia said"."""
    words = scan.words
    for first, second in pairwise(scan.found):
        after = second.last + 1
        if not (first.theatre and second.theatre) or first.first != second.last - 1 or first.last + 1 != second.first:
            continue
        if after >= len(words) or words.sentence[after] != words.sentence[first.first] or words.possessive[first.last]:
            continue
        aged = words.lower[after] == "," and after + 1 < len(words) and words.shape[after + 1] is Shape.NUMBER
        if words.sentence[after] not in words.headline and (aged or words.lower[after] in _SPEAKING):
            first.use = second.use = Use.PERSON
