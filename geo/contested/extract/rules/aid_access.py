"""Demands that aid be let in, that a way be opened or a siege lifted for it."""

from contested.extract.actors import ActorRef
from contested.extract.anaphors import anaphor
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event, Operator
from contested.extract.rules.aid_common import NOT_THERE, is_cargo
from contested.extract.scene import Draft, Scene
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import before_event, located, places_of
from contested.model import Modality, Predicate, Resolution, TimeRelation


def asking_access(scene: Scene, event: Event) -> list[Draft]:
    """Somebody demands that aid be let in."""
    if "access" in event.ids:
        if not _for_aid(scene, event):
            return []
    elif not (_let_come(scene, event) or _curbs_lifted(scene, event)):
        return []
    operator = event.under("demand", "insist", "promise", "report", "admit")
    if operator is not None and operator.chunk.has("event", "need"):
        return []  # "require assistance to get through the winter"
    called = _called(scene, event) if event.under("demand") is None else None
    called = called or _needed_by(scene, event) or _says_must(scene, event)
    if operator is None and called is None:
        return []
    demanded = called is not None or _asked_for(event)
    committed = any(
        "commitment" in scene.words(c) or "guarantee" in scene.words(c) or "ensure" in scene.words(c)
        for c in event.clause.chunks
    )
    if not demanded and not committed:
        return []
    actor = scene.casting.refer(called) if called is not None else _who(scene, operator)
    if actor is None:
        return []
    draft = Draft(event=event, predicate=Predicate.CALLS_FOR_AID_ACCESS, rule="aid.calls_for_access", actor=actor)
    draft.modality = Modality.DEMANDED if demanded else Modality.HYPOTHETICAL
    draft.relation = TimeRelation.CURRENT if demanded else TimeRelation.FUTURE
    draft.places = places_of(scene, event.objects, without=NOT_THERE | {"from"}) or _after(scene, event)
    draft.places = draft.places or places_of(scene, event.objects, without=NOT_THERE)  # "a corridor out of X"
    return [draft]


def _let_come(scene: Scene, event: Event) -> bool:
    """ "demanded that convoys reach X", "called for a corridor to X to be opened"."""
    return bool({"deliver", "open"} & set(event.ids)) and _asked_for(event) and _aid_or_corridor(scene, event)


def _curbs_lifted(scene: Scene, event: Event) -> bool:
    """ "called on X to lift restrictions on aid to Y": what is to end holds aid up."""
    if not (event.noun and {"block", "besiege"} & set(event.ids)) or event.under("demand") is None:
        return False
    before = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    lifted = bool(before) and scene.words(before[-1])[0] in _LIFTING
    at = event.clause.chunks.index(event.chunk)
    named = event.clause.chunks[at - 1] if at else None  # "the lifting | of restrictions on"
    lifted = lifted or (named is not None and event.chunk.prep == "of" and bool(_ENDS & set(scene.words(named))))
    return lifted and any(is_cargo(scene, c) for c in event.objects[:1])


_LIFTING = frozenset({"lift", "end", "ease", "remove", "drop", "lifting", "ending", "easing", "removing", "relax"})


_ENDS = frozenset({"lifting", "end", "easing", "removal", "lift", "ending"})


def _says_must(scene: Scene, event: Event) -> Chunk | None:
    """ "Aid must be let into X, MSF said": who says so, where that stands after it."""
    if event.noun or "must" not in event.auxiliaries or event.operators:
        return None
    told = next((c for c in scene.clauses if c.attribution and c.verbs()), None)
    if told is None:
        return None
    said = subjects_of(told, told.verbs()[0])
    return next((c for c in said if scene.casting.refer(c) is not None), None)


def _asked_for(event: Event) -> bool:
    """ "demanded that aid be let in", "said aid must be let in"."""
    return event.under("demand") is not None or ("must" in event.auxiliaries and event.under("report") is not None)


def _aid_or_corridor(scene: Scene, event: Event) -> bool:
    """Tell whether what is to come or be opened is aid, or a corridor for it."""
    chunks = (event.chunk, *event.subjects, *event.objects)
    let = bool(_LET & set(scene.words(event.chunk)))
    return any(is_cargo(scene, c) or _TO_COME & set(scene.words(c)) or (let and _own_teams(scene, c)) for c in chunks)


_TO_COME = frozenset({"corridor", "corridors", "ambulance", "ambulances", "medics", "rescuers", "planes", "flights"})


_LET = frozenset({"let", "allow", "allowed", "permit", "permitted"})


def _own_teams(scene: Scene, chunk: Chunk) -> bool:
    """ "OCHA repeated its request that teams be let into X": those of who asks."""
    return scene.words(chunk) in (["teams"], ["its", "teams"], ["our", "teams"], ["staff"], ["its", "staff"])


def _after(scene: Scene, event: Event) -> list[Resolution]:
    """The places named later in the clause, or before it: "to let aid groups bring food to X", "In X, …"."""
    later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.start]
    return places_of(scene, later, without=NOT_THERE | {"from"}) or before_event(scene, event)


def _who(scene: Scene, operator: Operator | None) -> ActorRef | None:
    """Who demands: the subject of the verb, the owner of the noun ("the UN's call for …") or its "by"."""
    if operator is None:
        return None
    if operator.chunk.kind is ChunkKind.NP:
        owner = next((h for h in operator.chunk.hits if h.entry.category == "actor"), None)
        if owner is not None:
            return scene.casting.refer(Chunk(ChunkKind.NP, owner.start, owner.end, hits=[owner]))
    subjects = [c for c in subjects_of(operator.clause, operator.chunk) if scene.words(c) != ["there"]]
    return next((a for c in subjects if (a := scene.casting.refer(c)) is not None), None)


_CALLS = frozenset({"call", "calls", "appeal", "appeals", "plea", "pleas", "demand", "demands", "request", "requests"})


def _called(scene: Scene, event: Event) -> Chunk | None:
    """ "A call by the ICRC for access to X": who calls, where the noun stands apart from its "for"."""
    chunks = event.clause.chunks
    position = chunks.index(event.chunk)
    if event.chunk.prep != "for" or position < 2:
        return None
    by, call = chunks[position - 1], chunks[position - 2]
    named = by.kind is ChunkKind.NP and by.prep in {"by", "from"}
    return by if named and call.kind is ChunkKind.NP and scene.words(call)[-1] in _CALLS else None


def _needed_by(scene: Scene, event: Event) -> Chunk | None:
    """ "WFP says it needs access to X"."""
    if not event.noun or event.chunk.prep is not None:
        return None
    verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if not verbs or not scene.words(verbs[-1])[0].startswith("need"):
        return None
    return next((c for c in subjects_of(event.clause, verbs[-1]) if scene.casting.refer(c) is not None), None)


def _for_aid(scene: Scene, event: Event) -> bool:
    """Tell access for aid from access to an archive: aid is named, or where people are in need of it."""
    words = set(scene.words(event.chunk))
    if words & _AID or words & {"siege", "blockade", "unblock"}:
        return True
    if event.noun and event.objects and event.objects[0].prep == "to" and is_cargo(scene, event.objects[0]):
        return False  # "access to water"
    near = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c is not event.chunk]
    after = [c for c in near if c.start >= event.chunk.start]
    if any(is_cargo(scene, c) or set(scene.words(c)) & _AID for c in (after if event.noun else near)):
        return True
    if not event.noun:
        lifted = [*after[:1], *event.subjects]
        if "access" in words and any(located(scene, c) or c.has("noun", "people") for c in event.objects[:1]):
            return True  # "to grant access to X"
        return any("siege" in scene.words(c) or "blockade" in scene.words(c) for c in lifted)
    first = event.objects[0] if event.objects else None
    if first is None:
        return True
    return bool(
        located(scene, first)
        or anaphor(scene, first)
        or first.has("noun", "people")
        or first.has("aid_point")
        or set(scene.words(first)) & _AREAS
        or first.prep in {"for", "by"}
    )


_AID = frozenset(
    {"aid", "humanitarian", "relief", "food", "fuel", "medicine", "medicines", "medical", "supplies", "trucks"}
    | {"lorries", "convoys", "convoy", "corridor", "corridors", "passage", "pause", "pauses", "rescuers", "rescue"}
    | {"unimpeded", "unhindered", "unfettered", "doctors", "medics", "ambulances", "charities", "agencies"}
)
_AREAS = frozenset(
    {"area", "areas", "enclave", "population", "populations", "civilians", "wounded", "those", "everyone", "detainees"}
    | {"prisoners", "victims", "survivors", "camp", "camps", "communities", "region", "regions", "places", "district"}
)
