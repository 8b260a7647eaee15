"""The events of a sentence: what its verbs tell, what its nouns name, what its phrases say together."""

from collections.abc import Sequence

from contested.extract.chunks import Chunk, ChunkKind, Reading
from contested.extract.clauses import Clause
from contested.extract.dealings import base_of
from contested.extract.events import Event
from contested.extract.events_nouns import noun_event
from contested.extract.events_phrases import (
    SEEING,
    denied_mission,
    is_away,
    none_or_few,
    sighting,
    there_is,
    troops_there,
    under_event,
)
from contested.extract.events_verbs import STRETCHING, verb_event


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
                and denied_mission(reading, clause, chunk)
            ):
                refused = verb_event(reading, clause, chunk)
                refused.ids = ("block",)
                out.append(refused)  # before the verb's own reading: "denied" is an event here
            elif chunk.kind is ChunkKind.VERB and chunk.has("event"):
                gerund = "ing" in chunk.forms() and bool(out)
                barred = gerund and chunk.prep == "from" and bool({"block", "repel"} & set(out[-1].ids))
                stopped = gerund and out[-1].chunk.end == chunk.start and "stop_service" in out[-1].ids
                stretches = gerund and chunk.word in STRETCHING and "fortify" in out[-1].ids
                if not (barred or stopped or stretches or _describes_point(reading, clause, chunk)):
                    out.append(verb_event(reading, clause, chunk))  # "prevented aid from reaching X" is one event
            elif chunk.kind is ChunkKind.VERB and chunk.word == "be" and not chunk.hits:
                event = verb_event(reading, clause, chunk)
                if there_is(reading, event) and none_or_few(reading, event, clause):
                    event.ids, event.negated = ("need",), False  # "there was no diesel in Kayes"
                    out.append(event)
                elif is_away(reading, event):
                    event.ids = ("advance",)  # "the rebels are about 15 km from X"
                    out.append(event)
                elif troops_there(reading, event):
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
                event = verb_event(reading, clause, chunk)
                event.ids = ("deal",)
                out.append(event)
            elif chunk.kind is ChunkKind.VERB and chunk.word in SEEING and (sight := sighting(reading, clause, chunk)):
                out.append(sight)
            elif (
                chunk.kind is ChunkKind.NP
                and chunk.prep in {"under", "in"}
                and (under := under_event(reading, clause, chunk))
            ):
                out.append(under)
            elif chunk.kind is ChunkKind.NP and chunk.has("event"):
                named = noun_event(reading, clause, chunk)
                if named is not None:
                    out.append(named)
    _share_objects(out, clauses)
    return out


def _describes_point(reading: Reading, clause: Clause, verb: Chunk) -> bool:
    """ "the hospital they run in X", "bakeries it supports": which one is meant, told by who keeps it."""
    at = clause.chunks.index(verb)
    if at < 2 or not _KEEPING.intersection(verb.ids("event")) or verb.auxiliaries:
        return False
    point, who = clause.chunks[at - 2 : at]
    close = who.kind is ChunkKind.NP and who.prep is None and who.end - who.start == 1 and point.end == who.start
    return close and point.has("aid_point") and reading.document.tokens[who.start].lower in _THEY


_KEEPING = frozenset({"hold", "operate", "open"})
_THEY = frozenset({"it", "they", "we", "he", "she"})


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
