"""Events that several words tell together: "there are troops in X", "under siege", "denied 11 missions"."""

from contested.extract.chunks import Chunk, ChunkKind, Reading, verb_is_passive
from contested.extract.clauses import Clause
from contested.extract.events import Event
from contested.extract.events_operators import operate, read_auxiliaries
from contested.extract.subjects import bare_phrases, subjects_of

PERMITS = frozenset(
    {
        "authorisations",
        "authorizations",
        "permissions",
        "permit",
        "permits",
        "permission",
        "clearance",
        "clearances",
        "authorisation",
        "authorization",
        "visas",
        "passage",
    }
)
MISSIONS = frozenset(
    {
        "mission",
        "missions",
        "movement",
        "movements",
        "request",
        "requests",
        "visit",
        "visits",
        "convoy",
        "convoys",
        "trucks",
        "lorries",
        "flights",
        "shipments",
        "shipment",
    }
)
SEEING = frozenset({"see", "saw", "seen", "spotted", "sighted", "observed", "filmed", "noticed"})
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


def denied_mission(reading: Reading, clause: Clause, chunk: Chunk) -> bool:
    """ "denied 11 of 20 aid missions to X", "rejected a request to bring fuel": aid that is not let through."""
    position = clause.chunks.index(chunk)
    after = clause.chunks[position + 1 :][:2]
    if _mission_denied(reading, clause, chunk, position):
        return True
    about = [
        c
        for c in clause.chunks
        if c.kind is ChunkKind.NP and c.prep == "for" and (c.has("noun", "cargo") or c.has("event", "deliver"))
    ]
    permits = [
        c for c in clause.chunks if c.kind is ChunkKind.NP and reading.document.tokens[c.end - 1].lower in PERMITS
    ]
    if about and any(c.prep is None and c.end < about[0].start for c in permits):
        return True  # "permission for aid flights to X was refused"
    if not after or after[0].kind is not ChunkKind.NP or after[0].prep is not None:
        return False
    last = reading.document.tokens[after[0].end - 1].lower
    finite = len(after) > 1 and after[1].kind is ChunkKind.VERB and after[1].prep != "to"
    return last in MISSIONS and after[0].has("noun", "cargo") and not finite


def _mission_denied(reading: Reading, clause: Clause, chunk: Chunk, position: int) -> bool:
    """ "A mission to X was denied", "travel permits for X were rejected": with the place it was bound for."""
    before = clause.chunks[max(0, position - 2) : position]
    if not verb_is_passive(chunk, reading.lexicon) or len(before) < 2 or before[0].kind is not ChunkKind.NP:
        return False
    bound = before[1].kind is ChunkKind.NP and before[1].prep in {"to", "for", "into"} and bool(before[1].mentions)
    return bound and before[0].prep is None and reading.document.tokens[before[0].end - 1].lower in MISSIONS | PERMITS


def none_or_few(reading: Reading, event: Event, clause: Clause) -> bool:
    """ "there is no gas, power or water", "there is little food"."""
    bare = [c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep is None and c.start > event.chunk.start][:4]
    goods = any(o.has("noun", "cargo") or o.has("noun", "utility") for o in bare)
    first = reading.document.tokens[event.objects[0].start].lower if event.objects else ""
    return goods and (event.negated or first in {"little", "hardly", "barely", "scarcely", "insufficient", "no"})


def sighting(reading: Reading, clause: Clause, chunk: Chunk) -> Event | None:
    """ "Witnesses saw Rwandan soldiers in X": who is seen is there."""
    after = clause.chunks[clause.chunks.index(chunk) + 1 :][:3]
    if verb_is_passive(chunk, reading.lexicon) or ("participle" in chunk.forms() or chunk.word == "spotted"):
        seen = _seen_there(reading, clause, chunk)
        if seen is not None:
            return seen
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
    operate(event, reading)
    return event


def _seen_there(reading: Reading, clause: Clause, chunk: Chunk) -> Event | None:
    """ "Its lookouts have been seen in X", "Rwandan soldiers spotted at X": who is seen is there."""
    after = clause.chunks[clause.chunks.index(chunk) + 1 :][:2]
    where = next((c for c in after if c.kind is ChunkKind.NP and c.prep is not None), None)
    if where is None or where.prep not in _THERE or any(c.prep is None and c.kind is ChunkKind.NP for c in after[:1]):
        return None
    bare = not chunk.auxiliaries and chunk.start > 0
    who = subjects_of(clause, chunk)[:1]
    if not who or (bare and who[0].end > chunk.start) or who[0].prep is not None:
        return None
    if bare and any(c.kind is ChunkKind.VERB for c in clause.chunks if c is not chunk):
        return None  # "fighters filmed in X said"
    event = Event(ids=("presence",), clause=clause, chunk=chunk, passive=True, subjects=who, objects=[where])
    operate(event, reading)
    return event


def is_away(reading: Reading, event: Event) -> bool:
    """ "The rebels are now about 15 kilometres from X": how near somebody has come."""
    if len(event.objects) < 2 or event.objects[0].prep is not None or event.objects[1].prep != "from":
        return False
    tokens = reading.document.tokens[event.objects[0].start : event.objects[0].end]
    return tokens[-1].lower in _LENGTHS and any(t.text[0].isdigit() for t in tokens)


_LENGTHS = frozenset({"km", "kilometres", "kilometers", "miles", "metres", "meters", "km2", "m", "away"})
_THERE = frozenset({"in", "near", "at", "inside", "around", "outside", "on", "along"})


def troops_there(reading: Reading, event: Event) -> bool:
    """ "There are no Rwandan troops in X": who is there, and where."""
    if len(event.objects) < 2 or event.objects[1].prep not in {"in", "inside", "near", "at", "around", "outside"}:
        return False
    who = event.objects[0]
    return (
        who.prep is None
        and there_is(reading, event)
        and any(
            (h.end == who.end and h.entry.id == "force") or (h.end == who.end and h.entry.category == "actor")
            for h in who.hits
        )
    )


def there_is(reading: Reading, event: Event) -> bool:
    """Tell whether the subject is the "there" of "there is"."""
    return bool(event.subjects) and reading.document.tokens[event.subjects[0].start].lower == "there"


def under_event(reading: Reading, clause: Clause, chunk: Chunk) -> Event | None:
    """ "is under Russian control", "El Fasher, under siege by the RSF": a state told by a phrase with "under"."""
    tokens = reading.document.tokens
    last = tokens[chunk.end - 1].lower
    hands = "hold" if last in {"hands", "grip"} and chunk.end - chunk.start > 1 else None  # "is in rebel hands"
    identity = _UNDER.get(last) if chunk.prep == "under" else hands
    ruled = chunk.prep == "under" and identity is None and _stays_under(clause, chunk)
    identity = "hold" if ruled else identity
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
    if ruled:
        agent = chunk
    elif agent is None and chunk.end - chunk.start > 1:
        owned = tokens[chunk.start].lower in {"its", "their", "his", "our"}  # "under their full control"
        agent = Chunk(ChunkKind.NP, chunk.start, chunk.start + 1 if owned else chunk.end - 1)
        agent.hits = [h for h in chunk.hits if h.end < chunk.end]
        agent.mentions = list(chunk.mentions)
    event = Event(ids=(identity,), clause=clause, chunk=chunk, adjective=True, subjects=subjects, agent=agent)
    verbs = [c for c in clause.chunks[:position] if c.kind is ChunkKind.VERB]
    operate(event, reading)
    if verbs:
        read_auxiliaries(event, verbs[-1], reading)
    return event


def _stays_under(clause: Clause, chunk: Chunk) -> bool:
    """ "Only X and two other towns remain under the military": a place that is, or stays, under troops."""
    who = any(h.end == chunk.end and (h.entry.category == "actor" or h.entry.id == "force") for h in chunk.hits)
    before = clause.chunks[: clause.chunks.index(chunk)]
    verb = before[-1] if before and before[-1].kind is ChunkKind.VERB else None
    stays = verb is not None and verb.word in {"remain", "remains", "remained", "stay", "stays", "stayed", "be"}
    return who and stays and any(c.kind is ChunkKind.NP and c.mentions for c in before)
