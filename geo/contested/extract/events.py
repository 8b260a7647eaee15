"""Find what is said to happen in a sentence, with who does it, where, and under which operators it stands.

An event is a verb or noun of the lexicon. Its operators are the verbs that govern it ("refuses to", "denied that",
"demanded that", "plans to") and its auxiliaries ("will not", "would have", "must").
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contested.extract.chunks import Chunk, ChunkKind, Reading, verb_is_passive
from contested.extract.clauses import Clause, ClauseKind
from contested.extract.dealings import base_of
from contested.extract.lexicon import Lexicon
from contested.extract.subjects import bare_phrases, last_np, subjects_of
from contested.model import MentionKind

OPERATORS = ("deny", "refuse", "demand", "promise", "threaten", "insist", "report", "admit")


@dataclass(slots=True)
class Operator:
    """A verb that governs an event, in its clause."""

    id: str
    clause: Clause
    chunk: Chunk


@dataclass(slots=True)
class Event:
    """One event: its possible `ids`, its clause, its noun phrases, its operators (nearest first)."""

    ids: tuple[str, ...]
    clause: Clause
    chunk: Chunk
    noun: bool = False
    adjective: bool = False
    passive: bool = False
    subjects: list[Chunk] = field(default_factory=list)
    objects: list[Chunk] = field(default_factory=list)
    agent: Chunk | None = None
    operators: list[Operator] = field(default_factory=list)
    auxiliaries: frozenset[str] = frozenset()
    negated: bool = False
    relative: bool = False

    def under(self, *names: str) -> Operator | None:
        """Answer the nearest operator of one of `names`."""
        return next((o for o in self.operators if o.id in names), None)


def events_of(reading: Reading, clauses: Sequence[Clause]) -> list[Event]:
    """Answer the events of a sentence in text order."""
    out: list[Event] = []
    for clause in clauses:
        if clause.attribution:
            continue
        for chunk in clause.chunks:
            if (
                chunk.kind is ChunkKind.VERB
                and (chunk.has("deny") or chunk.has("refuse"))
                and _denied_mission(reading, clause, chunk)
            ):
                refused = _verb_event(reading, clause, chunk)
                refused.ids = ("block",)
                out.append(refused)  # before the verb's own reading: "denied" is an event here
            elif chunk.kind is ChunkKind.VERB and chunk.has("event"):
                gerund = "ing" in chunk.forms() and bool(out)
                barred = gerund and chunk.prep == "from" and bool({"block", "repel"} & set(out[-1].ids))
                stopped = gerund and out[-1].chunk.end == chunk.start and "stop_service" in out[-1].ids
                stretches = gerund and chunk.word in _STRETCHING and "fortify" in out[-1].ids
                if not (barred or stopped or stretches):
                    out.append(_verb_event(reading, clause, chunk))  # "prevented aid from reaching X" is one event
            elif chunk.kind is ChunkKind.VERB and chunk.word == "be" and not chunk.hits:
                event = _verb_event(reading, clause, chunk)
                if _there_is(reading, event) and _none_or_few(reading, event, clause):
                    event.ids, event.negated = ("need",), False  # "there was no diesel in Kayes"
                    out.append(event)
                elif _troops_there(reading, event):
                    event.ids, event.subjects = ("presence",), event.objects[:1]
                    event.objects = event.objects[1:]
                    out.append(event)
                elif any(
                    o.prep in {"in", "inside"} or reading.document.tokens[o.start].lower == "there"
                    for o in event.objects[:1]
                ):
                    event.ids = ("presence",)
                    out.append(event)
                elif event.subjects:
                    event.ids = ("deal",)  # "the talks are under way": what it says the rules tell
                    out.append(event)
            elif chunk.kind is ChunkKind.VERB and (base_of(chunk) or chunk.has("demand")):
                event = _verb_event(reading, clause, chunk)
                event.ids = ("deal",)
                out.append(event)
            elif (
                chunk.kind is ChunkKind.VERB and chunk.word in _SEEING and (sight := _sighting(reading, clause, chunk))
            ):
                out.append(sight)
            elif (
                chunk.kind is ChunkKind.NP
                and chunk.prep in {"under", "in"}
                and (under := _under_event(reading, clause, chunk))
            ):
                out.append(under)
            elif chunk.kind is ChunkKind.NP and chunk.has("event"):
                named = _noun_event(reading, clause, chunk)
                if named is not None:
                    out.append(named)
    _share_objects(out, clauses)
    return out


def _share_objects(events: Sequence[Event], clauses: Sequence[Clause]) -> None:
    """ "stopped and emptied two lorries near X": the first verb has the objects of the second."""
    for i, clause in enumerate(clauses[:-1]):
        joined = clauses[i + 1]
        first = joined.chunks[0]
        if joined.link != "and" or first.kind is not ChunkKind.VERB or first.auxiliaries or first.prep is not None:
            continue
        for event in events:
            ends = event.clause is clause and not event.noun and event.chunk is clause.chunks[-1]
            if ends and not (event.objects or event.passive or event.adjective):
                event.objects.extend(c for c in joined.chunks[1:] if c.kind is ChunkKind.NP and c.prep != "by")


def _denied_mission(reading: Reading, clause: Clause, chunk: Chunk) -> bool:
    """ "denied 11 of 20 aid missions to X", "rejected a request to bring fuel": aid that is not let through."""
    position = clause.chunks.index(chunk)
    after = clause.chunks[position + 1 :][:2]
    about = [c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep == "for" and c.has("noun", "cargo")]
    permits = [
        c for c in clause.chunks if c.kind is ChunkKind.NP and reading.document.tokens[c.end - 1].lower in _PERMITS
    ]
    if about and any(c.prep is None and c.end < about[0].start for c in permits):
        return True  # "permission for aid flights to X was refused"
    if not after or after[0].kind is not ChunkKind.NP or after[0].prep is not None:
        return False
    last = reading.document.tokens[after[0].end - 1].lower
    finite = len(after) > 1 and after[1].kind is ChunkKind.VERB and after[1].prep != "to"
    return last in _MISSIONS and after[0].has("noun", "cargo") and not finite


_PERMITS = frozenset(
    {"permit", "permits", "permission", "clearance", "clearances", "authorisation", "authorization", "visas", "passage"}
)
_MISSIONS = frozenset(
    {"mission", "missions", "convoy", "convoys", "trucks", "lorries", "flights", "shipments", "shipment"}
)


def _none_or_few(reading: Reading, event: Event, clause: Clause) -> bool:
    """ "there is no gas, power or water", "there is little food"."""
    bare = [c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep is None and c.start > event.chunk.start][:4]
    goods = any(o.has("noun", "cargo") or o.has("noun", "utility") for o in bare)
    first = reading.document.tokens[event.objects[0].start].lower if event.objects else ""
    return goods and (event.negated or first in {"little", "hardly", "barely", "scarcely", "insufficient", "no"})


_SEEING = frozenset({"see", "saw", "seen", "spotted", "sighted", "observed", "filmed", "noticed"})


def _sighting(reading: Reading, clause: Clause, chunk: Chunk) -> Event | None:
    """ "Witnesses saw Rwandan soldiers in X": who is seen is there."""
    after = clause.chunks[clause.chunks.index(chunk) + 1 :][:3]
    if len(after) < 2 or any(c.kind is not ChunkKind.NP for c in after[:2]) or after[0].prep is not None:
        return None
    if verb_is_passive(chunk, reading.lexicon) or (len(after) > 2 and after[2].kind is ChunkKind.VERB):
        return None
    troops = any(
        h.end == after[0].end and (h.entry.id == "force" or h.entry.category == "actor") for h in after[0].hits
    )
    if not troops or after[1].prep not in {"in", "near", "at", "inside", "around", "outside", "on"}:
        return None
    event = Event(ids=("presence",), clause=clause, chunk=chunk, subjects=[after[0]], objects=list(after[1:]))
    _operate(event, reading)
    return event


def _troops_there(reading: Reading, event: Event) -> bool:
    """ "There are no Rwandan troops in X": who is there, and where."""
    if len(event.objects) < 2 or event.objects[1].prep not in {"in", "inside", "near", "at", "around", "outside"}:
        return False
    who = event.objects[0]
    return (
        who.prep is None
        and _there_is(reading, event)
        and any(
            (h.end == who.end and h.entry.id == "force") or (h.end == who.end and h.entry.category == "actor")
            for h in who.hits
        )
    )


def _there_is(reading: Reading, event: Event) -> bool:
    return bool(event.subjects) and reading.document.tokens[event.subjects[0].start].lower == "there"


def _verb_event(reading: Reading, clause: Clause, chunk: Chunk) -> Event:
    lexicon = reading.lexicon
    position = clause.chunks.index(chunk)
    later = clause.chunks[position + 1 :]
    objects: list[Chunk] = []
    agent: Chunk | None = None
    for before, other in zip([chunk, *later], later, strict=False):
        if other.kind is ChunkKind.VERB:
            if other.word in _STRETCHING and chunk.has("event", "fortify"):
                continue  # "dug trenches running south of X"
            joined = before.kind is ChunkKind.LINK  # "taken back X and broken through …"
            describes = "participle" in other.forms() and not other.auxiliaries and bool(objects) and not joined
            served = other.start == chunk.end and chunk.has("event", "stop_service") and other.word in _KEEPING_UP
            if served:
                continue  # "stopped | supporting the hospital"
            if (other.has("event") and not describes) or not (describes or other.forms() <= {"ing", "participle"}):
                break
            continue
        if other.kind is ChunkKind.NP and other not in (chunk.subjects or ()) and not _left_out(reading, other):
            if agent is not None and before is agent and other.prep == "of":
                continue  # "taken by units of the northern group": whose units they are
            if other.prep == "by" and agent is None and reading.document.tokens[other.end - 1].lower not in _HOURS:
                agent = other
            else:
                objects.append(other)
    adjective = chunk.forms() == {"adjective"}
    passive = (
        verb_is_passive(chunk, lexicon) or _reduced_passive(chunk, agent) or _joined_passive(chunk, clause, lexicon)
    )
    preceding = clause.chunks[position - 1] if position else None
    lasts = preceding is not None and preceding.word in _LASTING  # "flights remain | suspended"
    passive = passive or (lasts and "participle" in chunk.forms())
    state = "be" in chunk.forms() or chunk.word in _LASTING  # "X stays cut off"
    passive = passive or (state and (agent is not None or chunk.has("event", "besiege")))
    passive = passive or _headline_passive(reading, clause, chunk, objects)
    apposed = _apposed(clause, chunk, passive=passive or adjective)
    described = _described(clause, chunk) or apposed
    passive = (passive or described is not None) and not adjective
    event = Event(
        ids=tuple(dict.fromkeys(chunk.ids("event"))),
        clause=clause,
        chunk=chunk,
        adjective=adjective,
        passive=passive,
        subjects=[described] if described is not None else subjects_of(clause, chunk),
        objects=objects,
        agent=agent if passive or adjective else None,
        relative=clause.kind is ClauseKind.RELATIVE or apposed is not None,
    )
    if agent is not None and not (passive or adjective):
        event.objects.append(agent)
    if (
        clause.kind is ClauseKind.RELATIVE
        and clause.before is not None
        and bare_phrases([c for c in clause.chunks if c.start < chunk.start])
    ):
        antecedent = last_np(clause.before)
        if antecedent is not None and not any(o.prep is None for o in objects):
            event.objects.insert(0, antecedent)
    elif clause.governor is not None and not objects:
        gap = _object_of_relative(clause)
        if gap is not None:
            event.objects.append(gap)
    _operate(event, reading)
    _outcome(event, preceding)
    return event


def _headline_passive(reading: Reading, clause: Clause, chunk: Chunk, objects: Sequence[Chunk]) -> bool:
    """ "Hospital in X bombed", "X captured": to a place or an aid point without an object it is done."""
    if chunk.auxiliaries or "participle" not in chunk.forms() or _SUFFERED.isdisjoint(chunk.ids("event")):
        return False
    if any(o.prep is None for o in objects) or (chunk.end - chunk.start > 1 and not objects and chunk.hits[0].gap):
        return False
    subject = next(iter(subjects_of(clause, chunk)), None)
    if subject is None or subject.start > chunk.start or subject.has("actor") or subject.has("noun", "force"):
        return False
    located = any(reading.resolutions[n].mention.kind in _PLACES for n in subject.mentions)
    return subject.has("aid_point") or (located and not subject.has("noun"))


_SUFFERED = frozenset({"strike", "capture", "besiege", "loot", "cut_route"})
_PLACES = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})


def _outcome(event: Event, before: Chunk | None) -> None:
    """ "failed to enter", "has yet to enter" are no entry; "used to hold" is over."""
    if event.chunk.prep != "to":
        return
    yet = bool(event.chunk.auxiliaries) and event.chunk.auxiliaries[-1].lower == "yet"
    if yet or (before is not None and before.kind is ChunkKind.VERB and before.word in _FAILING):
        event.negated = True
    if before is not None and before.word == "used" and not before.auxiliaries:
        event.auxiliaries |= {"once"}


_FAILING = frozenset({"failed", "fail", "fails", "failing", "declined", "neglected"})
_HOURS = frozenset(
    {"nightfall", "dawn", "dusk", "noon", "midday", "midnight", "morning", "evening", "night", "sunset"}
) | frozenset(
    {"helicopter", "helicopters", "boat", "boats", "air", "sea", "road", "rail", "train", "truck", "plane", "land"}
    | {"lorry", "bus", "foot", "ferry", "ship", "then", "now", "day", "mistake", "chance"}
)
_LASTING = frozenset({"stay", "stays", "stayed", "remain", "remains", "remained"})


def _left_out(reading: Reading, chunk: Chunk) -> bool:
    """ "took X but not Y", "all except Y", "X rather than Y", "instead of Y": what the event is not about."""
    first = chunk.prep_start if chunk.prep_start is not None else chunk.start
    before = reading.document.tokens[first - 1].lower if first else ""
    return before in _NOT_THESE or chunk.prep in {"except", "than", "excluding"}


_NOT_THESE = frozenset({"not", "except", "excluding", "barring", "instead", "neither", "apart", "aside"})


def _reduced_passive(chunk: Chunk, agent: Chunk | None) -> bool:
    """ "the gate run by the army", "found the road blocked by berms"."""
    forms = chunk.forms()
    return (
        "participle" in forms
        and not chunk.auxiliaries
        and agent is not None
        and agent.prep_start is not None
        and agent.prep_start - chunk.end <= 1
        and agent.start > chunk.start
    )


_UNDER = {
    "control": "hold",
    "rule": "hold",
    "occupation": "hold",
    "authority": "hold",
    "administration": "hold",
    "governance": "hold",
    "domination": "hold",
    "encirclement": "besiege",
    "bombardments": "strike",
    "siege": "besiege",
    "blockade": "besiege",
    "fire": "strike",
    "bombardment": "strike",
    "attack": "strike",
    "shelling": "strike",
}


def _under_event(reading: Reading, clause: Clause, chunk: Chunk) -> Event | None:
    """ "is under Russian control", "El Fasher, under siege by the RSF": a state told by a phrase with "under"."""
    tokens = reading.document.tokens
    last = tokens[chunk.end - 1].lower
    hands = "hold" if last in {"hands", "grip"} and chunk.end - chunk.start > 1 else None  # "is in rebel hands"
    identity = _UNDER.get(last) if chunk.prep == "under" else hands
    position = clause.chunks.index(chunk)
    before = clause.chunks[:position]
    told = any(c.kind is ChunkKind.VERB for c in before)
    named = [c for c in before if c.kind is ChunkKind.NP and c.mentions]
    bare = [c for c in named if c.prep is None]  # "Lyman, in Donetsk Oblast, stays under …"
    subjects = (bare or named)[-1:] if named and not told else (bare_phrases(before) or subjects_of(clause, chunk))
    if position > 1 and clause.chunks[position - 1].word == "," and clause.chunks[position - 2].mentions:
        subjects = [clause.chunks[position - 2]]  # "soldiers fleeing X, in rebel hands since May"
    if identity is None or not subjects:
        return None
    after = [c for c in clause.chunks[position + 1 : position + 2] if c.kind is ChunkKind.NP and c.prep in {"of", "by"}]
    agent: Chunk | None = after[0] if after else None
    if agent is None and chunk.end - chunk.start > 1:
        owned = tokens[chunk.start].lower in {"its", "their", "his", "our"}  # "under their full control"
        agent = Chunk(ChunkKind.NP, chunk.start, chunk.start + 1 if owned else chunk.end - 1)
        agent.hits = [h for h in chunk.hits if h.end < chunk.end]
        agent.mentions = list(chunk.mentions)
    event = Event(ids=(identity,), clause=clause, chunk=chunk, adjective=True, subjects=subjects, agent=agent)
    verbs = [c for c in clause.chunks[:position] if c.kind is ChunkKind.VERB]
    _operate(event, reading)
    if verbs:
        _read_auxiliaries(event, verbs[-1], reading)
    return event


def _apposed(clause: Clause, chunk: Chunk, *, passive: bool) -> Chunk | None:
    """ "In X, held by A until 2017, …": a participle after a comma describes the place named before it."""
    position = clause.chunks.index(chunk)
    if not passive or chunk.auxiliaries or position < 2 or clause.chunks[position - 1].word != ",":
        return None
    before = clause.chunks[position - 2]
    head = clause.chunks[position - 3] if position > 2 else None
    if head is not None and head.kind is ChunkKind.NP and head.has("aid_point") and before.prep in {"in", "at", "near"}:
        return head  # "the hub in Izium, hit by a drone, …"
    return before if before.kind is ChunkKind.NP and before.mentions else None


def _described(clause: Clause, chunk: Chunk) -> Chunk | None:
    """ "release captives held in Gaza": a bare participle after another verb's object describes that object."""
    if chunk.auxiliaries or "participle" not in chunk.forms() or chunk.word in _LASTING:
        return None
    position = clause.chunks.index(chunk)
    before = clause.chunks[:position]
    if not before or before[-1].kind is not ChunkKind.NP:
        return None
    verbs = [
        c for i, c in enumerate(before) if c.kind is ChunkKind.VERB and (c.hits or i > 0) and not _by_follows(before, i)
    ]
    return (
        before[-1]
        if verbs and not any(v.has(name) for v in verbs[-1:] for name in ("report", "demand", "deny"))
        else None
    )


def _by_follows(chunks: Sequence[Chunk], i: int) -> bool:
    """ "lorries escorted by the army …": a bare participle with its agent is no finite verb."""
    bare = bool({"participle", "adjective"} & chunks[i].forms()) and not chunks[i].auxiliaries
    return bare and i + 1 < len(chunks) and chunks[i + 1].prep == "by"


def _joined_passive(chunk: Chunk, clause: Clause, lexicon: Lexicon) -> bool:
    """ "were besieged and emptied": the second participle is passive too."""
    if (
        "participle" not in chunk.forms()
        or chunk.auxiliaries
        or clause.link not in {"and", "or"}
        or clause.before is None
    ):
        return False
    if any(c.kind is ChunkKind.NP and c.start < chunk.start for c in clause.chunks):
        return False
    verbs = clause.before.verbs()
    return bool(verbs) and verb_is_passive(verbs[-1], lexicon)


def _object_of_relative(clause: Clause) -> Chunk | None:
    """ "the corridor, which the army says it will hold": the corridor is what is held."""
    current: Clause | None = clause
    for _ in range(3):
        if current is None or current.governor is None:
            return None
        current = current.governor[0]
        if current.kind is ClauseKind.RELATIVE and current.before is not None:
            return last_np(current.before)
    return None


_ABOUT = frozenset(
    {"statement", "statements", "report", "reports", "update", "briefing", "remarks", "question", "questions", "debate"}
    | {"news", "comment", "data", "figures", "details", "information", "article", "book", "film", "speech", "paper"}
)
_DOES = frozenset({"withdraw", "advance", "enter", "capture", "hold", "strike"})


_KEEPING_UP = frozenset({"supporting", "running", "operating", "funding", "staffing", "supplying"})
_OPENING = frozenset({"after", "before", "since", "despite", "amid", "during", "without", "following"})


def _noun_event(reading: Reading, clause: Clause, chunk: Chunk) -> Event | None:
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
    moving = hits[0].entry.id == "move" and chunk.prep is None
    if moving and any(_DOES.intersection(v.ids("event")) for v in clause.verbs()):
        return None  # "armoured columns left X": who moves, not a movement
    objects: list[Chunk] = []
    agent: Chunk | None = None
    teller: Chunk | None = None
    opens = chunk.prep in _OPENING and position < 2
    for other in clause.chunks[position + 1 :]:
        if opens and other.word == ",":
            break  # "hours after opening, the site was closed"
        if other.kind is ChunkKind.NP and _left_out(reading, other):
            continue
        if other.kind is ChunkKind.NP:
            if other.prep is None and other.has("event") and objects and not objects[-1].has("event"):
                break  # "the capture of X and | an ambush near Y"
            if other.prep == "by" and _tells_before(clause, chunk, other):
                teller = other  # "the withdrawal was confirmed by the mayor"
            elif other.prep == "by" and reading.document.tokens[other.end - 1].lower in _HOURS:
                continue
            elif other.prep == "by":
                agent = other
            elif agent is None or other.prep != "of" or other.start > agent.end + 2 or other.has("aid_point"):
                objects.append(other)
        elif other.kind is ChunkKind.VERB and other.has("event") and any(v.end <= chunk.start for v in clause.verbs()):
            if other.word in _STRETCHING:
                continue  # "dug a trench running south of X"
            break
    if any(
        v.has("event", "repel") and (v.end <= chunk.start or verb_is_passive(v, reading.lexicon))
        for v in clause.verbs()
    ):
        return None  # "repelled 12 attacks near X" tells of no attack that came through
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
    _operate(event, reading)
    following = [v for v in verbs if v.start >= chunk.end]
    if following and not governing:
        _read_auxiliaries(event, following[0], reading)
        event.operators[:0] = [
            Operator(name, clause, verb)
            for verb in following[:1]
            for name in ("refuse", "deny", "promise")
            if verb.has(name)
        ]
    return event


def _untrue(reading: Reading, clause: Clause, chunk: Chunk) -> bool:
    """ "The information about the loss of X was not true": what is said of the account is said of its content."""
    if not clause.verbs():
        return False
    words = [t.lower for t in reading.document.tokens[chunk.end : clause.chunks[-1].end]]
    return bool(_UNTRUE & set(words)) or any(w == "not" and "true" in words[i:] for i, w in enumerate(words))


_UNTRUE = frozenset({"false", "untrue", "baseless", "unfounded", "fabricated", "fake", "incorrect", "inaccurate"})
_STRETCHING = frozenset({"running", "stretching", "leading", "extending", "linking", "connecting", "reaching"})


_SPEECH = frozenset({"report", "deny"})
_INDICATIVE = frozenset({"be", "was", "have", "future", "still", "do"})


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
    return plain and token.lower not in {"there", "nearby", "overnight", "elsewhere", "twice", "alike", "respectively"}


_LYING = frozenset(
    {"floating", "lying", "lie", "left", "buried", "scattered", "planted", "hidden", "drifting", "remain"}
)
_DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})


def _noun_operators(event: Event, chunk: Chunk) -> list[Operator]:
    """ "its call for all crossings to be reopened", "the threat to …": operators that are nouns."""
    return [
        Operator(h.entry.category, event.clause, chunk)
        for h in chunk.hits
        if h.entry.category in OPERATORS and h.entry.form == "noun"
    ]


def _operate(event: Event, reading: Reading) -> None:
    """Collect operators and auxiliaries of an event, nearest first."""
    before = [c for c in event.clause.chunks if c.kind is ChunkKind.VERB and c.start < event.chunk.start]
    for verb in reversed(before):
        event.operators.extend(Operator(name, event.clause, verb) for name in OPERATORS if verb.has(name))
    for chunk in event.clause.chunks:
        before_it = chunk.kind is ChunkKind.NP and chunk.start < event.chunk.start
        if before_it and (chunk.end >= event.chunk.start - 2 or event.chunk.prep == "to"):
            event.operators.extend(_noun_operators(event, chunk))
    governor = event.clause.governor
    for _ in range(4):
        if governor is None:
            break
        clause, verb = governor
        event.operators.extend(Operator(name, clause, verb) for name in OPERATORS if verb.has(name))
        inner = [c for c in clause.chunks if c.kind is ChunkKind.VERB and c.start < verb.start]
        for other in reversed(inner):
            event.operators.extend(Operator(name, clause, other) for name in OPERATORS if other.has(name))
        governor = clause.governor
    _demanded_that(event, reading)
    if not event.noun:
        _read_auxiliaries(event, event.chunk, reading)
    if event.operators and event.operators[0].id in {"demand", "report"}:
        _insist(event)
    for verb in before:
        # "will not pull out", "does not plan to open": the auxiliaries of the verb above count for what it governs
        if (
            any(verb.has(name) for name in ("promise", "insist", "demand"))
            or not verb.hits
            or (event.noun and not verb.has("report"))
        ):
            _read_auxiliaries(event, verb, reading)


def _demanded_that(event: Event, reading: Reading) -> None:
    """ "repeated its demand that the army | leave X": a noun before "that" asks for what follows."""
    before = event.clause.before
    if event.noun or event.clause.link != "that" or before is None or event.under("deny", "refuse", "demand"):
        return
    last = before.chunks[-1]
    verbs = before.verbs()
    if last.kind is not ChunkKind.NP or reading.document.tokens[last.end - 1].lower not in _ASKING:
        return
    if verbs and not (verbs[-1].has("deny") or verbs[-1].has("refuse")):
        event.operators.append(Operator("demand", before, verbs[-1]))


_ASKING = frozenset({"demand", "demands", "insistence", "request", "requests", "ultimatum", "condition"})


def _insist(event: Event) -> None:
    """ "insisted that it still holds X" says so; "insisted that the army leave X" asks for it."""
    operator = event.operators[0]
    if not operator.chunk.word.startswith("insist") or event.chunk.prep == "to" or event.noun:
        return
    forms = event.chunk.forms()
    told = (
        forms & {"s", "past"} or event.auxiliaries & {"be", "was", "have", "future", "still", "do"} or event.adjective
    )
    if told and "must" not in event.auxiliaries:
        bare = any(t.lower == "be" for t in event.chunk.auxiliaries) and not event.auxiliaries & {"future", "would"}
        if not bare:
            event.operators[0] = Operator("insist", operator.clause, operator.chunk)
            event.operators.insert(1, Operator("report", operator.clause, operator.chunk))


def _read_auxiliaries(event: Event, verb: Chunk, reading: Reading) -> None:
    words = reading.lexicon.words
    found = set(event.auxiliaries)
    tokens = list(verb.auxiliaries)
    if verb.forms() == {"be"} or verb.word == "be":
        tokens += list(reading.document.tokens[verb.start : verb.start + 1])
    for token in tokens:
        for name in ("future", "would", "may", "must", "have", "do"):
            if token.lower in words[name]:
                found.add(name)
        if token.lower == "had":
            found.add("had")
        if token.lower in words["be"]:
            found.add("was" if token.lower in {"was", "were"} else "be")
        if token.lower in words["negation"] or token.lower == "no":
            event.negated = True
        if token.lower == "won't":
            found.add("future")
        if token.lower == "wouldn't":
            found.add("would")
        if token.lower == "still":
            found.add("still")
        if token.lower in {"once", "previously", "formerly"}:
            found.add("once")
    event.auxiliaries = frozenset(found)
    subjects = event.subjects if not event.noun else [event.chunk]
    for subject in subjects[:1]:
        first = reading.document.tokens[subject.start].lower
        before = reading.document.tokens[subject.start - 1].lower if subject.start else ""
        if first in words["no"] or first == "not" or (before == "not" and first in {"a", "one"}):
            event.negated = True  # "not a single convoy has reached X"
