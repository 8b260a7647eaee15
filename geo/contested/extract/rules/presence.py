"""A rule on who is in a place, which is not holding it."""

from contested.extract.anaphors import anaphor
from contested.extract.chunks import Chunk
from contested.extract.events import Event
from contested.extract.rules.doers import (
    NOT_THERE,
    doer_of,
    draft_of,
    first_actor,
    first_word,
    forces_of,
    given_up,
    held_by,
    is_armed,
    no_longer,
    places_at,
    speaker_of,
    still_there,
)
from contested.extract.rules.ground import GROUND
from contested.extract.rules.movement import is_lost
from contested.extract.rules.works import sends_troops
from contested.extract.scene import Draft, Scene
from contested.extract.whereabouts import places_of, unknown_places
from contested.model import (
    Dispute,
    Modality,
    Predicate,
    TimeRelation,
)

_OFFICERS = frozenset(
    {
        "chief",
        "commander",
        "general",
        "colonel",
        "officer",
        "official",
        "spokesman",
        "spokesperson",
        "leader",
        "leaders",
    }
    | {"minister", "delegates", "delegation", "negotiators", "officials", "commanders", "envoy", "head", "deputy"}
)
_LODGINGS = frozenset(
    {"hotel", "hotels", "court", "prison", "custody", "talks", "office", "charge", "contact", "exile"}
)


def presence(scene: Scene, event: Event) -> list[Draft]:
    """Being in a place, which is not holding it; still being there after a promise to leave is."""
    posted = "open" in event.ids and any(c.has("aid_point", "checkpoint") for c in event.objects)
    if ("presence" not in event.ids and not posted) or sends_troops(scene, event):
        return []
    if _sends(scene, event) or (event.noun and _done_to(event)):
        return []  # "deployed 4,000 troops to X" moves them, "left its positions in X"
    actor = doer_of(scene, event)
    places = places_at(scene, event, without=NOT_THERE | {"from"})
    if {"no", "nobody"} & set(scene.words(event.chunk)):
        event.negated = True  # "had no fighters in X" as a phrase of the lexicon
    draft = draft_of(scene, event, Predicate.PRESENCE_ONLY, "presence")
    if draft.modality is Modality.DENIED:
        draft.predicate, draft.rule = Predicate.DENIES_PRESENCE, "control.denies_presence"
        draft.actor = speaker_of(scene, event, "deny")
        draft.places = places or list(scene.focus)
        return [draft] if draft.actor is not None and draft.places and is_armed(draft.actor) else []
    if event.passive and actor is None:
        actor = first_actor(scene, event.subjects)  # "troops are stationed in X"
        places = places_of(scene, event.objects, without=NOT_THERE | {"from"})
    there = bool(event.subjects) and scene.words(event.subjects[0])[0] == "there"
    if event.noun and there and actor is None and {"military", "army", "police"} & set(scene.words(event.chunk)):
        draft.places = places  # "there is a heavy military presence in X"
        return [draft] if places else []
    if not is_armed(actor) or not places:
        return []
    nobody = event.negated and actor is not None and actor.id is None and bool(event.subjects)
    nobody = nobody and scene.words(event.subjects[0])[0] == "no"
    nobody = nobody or (event.noun and actor is not None and actor.id is None and _no_such(scene, event))
    draft.places, draft.actor = places, None if nobody else actor
    if event.subjects and scene.words(event.subjects[0])[-1] in _OFFICERS:
        return []  # "the army chief was seen in X"
    inside = event.objects[0] if event.objects else None
    if inside is not None and set(scene.words(inside)) & _LODGINGS:
        return []  # "stayed in a hotel in X"
    if inside is not None and inside.prep in {"in", "inside"} and not _is_somewhere(scene, inside):
        return []  # "will remain in the first division", said in X
    if draft.modality is Modality.NEGATED and actor is not None and actor.id is not None and no_longer(scene, event):
        draft.actor = forces_of(scene, actor)
        return given_up(draft)  # "the army is no longer in X"
    staying = first_word(scene, event) in {"remain", "stay", "remaining", "staying", "operate"}
    if staying and draft.modality is Modality.PROMISED and "may" not in event.auxiliaries:
        draft.predicate, draft.rule, draft.modality = (
            Predicate.REFUSES_WITHDRAWAL,
            "control.will_stay",
            Modality.REFUSED,
        )
        draft.relation = TimeRelation.CURRENT
        draft.control = held_by(forces_of(scene, actor), Dispute.WITHDRAWAL_DEMANDED)
        return [draft]
    draft.relation = TimeRelation.CURRENT if draft.relation is TimeRelation.RECENT_EVENT else draft.relation
    first = [t.lower for t in scene.reading.document.tokens[event.chunk.start : event.chunk.end]]
    if draft.modality is Modality.ASSERTED and (
        still_there(scene, event) or first[0] in {"remain", "remains", "remained", "stay", "stays", "stayed"}
    ):
        draft.predicate, draft.rule, draft.control = (
            Predicate.HOLDS,
            "control.still_there",
            held_by(forces_of(scene, actor)),
        )
    elif (
        draft.modality is Modality.ASSERTED
        and not event.chunk.hits
        and first[0] in {"are", "is"}
        and event.subjects[0].start < event.chunk.start  # "there are troops in X" says no more than that
        and not _counted(scene, event.subjects[0])
    ):
        draft.predicate, draft.rule, draft.control = Predicate.HOLDS, "control.are_in", held_by(forces_of(scene, actor))
    return [draft]


def _no_such(scene: Scene, event: Event) -> bool:
    """ "No gang presence was noted in X"."""
    first = event.chunk.start
    tokens = scene.reading.document.tokens
    return "no" in {t.lower for t in tokens[max(0, first - 1) : first + 1]}


def _done_to(event: Event) -> bool:
    """ "left their positions in X", "shelled positions near X": what is left or shelled tells of nobody's presence."""
    verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if is_lost(event):
        return True
    return bool(verbs) and bool(_LEFT_OR_HIT.intersection(verbs[-1].ids("event")))


_LEFT_OR_HIT = frozenset({"withdraw", "capture", "strike", "repel", "hand_over"})


def _counted(scene: Scene, chunk: Chunk) -> bool:
    """ "about 300 soldiers are inside X": so many are there, and do not hold it for that."""
    words = scene.words(chunk)
    return any(w.isdigit() for w in words[:3]) or words[0] in {
        "dozens",
        "hundreds",
        "thousands",
        "several",
        "some",
        "few",
    }


def _sends(scene: Scene, event: Event) -> bool:
    if not first_word(scene, event).startswith("deploy") or event.passive or event.noun or len(event.objects) < 2:
        return False
    troops, where = event.objects[:2]
    return troops.prep is None and troops.has("noun", "force") and where.prep in {"to", "towards", "toward"}


def _is_somewhere(scene: Scene, chunk: Chunk) -> bool:
    """Tell whether a phrase names or means ground that one can be in."""
    words = set(scene.words(chunk))
    return bool(chunk.mentions or words & GROUND or anaphor(scene, chunk) or unknown_places(scene, [chunk])) or bool(
        words & _SOMEWHERE
    )


_SOMEWHERE = frozenset(
    {
        "there",
        "it",
        "them",
        "place",
        "places",
        "spots",
        "villages",
        "hamlets",
        "parts",
        "force",
        "strength",
        "trenches",
        "tunnels",
        "bunkers",
        "outside",
        "north",
        "south",
    }
    | {"east", "west", "hospital", "school", "schools", "houses", "homes", "house", "home", "grounds", "yard", "fields"}
    | {"woods", "mountains", "hills", "enclave", "pockets", "cellars", "basement", "gas", "plants", "cover", "wait"}
)
