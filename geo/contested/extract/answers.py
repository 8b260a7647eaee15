"""What a sentence answers to the claim before it: who is blamed for it, and who calls it false.

"Kyiv blamed Russia" says who is accused of what was told before; "the army called that a fairy tale" denies it.
"""

from collections.abc import Sequence

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause
from contested.extract.events import Event, Operator
from contested.extract.scene import Draft, Scene
from contested.model import Modality, Predicate, TimeRelation

_BLAMING = frozenset({"blamed", "blames", "blame", "blaming", "accused", "accuses", "accusing"})
HARMS = frozenset(
    {
        Predicate.SHELLING_OR_STRIKE,
        Predicate.AID_POINT_ATTACKED,
        Predicate.LOOTING,
        Predicate.AID_BLOCKED,
        Predicate.ACCESS_ROUTE_CUT,
        Predicate.CLASHES,
    }
)
_CALLING = frozenset({"called", "calls", "described", "describes", "dismissed", "dismisses", "branded", "labelled"})
_FALSE = frozenset(
    {"lie", "lies", "false", "untrue", "fabrication", "fabricated", "fake", "fiction", "nonsense", "baseless"}
    | {"propaganda", "disinformation", "unfounded", "groundless", "tale", "invention", "hoax", "absurd", "falsehood"}
)
_POINTING = frozenset({"it", "this", "that"})
_ACCOUNTS = frozenset(
    {"claim", "claims", "report", "reports", "account", "allegation", "allegations", "accusation", "statement"}
    | {"announcement", "story", "version", "news", "footage", "video", "post", "suggestion", "rumours", "rumors"}
)
_BACK = 6  # claims back that an answer may mean


def accusation(scene: Scene, clauses: Sequence[Clause], earlier: Sequence[Draft]) -> Draft | None:
    """Read "Kyiv blamed Russia" as the last harm told, done by Russia; that changes no state."""
    for clause in clauses:
        for verb in clause.verbs():
            if verb.word not in _BLAMING or _says_of_what(clauses, clause, verb):
                continue
            accused = _accused(scene, clause, verb)
            target = next((d for d in reversed(earlier[-_BACK:]) if _is_harm(d)), None)
            if accused is None or target is None or (target.actor is not None and target.actor.label != accused.label):
                continue
            event = Event(ids=(), clause=clause, chunk=verb)
            event.operators = [Operator("report", clause, verb)]
            return Draft(
                event=event,
                predicate=target.predicate,
                rule="discourse.accuses",
                actor=accused,
                places=list(target.places),
                relation=TimeRelation.RECENT_EVENT,
            )
    return None


def _is_harm(draft: Draft) -> bool:
    told = draft.modality is Modality.ASSERTED and draft.rule != "discourse.accuses"
    return told and bool(draft.places) and draft.predicate in HARMS


def _accused(scene: Scene, clause: Clause, verb: Chunk) -> ActorRef | None:
    """ "blamed Russia (for the strike)", "blamed the strike on Russia"."""
    after = [c for c in clause.chunks if c.kind is ChunkKind.NP and c.start >= verb.end]
    if after and after[0].has("event"):
        after = [c for c in after[1:] if c.prep == "on"]
    actor = scene.casting.refer(after[0]) if after else None
    return actor if actor is not None and (actor.armed or actor.id is not None) else None


def _says_of_what(clauses: Sequence[Clause], clause: Clause, verb: Chunk) -> bool:
    """ "accused the army of shelling X": what it is accused of is told, and read, by itself."""
    if any(v.start > verb.end and v.has("event") for v in clause.verbs()):
        return True
    return any(c.governor is not None and c.governor[1] is verb and c.verbs() for c in clauses)


def called_false(scene: Scene, clauses: Sequence[Clause], earlier: Sequence[Draft]) -> tuple[Draft, Event] | None:
    """Read "the army called that a fairy tale" as a denial of the last claim; answer that claim and the denial."""
    for clause in clauses:
        for verb in clause.verbs():
            if verb.word not in _CALLING:
                continue
            after = [c for c in clause.chunks if c.kind is ChunkKind.NP and c.start >= verb.end]
            said = [t.lower for t in scene.reading.document.tokens[verb.end : scene.sentence.last_token]]
            pointing = said[0] in _POINTING if said else False
            pointing = pointing or (bool(after) and scene.words(after[0])[-1] in _ACCOUNTS)
            if not pointing or _FALSE.isdisjoint(said):
                continue
            told = [d for d in earlier if d.event.chunk.start < verb.start]
            target = _meant(told, [n for c in after for n in c.mentions], scene)
            if target is not None:
                event = Event(ids=(), clause=clause, chunk=verb)
                event.operators = [Operator("deny", clause, verb)]
                return target, event
    return None


def _meant(earlier: Sequence[Draft], mentions: Sequence[int], scene: Scene) -> Draft | None:
    """Answer the last claim that is told, about the place named if one is: "the report on X"."""
    named = {r.place for n in mentions if (r := scene.reading.resolutions[n]).place is not None}
    for draft in reversed(earlier[-_BACK:]):
        about = {r.place for r in draft.places}
        if draft.places and draft.modality is not Modality.PRESUPPOSED and (not named or named & about):
            return draft
    return None
