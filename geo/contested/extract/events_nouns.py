"""An event that a noun names: "the capture of X by Y", "clashes broke out in X"."""

from contested.extract.chunks import Chunk, ChunkKind, Reading, verb_is_passive
from contested.extract.clauses import Clause, ClauseKind
from contested.extract.events import Event, Operator
from contested.extract.events_operators import operate, read_auxiliaries
from contested.extract.events_verbs import HOURS, STRETCHING, left_out
from contested.extract.lexicon import Hit
from contested.extract.subjects import subjects_of

_ABOUT = frozenset(
    {"statement", "statements", "report", "reports", "update", "briefing", "remarks", "question", "questions", "debate"}
    | {"news", "comment", "data", "figures", "details", "information", "article", "book", "film", "speech", "paper"}
)
_DOES = frozenset({"withdraw", "advance", "enter", "capture", "hold", "strike"})
_OPENING = frozenset({"with", "after", "before", "since", "despite", "amid", "during", "without", "following"})
_UNTRUE = frozenset({"false", "untrue", "baseless", "unfounded", "fabricated", "fake", "incorrect", "inaccurate"})
_LYING = frozenset(
    {"floating", "lying", "lie", "left", "buried", "scattered", "planted", "hidden", "drifting", "remain"}
)
_HAPPENING = frozenset(  # a headline's present tense, which only some verbs have in the lexicon
    {"erupt", "erupts", "rage", "rages", "flare", "flares", "resume", "resumes", "intensify", "intensifies", "escalate"}
    | {"escalates", "persist", "persists", "spread", "spreads", "kill", "kills", "wound", "wounds", "injure", "injures"}
    | {"rock", "rocks", "shake", "shakes", "jolt", "jolts", "grip", "grips", "engulf", "engulfs", "rumble", "rumbles"}
    | {"subside", "subsides", "drag", "drags", "simmer", "simmers", "worsen", "worsens", "mar", "mars", "leave"}
)
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})


def noun_event(reading: Reading, clause: Clause, chunk: Chunk) -> Event | None:
    """An event named by a noun: "the capture of X by Y", "clashes broke out in X", "denies a blockade"."""
    hits = [h for h in chunk.hits if h.entry.category == "event" and h.entry.form == "noun"]
    if hits and _other_head(reading, chunk, hits[-1].end):
        return None
    owner = clause.chunks[clause.chunks.index(chunk) - 1] if clause.chunks.index(chunk) else None
    if chunk.prep == "of" and owner is not None and owner.kind is ChunkKind.NP and owner.has("noun", "people"):
        return None  # "the wounded of the raids"
    told = owner is not None and owner.kind is ChunkKind.NP and chunk.prep in {"on", "about"}
    about = told and owner is not None and reading.document.tokens[owner.end - 1].lower in _ABOUT
    if about and not _untrue(reading, clause, chunk):
        return None  # "a statement on the fighting in X"
    hits = [h for h in hits if h.end == hits[-1].end]  # the head: "truce talks" are talks
    if not hits:
        return None
    position = clause.chunks.index(chunk)
    moving = hits[0].entry.id == "move" and chunk.prep in {None, "of"}
    if moving and any(_DOES.intersection(v.ids("event")) for v in clause.verbs()):
        return None  # "armoured columns left X": who moves, not a movement
    objects: list[Chunk] = []
    agent: Chunk | None = None
    teller: Chunk | None = None
    opens = chunk.prep in _OPENING and position < 2
    for other in clause.chunks[position + 1 :]:
        if opens and other.word == ",":
            break  # "hours after opening, the site was closed"
        if other.kind is ChunkKind.NP and left_out(reading, other):
            continue
        if other.kind is ChunkKind.NP:
            if other.prep is None and other.has("event") and objects and not objects[-1].has("event"):
                break  # "the capture of X and | an ambush near Y"
            if other.prep == "by" and _tells_before(clause, chunk, other):
                teller = other  # "the withdrawal was confirmed by the mayor"
            elif other.prep == "by" and reading.document.tokens[other.end - 1].lower in HOURS:
                continue
            elif other.prep == "by":
                agent = other
            elif agent is None or other.prep != "of" or other.start > agent.end + 2 or other.has("aid_point"):
                objects.append(other)
        elif other.kind is ChunkKind.VERB and other.has("event") and any(v.end <= chunk.start for v in clause.verbs()):
            if other.word in STRETCHING:
                continue  # "dug a trench running south of X"
            break
    if any(
        v.has("event", "repel") and (v.end <= chunk.start or verb_is_passive(v, reading.lexicon))
        for v in clause.verbs()
    ):
        return None  # "repelled 12 attacks near X" tells of no attack that came through
    if _averted(reading, clause, chunk) or _of_soldier(reading, chunk, hits[0]):
        return None
    event = Event(
        ids=tuple(dict.fromkeys(h.entry.id for h in hits)),
        clause=clause,
        chunk=chunk,
        noun=True,
        objects=objects,
        agent=agent,
        relative=clause.kind is ClauseKind.RELATIVE,
    )
    if event.agent is None and teller is not None and not objects:
        event.agent = teller
    verbs = clause.verbs()
    governing = [v for v in verbs if v.end <= chunk.start]
    if governing and not governing[-1].has("report"):
        event.subjects = subjects_of(clause, governing[-1])
    operate(event, reading)
    following = [v for v in verbs if v.start >= chunk.end]
    if following and not governing and not (opens and _set_apart(reading, clause, chunk, following[0])):
        read_auxiliaries(event, following[0], reading)
        event.operators[:0] = [
            Operator(name, clause, verb)
            for verb in following[:1]
            for name in ("refuse", "deny", "promise")
            if verb.has(name)
        ]
    return event


def _set_apart(reading: Reading, clause: Clause, chunk: Chunk, verb: Chunk) -> bool:
    """ "Since the capture of X, banks | have not opened": the main verb says nothing of what came before.

    But "without the capture of X, they would have left", "with the fall of X, the road will be cut".
    """
    if chunk.prep == "without" or not any(c.word == "," and chunk.end <= c.start < verb.start for c in clause.chunks):
        return False
    words = reading.lexicon.words
    unreal = words["future"] | words["would"] | words["may"] | words["must"]
    return not any(t.lower in unreal for t in verb.auxiliaries)


def _of_soldier(reading: Reading, chunk: Chunk, hit: Hit) -> bool:
    """ "a deputy commander fighting in X, who goes by a callsign": what somebody does who is spoken of."""
    before = reading.document.tokens[hit.start - 1].lower if hit.start > chunk.start else ""
    return hit.entry.id == "clash" and before in _SOLDIER


_SOLDIER = frozenset(
    {"commander", "officer", "soldier", "fighter", "serviceman", "sergeant", "lieutenant", "captain", "major", "medic"}
    | {"colonel", "volunteer", "conscript", "militant", "rebel", "gunman", "man", "sniper", "drone-operator", "pilot"}
)


def _averted(reading: Reading, clause: Clause, chunk: Chunk) -> bool:
    """ "to avert the fall of X", "escaped encirclement", "despite claims of the fall of X": it has not come about."""
    tokens = reading.document.tokens
    first = chunk.prep_start if chunk.prep_start is not None else chunk.start
    if any(t.lower in _AVERTING for t in tokens[chunk.start : chunk.end]):
        return True  # "avoid encirclement"
    position = clause.chunks.index(chunk)
    before = clause.chunks[position - 1] if position else None
    if before is None or before.end != first:
        return False
    if chunk.prep is None:
        return tokens[before.end - 1].lower in _AVERTING
    if chunk.prep == "off" and before.kind is ChunkKind.VERB:
        return tokens[before.end - 1].lower in _CALLING  # "called off an assault on X"
    opening = before.prep_start if before.prep_start is not None else before.start
    claimed = chunk.prep == "of" and tokens[before.end - 1].lower in _CLAIMS
    return claimed and (before.prep == "despite" or tokens[opening - 1].lower == "despite" or clause.link == "despite")


_AVERTING = frozenset(
    form
    for base in ("avoid", "avert", "prevent", "forestall", "thwart", "preclude", "deter", "escape", "evade")
    for form in (base, base + "s", base + "ed", base + "d", base.removesuffix("e") + "ing")
) | {"foil", "foils", "foiled", "foiling"}
_CALLING = frozenset({"call", "calls", "called", "calling", "put", "puts", "putting"})
_CLAIMS = frozenset({"claims", "claim", "reports", "report", "rumours", "rumors", "talk", "allegations", "assertions"})


def _untrue(reading: Reading, clause: Clause, chunk: Chunk) -> bool:
    """ "The information about the loss of X was not true": what is said of the account is said of its content."""
    if not clause.verbs():
        return False
    if any(v.has("deny") and v.end <= chunk.start for v in clause.verbs()):
        return True  # "denied information about the loss of X"
    words = [t.lower for t in reading.document.tokens[chunk.end : clause.chunks[-1].end]]
    return bool(_UNTRUE & set(words)) or any(w == "not" and "true" in words[i:] for i, w in enumerate(words))


def _tells_before(clause: Clause, noun: Chunk, by: Chunk) -> bool:
    """Tell whether the verb before "by" is one of telling: who tells of a deed has not done it."""
    between = [v for v in clause.verbs() if noun.end <= v.start and v.end <= by.start]
    return bool(between) and (
        between[-1].has("report") or between[-1].has("deny") or between[-1].has("event", "verify")
    )


def _other_head(reading: Reading, chunk: Chunk, after: int) -> bool:
    """ "the combat detachment", "siege tactics", "raid victims": the event only describes the head."""
    if after >= chunk.end or reading.lexicon.language != "en":
        return False
    token = reading.document.tokens[after]
    words = reading.lexicon.words
    adverb = token.lower in words["auxiliary_adverbs"] | words["sentence_adverbs"] or token.lower.endswith("ly")
    plain = token.text[:1].islower() and token.text.isalpha() and not adverb and after not in reading.mention_at
    if token.lower in _LYING and any(h.entry.id == "hazard" for h in chunk.hits):
        return False  # "mines floating in the river"
    if token.lower.split("-")[0] in _DIRECTIONS:
        return False  # "shelling east of the town"
    if token.lower in _HAPPENING and after + 1 <= chunk.end:
        return False  # "Clashes erupt in X", "Street battles rage"
    return plain and token.lower not in {"there", "nearby", "overnight", "elsewhere", "twice", "alike", "respectively"}
