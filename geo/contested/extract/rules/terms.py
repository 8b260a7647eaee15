"""Rules on leaving as a term: "no truce until the militia leaves X", "the war ends only when the army pulls out"."""

from contested.extract.actors import ActorRef
from contested.extract.chunks import ChunkKind
from contested.extract.clauses import Clause
from contested.extract.events import Event
from contested.extract.manner_modality import awaited
from contested.extract.rules.doers import doer_of, draft_of, first_actor, is_armed, places_at, speaker_of
from contested.extract.scene import Draft, Scene
from contested.extract.subjects import subjects_of
from contested.model import Modality, Polarity, Predicate, TimeRelation

_WITHOUT = frozenset({"to", "into", "by", "since", "until", "for", "during", "with", "as", "after", "before"})
_PEACE = frozenset(
    {
        "war",
        "wars",
        "truce",
        "truces",
        "ceasefire",
        "ceasefires",
        "cease-fire",
        "peace",
        "talks",
        "negotiations",
        "deal",
    }
    | {"deals", "agreement", "agreements", "dialogue", "conflict", "fighting", "hostilities", "settlement", "prisoners"}
    | {"hostages", "captives", "disarmament", "disarm", "normalisation", "normalization", "elections", "relations"}
    | {"arms", "weapons", "treaty", "sanctions", "table", "stability", "reconstruction", "meeting", "compromise"}
)


_RULING = frozenset(
    {"chief", "minister", "president", "general", "leader", "commander", "governor", "envoy", "ambassador", "chairman"}
    | {"secretary", "spokesman", "spokeswoman", "spokesperson", "negotiator", "king", "emir", "sultan"}
)


def leaving_as_term(scene: Scene, event: Event) -> list[Draft]:
    """Read what has to happen before there is peace as a demand that somebody leave."""
    if "withdraw" not in event.ids or event.noun or not awaited(scene, event):
        return []
    main = _main(scene, event.clause)
    if main is None or not _about_peace(scene, main):
        return []
    leaver = doer_of(scene, event)
    if not is_armed(leaver):
        return []
    draft = draft_of(scene, event, Predicate.CALLS_FOR_WITHDRAWAL, "term_of_peace")
    draft.places = places_at(scene, event, without=_WITHOUT)
    draft.actor = _who_demands(scene, event, main, leaver)
    draft.modality, draft.polarity, draft.relation = Modality.DEMANDED, Polarity.POSITIVE, TimeRelation.CURRENT
    return [draft] if draft.actor is not None and draft.places else []


def _main(scene: Scene, clause: Clause) -> Clause | None:
    """Answer the clause that a clause of time or condition hangs on: before it, or after its comma."""
    if clause.before is not None:
        return clause.before
    at = scene.clauses.index(clause)
    return scene.clauses[at + 1] if at + 1 < len(scene.clauses) else None


def _about_peace(scene: Scene, main: Clause) -> bool:
    words = {w for c in main.chunks for w in scene.words(c)}
    return bool(words & _PEACE)


def _who_demands(scene: Scene, event: Event, main: Clause, leaver: ActorRef | None) -> ActorRef | None:
    """Answer who sets the term: who says it, for whom it holds, or who will not do something before."""
    said = speaker_of(scene, event, "insist", "report", "refuse", "deny")
    named = [c for c in main.chunks if c.prep == "for"]
    own = first_actor(scene, subjects_of(main, main.verbs()[0])) if main.verbs() else None
    attributed = [
        first_actor(scene, subjects_of(clause, clause.verbs()[0]))
        for clause in scene.clauses
        if clause.attribution and clause.verbs()
    ]
    for actor in (said, own, first_actor(scene, named), *attributed):
        side = scene.casting.side_of_officer(actor) if actor is not None else None
        rules = actor is not None and bool(_RULING & set(actor.label.lower().split()))
        if (is_armed(side) or rules) and side is not None and (leaver is None or side.label != leaver.label):
            return actor
    return None


def end_demanded(scene: Scene, event: Event) -> list[Draft]:
    """ "demanded an end to the Russian presence in X", "an end to the occupation of X was demanded by Kyiv"."""
    if not event.noun or not {"presence", "hold"}.intersection(event.ids) or event.chunk.prep != "to":
        return []
    chunks = event.clause.chunks
    at = chunks.index(event.chunk)
    if at == 0 or chunks[at - 1].kind is not ChunkKind.NP or scene.words(chunks[at - 1])[-1] not in {"end", "halt"}:
        return []
    asked = [v for v in event.clause.verbs() if v.has("demand")]
    if not asked or not _of_troops(scene, event):
        return []
    draft = draft_of(scene, event, Predicate.CALLS_FOR_WITHDRAWAL, "end_demanded")
    draft.places = places_at(scene, event, without=_WITHOUT)
    by = [event.agent] if event.agent is not None else []
    draft.actor = first_actor(scene, by or subjects_of(event.clause, asked[0]))
    draft.modality, draft.polarity, draft.relation = Modality.DEMANDED, Polarity.POSITIVE, TimeRelation.CURRENT
    return [draft] if draft.actor is not None and draft.places else []


def _of_troops(scene: Scene, event: Event) -> bool:
    """ "the Russian presence", "the occupation", "the presence of troops", but not "the presence of plastic"."""
    of = event.objects[0] if event.objects and event.objects[0].prep == "of" else None
    if of is None or of.mentions:
        return True
    return of.has("noun", "force") or is_armed(scene.casting.refer(of), names=False)
