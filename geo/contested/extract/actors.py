"""Who a noun phrase names: an actor of the theatre, a force known by its people, a role, or a plain name.

Labels are neutral: an outlet's own words for a side stay in the quote. An actor that no list knows keeps the text's
words, without the article; nothing is supplied that the text does not say.
"""

import csv
import io
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from contested import reference
from contested.extract.chunks import Chunk, Reading, words_of
from contested.extract.document import Sentence, Token
from contested.extract.lexicon import Entry, Hit, Trie, arabic_form
from contested.extract.lexicon_arabic import arabic_label
from contested.gazetteer.theatre import Outlet, Theatre
from contested.model import Actor, MentionKind, PlaceKind

ARMED_KINDS = frozenset({"state_forces", "armed_group", "government", "faction", "contractor"})
_ROLE_WORDS = frozenset(
    [
        "official",
        "officials",
        "officer",
        "officers",
        "figure",
        "commander",
        "commanders",
        "source",
        "sources",
        "leader",
        "leaders",
        "member",
        "members",
        "minister",
        "ministers",
        "mayor",
        "governor",
        "envoy",
        "diplomat",
        "diplomats",
        "adviser",
        "aide",
        "aides",
        "general",
        "colonel",
        "lawmaker",
        "chief",
        "head",
        "director",
        "correspondent",
        "reporter",
        "analyst",
        "deputy",
        "resident",
        "residents",
        "medic",
        "medics",
        "doctor",
        "doctors",
        "fighter",
        "spokesman's",
    ]
)
_FIGHTING, _HELPING = frozenset({"armed_group", "faction"}), frozenset({"un_agency", "ngo"})
_KINDS_OF = {
    "agency": _HELPING,
    "organisation": _HELPING,
    "organization": _HELPING,
    "charity": _HELPING,
    "movement": _FIGHTING,
    "group": _FIGHTING | {"ngo"},
    "militia": _FIGHTING,
}
_NOT_FAR = 60  # tokens, some two sentences
# "its mayor", "its director": of a place or a clinic more often than of who spoke last
_OF_A_PLACE = frozenset({"mayor", "governor", "director", "doctor", "doctors", "medics", "residents", "imam", "priest"})
_OFFICES = frozenset(
    {
        "media",
        "press",
        "information",
        "centre",
        "center",
        "office",
        "service",
        "command",
        "leadership",
        "bureau",
        "wing",
    }
    | {
        "page",
        "account",
        "website",
        "telegram",
        "facebook",
        "x",
        "feed",
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "note",
    }
    | {"channel", "statement", "communique", "communiqué", "headquarters", "delegation", "bulletin"}
)
_POINTING = frozenset({"those", "these", "this", "that", "each", "another", "others", "some", "all", "both", "one"})
_STATE_FORCES = frozenset({"army", "military", "troops", "soldiers", "police"})
_COUNTRYS_OWN = frozenset(
    {"army", "military", "national army", "armed forces", "government forces", "government troops", "army units"}
    | {"army troops", "government soldiers", "army soldiers", "junta", "regime forces", "junta troops", "junta forces"}
)
_LOCATED = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_LANDS = _LOCATED | {MentionKind.POLITY}
_OF_THE_ARMY = frozenset({"army", "military", "brigade", "battalion", "division", "infantry", "reserve", "reservist"})
_BODIES = frozenset({"government", "force", "group", "people", "media", "spokesperson"})
_AGENTLESS = frozenset({"it", "they", "he", "she", "its", "their", "them", "his", "her"})
_SHARES = frozenset({"none", "some", "many", "most", "all", "several", "dozens", "hundreds", "thousands", "any", "few"})
_SPEAKER = frozenset({"we", "i", "our", "us"})
_SPEAKS_AS_ONE = frozenset({"leadership", "negotiators", "delegation", "envoys", "politburo"})  # "its leadership" is it


@dataclass(frozen=True, slots=True)
class ActorRef:
    """A noun phrase read as somebody. `kind` is the theatre's kind, or "force", "group", "person", "name"."""

    label: str
    id: str | None
    kind: str
    start: int
    end: int

    @property
    def armed(self) -> bool:
        """Tell whether this can hold, take or leave a place."""
        return self.kind in ARMED_KINDS or self.kind in {"force", "group", "speaker"}


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


class Casting:
    """Reads noun phrases as actors, and remembers who was spoken of for "it", "they", "the group", "the army"."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._reading = reading
        self._cast = cast
        self._recent: list[ActorRef] = []  # by position in the text
        self._speakers: list[ActorRef] = []
        self._named: list[int] | None = None  # the tokens at which known actors are named, once asked for
        self._country: str | None = None  # where the article's places are; "" where in several

    def refer(self, chunk: Chunk) -> ActorRef | None:
        """Read `chunk` as an actor, or answer `None` when it names nobody."""
        tokens = self._reading.document.tokens[chunk.start : chunk.end]
        if not tokens:
            return None
        words = words_of(self._reading.document, chunk)
        if len(words) > 2 and words[1] == "of" and words[0] in _SHARES and words[2] in _AGENTLESS:
            return self.refer(Chunk(chunk.kind, chunk.start + 2, chunk.end, hits=chunk.hits, mentions=chunk.mentions))
        if words[0] == "no" and len(words) > 1:  # "no army unit" is still the army's
            return self.refer(Chunk(chunk.kind, chunk.start + 1, chunk.end, mentions=chunk.mentions, hits=chunk.hits))
        if words[0] in _AGENTLESS and not (len(words) > 1 and chunk.has("actor")):  # but "its 36th Division"
            return self._pronoun(chunk, words)
        if words[0].partition("'")[0] in _SPEAKER and tokens[0].text != "US":
            return ActorRef("", None, "speaker", chunk.start, chunk.end)
        known = self._known(chunk)
        if known is not None:
            return known
        if (owner := self._office_of(chunk)) is not None:
            return owner
        bare = " ".join(self._without_determiner(words))
        named = self._named_before(chunk, words) if bare in _KINDS_OF else None
        if named is not None:
            return named
        short = self._cast.short_forms.get(bare) or self._cast.short_forms.get(
            bare.removesuffix("'s").removesuffix("'")
        )
        if short is not None:
            return self._made(short, chunk)
        group = self._group(chunk, words, bare)
        if group is not None:
            return group
        own = bare in _COUNTRYS_OWN or self._of_the_army(chunk, words)
        if own and (army := self._army_here(chunk)) is not None:
            return self._made(army, chunk)
        return self._plain(chunk)

    def _office_of(self, chunk: Chunk) -> ActorRef | None:
        """ "the army's Telegram channel", "the movement's media office": whose it is."""
        tokens = self._reading.document.tokens[chunk.start : chunk.end]
        at = next((i for i, t in enumerate(tokens[:-1]) if t.lower.endswith(("'s", "s'"))), None)
        if at is None or not all(t.lower in _OFFICES for t in tokens[at + 1 :]):
            return None
        hits = [h for h in chunk.hits if h.end <= chunk.start + at + 1]
        owner = self.refer(Chunk(chunk.kind, chunk.start, chunk.start + at + 1, hits=hits))
        return owner if owner is not None and owner.armed else None

    def _named_before(self, chunk: Chunk, words: Sequence[str]) -> ActorRef | None:
        """ "the agency", "the group": the body of that sort named last, if not far back."""
        if words[0] != "the":
            return None
        if self._named is None:
            self._named = sorted(at for at, (_, entry) in self._reading.actors.items() if entry.category == "actor")
        kinds = _KINDS_OF[words[-1]]
        for number in range(bisect_left(self._named, chunk.start) - 1, -1, -1):
            at = self._named[number]
            if at < chunk.start - _NOT_FAR:
                return None
            identity = self._reading.actors[at][1].id
            if self._cast.actors[identity].kind in kinds:
                return self._made(identity, chunk)
        return None

    def side_of_officer(self, speaker: ActorRef) -> ActorRef:
        """ "We are in X", says a brigade commander: the army, where the theatre knows but one by that word."""
        if speaker.id is not None and _commands(speaker):
            return self._side_army(speaker)
        army = self._cast.short_forms.get("army")
        if speaker.id is not None or army is None or not set(speaker.label.lower().split()) & _OF_THE_ARMY:
            return speaker
        actor = self._cast.actors[army]
        return ActorRef(actor.label, army, actor.kind, speaker.start, speaker.end)

    def government(self, people: str, chunk: Chunk) -> ActorRef | None:
        """ "Israeli demands", "Russian objections": the government of a people, where a theatre knows it."""
        node = self._cast.trie.root.get(people.lower(), {})
        for noun in ("government", "authorities"):
            for entry in node.get(noun, {}).get("", ()):
                if entry.category == "actor" and self._cast.actors[entry.id].kind == "government":
                    return self._made(entry.id, chunk)
        return None

    def outlet(self, hit: Hit) -> ActorRef:
        """Read an outlet that is named as somebody who does something: "Reuters could not verify …"."""
        return ActorRef(self._cast.outlets[hit.entry.id], hit.entry.id, "media", hit.start, hit.end)

    def _side_army(self, commanding: ActorRef) -> ActorRef:
        """ "Our troops", says the General Staff: the forces of its side, where the theatre knows them."""
        side = self._cast.side(commanding.id)
        for identity, actor in self._cast.actors.items():
            if actor.kind == "state_forces" and side in {actor.side, identity}:
                return ActorRef(actor.label, identity, actor.kind, commanding.start, commanding.end)
        return commanding

    def remember(self, actor: ActorRef | None, *, speaker: bool = False) -> None:
        """Note that `actor` was the subject (or speaker) of a clause."""
        if actor is None:
            return
        insort(self._speakers if speaker else self._recent, actor, key=_position)

    def last_speaker(self, before: int) -> ActorRef | None:
        """Answer who spoke last before token `before`."""
        return next(iter(self._before(self._speakers, before)), None)

    def last_actor(self, before: int, since: int = 0) -> ActorRef | None:
        """Answer the last actor that was a subject in tokens `[since, before)`."""
        return next((a for a in self._before(self._recent, before) if a.start >= since), None)

    def last_armed(self, before: int) -> ActorRef | None:
        """Answer the last armed actor that was a subject before token `before`."""
        return next((a for a in self._before(self._recent, before) if a.armed), None)

    @staticmethod
    def _before(pool: Sequence[ActorRef], position: int) -> Iterator[ActorRef]:
        """The actors of `pool` that stand before `position`, nearest first."""
        at = bisect_left(pool, position, key=_position)
        while at > 0:
            at -= 1
            yield pool[at]

    # -- the ways to read a noun phrase

    def _made(self, identity: str, chunk: Chunk) -> ActorRef:
        actor = self._cast.actors[identity]
        return ActorRef(actor.label, identity, actor.kind, chunk.start, chunk.end)

    def _pronoun(self, chunk: Chunk, words: Sequence[str]) -> ActorRef | None:
        """ "it" is the last subject; "its fighters" too, as a force; "its director" is somebody of that body."""
        recent = list(islice(self._before(self._recent, chunk.start), 4))
        speakers = list(islice(self._before(self._speakers, chunk.start), 1))
        pool = sorted([*recent, *speakers], key=lambda a: -a.start)
        if len(words) == 1:
            somebody = next((a for a in pool if a.kind != "other"), pool[0] if pool else None)
            return _moved(somebody, chunk)
        if chunk.has("noun", "force") or chunk.has("noun", "group") or words[-1] in {"men", "people", "boys"}:
            if words[0] in {"his", "her"} and pool and pool[0].kind == "person":
                named = self._named_in(pool[0])
                if named is not None:
                    return self._made(named, chunk)
                people = self._people_in(pool[0], chunk)
                if people is not None:
                    return people
            armed = next((a for a in pool if a.armed or a.kind == "name"), None)
            if armed is not None and armed.id is not None and chunk.has("noun", "force") and _commands(armed):
                return self._forces_of(armed.id, chunk) or _moved(armed, chunk)
            return _moved(armed or (pool[0] if pool else None), chunk)
        if pool and chunk.has("noun", "spokesperson"):
            return _moved(pool[0], chunk)
        if words[-1] in _OF_A_PLACE:
            return ActorRef(" ".join(words[1:]), None, "person", chunk.start, chunk.end)
        if pool and words[-1] in _SPEAKS_AS_ONE:
            return _moved(pool[0], chunk)
        if pool and any(w in _ROLE_WORDS for w in words):
            return ActorRef(f"{' '.join(words[1:])} of {pool[0].label}", None, "person", chunk.start, chunk.end)
        return None

    def group_of(self, people: ActorRef) -> ActorRef:
        """ "M23 commanders" who leave a town are M23; one official of it is one official."""
        if not people.label.endswith("s"):
            return people
        node, named = self._cast.trie.root, None
        for word in people.label.lower().split():
            node = node.get(word, {})
            named = next((e.id for e in node.get("", ()) if e.category == "actor"), named)
        if named is None or self._cast.actors[named].kind not in ARMED_KINDS:
            return people
        actor = self._cast.actors[named]
        return ActorRef(actor.label, named, actor.kind, people.start, people.end)

    def _named_in(self, person: ActorRef) -> str | None:
        """Answer the armed actor named in what a person is called: "the commander of the SDF"."""
        for index in range(person.start, person.end):
            known = self._reading.actors.get(index)
            if (
                known is not None
                and known[1].category == "actor"
                and self._cast.actors[known[1].id].kind in ARMED_KINDS
            ):
                return known[1].id
        return None

    def _people_in(self, person: ActorRef, chunk: Chunk) -> ActorRef | None:
        """ "a commander of the Ukrainian 102nd Brigade": "his soldiers" are the forces of that people."""
        at = range(person.start, person.end)
        numbers = dict.fromkeys(n for i in at if (n := self._reading.mention_at.get(i)) is not None)
        found = self._of_people(Chunk(chunk.kind, person.start, person.end, mentions=list(numbers)))
        return _moved(found, chunk)

    def _known(self, chunk: Chunk) -> ActorRef | None:
        hits = [h for h in chunk.hits if h.entry.category == "actor"]
        if not hits:
            return self._metonym(chunk)
        hit = hits[-1]
        rest = [t.lower for t in self._reading.document.tokens[hit.end : chunk.end]]
        if self._reading.lexicon.language == "ar":  # the head stands first: "قائد الجيش"
            rest = [t.lower.split()[-1] for t in self._reading.document.tokens[chunk.start : hit.start]]
        rest = rest or [self._reading.document.tokens[hit.end - 1].lower]
        if all(word in _OFFICES for word in rest) and hit.end < chunk.end:
            return self._made(hit.entry.id, chunk)  # "the SDF media centre" is the SDF
        if any(word in _ROLE_WORDS for word in rest):
            kind = "person"
            return ActorRef(self._surface(chunk), None, kind, chunk.start, chunk.end)
        if rest[0].isdigit():
            return self._made(hit.entry.id, chunk)  # "gave the RSF | 48 hours"
        if hit.end < chunk.end and self._other_head(chunk, hit.end):
            return ActorRef(self._surface(chunk), None, "person", chunk.start, chunk.end)
        if rest and chunk.has("noun", "spokesperson"):
            return self._made(hit.entry.id, chunk)
        if chunk.has("noun", "force") and hit.end < chunk.end and self._cast.actors[hit.entry.id].kind == "government":
            return self._forces_of(hit.entry.id, chunk) or self._made(hit.entry.id, chunk)
        actor = self._made(hit.entry.id, chunk)
        if chunk.has("noun", "force") and hit.end < chunk.end and not actor.armed:
            return ActorRef(actor.label, actor.id, "force", chunk.start, chunk.end)  # "UNIFIL peacekeepers"
        return actor

    def _other_head(self, chunk: Chunk, after: int) -> bool:
        """ "a Russian military blogger" is not the Russian military: another noun heads the phrase."""
        last = self._reading.document.tokens[chunk.end - 1]
        if not last.text[:1].islower() or any(h.end == chunk.end and h.start >= after for h in chunk.hits):
            return False
        adverbs = self._reading.lexicon.words["auxiliary_adverbs"] | self._reading.lexicon.words["sentence_adverbs"]
        if last.lower in adverbs or last.lower in {"out", "back", "away", "off"}:
            return False
        return not last.lower.endswith("ly") and last.text[0].isalpha()

    def _forces_of(self, government: str, chunk: Chunk) -> ActorRef | None:
        commanding = ActorRef(self._cast.label(government), government, "government", chunk.start, chunk.end)
        forces = self._side_army(commanding)
        return forces if forces is not commanding else None

    def _metonym(self, chunk: Chunk) -> ActorRef | None:
        """A capital or country as the subject of a verb speaks for its government."""
        if not chunk.mentions:
            return None
        resolution = self._reading.resolutions[chunk.mentions[-1]]
        text = resolution.mention.toponym.lower()
        covers = resolution.mention.end >= self._reading.document.tokens[chunk.end - 1].end
        identity = self._cast.metonyms.get(text)
        if covers and identity is not None and resolution.mention.kind in {MentionKind.METONYM, MentionKind.POLITY}:
            return self._made(identity, chunk)
        return None

    @staticmethod
    def _of_the_army(chunk: Chunk, words: Sequence[str]) -> bool:
        """ "a first army platoon", "military vehicles": part of whatever "the army" is here."""
        heads = any(
            h.entry.category == "noun" and h.entry.id in {"force", "weapon"} and h.end == chunk.end for h in chunk.hits
        )
        plain = not chunk.mentions and not any(w in {"rebel", "rival", "allied", "foreign", "enemy"} for w in words)
        return heads and plain and any(w in {"army", "military"} for w in words[:-1])

    def _army_here(self, chunk: Chunk) -> str | None:
        """ "the army" in news from one country, where nobody else was called so, is that country's.

        A country named before it in its sentence goes first: "In Burkina Faso the army …".
        """
        sentences, tokens = self._reading.document.sentences, self._reading.document.tokens
        sentence = sentences[bisect_right(sentences, chunk.start, key=_first_token) - 1]
        for resolution in self._reading.resolutions:
            mention, place = resolution.mention, resolution.place
            if mention.start >= tokens[chunk.start].start:
                break
            if mention.start >= sentence.start and place is not None and place.kind is PlaceKind.COUNTRY:
                army = self._cast.armies.get(place.country or "")
                if army is not None and mention.kind in _LANDS:
                    return army
        known = self._cast.short_forms.get("army")
        if known is not None:
            return known
        if self._country is None:
            found = Counter(
                r.place.country
                for r in self._reading.resolutions
                if r.place is not None and r.place.country and r.mention.kind in _LOCATED
            )
            first = found.most_common(1)
            alone = first and first[0][1] > sum(found.values()) / 2
            self._country = first[0][0] if alone and first[0][0] is not None else ""
        return self._cast.armies.get(self._country)

    def _group(self, chunk: Chunk, words: Sequence[str], bare: str) -> ActorRef | None:
        """ "the movement", "the army", "the rebels": the last armed actor that fits."""
        definite = words[0] == "the" and len(words) <= 2
        if not definite or not (
            chunk.has("noun", "group") or chunk.has("noun", "force") or chunk.has("noun", "government")
        ):
            return None
        head = bare.rsplit(maxsplit=1)[-1] if bare else ""
        pool = sorted(
            [
                *islice(self._before(self._recent, chunk.start), 8),
                *islice(self._before(self._speakers, chunk.start), 8),
            ],
            key=lambda a: -a.start,
        )
        for actor in pool:
            # "the army" is the state's, though an armed group may be called one: "Arakan Army"
            if head in actor.label.lower().split() and not (head in _STATE_FORCES and actor.kind == "armed_group"):
                return _moved(actor, chunk)
        if head in _STATE_FORCES and (own := next((a for a in pool if a.kind == "state_forces"), None)) is not None:
            return _moved(own, chunk)
        if chunk.has("noun", "group"):
            for actor in pool:
                if actor.kind in {"armed_group", "faction", "name", "group"}:
                    return _moved(actor, chunk)
        return None

    def _plain(self, chunk: Chunk) -> ActorRef | None:
        heads = [h.entry for h in chunk.hits if h.end == chunk.end]
        bodies = any(h.category == "noun" and h.id in _BODIES for h in heads)  # "the port authority" is no port
        things = any(
            h.category == "aid_point"
            or (h.category == "event" and h.id != "move")
            or (h.category, h.id) == ("noun", "cargo")
            for h in heads
        )
        if things and not bodies:
            return None
        text = self._surface(chunk)
        if not text or not any(letter.isalpha() for letter in text) or text.lower() in _POINTING:
            return None
        tokens = self._reading.document.tokens[chunk.start : chunk.end]
        if chunk.has("noun", "weapon") or chunk.has("noun", "force") or self._is_people(chunk):
            people = self._of_people(chunk)
            if people is not None:
                return people
            forces = self._of_country(chunk)
            if forces is not None:
                return forces
        if chunk.has("noun", "weapon") and not chunk.has("noun", "force"):
            return None  # "drones" are nobody
        if chunk.has("noun", "spokesperson") and (body := self._speaks_for(chunk)) is not None:
            return body
        if chunk.has("noun", "spokesperson"):
            kind = "person"
        elif chunk.has("noun", "force") or chunk.has("noun", "government"):
            kind = "force"
        elif chunk.has("noun", "group"):
            kind = "group"
        elif chunk.has("noun", "people"):
            kind = "people"
        elif chunk.has("noun", "media"):
            kind = "media"
        elif len(tokens) > 1 and tokens[-1].lower in {"members", "elements"} and _is_acronym(tokens[-2].text):
            kind = "force"  # "NSAG members"
        elif any(t.lower in _ROLE_WORDS for t in tokens) or tokens[0].lower in {"a", "an"}:
            kind = "person"
        elif self._is_named(tokens) or self._is_polity(chunk):
            kind = "metonym" if chunk.mentions else "name"
        else:
            kind = "other"
        if chunk.mentions and kind == "metonym":
            resolution = self._reading.resolutions[chunk.mentions[-1]]
            if resolution.mention.kind in {
                MentionKind.PLACE_THEATRE,
                MentionKind.PLACE_OUTSIDE_THEATRE,
                MentionKind.DEMONYM,
            }:
                return None
            kind = "government" if resolution.mention.kind in {MentionKind.METONYM, MentionKind.POLITY} else "name"
        return ActorRef(text, None, kind, chunk.start, chunk.end)

    def _is_polity(self, chunk: Chunk) -> bool:
        """ "Kenya has shut the border": a country that acts, though its capital letter also opens the sentence."""
        kinds = {self._reading.resolutions[number].mention.kind for number in chunk.mentions}
        return len(chunk.mentions) == 1 and bool(kinds & {MentionKind.POLITY, MentionKind.METONYM})

    def _is_named(self, tokens: Sequence[Token]) -> bool:
        """A capital makes a name, but a single capitalised word that opens a sentence may be any word."""
        last = tokens[-1].text
        if any(c.isdigit() for c in last) or (last.isupper() and len(last) > 1):
            return True
        if not last[:1].isupper() or len(tokens) > 1:
            return last[:1].isupper()
        sentences, index = self._reading.document.sentences, tokens[0].index
        at = bisect_left(sentences, index, key=_first_token)
        return at == len(sentences) or sentences[at].first_token != index

    def _names_land(self, chunk: Chunk) -> bool:
        """ "Burundi sent troops to X": a state's name is one, also where it opens its sentence."""
        if not chunk.mentions:
            return False
        mention = self._reading.resolutions[chunk.mentions[-1]].mention
        whole = mention.end >= self._reading.document.tokens[chunk.end - 1].end
        return whole and mention.kind in {MentionKind.METONYM, MentionKind.POLITY}

    def _of_country(self, chunk: Chunk) -> ActorRef | None:
        """ "Sudan's army": the forces of a government that the theatre knows by its country's name."""
        for number in chunk.mentions:
            mention = self._reading.resolutions[number].mention
            entries = self._cast.trie.root.get(mention.toponym.lower(), {}).get("", ())
            for entry in entries if mention.kind in {MentionKind.POLITY, MentionKind.METONYM} else ():
                if entry.category == "actor" and self._cast.actors[entry.id].kind == "government":
                    return self._forces_of(entry.id, chunk)
        return None

    def _speaks_for(self, chunk: Chunk) -> ActorRef | None:
        """ "an army spokesman": the body named before the noun, where it is known."""
        for hit in chunk.hits:
            if (
                hit.entry.category == "noun"
                and hit.entry.id in {"force", "group", "government"}
                and hit.end < chunk.end
            ):
                words = " ".join(t.lower for t in self._reading.document.tokens[hit.start : hit.end])
                known = self._cast.short_forms.get(words.removesuffix("'s").removesuffix("'"))
                if known is not None:
                    return self._made(known, chunk)
        return None

    def _is_people(self, chunk: Chunk) -> bool:
        """ "the Russians", "under Ukrainian control" without its noun: a people's name and nothing else."""
        last = self._reading.document.tokens[chunk.end - 1]
        bare = [t for t in self._reading.document.tokens[chunk.start : chunk.end] if t.lower != "the"]
        if len(bare) != 1 or len(chunk.mentions) != 1:
            return False
        mention = self._reading.resolutions[chunk.mentions[0]].mention
        return mention.kind is MentionKind.DEMONYM and mention.end == last.end

    def _of_people(self, chunk: Chunk) -> ActorRef | None:
        """ "Russian sabotage groups": the forces of a people, where the theatre knows them."""
        for number in chunk.mentions:
            mention = self._reading.resolutions[number].mention
            if mention.kind is not MentionKind.DEMONYM:
                continue
            name = mention.toponym.lower()
            known = self._cast.trie.root.get(name) or self._cast.trie.root.get(name.removesuffix("s"), {})
            for noun in ("forces", "troops", "army", "military"):
                entries = known.get(noun, {}).get("", ())
                for entry in entries:
                    if entry.category == "actor":
                        return self._made(entry.id, chunk)
        return None

    def _surface(self, chunk: Chunk) -> str:
        document = self._reading.document
        tokens = list(document.tokens[chunk.start : chunk.end])
        if self._reading.lexicon.language == "ar":
            return arabic_label(document.text, tokens)
        while len(tokens) > 1 and tokens[0].lower in {"the", "a", "an", "its", "their", "his", "her", "some"}:
            tokens.pop(0)
        while len(tokens) > 1 and tokens[-1].lower in {
            "still",
            "also",
            "each",
            "both",
            "then",
            "now",
            "themselves",
            "itself",
            "too",
        }:
            tokens.pop()
        text = document.text[tokens[0].start : tokens[-1].end]
        return " ".join(text.removesuffix("'s").removesuffix("’s").split())

    @staticmethod
    def _without_determiner(words: Sequence[str]) -> Sequence[str]:
        return words[1:] if words and words[0] in {"the", "a", "an"} else words


def _is_acronym(text: str) -> bool:
    """Tell whether a word is written in capitals: "NSAG", but not "I"."""
    return text.isupper() and len(text) > 2


def _first_token(sentence: Sentence) -> int:
    return sentence.first_token


def _position(actor: ActorRef) -> int:
    return actor.start


def _commands(actor: ActorRef) -> bool:
    """Tell whether an actor's "troops" are not itself: a government's, a ministry's, a general staff's."""
    return actor.kind == "government" or any(
        word in actor.label for word in ("General Staff", "Command", "Headquarters", "Ministry")
    )


def _moved(actor: ActorRef | None, chunk: Chunk) -> ActorRef | None:
    return None if actor is None else ActorRef(actor.label, actor.id, actor.kind, chunk.start, chunk.end)
