"""Rules on forces that enter a place, advance on it, or are driven back from it."""

from contested.extract.chunks import ChunkKind
from contested.extract.events import Event
from contested.extract.rules.direct import beside_ground, of_something_else
from contested.extract.rules.doers import (
    NOT_THERE,
    between,
    doer_of,
    draft_of,
    first_word,
    is_armed,
    places_at,
    says_happened,
    speaker_of,
    stands,
)
from contested.extract.scene import Draft, Scene
from contested.extract.whereabouts import before_event, last_place, listed_after, nearby, places_of
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Dispute,
    MentionKind,
    Modality,
    PartKind,
    Polarity,
    Predicate,
)

_SIDES = frozenset({"side", "sides", "army", "armies", "party", "parties"})
_LINES = frozenset({"line", "lines", "front", "fronts", "frontline", "frontlines"})  # not "the Liberation Front"
_AIRCRAFT = frozenset(
    {
        "warplanes",
        "warplane",
        "jets",
        "jet",
        "aircraft",
        "planes",
        "plane",
        "drones",
        "drone",
        "helicopters",
        "gunships",
    }
    | {"helicopter", "gunship", "airliner", "flight"}
)
ATTEMPTS = frozenset({"attempt", "attempts", "bid", "bids", "effort", "efforts", "push"})
BESIDE = frozenset(  # where an attack that failed leaves the place itself as it was
    {PartKind.NEAR, PartKind.DIRECTION_FROM, PartKind.DISTANCE_DIRECTION, PartKind.DISTANCE_WITHIN, PartKind.TOWARDS}
)


def entering(scene: Scene, event: Event) -> list[Draft]:
    """Entering a place: inside it, which is not yet holding it."""
    if "enter" not in event.ids or from_the_air(scene, event):
        return []
    if event.subjects and not event.noun and scene.surface(event.subjects[0]).split()[-1] in _LINES:
        return []  # "the front line has not moved in months"
    lands = not event.noun and first_word(scene, event).startswith("land")
    if lands and any(_AIRCRAFT & set(scene.words(c)) for c in event.subjects[:1]):
        return []  # "a helicopter carrying troops landed at X"
    actor = doer_of(scene, event)
    if event.noun and actor is None and not event.operators and not says_happened(event):
        return []
    if not event.noun and not event.passive and not is_armed(actor):
        return []
    walks_in = first_word(scene, event).startswith(("enter", "cross", "land"))  # a bank may be raided or stormed
    if (walks_in and beside_ground(scene, event)) or (event.noun and actor is None and of_something_else(scene, event)):
        return []  # "entered the competition in X"
    if event.noun and is_lost(event):
        return []  # "the loss of its foothold in X"
    if first_word(scene, event).startswith("return") and any(c.has("noun", "people") for c in event.objects[:1]):
        return []  # "returned to their families in X"
    places = places_at(scene, event, without=NOT_THERE | {"from"})
    vague = not any(c.mentions or c.prep in {"into", "to", "in"} for c in event.objects)
    if not places and not event.noun and vague and scene.words(event.chunk)[-1] == "in":
        places = nearby(scene, event)  # "after the army left X, the rebels moved in"
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.ENTERS, "enters")
    draft.places, draft.actor = places, actor
    if draft.modality is Modality.DENIED:
        draft.predicate, draft.actor = Predicate.DENIES_PRESENCE, speaker_of(scene, event, "deny") or actor
        if actor is not None and draft.actor is not None and actor.label != draft.actor.label:
            draft.predicate, draft.actor = Predicate.ENTERS, actor
        return [draft]
    raid = first_word(scene, event).startswith("raid")  # who raids a place goes again
    if stands(draft) and actor is not None and not raid:
        draft.control = ControlUpdate(
            status=ControlStatus.CONTESTED,
            holder=actor.label,
            dispute=Dispute.UNVERIFIED_CHANGE,
        )
    return [draft]


def is_lost(event: Event) -> bool:
    """Tell whether what is told of is lost or given up: the noun's phrase follows another that says so."""
    chunks = event.clause.chunks
    at = chunks.index(event.chunk)
    return at > 0 and event.chunk.prep in {None, "of"} and "withdraw" in chunks[at - 1].ids("event")


def from_the_air(scene: Scene, event: Event) -> bool:
    """ "warplanes carried out raids on X" is no entry."""
    if not event.noun or not {"enter", "strike"} <= set(event.ids):
        return False
    doers = [*event.subjects, *([event.agent] if event.agent is not None else [])]
    return any(c.has("noun", "weapon") or set(scene.words(c)) & _AIRCRAFT for c in doers)


def advancing(scene: Scene, event: Event) -> list[Draft]:
    """Moving towards a place."""
    if "advance" not in event.ids:
        return []
    if not event.noun and any(c.has("event", "clash") for c in event.subjects):
        return []  # "clashes between the army and M23 broke out in X"
    actor = doer_of(scene, event)
    if not event.noun and not is_armed(actor):
        return []
    if _warms_to(scene, event) or beside_ground(scene, event):
        return []  # "drew closer to Moscow", "reached an agreement in X"
    own = {"against"} if scene.words(event.chunk)[-1] == "against" else set()  # "launched an offensive against X"
    places = places_at(scene, event, without=(NOT_THERE | {"from"}) - own)
    if not places and event.noun:  # "launched an offensive to retake X"
        aim = next((v for v in event.clause.verbs() if v.start >= event.chunk.end and v.prep == "to"), None)
        later = [c for c in event.clause.chunks if aim is not None and c.start >= aim.end and c.kind is ChunkKind.NP]
        places = places_of(scene, later[:1], without=NOT_THERE | {"from"})
    joined = event.clause.link in {"but", "and"} and event.clause.before is not None and not event.objects
    if not places and event.negated and joined and event.clause.before is not None:
        places = last_place(scene, event.clause.before)  # "attacked near X but did not advance"
    if not places or (event.noun and actor is None and not event.operators and not says_happened(event)):
        return []
    draft = draft_of(scene, event, Predicate.ADVANCES, "advances")
    draft.places, draft.actor = places, actor
    return [draft]


def neither_moves(scene: Scene, event: Event) -> list[Draft]:
    """ "Neither side has advanced around X": the front stands still."""
    if not {"advance", "capture", "enter"} & set(event.ids) or event.noun or not event.subjects:
        return []
    if (
        not {"neither", "both"} & set(scene.words(event.subjects[0])[:1])
        or scene.words(event.subjects[0])[-1] not in _SIDES
    ):
        return []
    if scene.words(event.subjects[0])[0] == "both" and not event.negated:
        return []
    places = places_at(scene, event, without=NOT_THERE | {"from"})
    draft = draft_of(scene, event, Predicate.FRONT_STATIC, "neither_moves", state=True)
    draft.places, draft.modality, draft.polarity = places, Modality.ASSERTED, Polarity.POSITIVE
    return [draft] if places else []


def repelling(scene: Scene, event: Event) -> list[Draft]:
    """Driving the other side back contests the place."""
    if "repel" not in event.ids:
        return []
    actor = doer_of(scene, event)
    places = places_of(
        scene, [c for c in event.objects if not (c.prep is None and c.has("noun", "force"))], without=NOT_THERE
    )
    places = places or (places_of(scene, [c for c in event.objects if c.prep in {"on", "in", "at", "near", "from"}]))
    if places and not event.passive:
        places = listed_after(scene, event.objects, places)
    people = event.objects[0] if event.objects and event.objects[0].prep is None else None
    if not event.passive and people is not None and people.has("noun", "people"):
        return []  # "drove the families from X"
    if not places and not event.passive:  # "thwarted an attempt to enter X"
        later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.end]
        places = places_of(scene, later, without=NOT_THERE) if _attempt(scene, event) else places
    if event.passive and not places:  # "attacks towards the town were repelled"
        places = places_of(scene, [c for s in event.subjects for c in between(event, s)], without=NOT_THERE)
        if not places and any(scene.words(s)[-1] in ATTEMPTS for s in event.subjects):
            named = [c for c in event.clause.chunks if c.end <= event.chunk.start and c.kind is ChunkKind.NP]
            places = places_of(scene, named, without=NOT_THERE)  # "an attempt to enter X was thwarted"
        if not places and event.clause.link in {"but", "and", "before", "until"} and event.clause.before is not None:
            places = last_place(scene, event.clause.before)  # "pushed towards X but were repelled"
        speaker = speaker_of(scene, event, "report")
        actor = actor or (speaker if is_armed(speaker, names=False) else None)
    if not places and not event.passive and not event.noun and _attacked(scene, event):
        places = before_event(scene, event)  # "Near X, troops repelled two attacks"
    if not places or not (is_armed(actor) or event.passive):
        return []
    draft = draft_of(scene, event, Predicate.REPELS, "repels")
    draft.places, draft.actor = places, actor
    if not event.passive and _attempt(scene, event):  # what was only tried is told with it
        scene.taken.update(v.start for v in event.clause.verbs() if v.start >= event.chunk.end and v.prep == "to")
    inside = [r for r in places if r.mention.part is None or r.mention.part.kind not in BESIDE]
    towards = any(c.prep in {"towards", "toward"} for c in event.objects) or _advance(scene, event)
    if stands(draft) and inside and not towards:
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
    return [draft]


def _attacked(scene: Scene, event: Event) -> bool:
    """Tell whether what is beaten off is an attack, or troops: not accusations."""
    if any(h.gap is not None for h in event.chunk.hits):
        return True
    first = event.objects[0] if event.objects else None
    if first is None or first.prep is not None:
        return False
    return first.has("event") or first.has("noun", "force") or bool(ATTEMPTS & set(scene.words(first)))


def _advance(scene: Scene, event: Event) -> bool:
    """ "halted the advance on X": it did not come so far."""
    last = [scene.words(c)[-1] for c in (event.chunk, *event.objects[:1])]
    return bool({"advance", "advances", "push", "offensive"} & set(last))


def _warms_to(scene: Scene, event: Event) -> bool:
    """ "Ethiopia drew closer to Moscow": what states do with no troops."""
    if not {"closer", "nearer"} & set(scene.words(event.chunk)) or not event.subjects:
        return False
    states = {MentionKind.METONYM, MentionKind.POLITY}
    return any(scene.reading.resolutions[n].mention.kind in states for n in event.subjects[0].mentions)


def _attempt(scene: Scene, event: Event) -> bool:
    first = event.objects[0] if event.objects else None
    if first is None:
        return False
    trying = any(v.word in {"trying", "attempting", "seeking"} and v.start >= first.end for v in event.clause.verbs())
    return trying or scene.words(first)[-1] in ATTEMPTS
