"""The actors that an article may speak of, compiled to a trie, and found in its tokens."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from contested import reference
from contested.extract.document import Token
from contested.extract.lexicon import Entry, Trie, arabic_form
from contested.gazetteer.theatre import Outlet, Theatre
from contested.model import Actor


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors that an article may speak of, compiled to a trie."""

    trie: Trie
    actors: Mapping[str, Actor]
    short_forms: Mapping[str, str]
    metonyms: Mapping[str, str]
    outlets: Mapping[str, str]
    armies: Mapping[str, str]  # a country's ISO 3166-1 alpha-2 code -> its forces

    def label(self, identity: str) -> str:
        """Answer an actor's neutral label."""
        return self.actors[identity].label

    def side(self, identity: str | None) -> str | None:
        """Answer the id of the side an actor is on, or its own."""
        if identity is None or identity not in self.actors:
            return None
        return self.actors[identity].side or identity


def cast_of(theatres: Iterable[Theatre]) -> Cast:
    """Compile the actors, short forms and outlets of `theatres`."""
    trie = Trie()
    actors: dict[str, Actor] = {}
    short: dict[str, str] = {}
    metonyms: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for theatre in theatres:
        for actor in theatre.actors:
            actors.setdefault(actor.id, actor)
            for alias in actor.aliases:
                _add(trie, alias, Entry("actor", actor.id, _form_of(alias)))
        for outlet in theatre.outlets:
            _add_outlet(trie, outlets, outlet)
        short.update({phrase.lower().removeprefix("the "): key for phrase, key in theatre.short_forms.items()})
        metonyms.update({phrase.lower(): key for phrase, key in theatre.metonyms.items()})
    return Cast(trie, actors, short, metonyms, outlets, _armies(actors.values()))


def _armies(actors: Iterable[Actor]) -> dict[str, str]:
    """Find each country's forces by what they are called: "Malian army", and the countries' own adjectives."""
    owners = _adjectives()
    out: dict[str, str] = {}
    for actor in actors:
        for alias in (actor.label, *actor.aliases) if actor.kind == "state_forces" else ():
            people, _, noun = alias.lower().partition(" ")
            if noun in {"army", "military", "armed forces", "forces", "national army"} and people in owners:
                out.setdefault(owners[people], actor.id)
    return out


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(reference.read_text("gazetteer", "countries.csv")))
    return {
        word.lower(): row["country"]
        for row in rows
        for word in (row["name"], *row["demonyms"].split(";"))  # "Malian army", but "Myanmar military"
        if word
    }


def _add(trie: Trie, name: str, entry: Entry) -> None:
    words = name.lower().replace("’", "'").split()
    if words and words[0] == "the":
        words = words[1:]
    if not words:
        return
    forms = tuple(arabic_form(word) for word in words)
    trie.add(forms, entry)
    if len(forms) > 1 and all(form.startswith("ال") for form in forms):
        trie.add(tuple(form[2:] for form in forms), entry)  # "دبابات إسرائيلية" beside "الدبابات الإسرائيلية"


def _add_outlet(trie: Trie, outlets: dict[str, str], outlet: Outlet) -> None:
    outlets[outlet.id] = outlet.name
    for name in (outlet.name, *outlet.aliases):
        _add(trie, name, Entry("outlet", outlet.id, _form_of(name)))


def _form_of(name: str) -> str:
    """A name in capitals is told from the word it would be in small letters: "WHO" from "Who"."""
    if name.isupper() and name.isascii() and name.isalpha():
        return "acronym"
    return "name" if name[:1].isupper() else "noun"


def find_actors(cast: Cast, tokens: Sequence[Token], keys: list[tuple[str, ...]]) -> dict[int, tuple[int, Entry]]:
    """Find known actors and outlets: the first token of each → its end and entry; the longest, not overlapping.

    A name counts only when it is written with a capital (in a script that has them).
    """
    found: dict[int, tuple[int, Entry]] = {}
    at = 0
    starting = cast.trie.starting(keys)
    while at < len(tokens):
        if not starting[at]:
            at += 1
            continue
        best: tuple[int, Entry] | None = None
        for hit in cast.trie.find(keys, at, min(at + 10, len(tokens))):
            text = tokens[at].text
            if hit.entry.form == "name" and text[:1].islower() and not _articled(text):
                continue
            if hit.entry.form == "acronym" and not text.removesuffix("'s").removesuffix("’s").isupper():
                continue
            if hit.entry.category == "outlet" and _name_goes_on(tokens, hit.end):
                continue
            if best is None or hit.end > best[0]:
                best = (hit.end, hit.entry)
        if best is None:
            at += 1
        else:
            found[at] = best
            at = best[0]
    return _own_acronyms(cast, tokens, found)


def _own_acronyms(
    cast: Cast, tokens: Sequence[Token], found: dict[int, tuple[int, Entry]]
) -> dict[int, tuple[int, Entry]]:
    """ "the AA" after "the Arakan Army" is that army, not the agency of the same letters."""
    outlets = [at for at, (_, entry) in found.items() if entry.category == "outlet" and entry.form == "acronym"]
    if outlets:
        letters = {
            "".join(word[0] for word in cast.label(entry.id).split()): entry
            for _, entry in found.values()
            if entry.category == "actor" and " " in cast.label(entry.id)
        }
        for at in outlets:
            meant = letters.get(tokens[at].text)
            if meant is not None:
                found[at] = (found[at][0], meant)
    return found


def _articled(text: str) -> bool:
    """ "al-Shabaab" is a name, though its article is written small."""
    return text.startswith(("al-", "el-", "as-", "ar-", "an-", "ad-", "ash-")) and text[text.index("-") + 1 :].istitle()


def _name_goes_on(tokens: Sequence[Token], end: int) -> bool:
    """ "Al-Sharq Today" is not "Al-Sharq": a capital follows after one space."""
    if end >= len(tokens) or tokens[end].start - tokens[end - 1].end != 1:
        return False
    return tokens[end].text[:1].isupper() and tokens[end].lower not in {
        "tv",
        "english",
        "arabic",
        "radio",
        "news",
        "agency",
    }
