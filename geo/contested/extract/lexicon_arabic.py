"""The claim lexicon of Arabic: verbs inflected for person, tense and voice, verbal nouns, and glossed function words.

Arabic is written without short vowels, so many forms have one spelling; the grammar tells them apart by what stands
around them. The inflection covers what news text uses: third persons (and "we") of past, present, jussive and future,
and the passives whose spelling differs from the active.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from contested import reference
from contested.extract.document import Token
from contested.extract.lexicon import Entry, Lexicon, Trie, arabic_form

LANGUAGE = "ar"
SUFFERED = {"s": "suffers", "future": "will suffer"}  # the tenses of a verb whose subject is what it is done to
_WEAK = "ىاي"
_OPERATORS = ("report", "deny", "admit", "refuse", "demand", "promise", "threaten", "insist")
_GROUPS = (("noun", "nouns"), ("aid_point", "aid_points"), ("anaphor", "anaphors"))


@dataclass(frozen=True, slots=True)
class ArabicLexicon:
    """The lexicon with what only Arabic needs: glosses of words, and phrases of particles with their English word."""

    lexicon: Lexicon
    glosses: Mapping[str, str]
    particles: Trie  # entries of category "prep", "link" and "word"; the id is the English word
    transitive: frozenset[str]  # spellings of verbs and verbal nouns that may take an object
    intransitive: frozenset[str]  # those whose first noun phrase is the subject
    keep: frozenset[str]  # words that begin with و of their own
    loaded: frozenset[str]  # an outlet's words for a side, never part of a label
    adverbs: frozenset[str]  # words that neither begin nor end a noun phrase
    days: frozenset[str]  # "day of", "evening of": part of the date after them


def inflect_arabic(verb: str) -> list[tuple[str, str]]:
    """Answer `(form, phrase)` for "past/present" of the third person masculine, with further words after a space.

    Forms are "past", "s" (present), "future", "jussive" (where "لم" shortens it) and "participle" (a passive that is
    spelt otherwise than the active).

    >>> [phrase for form, phrase in inflect_arabic("انسحب/ينسحب") if form == "past"]
    ['انسحب', 'انسحبت', 'انسحبا', 'انسحبتا', 'انسحبوا']
    >>> ("participle", "أعيدت") in inflect_arabic("أعاد/يعيد")
    True
    """
    first, _, rest = verb.partition(" ")
    past, _, present = first.partition("/")
    forms = [*_past_forms(past), *_passive_forms(past, present), *_present_forms(past, present)]
    return [(form, f"{word} {rest}".strip()) for form, word in dict.fromkeys(forms)]


def _past_forms(past: str) -> Iterator[tuple[str, str]]:
    if not past:
        return
    if past[-1] in _WEAK:
        stem = past[:-1]
        endings = ("يت", "يا", "يتا", "وا") if past[-1] == "ي" else ("ت", "يا", "تا", "وا")
        yield "past", past
        for ending in endings:
            yield "past", stem + ending
        return
    for ending in ("", "ت", "ا", "تا", "وا"):
        yield "past", past + ending


def _passive_forms(past: str, present: str) -> Iterator[tuple[str, str]]:
    if not past:
        return
    if past[-1] in "ىا":
        yield "participle", past[:-1] + "يت"
    elif _hollow(past):
        for ending in ("", "ت", "وا"):
            yield "participle", past[:-2] + "ي" + past[-1] + ending
        if present and present[-2] in "وي":
            for person in "يت":
                yield "participle", person + present[1:-2] + "ا" + present[-1]
    elif len(past) == 4 and past[1] == "ا":
        for ending in ("", "ت", "وا"):
            yield "participle", past[0] + "و" + past[2:] + ending


def _hollow(past: str) -> bool:
    """Tell whether the middle radical is a long ā: "قال", "أعاد", "استعاد"."""
    return len(past) > 2 and past[-2] == "ا" and past[-1] not in _WEAK


def _present_forms(past: str, present: str) -> Iterator[tuple[str, str]]:
    if not present:
        return
    stem = present[1:]
    weak = stem[-1] in "يوى"
    core = stem[:-1] if weak else stem
    words = [person + stem for person in "يتن"]
    words += [person + core + ending for person in "يت" for ending in ("ون", "وا", "ان")]
    for word in words:
        yield "s", word
    if weak:
        for person in "يتن":
            yield "jussive", person + core
    elif _hollow(past) and stem[-2] in "ويا":
        for person in "يتن":
            yield "jussive", person + stem[:-2] + stem[-1]
    for word in words:
        yield "future", "س" + word


@lru_cache(maxsize=1)
def load_arabic() -> ArabicLexicon:
    """Load the Arabic lexicon; function words are classed by their English gloss, so that one set of rules reads both.

    Raises:
        DataError: the lexicon's files are missing.

    """
    trie = Trie()
    events = reference.read_toml("lexicons", LANGUAGE, "events.toml")
    words = reference.read_toml("lexicons", LANGUAGE, "words.toml")
    classes = reference.read_toml("lexicons", "en", "words.toml")["closed_class"]
    transitive: set[str] = set()
    intransitive: set[str] = set()
    for identity, sections in events.items():
        _add(trie, ("event", identity), sections, transitive, intransitive)
    for category in _OPERATORS:
        _add(trie, (category, category), words[category], set(), intransitive)
    for identity, verbs in words["light"].items():
        _add(trie, ("verb", identity), {"verbs": verbs}, set(), intransitive)
    _add(trie, ("verb", "verb"), words["other_verbs"], set(), set())
    for phrase in words["retract"]["phrases"]:
        trie.add(split_arabic(phrase), Entry("retract", "retract", "word"))
    for group, section in _GROUPS:
        for identity, phrases in words[section].items():
            for phrase in phrases:
                trie.add(split_arabic(phrase), Entry(group, identity, "noun"))
    closed = {name: frozenset(values) for name, values in classes.items()}
    closed["question"] = frozenset(words["question"]["words"])
    closed["correction"] = frozenset(words["correction"]["starts"])
    return ArabicLexicon(
        lexicon=Lexicon(LANGUAGE, trie, closed),
        glosses={arabic_form(word): gloss for gloss, many in words["gloss"].items() for word in many},
        particles=_particles(words),
        transitive=frozenset(transitive),
        intransitive=frozenset(intransitive),
        keep=frozenset(arabic_form(word) for word in words["segment"]["keep"]),
        loaded=frozenset(arabic_form(word) for word in words["segment"]["loaded"]),
        adverbs=frozenset(arabic_form(word) for word in words["segment"]["adverbs"]),
        days=frozenset(arabic_form(word) for word in words["segment"]["days"]),
    )


def _particles(words: Mapping[str, Any]) -> Trie:
    trie = Trie()
    for category, section in (("prep", "prepositions"), ("link", "links"), ("word", "phrases")):
        for gloss, phrases in words[section].items():
            for phrase in phrases:
                trie.add(split_arabic(phrase), Entry(category, gloss, "word"))
    return trie


def split_arabic(phrase: str) -> tuple[str, ...]:
    """Answer the normalised words of a phrase."""
    return tuple(arabic_form(word) for word in phrase.split())


def spelling_of(words: Sequence[str]) -> str:
    """Answer the key under which a phrase of normalised words is classed: without articles.

    >>> spelling_of(("بسط", "السيطره"))
    'بسط سيطره'
    """
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)


def _add(
    trie: Trie,
    key: tuple[str, str],
    sections: Mapping[str, Sequence[str]],
    transitive: set[str],
    intransitive: set[str],
) -> None:
    category, identity = key
    for section, spellings in (("verbs", transitive), ("intransitive", intransitive)):
        for verb in sections.get(section, ()):
            for form, phrase in inflect_arabic(verb):
                words = split_arabic(phrase)
                spellings.add(spelling_of(words))
                trie.add(words, Entry(category, identity, form))
    for phrase in sections.get("impersonal", ()):
        trie.add(split_arabic(phrase), Entry(category, identity, "s"))
    for verb in sections.get("suffered", ()):
        for form, phrase in inflect_arabic(verb):
            trie.add(split_arabic(phrase), Entry(category, identity, SUFFERED.get(form, "participle")))
    for verb in sections.get("states", ()):
        for _, phrase in inflect_arabic(verb):
            trie.add(split_arabic(phrase), Entry(category, identity, "adjective"))
    for participle in sections.get("participles", ()):
        trie.add(split_arabic(participle), Entry(category, identity, "predicate"))
    for section, spellings in (("nouns", transitive), ("intransitive_nouns", intransitive)):
        for noun in sections.get(section, ()):
            words = split_arabic(noun)
            spellings.add(spelling_of(words))
            trie.add(words, Entry(category, identity, "noun"))
    for adjective in sections.get("adjectives", ()):
        trie.add(split_arabic(adjective), Entry(category, identity, "adjective"))


def arabic_label(text: str, tokens: Sequence[Token]) -> str:
    """Answer the words of an actor that no list knows, without an outlet's words for a side.

    "قوات الاحتلال" keeps its neutral head only; the article that "ل" swallows is written again.
    """
    loaded = load_arabic().loaded
    kept: list[Token] = []
    for token in tokens:
        form = arabic_form(token.text)
        if form in loaded or form.removeprefix("ال") in loaded or form in {"ه", "ها", "هم"}:
            break
        kept.append(token)
    if not kept:
        return ""
    start = kept[0].start
    words = " ".join(text[start : kept[-1].end].split())
    swallowed = text[max(start - 1, 0) : start] == "ل" and words.startswith("ل") and not words.startswith("ال")
    return "ا" + words if swallowed else words
