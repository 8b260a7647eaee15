"""Rules on aid points that are struck, shot at or set on fire, and on aid that is attacked on its way."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point, beside
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import (
    ASSERTIVE,
    NOT_THERE,
    NOW,
    drafts_of,
    is_cargo,
    place_of_point,
    same_point,
)
from contested.extract.rules.doers import doer_of, whose_blow
from contested.extract.scene import AidPoint, Draft, Scene, feature_place, following
from contested.extract.whereabouts import before_event, places_of
from contested.model import AidKind, AidStatus, AidUpdate, Predicate, Resolution


def attacking(scene: Scene, event: Event) -> list[Draft]:
    """An aid point is struck, shot at, looted or set on fire; or a convoy of aid on its way."""
    if not {"strike", "harm"} & set(event.ids) or misfortune(scene, event):
        return []
    words = scene.words(event.chunk)
    suffers = event.passive or words[0] in _SUFFERING
    suffers = suffers or (words[-1] == "down" and not any(c.prep is None for c in event.objects))  # "burned down"
    suffers = suffers or (words[0] in _TAKING and not event.noun)
    chunks = [] if event.noun and suffers else (event.subjects if suffers else event.objects)
    near = {"behind", "near", "outside", "beside", "around", "towards", "toward", "over", "past", "above", "from"}
    near |= {"for", "about", "with", "than"}
    hit = [c for c in chunks if c.prep not in near and not (event.noun and c.prep is None)]
    found = [p for c in hit if (p := aid_point(scene, c, following(scene, c))) is not None]
    found = found or [p for c in hit if (p := same_point(scene, c)) is not None]
    found = found or [p for c in hit if (p := _serving_as(scene, c) or _given_at(scene, c)) is not None]
    points = [p for p in found if p.kind is not AidKind.ROUTE]
    if not points:
        return _convoy_attacked(scene, event, hit, suffers=suffers)
    for point in points:
        point.places = point.places or place_of_point(scene, event, point) or _struck_where(scene, event)
    drafts = drafts_of(scene, event, points, Predicate.AID_POINT_ATTACKED, "attacked")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = _by_whom(scene, event, suffers=suffers)
        if draft.modality in ASSERTIVE and draft.relation in NOW:
            name = None if point.places else point.text
            draft.aid = AidUpdate(kind=point.kind, status=AidStatus.ATTACKED, name=name)
    return drafts


_SUFFERING = frozenset({"came", "come", "comes", "coming", "is", "are", "was", "were", "be", "been", "being"})
_TAKING = frozenset({"took", "take", "takes", "taken", "suffered", "sustained", "received"})  # "took a direct hit"


def _serving_as(scene: Scene, chunk: Chunk) -> AidPoint | None:
    """ "A school | used | as a shelter | in X": what a building is used as."""
    after = following(scene, chunk)
    if chunk.prep is not None or len(after) < 2 or after[0].kind is not ChunkKind.VERB or after[0].auxiliaries:
        return None
    use = after[1]
    if after[0].word not in _USED or use.kind is not ChunkKind.NP or use.prep not in {"as", "into"}:
        return None
    return aid_point(scene, use, after[2:])


def _given_at(scene: Scene, chunk: Chunk) -> AidPoint | None:
    """ "A post office in X where food was being handed out": where aid is given out is an aid point."""
    if chunk.prep is not None:
        return None
    for clause in scene.clauses:
        if clause.link == "where" and clause.before is not None and chunk in clause.before.chunks:
            gives = any(v.has("event", "deliver") or v.has("event", "operate") for v in clause.verbs())
            if gives and any(c.kind is ChunkKind.NP and is_cargo(scene, c) for c in clause.chunks):
                places = beside(scene, following(scene, chunk))
                return AidPoint(AidKind.DISTRIBUTION_SITE, chunk, scene.surface(chunk), places) if places else None
    return None


_USED = frozenset({"used", "serving", "converted", "turned", "functioning", "doubling", "operating", "acting"})


def _struck_where(scene: Scene, event: Event) -> list[Resolution]:
    """ "Drone attacks on X damaged a bakery": where the attacks were."""
    after = [c for s in event.subjects for c in following(scene, s)[:2] if c.start < event.chunk.start]
    return [r for r in places_of(scene, after, without=NOT_THERE | {"from"}) if feature_place(r.place)]


def _convoy_attacked(scene: Scene, event: Event, hit: list[Chunk], *, suffers: bool) -> list[Draft]:
    """ "Gunmen ambushed a food convoy outside X": no aid point, but aid that is attacked."""
    struck = [c for c in hit if (c.prep is None or event.noun or _own_prep(event, c)) and is_convoy(scene, c)]
    if not struck:
        return []
    where = [c for c in event.objects if c not in struck]
    places = places_of(scene, where, without=NOT_THERE | {"from"})
    places = places or places_of(scene, following(scene, struck[0])[:3], without=NOT_THERE | {"from"})
    places = places or before_event(scene, event) or _on_its_way(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_POINT_ATTACKED, "aid.convoy_attacked", state=False)
    draft.places, draft.actor = places, _by_whom(scene, event, suffers=suffers)
    return [draft]


def _on_its_way(scene: Scene, event: Event) -> list[Resolution]:
    """ "was hit by gunfire while landing at X": where it was, told in a clause of its own."""
    for clause in scene.clauses:
        if clause.before is event.clause and clause.link in {"while", "as", "when"}:
            beside = [c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep in {"at", "in", "near", "outside"}]
            return places_of(scene, beside)
    return []


def _own_prep(event: Event, chunk: Chunk) -> bool:
    """ "opened fire on | an ambulance": the preposition is the verb's."""
    return chunk.prep_start is not None and event.chunk.start < chunk.prep_start < event.chunk.end


def is_convoy(scene: Scene, chunk: Chunk) -> bool:
    """ "an aid convoy", "two WFP lorries", "an ambulance": what carries aid, but not "a convoy of fighters"."""
    words = set(scene.words(chunk))
    if words & _ARMED:
        return False
    if words & {"ambulance", "ambulances"}:
        return True
    words |= {w for c in _load(scene, chunk) for w in scene.words(c)}
    if words & _ARMED:
        return False
    known = (h.entry.id for h in chunk.hits if h.entry.category == "actor")
    helper = any(scene.cast.actors[i].kind in {"ngo", "un_agency"} for i in known if i in scene.cast.actors)
    return bool(words & _CARRYING) and (helper or bool(words & _HELPING))


def _load(scene: Scene, chunk: Chunk) -> list[Chunk]:
    """ "a convoy | of 15 trucks | carrying food", "two lorries | with flour": what it is made of and carries."""
    if not set(scene.words(chunk)) & _CARRYING:
        return []
    out: list[Chunk] = []
    for after in following(scene, chunk)[:4]:
        loads = after.kind is ChunkKind.NP and after.prep in {"of", "with", "carrying", "bringing"}
        carried = after.kind is ChunkKind.NP and after.prep is None and bool(out) and out[-1].kind is ChunkKind.VERB
        carries = after.kind is ChunkKind.VERB and after.word in {"carrying", "bringing", "transporting", "laden"}
        if not (loads or carried or carries):
            break
        out.append(after)
    return out


_CARRYING = frozenset(
    {"convoy", "convoys", "truck", "trucks", "lorry", "lorries", "vehicle", "vehicles", "boat", "boats", "ship"}
    | {"ships", "vessel", "vessels", "flotilla", "plane", "helicopter", "barge", "barges", "car", "cars", "mission"}
)
_HELPING = frozenset({"aid", "food", "relief", "humanitarian", "medical", "flour", "grain", "wheat", "mercy", "rescue"})
_ARMED = frozenset(
    {
        "fighters",
        "soldiers",
        "troops",
        "weapons",
        "ammunition",
        "arms",
        "gunmen",
        "tanks",
        "military",
        "army",
        "peacekeeping",
        "peacekeepers",
        "police",
        "patrol",
        "armoured",
        "armored",
    }
)


def _by_whom(scene: Scene, event: Event, *, suffers: bool) -> ActorRef | None:
    """Answer the agent of a passive, or the subject of an active verb, where it can attack."""
    if event.passive:
        return scene.casting.refer(event.agent) if event.agent is not None else None
    if event.noun:
        return doer_of(scene, event)  # "a junta air strike on a hospital"
    if suffers:
        by = next((c for c in event.objects if c.prep == "by"), None)  # "was destroyed by …", a phrase of its own
        actor = scene.casting.refer(by) if by is not None else None
        return actor if actor is not None and (actor.armed or actor.kind == "name") else None
    for subject in event.subjects:
        actor = scene.casting.refer(subject) if not subject.has("event") else whose_blow(scene, event, subject)
        if actor is not None and (actor.armed or actor.kind == "name"):
            return actor
    return None


def misfortune(scene: Scene, event: Event) -> bool:
    """ "was hit by rising prices", "a storm damaged the clinic": nobody attacks."""
    words = scene.words(event.chunk)
    if (
        event.noun
        and words[-1] == "strike"
        and (words[0] == "their" or (words == ["strike"] and event.chunk.prep == "on"))
    ):
        return True  # "teachers suspended their strike", "went on strike"
    doers = event.subjects if not (event.passive or event.noun) else [event.agent] if event.agent is not None else []
    return any(set(scene.words(c)) & _MISFORTUNES for c in doers)


_MISFORTUNES = frozenset(
    {"price", "prices", "cost", "costs", "shortage", "shortages", "cuts", "flood", "floods", "flooding", "storm"}
    | {"storms", "cyclone", "hurricane", "typhoon", "earthquake", "earthquakes", "tremor", "crisis", "epidemic"}
    | {"outbreak", "cholera", "measles", "disease", "virus", "inflation", "scandal", "lightning", "landslide"}
    | {"landslides", "rain", "rains", "winds", "wave", "sanctions", "closure", "closures", "delays", "debt", "debts"}
    | {"poisoning", "illness", "injuries", "injury", "covid", "flu", "protests", "layoffs", "delay", "bankruptcy"}
    | {"recession", "blackout", "blackouts", "outage", "outages", "drought", "wildfire"}
)
