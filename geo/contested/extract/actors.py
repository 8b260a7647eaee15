"""Who a noun phrase names by its own words: an actor of the theatre, a force known by its people, a role, or a name.

Labels are neutral: an outlet's own words for a side stay in the quote. An actor that no list knows keeps the text's
words, without the article; nothing is supplied that the text does not say.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from contested.extract.cast import Cast
from contested.extract.chunks import Chunk, Reading
from contested.extract.document import Sentence, Token
from contested.extract.lexicon_arabic import arabic_label
from contested.model import MentionKind

ARMED_KINDS = frozenset({"state_forces", "armed_group", "government", "faction", "contractor"})
ROLE_WORDS = frozenset(
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
OFFICES = frozenset(
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
_CREWS = frozenset({"pilot", "pilots", "operator", "operators", "crew", "crews", "gunner", "gunners", "commander"})
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"})
_UNARMED = frozenset(
    {"aid", "relief", "rights", "humanitarian", "advocacy", "monitoring", "medical", "charity", "church", "media"}
    | {"civil-society", "environmental", "research", "business", "trade", "women's", "watchdog", "health", "doctors"}
    | {"doctors'", "campaign", "pressure", "support", "search", "rescue", "theatre", "music", "tour", "mapping"}
)
_POINTING = frozenset({"those", "these", "this", "that", "each", "another", "others", "some", "all", "both", "one"})
_BODIES = frozenset({"government", "force", "group", "people", "media", "spokesperson"})


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


def side_army(cast: Cast, commanding: ActorRef) -> ActorRef:
    """ "Our troops", says the General Staff: the forces of its side, where the theatre knows them."""
    side = cast.side(commanding.id)
    for identity, actor in cast.actors.items():
        if actor.kind == "state_forces" and side in {actor.side, identity}:
            return ActorRef(actor.label, identity, actor.kind, commanding.start, commanding.end)
    return commanding


def made(cast: Cast, identity: str, chunk: Chunk) -> ActorRef:
    """Answer the actor `identity` of the cast, named by `chunk`."""
    actor = cast.actors[identity]
    return ActorRef(actor.label, identity, actor.kind, chunk.start, chunk.end)


def named_in(reading: Reading, cast: Cast, person: ActorRef) -> str | None:
    """Answer the armed actor named in what a person is called: "the commander of the SDF"."""
    for index in range(person.start, person.end):
        known = reading.actors.get(index)
        if known is not None and known[1].category == "actor" and cast.actors[known[1].id].kind in ARMED_KINDS:
            return known[1].id
    return None


def people_in(reading: Reading, cast: Cast, person: ActorRef, chunk: Chunk) -> ActorRef | None:
    """ "a commander of the Ukrainian 102nd Brigade": "his soldiers" are the forces of that people."""
    at = range(person.start, person.end)
    numbers = dict.fromkeys(n for i in at if (n := reading.mention_at.get(i)) is not None)
    found = _of_people(reading, cast, Chunk(chunk.kind, person.start, person.end, mentions=list(numbers)))
    return moved(found, chunk)


def known_actor(reading: Reading, cast: Cast, chunk: Chunk) -> ActorRef | None:
    """Read a phrase that has a known actor in it, or a capital or country that speaks for one."""
    hits = [h for h in chunk.hits if h.entry.category == "actor"]
    if not hits:
        return _metonym(reading, cast, chunk)
    hit = hits[-1]
    rest = [t.lower for t in reading.document.tokens[hit.end : chunk.end]]
    if reading.lexicon.language == "ar":  # the head stands first: "قائد الجيش"
        rest = [t.lower.split()[-1] for t in reading.document.tokens[chunk.start : hit.start]]
    rest = rest or [reading.document.tokens[hit.end - 1].lower]
    if all(word in OFFICES for word in rest) and hit.end < chunk.end:
        return made(cast, hit.entry.id, chunk)  # "the SDF media centre" is the SDF
    if any(word in ROLE_WORDS for word in rest):
        kind = "person"
        return ActorRef(surface(reading, chunk), None, kind, chunk.start, chunk.end)
    if rest[0].isdigit() or (hit.end < chunk.end and rest[0] in _NUMBERS):
        return made(cast, hit.entry.id, chunk)  # "gave the RSF | 48 hours"
    if hit.end < chunk.end and _other_head(reading, chunk, hit.end):
        return ActorRef(surface(reading, chunk), None, "person", chunk.start, chunk.end)
    if rest and chunk.has("noun", "spokesperson"):
        return made(cast, hit.entry.id, chunk)
    if chunk.has("noun", "force") and hit.end < chunk.end and cast.actors[hit.entry.id].kind == "government":
        return forces_of(cast, hit.entry.id, chunk) or made(cast, hit.entry.id, chunk)
    actor = made(cast, hit.entry.id, chunk)
    if _one_of_many(reading, actor, chunk):
        return ActorRef(surface(reading, chunk), None, "person", chunk.start, chunk.end)
    if chunk.has("noun", "force") and hit.end < chunk.end and not actor.armed:
        return ActorRef(actor.label, actor.id, "force", chunk.start, chunk.end)  # "UNIFIL peacekeepers"
    return actor


def _one_of_many(reading: Reading, actor: ActorRef, chunk: Chunk) -> bool:
    """ "a Russian military blogger" is one of the bloggers, and not all of them."""
    first, last = reading.document.tokens[chunk.start], reading.document.tokens[chunk.end - 1]
    single = first.lower in {"a", "an", "one"} and not last.lower.endswith("s")
    return single and last.text[:1].islower() and not actor.armed and actor.label.endswith(last.lower[-4:] + "s")


_TROOPS = frozenset(  # "a Lebanese army engineering company" is of that army
    {"unit", "units", "company", "companies", "platoon", "platoons", "men", "patrol", "contingent"}
    | {"squad", "squads", "column", "columns", "convoy", "convoys", "vehicles", "tanks", "bulldozers", "reinforcements"}
    | {"jets", "warplanes", "helicopters", "gunboats", "boats", "warships", "artillery", "garrison", "regiment"}
)


def _other_head(reading: Reading, chunk: Chunk, after: int) -> bool:
    """ "a Russian military blogger" is not the Russian military: another noun heads the phrase."""
    last = reading.document.tokens[chunk.end - 1]
    if not last.text[:1].islower() or any(h.end == chunk.end and h.start >= after for h in chunk.hits):
        return False
    adverbs = reading.lexicon.words["auxiliary_adverbs"] | reading.lexicon.words["sentence_adverbs"]
    if last.lower in adverbs or last.lower in {"out", "back", "away", "off"}:
        return False
    return not last.lower.endswith("ly") and last.text[0].isalpha() and last.lower not in _TROOPS


def forces_of(cast: Cast, government: str, chunk: Chunk) -> ActorRef | None:
    """Answer the forces on the side of the actor `government`, where the theatre knows them."""
    commanding = ActorRef(cast.label(government), government, "government", chunk.start, chunk.end)
    forces = side_army(cast, commanding)
    return forces if forces is not commanding else None


def _metonym(reading: Reading, cast: Cast, chunk: Chunk) -> ActorRef | None:
    """A capital or country as the subject of a verb speaks for its government."""
    if not chunk.mentions:
        return None
    resolution = reading.resolutions[chunk.mentions[-1]]
    text = resolution.mention.toponym.lower()
    covers = resolution.mention.end >= reading.document.tokens[chunk.end - 1].end
    identity = cast.metonyms.get(text)
    if covers and identity is not None and resolution.mention.kind in {MentionKind.METONYM, MentionKind.POLITY}:
        return made(cast, identity, chunk)
    return None


def of_the_army(chunk: Chunk, words: Sequence[str]) -> bool:
    """ "a first army platoon", "military vehicles": part of whatever "the army" is here."""
    heads = any(
        h.entry.category == "noun" and h.entry.id in {"force", "weapon"} and h.end == chunk.end for h in chunk.hits
    )
    plain = not chunk.mentions and not any(w in {"rebel", "rival", "allied", "foreign", "enemy"} for w in words)
    if not heads or not plain:
        return False
    if chunk.has("noun", "weapon") and set(words[:-1]) & {"navy", "naval", "government", "junta", "regime"}:
        return True  # "navy ships", "government helicopters"
    return bool({"army", "military"} & set(words[:-1])) or (words[:2] == ["air", "force"] and len(words) > 2)


def plain_actor(reading: Reading, cast: Cast, chunk: Chunk) -> ActorRef | None:
    """Read a phrase that no list knows by what its nouns and capitals are, in its own words."""
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
    text = surface(reading, chunk)
    if not text or not any(letter.isalpha() for letter in text) or text.lower() in _POINTING:
        return None
    tokens = reading.document.tokens[chunk.start : chunk.end]
    if chunk.has("noun", "weapon") or chunk.has("noun", "force") or _is_people(reading, chunk) or _band(reading, chunk):
        people = _of_people(reading, cast, chunk)
        if people is not None:
            return people
        forces = _of_country(reading, cast, chunk)
        if forces is not None:
            return forces
    if chunk.has("noun", "weapon") and not chunk.has("noun", "force") and tokens[-1].lower not in _CREWS:
        return None  # "drones" are nobody, but "a drone pilot" is
    if chunk.has("noun", "spokesperson") and (body := _speaks_for(reading, cast, chunk)) is not None:
        return body
    if chunk.has("noun", "spokesperson"):
        kind = "person"
    elif tokens[-1].lower in {"enemy", "adversary"} or chunk.has("noun", "force") or chunk.has("noun", "government"):
        kind = "force"
    elif chunk.has("noun", "group"):
        kind = "ngo" if any(t.lower in _UNARMED for t in tokens[:-1]) else "group"
    elif chunk.has("noun", "people"):
        kind = "people"
    elif chunk.has("noun", "media"):
        kind = "media"
    elif len(tokens) > 1 and tokens[-1].lower in {"members", "elements"} and _is_acronym(tokens[-2].text):
        kind = "force"  # "NSAG members"
    elif any(t.lower in ROLE_WORDS for t in tokens) or tokens[0].lower in {"a", "an"}:
        kind = "person"
    elif _is_named(reading, tokens) or _is_polity(reading, chunk):
        kind = "metonym" if chunk.mentions else "name"
    else:
        kind = "other"
    if chunk.mentions and kind == "metonym":
        resolution = reading.resolutions[chunk.mentions[-1]]
        if resolution.mention.kind in {
            MentionKind.PLACE_THEATRE,
            MentionKind.PLACE_OUTSIDE_THEATRE,
            MentionKind.DEMONYM,
        }:
            return None
        kind = "government" if resolution.mention.kind in {MentionKind.METONYM, MentionKind.POLITY} else "name"
    return ActorRef(text, None, kind, chunk.start, chunk.end)


def _is_polity(reading: Reading, chunk: Chunk) -> bool:
    """ "Kenya has shut the border": a country that acts, though its capital letter also opens the sentence."""
    kinds = {reading.resolutions[number].mention.kind for number in chunk.mentions}
    return len(chunk.mentions) == 1 and bool(kinds & {MentionKind.POLITY, MentionKind.METONYM})


def _is_named(reading: Reading, tokens: Sequence[Token]) -> bool:
    """A capital makes a name, but a single capitalised word that opens a sentence may be any word."""
    last = tokens[-1].text
    if any(c.isdigit() for c in last) or (last.isupper() and len(last) > 1):
        return True
    if not last[:1].isupper() or len(tokens) > 1:
        return last[:1].isupper()
    sentences, index = reading.document.sentences, tokens[0].index
    at = bisect_left(sentences, index, key=first_token)
    return at == len(sentences) or sentences[at].first_token != index


def _of_country(reading: Reading, cast: Cast, chunk: Chunk) -> ActorRef | None:
    """ "Sudan's army": the forces of a government that the theatre knows by its country's name."""
    for number in chunk.mentions:
        mention = reading.resolutions[number].mention
        entries = cast.trie.root.get(mention.toponym.lower(), {}).get("", ())
        for entry in entries if mention.kind in {MentionKind.POLITY, MentionKind.METONYM} else ():
            if entry.category == "actor" and cast.actors[entry.id].kind == "government":
                return forces_of(cast, entry.id, chunk)
    return None


def _speaks_for(reading: Reading, cast: Cast, chunk: Chunk) -> ActorRef | None:
    """ "an army spokesman": the body named before the noun, where it is known."""
    for hit in chunk.hits:
        if hit.entry.category == "noun" and hit.entry.id in {"force", "group", "government"} and hit.end < chunk.end:
            words = " ".join(t.lower for t in reading.document.tokens[hit.start : hit.end])
            known = cast.short_forms.get(words.removesuffix("'s").removesuffix("'"))
            if known is not None:
                return made(cast, known, chunk)
    return None


def _is_people(reading: Reading, chunk: Chunk) -> bool:
    """ "the Russians", "under Ukrainian control" without its noun: a people's name and nothing else."""
    last = reading.document.tokens[chunk.end - 1]
    bare = [t for t in reading.document.tokens[chunk.start : chunk.end] if t.lower != "the"]
    if len(bare) != 1 or len(chunk.mentions) != 1:
        return False
    mention = reading.resolutions[chunk.mentions[0]].mention
    return mention.kind is MentionKind.DEMONYM and mention.end == last.end


def _band(reading: Reading, chunk: Chunk) -> bool:
    """ "small Russian groups", "Ukrainian elements": troops, where nothing says of what else."""
    tokens = reading.document.tokens
    if chunk.end - chunk.start < 2 or tokens[chunk.end - 1].lower not in _BANDS or not chunk.mentions:
        return False
    mention = reading.resolutions[chunk.mentions[-1]].mention
    return mention.kind is MentionKind.DEMONYM and mention.end == tokens[chunk.end - 2].end


_BANDS = frozenset({"groups", "elements", "units", "formations", "detachments", "teams", "squads", "columns", "tanks"})


def _of_people(reading: Reading, cast: Cast, chunk: Chunk) -> ActorRef | None:
    """ "Russian sabotage groups": the forces of a people, where the theatre knows them."""
    for number in chunk.mentions:
        mention = reading.resolutions[number].mention
        if mention.kind is not MentionKind.DEMONYM:
            continue
        name = mention.toponym.lower()
        known = cast.trie.root.get(name) or cast.trie.root.get(name.removesuffix("s"), {})
        for noun in ("forces", "troops", "army", "military"):
            entries = known.get(noun, {}).get("", ())
            for entry in entries:
                if entry.category == "actor":
                    return made(cast, entry.id, chunk)
    return None


def surface(reading: Reading, chunk: Chunk) -> str:
    """Answer the words of a phrase, without article or adverb around them."""
    document = reading.document
    tokens = list(document.tokens[chunk.start : chunk.end])
    if reading.lexicon.language == "ar":
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


def _is_acronym(text: str) -> bool:
    """Tell whether a word is written in capitals: "NSAG", but not "I"."""
    return text.isupper() and len(text) > 2


def commands(actor: ActorRef) -> bool:
    """Tell whether an actor's "troops" are not itself: a government's, a ministry's, a general staff's."""
    return actor.kind == "government" or any(
        word in actor.label for word in ("General Staff", "Command", "Headquarters", "Ministry")
    )


def moved(actor: ActorRef | None, chunk: Chunk) -> ActorRef | None:
    """Answer the same somebody as named by `chunk`."""
    return None if actor is None else ActorRef(actor.label, actor.id, actor.kind, chunk.start, chunk.end)


def first_token(sentence: Sentence) -> int:
    """Answer where a sentence begins, to look one up by."""
    return sentence.first_token
