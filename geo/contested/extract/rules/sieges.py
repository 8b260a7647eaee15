"""Rules on sieges: laid, held, denied, lifted."""

from contested.extract.chunks import Chunk
from contested.extract.events import Event
from contested.extract.rules.direct import of_something_else
from contested.extract.rules.doers import (
    NOT_THERE,
    doer_of,
    draft_of,
    first_actor,
    is_armed,
    places_at,
    speaker_of,
)
from contested.extract.scene import Draft, Scene
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import located, places_of
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Modality,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)


def besieging(scene: Scene, event: Event) -> list[Draft]:
    """Besieging a place."""
    if "besiege" not in event.ids:
        return _lifts(scene, event)
    if event.noun and any(c.prep in {"of", "on"} and c.has("noun", "cargo") for c in event.objects[:1]):
        return []  # "a blockade of fuel shipments"
    if of_something_else(scene, event) or _buried(scene, event) or _lonely(scene, event):
        return []  # "the blockade of the motion"
    places = places_at(scene, event, without=NOT_THERE)
    if event.noun and (lifting := _lifting(scene, event)) is not None:
        return _lifted(scene, event, lifting, places)
    actor = doer_of(scene, event)
    if event.noun and event.negated and any(_says_over(scene, v) for v in event.clause.verbs()):
        event.negated = False  # "the siege of X is not over"
    draft = draft_of(scene, event, Predicate.BESIEGES, "besieges", state=True)
    if draft.modality is Modality.DENIED:
        denier = speaker_of(scene, event, "deny")
        places = places or list(scene.focus[-1:])
        said = [
            d
            for d in scene.history
            if d.predicate is Predicate.BESIEGES
            and d.actor is not None
            and {p.place for p in d.places} & {p.place for p in places}
        ]
        alleged = said[-1].actor if said and event.noun else (None if event.passive else denier)
        draft.actor = actor if event.agent is not None else alleged
        draft.disputes = "denies"
    else:
        draft.actor = actor
        by_nobody = event.agent is not None and not is_armed(actor)  # "besieged by fans"
        if by_nobody or not (event.passive or event.noun or event.adjective or is_armed(actor)):
            return []
    if not places:
        return []
    draft.places = places
    if event.noun and _lasted(event):
        draft.relation = TimeRelation.PAST_EVENT  # "the siege of X lasted four years"
    if draft.modality is Modality.ASSERTED and draft.relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}:
        draft.control = ControlUpdate(status=ControlStatus.BESIEGED)
    return [draft]


def _lasted(event: Event) -> bool:
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    return bool(after) and after[0].word == "lasted" and not after[0].auxiliaries


def _lifts(scene: Scene, event: Event) -> list[Draft]:
    """ "lifted the siege on X" as a phrase of the lexicon."""
    words = scene.words(event.chunk)
    if event.noun or words[0] not in _LIFTING or not {"siege", "blockade"} & set(words):
        return []
    draft = draft_of(scene, event, Predicate.BESIEGES, "siege_lifted", state=True)
    draft.places = places_of(scene, event.objects[:1], without=NOT_THERE)
    if not draft.places or draft.modality is not Modality.ASSERTED:
        return []
    draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    return [draft]


def _lonely(scene: Scene, event: Event) -> bool:
    """ "The population is isolated", "people isolated in remote parts of X": cut off from others by nobody."""
    if event.noun or event.agent is not None or scene.words(event.chunk)[-1] != "isolated":
        return False
    if any(scene.words(c)[-1] in {"population", "people", "community", "families"} for c in event.subjects):
        return True
    return not any(located(scene, c) or c.has("anaphor") or c.has("noun", "force") for c in event.subjects)


def _buried(scene: Scene, event: Event) -> bool:
    """ "trapped under the rubble", "stuck in collapsed buildings": what has fallen on people besieges no town."""
    if event.noun:
        return False
    return any(c.prep in _WITHIN and _FALLEN & set(scene.words(c)) for c in event.objects)


def _passive_end(scene: Scene, verb: Chunk) -> bool:
    last = scene.words(verb)[-1]
    return last in _LIFTING and (bool(verb.auxiliaries) or verb.end - verb.start > 1 or last in {"ended", "ends"})


def _is_over(scene: Scene, verb: Chunk) -> bool:
    """ "The siege of X | is | over"."""
    return _says_over(scene, verb) and not any(t.lower == "not" for t in verb.auxiliaries)


def _says_over(scene: Scene, verb: Chunk) -> bool:
    tokens = scene.reading.document.tokens
    rest = [t.lower for t in tokens[verb.end : verb.end + 2]]
    return verb.word in {"is", "was", "be"} and (rest[:1] == ["over"] or rest == ["not", "over"])


def _lifting(scene: Scene, event: Event) -> Chunk | None:
    """The verb that ends a siege: "broke the siege of X", "the blockade of X was lifted"."""
    verbs = event.clause.verbs()
    before = [v for v in verbs if v.end <= event.chunk.start][-1:]
    after = [v for v in verbs if v.start >= event.chunk.end][:1]
    ends = [v for v in before if v.word in _LIFTING]
    ends += [v for v in after if _passive_end(scene, v) or _is_over(scene, v)]
    return ends[0] if ends else None


def _lifted(scene: Scene, event: Event, lifting: Chunk, places: list[Resolution]) -> list[Draft]:
    """A siege that is over is none; one that somebody demands or refuses to lift goes on."""
    draft = draft_of(scene, event, Predicate.BESIEGES, "siege_lifted", state=True)
    draft.places = places
    if not places or draft.modality is Modality.DENIED:
        return []
    asked = draft.modality is not Modality.ASSERTED or lifting.prep == "to"
    if not asked:
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
        return [draft]
    actor = first_actor(scene, subjects_of(event.clause, lifting)) if lifting.end <= event.chunk.start else None
    draft.actor = actor if is_armed(actor) else None
    draft.modality, draft.polarity, draft.relation = Modality.PRESUPPOSED, Polarity.POSITIVE, TimeRelation.CURRENT
    return [draft]


_LIFTING = frozenset(
    {"break", "breaks", "broke", "broken", "breaking", "lift", "lifts", "lifted", "lifting", "end", "ends", "ended"}
    | {"ending", "relieve", "relieved", "relieving", "ease", "eased", "easing", "smash", "smashed", "pierced"}
)
_WITHIN = frozenset({"under", "beneath", "underneath", "below", "in", "inside", "by", "amid", "among"})
_FALLEN = frozenset(
    {"rubble", "debris", "wreckage", "ruins", "collapsed", "building", "buildings", "house", "houses", "home", "homes"}
    | {"mine", "tunnel", "tunnels", "lift", "elevator", "car", "vehicle", "vehicles", "bus", "basement", "basements"}
    | {"hospital", "clinic", "school", "university", "church", "mosque", "shelter", "factory", "flat", "apartment"}
    | {"cellar", "cellars", "floodwater", "floodwaters", "floods", "fire", "flames", "blaze", "mud", "landslide"}
)
