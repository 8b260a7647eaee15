"""Who a noun phrase names after what was said before: "it", "their troops", "the group", "the army"."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from contested.extract.actors import (
    ARMED_KINDS,
    OFFICES,
    ROLE_WORDS,
    ActorRef,
    commands,
    first_token,
    forces_of,
    known_actor,
    made,
    moved,
    named_in,
    of_the_army,
    people_in,
    plain_actor,
    side_army,
)
from contested.extract.cast import Cast
from contested.extract.chunks import Chunk, Reading, words_of
from contested.extract.lexicon import Hit
from contested.model import MentionKind, PlaceKind

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
_STATE_FORCES = frozenset({"army", "military", "troops", "soldiers", "police"})
_COUNTRYS_OWN = frozenset(
    {"army", "military", "national army", "armed forces", "government forces", "government troops", "army units"}
    | {"army troops", "government soldiers", "army soldiers", "junta", "regime forces", "junta troops", "junta forces"}
)
_LOCATED = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_LANDS = _LOCATED | {MentionKind.POLITY}
_OF_THE_ARMY = frozenset({"army", "military", "brigade", "battalion", "division", "infantry", "reserve", "reservist"})
_AGENTLESS = frozenset({"it", "they", "he", "she", "its", "their", "them", "his", "her"})
_SHARES = frozenset({"none", "some", "many", "most", "all", "several", "dozens", "hundreds", "thousands", "any", "few"})
_SPEAKER = frozenset({"we", "i", "our", "us"})
_SPEAKS_AS_ONE = frozenset({"leadership", "negotiators", "delegation", "envoys", "politburo"})  # "its leadership" is it


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
        if words[0] == "both" and len(words) > 1:  # "both the army and …"
            return self.refer(Chunk(chunk.kind, chunk.start + 1, chunk.end, mentions=chunk.mentions, hits=chunk.hits))
        if words[0] == "no" and len(words) > 1:  # "no army unit" is still the army's
            return self.refer(Chunk(chunk.kind, chunk.start + 1, chunk.end, mentions=chunk.mentions, hits=chunk.hits))
        if words[0] in _AGENTLESS and not (len(words) > 1 and chunk.has("actor")):  # but "its 36th Division"
            return self._pronoun(chunk, words)
        if words[0].partition("'")[0] in _SPEAKER and tokens[0].text != "US":
            return ActorRef("", None, "speaker", chunk.start, chunk.end)
        known = known_actor(self._reading, self._cast, chunk)
        if known is not None:
            return known
        if (owner := self._owner_of(chunk)) is not None:
            return owner
        bare = " ".join(self._without_determiner(words))
        named = self._named_before(chunk, words) if bare in _KINDS_OF else None
        if named is not None:
            return named
        short = self._cast.short_forms.get(bare) or self._cast.short_forms.get(
            bare.removesuffix("'s").removesuffix("'")
        )
        if short is not None:
            return made(self._cast, short, chunk)
        group = self._group(chunk, words, bare)
        if group is not None:
            return group
        own = bare.removesuffix("'s") in _COUNTRYS_OWN or of_the_army(chunk, words)
        if own and (army := self._army_here(chunk)) is not None:
            return made(self._cast, army, chunk)
        return plain_actor(self._reading, self._cast, chunk)

    def _owner_of(self, chunk: Chunk) -> ActorRef | None:
        """ "the army's Telegram channel", "the movement's media office", "the junta's fighter jets": whose it is."""
        tokens = self._reading.document.tokens[chunk.start : chunk.end]
        at = next((i for i, t in enumerate(tokens[:-1]) if t.lower.endswith(("'s", "s'"))), None)
        if at is None:
            return None
        weapon = any(h.end == chunk.end and (h.entry.category, h.entry.id) == ("noun", "weapon") for h in chunk.hits)
        if not weapon and not all(t.lower in OFFICES for t in tokens[at + 1 :]):
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
                return made(self._cast, identity, chunk)
        return None

    def _called(self, head: str, chunk: Chunk) -> ActorRef | None:
        """ "the Front", "the Alliance": the body named shortly before that has the word in its name."""
        if self._named is None:
            self._named = sorted(at for at, (_, entry) in self._reading.actors.items() if entry.category == "actor")
        for number in range(bisect_left(self._named, chunk.start) - 1, -1, -1):
            at = self._named[number]
            if at < chunk.start - _NOT_FAR:
                return None
            identity = self._reading.actors[at][1].id
            if head in self._cast.actors[identity].label.lower().split():
                return made(self._cast, identity, chunk)
        return None

    def side_of_officer(self, speaker: ActorRef) -> ActorRef:
        """ "We are in X", says a brigade commander: the army, where the theatre knows but one by that word."""
        if speaker.id is not None and commands(speaker):
            return side_army(self._cast, speaker)
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
                    return made(self._cast, entry.id, chunk)
        return None

    def outlet(self, hit: Hit) -> ActorRef:
        """Read an outlet that is named as somebody who does something: "Reuters could not verify …"."""
        return ActorRef(self._cast.outlets[hit.entry.id], hit.entry.id, "media", hit.start, hit.end)

    def remember(self, actor: ActorRef | None, *, speaker: bool = False) -> None:
        """Note that `actor` was the subject (or speaker) of a clause."""
        if actor is None:
            return
        insort(self._speakers if speaker else self._recent, actor, key=_position)

    def last_speaker(self, before: int, *, called: str | None = None) -> ActorRef | None:
        """Answer who spoke last before token `before`; `called`: of those named by that word ("the source")."""
        spoke = self._before(self._speakers, before)
        if called is not None:
            spoke = (a for a in spoke if a.id is None and called in a.label.lower().split())
        return next(iter(spoke), None)

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

    def _pronoun(self, chunk: Chunk, words: Sequence[str]) -> ActorRef | None:
        """ "it" is the last subject; "its fighters" too, as a force; "its director" is somebody of that body."""
        recent = list(islice(self._before(self._recent, chunk.start), 4))
        speakers = list(islice(self._before(self._speakers, chunk.start), 1))
        pool = sorted([*recent, *speakers], key=lambda a: -a.start)
        if len(words) == 1:
            if words[0] == "they":  # "By noon they had left", after what a governor said of soldiers
                pool = [a for a in pool if a.kind != "person" or a.label.endswith("s")] or pool
            somebody = next((a for a in pool if a.kind != "other"), pool[0] if pool else None)
            return moved(somebody, chunk)
        arms = chunk.has("noun", "force") or chunk.has("noun", "weapon")  # "its jets" are a state's forces
        if arms or chunk.has("noun", "group") or words[-1] in {"men", "people", "boys"}:
            if words[0] in {"his", "her"} and pool and pool[0].kind == "person":
                named = named_in(self._reading, self._cast, pool[0])
                if named is not None:
                    return made(self._cast, named, chunk)
                people = people_in(self._reading, self._cast, pool[0], chunk)
                if people is not None:
                    return people
            armed = next((a for a in pool if a.armed or a.kind == "name"), None)
            if armed is not None and armed.id is not None and arms and commands(armed):
                return forces_of(self._cast, armed.id, chunk) or moved(armed, chunk)
            return moved(armed or (pool[0] if pool else None), chunk)
        if pool and chunk.has("noun", "spokesperson"):
            return moved(pool[0], chunk)
        if words[-1] in _OF_A_PLACE:
            return ActorRef(" ".join(words[1:]), None, "person", chunk.start, chunk.end)
        if pool and words[-1] in _SPEAKS_AS_ONE:
            return moved(pool[0], chunk)
        if pool and any(w in ROLE_WORDS for w in words):
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

    def _army_here(self, chunk: Chunk) -> str | None:
        """ "the army" in news from one country, where nobody else was called so, is that country's.

        A country named before it in its sentence goes first: "In Burkina Faso the army …".
        """
        sentences, tokens = self._reading.document.sentences, self._reading.document.tokens
        sentence = sentences[bisect_right(sentences, chunk.start, key=first_token) - 1]
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
                return moved(actor, chunk)
        if head in _STATE_FORCES and (own := next((a for a in pool if a.kind == "state_forces"), None)) is not None:
            return moved(own, chunk)
        last = self._reading.document.tokens[chunk.end - 1]
        if last.text[:1].isupper() and (named := self._called(head, chunk)) is not None:
            return named
        if chunk.has("noun", "group"):
            for actor in pool:
                if actor.kind in {"armed_group", "faction", "name", "group"}:
                    return moved(actor, chunk)
        return None

    @staticmethod
    def _without_determiner(words: Sequence[str]) -> Sequence[str]:
        return words[1:] if words and words[0] in {"the", "a", "an"} else words


def _position(actor: ActorRef) -> int:
    return actor.start
