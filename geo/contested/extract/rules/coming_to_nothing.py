"""Rules on attacks that come to nothing: "assaults near X failed", "stopped a column on the way to X"."""

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.rules.doers import NOT_THERE, doer_of, draft_of, first_actor, first_word, is_armed, speaker_of
from contested.extract.scene import Draft, Scene
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import places_of
from contested.model import Modality, Polarity, Predicate, Resolution, TimeRelation

_ATTACKS = frozenset({"strike", "advance", "enter", "capture"})
_FAILS = frozenset({"failed", "fail", "fails", "faltered", "foundered", "fizzled", "stalled"})
_ASSAULTS = frozenset(
    {"assault", "assaults", "attack", "attacks", "offensive", "advance", "push", "incursion", "incursions", "raid"}
    | {"counter-offensive", "counteroffensive", "thrust", "operations", "actions", "advances"}
)
_HALTING = frozenset(
    {"stop", "stops", "stopped", "stopping", "halt", "halts", "halted", "halting", "block", "blocks", "blocked"}
    | {"intercept", "intercepts", "intercepted", "destroy", "destroyed", "push", "pushed", "pushes", "pushing"}
    | {"drive", "drove", "drives", "force", "forced", "beat", "fought", "fight", "repel", "repelled", "repulsed"}
    | {"chased", "turned", "turn", "prevent", "prevents", "prevented", "preventing", "keep", "kept", "barred"}
    | {"stopping", "blocking"}
)
_COLUMNS = frozenset({"column", "columns", "tanks", "armour", "armor", "vehicles", "convoy"})
_COMING = frozenset({"approach", "approaches", "way", "road", "outskirts", "edge", "entrance"})


def failed_attack(scene: Scene, event: Event) -> list[Draft]:
    """Read "attacks on X failed" as an attack that somebody has repelled, where the speaker can be the one."""
    if not event.noun or not _ATTACKS.intersection(event.ids) or not _ASSAULTS & set(scene.words(event.chunk)[-2:]):
        return []
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    if not after or after[0].word not in _FAILS or event.negated:
        return []
    places = places_of(scene, [event.chunk, *event.objects], without=NOT_THERE | {"from"})
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.REPELS, "failed_attack")
    draft.places, draft.modality, draft.polarity = places, Modality.ASSERTED, Polarity.POSITIVE
    draft.relation = TimeRelation.RECENT_EVENT
    speaker = speaker_of(scene, event, "report") or next(
        (first_actor(scene, subjects_of(c, c.verbs()[0])) for c in scene.clauses if c.attribution and c.verbs()), None
    )
    attacker = doer_of(scene, event)
    other = speaker is not None and (attacker is None or attacker.label != speaker.label)
    draft.actor = speaker if other and is_armed(speaker, names=False) else None
    return [draft]


def stopped_on_the_way(scene: Scene, event: Event) -> list[Draft]:
    """ "stopped a column on the approach to X", "pushed back gunmen who had attacked X", "… trying to enter X"."""
    if event.noun or event.passive or first_word(scene, event) not in _HALTING or not event.objects:
        return []
    troops = event.objects[0]
    back = scene.words(troops) == ["back"]
    troops = event.objects[1] if back and len(event.objects) > 1 else troops
    if troops.prep is not None or not (troops.has("noun", "force") or troops.has("actor") or _is_column(scene, troops)):
        return []
    barred = _barred(event, troops)
    if not (scene.words(event.chunk)[-1] in {"back", "off", "away"} or back or barred or _is_column(scene, troops)):
        return []
    actor = doer_of(scene, event)
    places = _tried(scene, event, troops) if barred else _on_the_way(scene, event, troops)
    places = places or _tried(scene, event, troops)
    if not is_armed(actor) or not places:
        return []
    draft = draft_of(scene, event, Predicate.REPELS, "stopped_on_the_way")
    draft.actor, draft.places = actor, places
    scene.taken.update(v.start for v in _later_verbs(event, troops))
    return [draft]


def _barred(event: Event, troops: Chunk) -> bool:
    """ "stopped the gang from entering X": an attack that was tried in vain."""
    after = [v for v in event.clause.verbs() if v.start >= troops.end][:1]
    return bool(after) and after[0].prep == "from" and bool(_ATTACKS.intersection(after[0].ids("event")))


def _is_column(scene: Scene, chunk: Chunk) -> bool:
    armed = chunk.has("noun", "force") or chunk.has("event", "move") or chunk.has("actor")
    return armed and bool(_COLUMNS & set(scene.words(chunk)))


def _on_the_way(scene: Scene, event: Event, troops: Chunk) -> list[Resolution]:
    """ "on the approach to X", "on the road to X", "outside X", "near X"."""
    after = [c for c in event.objects if c.start >= troops.end]
    coming = any(set(scene.words(c)) & _COMING for c in after)
    near = [c for c in after if c.prep in {"near", "outside", "at", "on"} or (coming and c.prep in {"to", "of"})]
    return places_of(scene, near)


def _tried(scene: Scene, event: Event, troops: Chunk) -> list[Resolution]:
    """The places of what those driven back had done or tried: their relative clause, or their infinitive."""
    later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start >= troops.end]
    trying = [v for v in event.clause.verbs() if v.start >= troops.end]
    if trying:
        return places_of(scene, [c for c in later if c.start >= trying[0].end], without=NOT_THERE | {"from"})
    at = scene.clauses.index(event.clause)
    after = scene.clauses[at + 1] if at + 1 < len(scene.clauses) else None
    if after is None or after.link not in {"who", "that", "which"} or event.clause.chunks[-1] is not troops:
        return []
    attacked = any(_ATTACKS.intersection(v.ids("event")) for v in after.verbs())
    return places_of(scene, after.chunks, without=NOT_THERE | {"from"}) if attacked else []


def _later_verbs(event: Event, troops: Chunk) -> list[Chunk]:
    """The verbs of what those driven back only tried: no advance, and no column on the move."""
    infinitives = [v for v in event.clause.verbs() if v.start >= troops.end and v.prep in {"to", "from"}]
    return [*infinitives, troops] if troops.has("event") else infinitives
