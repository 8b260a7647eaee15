"""Who deals with whom, and where: parties to talks, and the places that talks are held at."""

from collections.abc import Sequence
from functools import lru_cache

from contested import reference
from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.dealings import are_talks, base_of, is_truce
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.scene import LOCATIONS, Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import located, places_of
from contested.model import MentionKind, PlaceKind, Predicate, Resolution

# those who act for a side and yet are not the side: a meeting of theirs is their own
_GO_BETWEENS = frozenset(
    {"envoy", "ambassador", "adviser", "advisor", "negotiator", "diplomat", "emissary", "representative", "delegate"}
    | {"mediator", "coordinator", "secretary-general", "rapporteur", "commissioner"}
)
# heads by which plain words name parties to talks: "tribal elders", "both sides"
PARTIES = frozenset(
    {"elders", "sides", "parties", "mediators", "envoys", "negotiators", "delegations", "delegates", "representatives"}
    | {"leaders", "ministers", "officials", "diplomats", "commanders", "officers", "chiefs", "presidents", "notables"}
    | {"factions", "families", "relatives", "delegation", "leadership", "team", "sheikhs", "clerics", "officials"}
    | {"president", "premier", "minister", "king", "emir", "chancellor", "chief", "commander", "leader", "general"}
    | {"official", "diplomat", "ambassador", "envoy", "governor", "mayor", "mediator", "negotiator", "secretary"}
    | {"teams", "heads", "politicians", "lawmakers", "counterparts", "counterpart", "groups", "movement", "figures"}
)
_NOBODY = frozenset({"other", "people", "media", "speaker"})
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_WITHIN = frozenset({"in", "at", "near", "outside", "inside"})


def party(scene: Scene, chunk: Chunk) -> ActorRef | None:
    """Read a noun phrase as a party: a side, a body, a named person, "mediators"; `None` for a thing.

    An envoy who is named is himself: "US envoy Jane Doe" is not the United States.
    """
    words = scene.words(chunk)
    tokens = scene.reading.document.tokens
    if chunk.end - chunk.start > 1 and any(word in _GO_BETWEENS for word in words[:-1]):
        last = tokens[chunk.end - 1].text
        if last[:1].isupper() and not last.isupper():
            return ActorRef(_surface(scene, chunk), None, "person", chunk.start, chunk.end)
    actor = scene.casting.refer(chunk)
    if actor is None and words[0] in {"his", "her", "its", "their"} and words[-1] in PARTIES:
        return ActorRef(_surface(scene, chunk), None, "person", chunk.start, chunk.end)
    if actor is None and _full_name(scene, chunk):
        return ActorRef(_surface(scene, chunk), None, "person", chunk.start, chunk.end)
    if actor is None or actor.kind not in _NOBODY or words[-1] in PARTIES:
        return actor
    if actor.kind == "other" and _one_name(scene, chunk):
        return ActorRef(actor.label, None, "name", actor.start, actor.end)
    return None


def _one_name(scene: Scene, chunk: Chunk) -> bool:
    """ "Burhan met …", "Ahmed al-Sharaa received …": a name at the head of a sentence, and no plural noun."""
    tokens = scene.reading.document.tokens[chunk.start : chunk.end]
    if not tokens[0].text[:1].isupper() or any(t.text.islower() and t.lower not in _PARTICLES for t in tokens):
        return False
    if chunk.mentions or len(tokens) > 1:
        return True
    word = tokens[0].lower
    plural = word.endswith(_PLURALS)
    return not chunk.hits and (word in _names() or not (plural or word in _common()))


_PLURALS = ("ers", "ors", "ists", "ians", "ants", "ents", "ies", "ives", "als", "ees", "eers", "men", "women", "ths")


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The common words of English, which few names are."""
    return frozenset(reference.read_text("lexicons", "en", "common_words.csv").split())


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Given names and surnames in lower case."""
    rows = reference.read_text("lexicons", "en", "person_names.csv").splitlines()
    return frozenset(row.partition(",")[0] for row in rows)


def _full_name(scene: Scene, chunk: Chunk) -> bool:
    """ "Volker Türk condemned …": a name whose last part alone is called like a people or a place."""
    tokens = scene.reading.document.tokens[chunk.start : chunk.end]
    last = tokens[-1].text
    titled = len(tokens) > 1 and bool(PARTIES & set(scene.words(chunk)[:-1]))
    if (
        titled
        and last[:1].isupper()
        and not any(scene.reading.resolutions[n].mention.end >= tokens[-1].end for n in chunk.mentions)
    ):
        return True  # "Lebanese president Joseph Aoun"
    if not 1 < len(tokens) <= _LONG_NAME or len(chunk.mentions) != 1 or chunk.prep is not None or chunk.hits:
        return False
    mention = scene.reading.resolutions[chunk.mentions[0]].mention
    whole = all(t.text[:1].isupper() for t in tokens) and tokens[0].lower not in {"the", "most", "all", "many"}
    return whole and mention.start > tokens[0].start and mention.end == tokens[-1].end


_LONG_NAME = 4  # words
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "van", "der", "von", "la", "da", "den", "ben", "abu"})


def parties(scene: Scene, chunks: Sequence[Chunk]) -> list[ActorRef]:
    """Answer the parties that noun phrases name, in order."""
    return [actor for chunk in chunks if (actor := party(scene, chunk)) is not None]


def anybody(scene: Scene, chunks: Sequence[Chunk]) -> ActorRef | None:
    """Answer the first of noun phrases that names somebody, residents and "protesters" too: whoever makes a call."""
    for chunk in chunks:
        actor = party(scene, chunk)
        if actor is None:
            actor = scene.casting.refer(chunk)
        if actor is not None:
            return actor
    return None


def first_party(scene: Scene, chunks: Sequence[Chunk]) -> ActorRef | None:
    """Answer the first party among noun phrases."""
    return next(iter(parties(scene, chunks)), None)


def doer(scene: Scene, event: Event) -> ActorRef | None:
    """Answer the party that does what a verb of dealing says: its subject, or the agent of a passive."""
    if is_passive(event):
        return party(scene, event.agent) if event.agent is not None else None
    return first_party(scene, event.subjects)


def asker(scene: Scene, event: Event, *names: str) -> ActorRef | None:
    """Answer the party that is the subject of the nearest operator of one of `names`."""
    operator = event.under(*names)
    return None if operator is None else anybody(scene, subjects_of(operator.clause, operator.chunk))


def between_whom(scene: Scene, topic: Chunk) -> ActorRef | None:
    """ "talks between A and B", "the truce with B": the first of the parties named after the noun."""
    for chunk in following(scene, topic)[:2]:
        if chunk.kind is ChunkKind.NP and chunk.prep == "between":
            return party(scene, chunk)
    return None


def direct(event: Event) -> list[Chunk]:
    """Answer what a verb is done to: its bare objects, and a first one under a preposition of the verb's own."""
    out = []
    for i, chunk in enumerate(event.objects[:5]):
        own = i == 0 and chunk.prep_start is not None and chunk.prep_start - event.chunk.end <= 1
        if chunk.prep is None or (own and chunk.prep in _OWN):
            out.append(chunk)
    return out


_OWN = frozenset({"in", "over", "of", "from", "on", "to", "off", "into", "for", "upon", "out"})


def verb_of(scene: Scene, event: Event) -> str:
    """Answer the base of an event's verb of dealing; of "was delivered to" that of "delivered"."""
    chunk = event.chunk
    if chunk.word in _BE and chunk.end - chunk.start > 1:
        token = scene.reading.document.tokens[chunk.start + 1]
        return base_of(Chunk(ChunkKind.VERB, chunk.start + 1, chunk.end, word=token.lower))
    return base_of(chunk)


_BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})


def is_passive(event: Event) -> bool:
    """Tell whether what an event's verb says is done to its subject, also where "be" is part of the phrase."""
    return event.passive or (event.chunk.word in _BE and event.chunk.end - event.chunk.start > 1)


def dealt(scene: Scene, event: Event, predicate: Predicate) -> Draft:
    """Draft a claim of this family."""
    return drafted(scene, event, predicate, f"other.{predicate.value}")


def around(event: Event, topic: Chunk) -> list[Chunk]:
    """Answer a topic with what follows it in its clause: "the talks | in Doha | on a truce"."""
    chunks = event.clause.chunks
    if topic not in chunks:
        return [topic, *event.objects]
    out = []
    for chunk in chunks[chunks.index(topic) :]:
        if chunk.kind is ChunkKind.VERB and chunk.start > event.chunk.start:
            break  # "stalled over a demand | to keep troops in X"
        if chunk.kind is ChunkKind.NP:
            out.append(chunk)
    return out


def topic_of(scene: Scene, event: Event) -> Chunk | None:
    """Answer what a verb's subject is about: "the talks", "a new round | of talks"."""
    subject = event.subjects[0] if event.subjects else None
    if subject is None or are_talks(subject) or is_truce(subject):
        return subject
    if scene.words(subject)[-1] in {"round", "rounds", "phase", "session", "series", "stage"}:
        return next((c for c in following(scene, subject)[:1] if c.prep == "of" and are_talks(c)), None)
    return None


def beside(scene: Scene, event: Event) -> set[str]:
    """The words right after a verb: "hit | a wall", "broke | down", "are | under way", "were put | on hold"."""
    tokens = scene.reading.document.tokens
    last = min(scene.sentence.last_token, event.chunk.end + 4)
    words = set(scene.words(event.chunk)[1:])
    for token in tokens[event.chunk.end : last]:
        if not token.text[0].isalnum():
            break
        words.add(token.lower)
    return words


def venue(scene: Scene, chunks: Sequence[Chunk]) -> list[Resolution]:
    """Answer where talks are held: the place that names them ("Doha negotiations") or that they are in.

    A capital or a seat of talks abroad is no place of the war. In an article on a theatre it is known to lie outside
    it; in any other nothing would tell it from the places fought over, and it is left out.
    """
    theatre = any(r.mention.kind is MentionKind.PLACE_THEATRE for r in scene.reading.resolutions)
    out: list[Resolution] = []
    for before, chunk in zip([None, *chunks], chunks[:6], strict=False):
        for number in chunk.mentions if theatre else ():
            resolution = scene.reading.resolutions[number]
            if resolution.mention.kind is MentionKind.EVENT_LABEL and resolution not in out:
                out.append(resolution)
        if chunk.prep in _WITHIN and not (before is not None and scene.words(before)[-1] in _MATTERS):
            found = places_of(scene, [chunk])
            out.extend(r for r in found if r not in out and not wide(r) and (theatre or not is_seat(scene, r)))
    return out[:1] if out and out[0].mention.kind is MentionKind.EVENT_LABEL else out


_MATTERS = frozenset(  # "met on the situation in Goma"
    {"situation", "crisis", "war", "conflict", "fighting", "violence", "siege", "events", "developments", "offensive"}
    | {"famine", "blockade", "attacks", "strikes", "killings", "unrest"}
)


def there(scene: Scene, chunks: Sequence[Chunk]) -> list[Resolution]:
    """Answer the places that a truce, a call or a release is about: no country, no seat of talks."""
    return near_home(scene, places_of(scene, [c for c in chunks if c.prep in _ABOUT or located(scene, c)]))


_ABOUT = frozenset({"in", "at", "near", "around", "inside", "of", "from", "over", "on", "across", "along"})


def near_home(scene: Scene, places: Sequence[Resolution]) -> list[Resolution]:
    """Answer the places that are neither a country nor a seat of talks abroad."""
    return [r for r in places if not wide(r) and not is_seat(scene, r)]


def wide(resolution: Resolution) -> bool:
    """Tell whether a place is a country or more: a truce "in Sudan" is at no place in it."""
    return resolution.place is not None and resolution.place.kind in _WIDE


def is_seat(scene: Scene, resolution: Resolution) -> bool:
    """Tell whether a place outside the theatre is one where other people's wars are talked over."""
    mention = resolution.mention
    if mention.kind is MentionKind.PLACE_THEATRE or mention.kind not in LOCATIONS:
        return False
    return mention.toponym.lower().removeprefix("the ") in scene.reading.lexicon.words["seats"]


def _surface(scene: Scene, chunk: Chunk) -> str:
    words = scene.surface(chunk).split()
    while len(words) > 1 and words[0].lower() in {"the", "a", "an", "its", "their"}:
        words.pop(0)
    return " ".join(words).removesuffix("'s").removesuffix("’s")
