"""Rules on aid: points that open, close, work or are attacked; what is delivered, blocked, needed or asked for."""

from collections.abc import Callable

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.drafts import (
    AidPoint,
    Draft,
    Scene,
    aid_point,
    before_event,
    beside,
    feature_place,
    following,
    located,
    modality_of,
    nearby,
    places_of,
    relation_of,
)
from contested.extract.events import Event, subjects_of
from contested.model import (
    AidKind,
    AidStatus,
    AidUpdate,
    Modality,
    PartKind,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)

_NOW = frozenset({TimeRelation.CURRENT, TimeRelation.RECENT_EVENT})
_ANY = frozenset({"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about"})
_LIMITS = (
    "only",
    "half",
    "half-working",
    "emergencies",
    "one generator",
    "third",
    "capacity",
    "full",
    "partially",
    "partly",
    "pedestrians",
    "emergencies",
    "limited",
    "fewer",
    "reduced",
    "against",
)
_ASSERTIVE = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})


def _point(scene: Scene, chunks: list[Chunk]) -> AidPoint | None:
    for chunk in chunks:
        point = aid_point(scene, chunk, following(scene, chunk))
        if point is not None:
            return point
    return None


def _points(scene: Scene, event: Event) -> list[AidPoint]:
    """The aid points that an event is about: what is opened or closed, or what opens or closes."""
    if event.noun:
        chunks = event.objects
    elif event.passive or event.adjective or _point(scene, event.subjects) is not None or _points_back(scene, event):
        chunks = event.subjects
    else:
        chunks = [c for c in event.objects if c.prep in {None, "of", "in", "at"}]
    points: list[AidPoint] = []
    for chunk in chunks:
        point = aid_point(scene, chunk, following(scene, chunk))
        word = scene.words(chunk)[0]
        if point is None and word in {"one", "another", "others"} and points:
            # "two sites in A, one in B and one north of C"
            places = beside(scene, following(scene, chunk))
            points.append(AidPoint(points[0].kind, chunk, scene.surface(chunk), places))
            continue
        if (
            point is None
            and not event.noun
            and word in {"it", "they", "none", "each", "both"}
            and len(scene.words(chunk)) == 1
        ):
            meant = scene.last_points if word != "it" else (scene.last_points or scene.aid_points)[-1:]
            points.extend(AidPoint(p.kind, chunk, scene.surface(chunk), list(p.places), p.operator) for p in meant)
            continue
        if point is not None:
            if not point.places and point.kind is not AidKind.ROUTE:
                point.places = [r for r in before_event(scene, event) if r.place is None or feature_place(r.place)]
            points.append(point)
    return points


def _points_back(scene: Scene, event: Event) -> bool:
    """ "it", "none", "they" for the aid points of the claim before."""
    words = scene.words(event.subjects[0]) if event.subjects else []
    return len(words) == 1 and words[0] in {"it", "they", "none", "each", "both"} and bool(scene.last_points)


def _drafts(scene: Scene, event: Event, points: list[AidPoint], predicate: Predicate, rule: str) -> list[Draft]:
    out = []
    for point in points:
        modality, polarity = modality_of(scene, event)
        draft = Draft(event=event, predicate=predicate, rule=f"aid.{rule}", modality=modality, polarity=polarity)
        draft.relation = relation_of(scene, event, modality, state=_stative(event))
        draft.places = list(point.places)
        if not point.places:
            draft.unlocated = point
        elif point.chunk.has("aid_point") and not located(scene, point.chunk):
            scene.aid_points.append(point)
        if point.places:
            scene.aid_points.append(point)
        point.operator = point.operator or _operator(scene, event, point.chunk)
        out.append(draft)
    if points:
        scene.last_points = list(points)
    return out


def _stative(event: Event) -> bool:
    return (
        event.adjective
        or ("be" in event.auxiliaries and not event.auxiliaries & {"had", "was"})
        or "be" in event.chunk.forms()
    )


def _doer(scene: Scene, event: Event) -> ActorRef | None:
    if event.passive:
        return scene.casting.refer(event.agent) if event.agent is not None else None
    if event.noun:
        return None
    for subject in event.subjects:
        if aid_point(scene, subject) is not None:
            return _operator(scene, event, subject)
        if scene.words(subject)[0] in {"it", "they", "none"}:
            return next((p.operator for p in scene.last_points if p.operator is not None), None)
        actor = scene.casting.refer(subject)
        if actor is not None and actor.kind not in {"people", "other"}:
            return actor
    return None


def _operator(scene: Scene, event: Event, subject: Chunk) -> ActorRef | None:
    """ "the gate run by the army": who runs it."""
    home = next((c for c in (event.clause, event.clause.before) if c is not None and subject in c.chunks), None)
    if home is None:
        return None
    chunks = [c for c in home.chunks[home.chunks.index(subject) + 1 :] if c.kind is not ChunkKind.PUNCT]
    for i, chunk in enumerate(chunks[:3]):
        if chunk.start >= event.chunk.start:
            break
        if (chunk.kind is ChunkKind.VERB and chunk.has("event", "operate")) or (
            chunk.kind is ChunkKind.VERB and chunk.has("event", "hold")
        ):
            for other in chunks[i + 1 : i + 3]:
                if other.kind is ChunkKind.NP and other.prep == "by":
                    return scene.casting.refer(other)
    return None


def _update(draft: Draft, point: AidPoint, status: AidStatus, scope: str | None = None) -> None:
    operator = draft.actor.label if draft.actor is not None else None
    draft.aid = AidUpdate(
        kind=point.kind, status=status, scope=scope, operator=operator, name=None if point.places else point.text
    )


def _limited(scene: Scene, event: Event) -> str | None:
    words = " ".join(" ".join(scene.words(c)) for c in event.clause.chunks if c.start >= event.chunk.start)
    return next((limit for limit in _LIMITS if limit in words.split() or (" " in limit and limit in words)), None)


def opening(scene: Scene, event: Event) -> list[Draft]:
    """An aid point opens, reopens, or is to open."""
    if "open" not in event.ids:
        return []
    points = _points(scene, event)
    if not points:
        return []
    words = scene.words(event.chunk)
    operating = words[0] in {"is", "are", "was", "were", "remain", "remains", "remained", "stay", "stays", "stayed"}
    predicate = Predicate.AID_POINT_OPERATING if operating else Predicate.AID_POINT_OPENED
    drafts = _drafts(scene, event, points, predicate, "opened")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = _doer(scene, event)
        if event.under("demand"):
            draft.actor, draft.relation = _demander(scene, event), TimeRelation.CURRENT
        point.operator = point.operator or draft.actor
        if draft.modality == Modality.PROMISED:
            _update(draft, point, AidStatus.PLANNED)
        elif draft.modality is Modality.NEGATED and draft.relation in _NOW:
            to_goods = any(c.has("noun", "cargo") and c.prep in {"to", "for"} for c in event.objects)
            _update(draft, point, AidStatus.RESTRICTED if to_goods else AidStatus.CLOSED)
        elif draft.modality in _ASSERTIVE and draft.relation in _NOW:
            scope = _limited(scene, event)
            _update(draft, point, AidStatus.RESTRICTED if scope else AidStatus.OPEN, scope)
    return drafts


def closing(scene: Scene, event: Event) -> list[Draft]:
    """An aid point closes, or is said not to have been closed, which means that it is open."""
    if "close" not in event.ids:
        return []
    points = _points(scene, event)
    if not points:
        return []
    if points[0].kind is AidKind.ROUTE:
        return _closed_road(scene, event, points[:1])
    service = points[0].kind in {AidKind.HOSPITAL, AidKind.CLINIC} and (event.passive or "be" in event.chunk.forms())
    drafts = _drafts(
        scene, event, points, Predicate.SERVICE_STOPPED if service else Predicate.AID_POINT_CLOSED, "closed"
    )
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = _doer(scene, event)
        if (
            draft.modality is Modality.NEGATED
            and "report" in {o.id for o in event.operators}
            and "never" in {t.lower for t in event.chunk.auxiliaries}
        ):
            draft.modality = Modality.DENIED
        if draft.polarity is Polarity.NEGATIVE and draft.relation in _NOW | {TimeRelation.PAST_EVENT}:
            draft.relation = TimeRelation.CURRENT
            _update(draft, point, AidStatus.OPEN)
        elif draft.modality in _ASSERTIVE and draft.relation in _NOW:
            _update(draft, point, AidStatus.CLOSED)
    return drafts


def _closed_road(scene: Scene, event: Event, points: list[AidPoint]) -> list[Draft]:
    """ "the road between A and B stays closed": access is cut; a road is no aid point of its own."""
    drafts = _drafts(scene, event, points, Predicate.ACCESS_ROUTE_CUT, "road_closed")
    for draft in drafts:
        draft.unlocated = None
        draft.actor = _doer(scene, event)
        draft.places = draft.places or places_of(scene, event.objects, without=_ANY) or nearby(scene, event)
    return [d for d in drafts if d.places and d.polarity is Polarity.POSITIVE]


def stopping(scene: Scene, event: Event) -> list[Draft]:
    """A service stops."""
    if "stop_service" not in event.ids:
        return []
    points = _points(scene, event)
    if not points:
        return _stopped_work(scene, event)
    drafts = _drafts(scene, event, points, Predicate.SERVICE_STOPPED, "stopped")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = None if event.passive or aid_point(scene, event.subjects[0]) is not None else _doer(scene, event)
        if draft.modality in _ASSERTIVE and draft.relation in _NOW:
            _update(draft, point, AidStatus.CLOSED)
    return drafts


_WORK = frozenset(
    {
        "activities",
        "operations",
        "services",
        "work",
        "programme",
        "programmes",
        "program",
        "deliveries",
        "distribution",
        "distributions",
        "assistance",
    }
)


def _stopped_work(scene: Scene, event: Event) -> list[Draft]:
    """ "MSF suspended its activities in X": a service stops at a place, whatever building it was in."""
    objects = event.subjects if event.passive else [c for c in event.objects if c.prep is None]
    if not any(set(scene.words(c)) & _WORK for c in objects):
        return []
    places = places_of(scene, event.objects, without=_ANY) or before_event(scene, event)
    if not places:
        return []
    modality, polarity = modality_of(scene, event)
    draft = Draft(
        event=event,
        predicate=Predicate.SERVICE_STOPPED,
        rule="aid.work_stopped",
        modality=modality,
        polarity=polarity,
        places=places,
    )
    draft.relation = relation_of(scene, event, modality, state=False)
    draft.actor = _doer(scene, event)
    if modality in _ASSERTIVE and draft.relation in _NOW:
        draft.aid = AidUpdate(
            kind=AidKind.OTHER, status=AidStatus.CLOSED, operator=draft.actor.label if draft.actor else None
        )
    return [draft]


def operating(scene: Scene, event: Event) -> list[Draft]:
    """An aid point works, in full or in part."""
    if "operate" not in event.ids:
        return []
    points = _points(scene, event)
    if not points:
        return []
    if not event.passive and any(
        (a := scene.casting.refer(c)) is not None and a.kind in {"force", "state_forces", "armed_group"}
        for c in event.subjects[:1]
    ):
        return []  # "fighters were operating in the hospital" says nothing of the hospital's work
    people = any(c.has("noun", "people") or c.has("noun", "cargo") for c in event.subjects)
    if people and points[0].kind is not AidKind.ROUTE:
        return []
    drafts = _drafts(scene, event, points, Predicate.AID_POINT_OPERATING, "operating")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = point.operator if scene.words(point.chunk)[0] in {"it", "they", "none", "each", "both"} else None
        if event.under("demand"):
            draft.actor = _demander(scene, event)
            draft.relation = TimeRelation.FUTURE
        if draft.modality in _ASSERTIVE and draft.relation in _NOW:
            scope = _limited(scene, event)
            _update(draft, point, AidStatus.RESTRICTED if scope else AidStatus.OPEN, scope)
        elif (
            draft.modality is Modality.NEGATED
            and draft.relation in _NOW
            and point.places
            and scene.words(point.chunk)[0] != "none"
        ):
            _update(draft, point, AidStatus.CLOSED)
    return drafts


def _demander(scene: Scene, event: Event) -> ActorRef | None:
    operator = event.under("demand", "promise", "refuse")
    if operator is None:
        return None
    return next(
        (a for c in subjects_of(operator.clause, operator.chunk) if (a := scene.casting.refer(c)) is not None), None
    )


def attacking(scene: Scene, event: Event) -> list[Draft]:
    """An aid point is struck, shot at or looted."""
    if "strike" not in event.ids:
        return []
    words = scene.words(event.chunk)
    suffers = event.passive or words[0] in {"came", "come", "comes", "coming", "is", "was", "were"}
    chunks = [] if event.noun and suffers else (event.subjects if suffers else event.objects)
    near = {"behind", "near", "outside", "beside", "around", "towards", "toward"}
    hit = [c for c in chunks if c.prep not in near]
    found = [p for c in hit if (p := aid_point(scene, c, following(scene, c))) is not None]
    points = [p for p in found if p.kind is not AidKind.ROUTE]
    if not points:
        return []
    drafts = _drafts(scene, event, points, Predicate.AID_POINT_ATTACKED, "attacked")
    for draft, point in zip(drafts, points, strict=True):
        if event.passive:
            draft.actor = scene.casting.refer(event.agent) if event.agent is not None else None
        elif not suffers:
            draft.actor = _attacker(scene, event)
        if draft.modality in _ASSERTIVE and draft.relation in _NOW:
            name = None if point.places else point.text
            draft.aid = AidUpdate(kind=point.kind, status=AidStatus.ATTACKED, name=name)
    return drafts


def _attacker(scene: Scene, event: Event) -> ActorRef | None:
    for subject in event.subjects:
        actor = scene.casting.refer(subject) if not subject.has("event") else None
        if actor is not None and (actor.armed or actor.kind == "name"):
            return actor
    return None


_TO_PREPS = frozenset({"to", "into", "in", "at", "through", "via", "across", "over", "from"})


def delivering(scene: Scene, event: Event) -> list[Draft]:
    """Aid reaches a place or passes a crossing; none passing means closed for aid, fewer than planned restricted."""
    if "deliver" not in event.ids:
        return []
    cargo_subject = any(_is_cargo(c) for c in event.subjects)
    cargo_object = any(_is_cargo(c) for c in event.objects)
    people_subject = any(c.has("noun", "people") for c in event.subjects)
    crossing = None
    places: list[Resolution]
    if cargo_subject or people_subject:
        objects = [c for c in event.objects if c.prep in _TO_PREPS or c.prep is None]
        places = places_of(scene, objects, without=_ANY | {"from"} if not people_subject else _ANY)
        crossing = _point(scene, objects)
        if people_subject and crossing is None:
            crossing = _it_crossing(scene, event)
        if people_subject and crossing is None:
            return []
    elif cargo_object and not event.passive:
        own = places_of(scene, event.subjects)
        named = [c for c in event.objects if not _is_cargo(c) and c.prep in _TO_PREPS - {"from"}]
        places = own or places_of(scene, named, without=_ANY | {"from"})
        crossing = _point(scene, event.subjects) if own else _point(scene, named)
    elif event.noun:
        places = places_of(scene, event.objects, without=_ANY | {"from"})
        if not any(_is_cargo(c) for c in [event.chunk, *event.objects]):
            return []
    else:
        return []
    if not places and crossing is not None:
        places = list(crossing.places)
    if not places:
        return []
    if people_subject:
        return _people_pass(scene, event, crossing, places)
    modality, polarity = modality_of(scene, event)
    along = any(c.prep in {"between", "along", "on"} for c in event.objects) or any(
        r.mention.part is not None and r.mention.part.kind is PartKind.BETWEEN for r in places
    )
    if modality is Modality.NEGATED and along and crossing is None:
        cut = Draft(
            event=event,
            predicate=Predicate.ACCESS_ROUTE_CUT,
            rule="aid.no_movement",
            modality=Modality.ASSERTED,
            places=places,
        )
        return [cut]
    draft = Draft(
        event=event,
        predicate=Predicate.AID_DELIVERED,
        rule="aid.delivered",
        modality=modality,
        polarity=polarity,
        places=places,
    )
    draft.relation = relation_of(scene, event, modality, state=False)
    if "have" in event.auxiliaries and "had" not in event.auxiliaries:
        draft.relation = TimeRelation.CURRENT
    if cargo_object and not cargo_subject and not event.passive:
        actor = next(
            (
                a
                for c in event.subjects
                if not places_of(scene, [c]) and (a := scene.casting.refer(c)) is not None and a.kind != "people"
            ),
            None,
        )
        draft.actor = actor
    if modality is Modality.PROMISED and event.under("refuse") is not None:
        return [draft]
    if (
        crossing is not None
        and crossing.kind in {AidKind.CROSSING, AidKind.PORT, AidKind.AIRPORT, AidKind.ENTRY_POINT}
        and draft.relation in _NOW
    ):
        if polarity is Polarity.NEGATIVE and modality is Modality.NEGATED:
            draft.aid = AidUpdate(kind=crossing.kind, status=AidStatus.CLOSED, scope="aid")
        elif modality in _ASSERTIVE:
            fewer = _fewer(scene, event)
            draft.aid = AidUpdate(
                kind=crossing.kind, status=AidStatus.RESTRICTED if fewer else AidStatus.OPEN, scope=fewer
            )
    return [draft]


def _is_cargo(chunk: Chunk) -> bool:
    return chunk.has("noun", "cargo")


def _it_crossing(scene: Scene, event: Event) -> AidPoint | None:
    """ "patients leave through it"."""
    for chunk in event.objects:
        if scene.words(chunk)[0] == "it" and chunk.prep in {"through", "via", "at"} and scene.aid_points:
            last = scene.aid_points[-1]
            return AidPoint(last.kind, chunk, scene.surface(chunk), list(last.places))
    return None


def _people_pass(scene: Scene, event: Event, crossing: AidPoint | None, places: list[Resolution]) -> list[Draft]:
    if crossing is None or crossing.kind is not AidKind.CROSSING:
        return []
    modality, polarity = modality_of(scene, event)
    draft = Draft(
        event=event,
        predicate=Predicate.AID_POINT_OPERATING,
        rule="aid.people_pass",
        modality=modality,
        polarity=polarity,
        places=places,
    )
    draft.relation = relation_of(scene, event, modality, state=False)
    if modality in _ASSERTIVE and draft.relation in _NOW:
        draft.aid = AidUpdate(kind=AidKind.CROSSING, status=AidStatus.RESTRICTED, scope="people")
    return [draft]


def _fewer(scene: Scene, event: Event) -> str | None:
    words = [w for c in event.clause.chunks if c.start >= event.chunk.start for w in scene.words(c)]
    preps = {c.prep for c in event.clause.chunks if c.start >= event.chunk.start}
    if "against" in preps or "only" in words or "planned" in words or "fewer" in words:
        return "fewer than planned"
    return None


def blocking(scene: Scene, event: Event) -> list[Draft]:
    """Aid is held up, or a road is cut."""
    if not {"block", "cut_route"} & set(event.ids):
        return []
    route = _route(scene, event)
    cargo = [c for c in (*event.subjects, *event.objects) if _is_cargo(c)]
    if route is not None and not (cargo and not event.passive and not route.places):
        drafts = _drafts(scene, event, [route], Predicate.ACCESS_ROUTE_CUT, "route_cut")
        drafts[0].places = drafts[0].places or places_of(scene, event.objects, without=_ANY) or nearby(scene, event)
        drafts[0].unlocated = None if drafts[0].places else drafts[0].unlocated
        drafts[0].actor = (
            _doer(scene, event) if not event.passive else (scene.casting.refer(event.agent) if event.agent else None)
        )
        if drafts[0].actor is not None and drafts[0].actor.kind in {"other", "people", "person"}:
            drafts[0].actor = None
        if drafts[0].places:
            return drafts
        return []
    if not cargo:
        return []
    places = places_of(scene, event.objects, without=_ANY | {"from"}) or places_of(
        scene, [c for c in event.objects if c.prep == "from"]
    )
    if not places:
        places = [r for c in cargo for r in _near(scene, c)]
    if not places:
        later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.start]
        places = places_of(scene, later, without=_ANY | {"from"}) or before_event(scene, event)
    if not places:
        return []
    modality, polarity = modality_of(scene, event)
    draft = Draft(
        event=event,
        predicate=Predicate.AID_BLOCKED,
        rule="aid.blocked",
        modality=modality,
        polarity=polarity,
        places=places,
    )
    draft.relation = relation_of(scene, event, modality, state="be" in event.chunk.forms())
    doer = _doer(scene, event) if not any(_is_cargo(c) for c in event.subjects) else None
    draft.actor = doer if not event.passive else (scene.casting.refer(event.agent) if event.agent else None)
    return [draft]


def _near(scene: Scene, chunk: Chunk) -> list[Resolution]:
    after = [
        c for c in following(scene, chunk) if c.kind is ChunkKind.NP and c.prep in {"to", "into", "in", "at", "for"}
    ]
    return places_of(scene, after[:2])


def _route(scene: Scene, event: Event) -> AidPoint | None:
    for chunk in (*event.subjects, *event.objects):
        point = aid_point(scene, chunk, following(scene, chunk))
        if point is not None and point.kind is AidKind.ROUTE:
            return point
    return None


def needing(scene: Scene, event: Event) -> list[Draft]:
    """People lack food, fuel, medicine; prices."""
    if "need" not in event.ids:
        return []
    goods = any(_is_cargo(c) for c in (*event.subjects, *event.objects, event.chunk)) or event.noun
    people = any(c.has("noun", "people") for c in event.subjects)
    if not (goods or people):
        return []
    places = places_of(scene, event.objects, without=_ANY) or places_of(scene, event.subjects)
    places = places or [r for s in event.subjects for r in _near_subject(scene, event, s)] or before_event(scene, event)
    if not places:
        places = list(scene.focus[-1:]) or list(scene.seen[-1:])
    if not places:
        return []
    modality, polarity = modality_of(scene, event)
    draft = Draft(
        event=event,
        predicate=Predicate.AID_NEEDS,
        rule="aid.needs",
        modality=modality,
        polarity=polarity,
        places=places,
    )
    draft.relation = relation_of(scene, event, modality, state=True)
    return [draft]


def _near_subject(scene: Scene, event: Event, subject: Chunk) -> list[Resolution]:
    out = []
    for chunk in following(scene, subject):
        if chunk.start >= event.chunk.start:
            break
        if chunk.kind is ChunkKind.NP and chunk.prep in {"in", "at", "of", "near", "around"}:
            out.extend(places_of(scene, [chunk]))
    return out


def asking_access(scene: Scene, event: Event) -> list[Draft]:
    """Somebody demands that aid be let in."""
    if "access" not in event.ids and not (
        {"deliver", "open"} & set(event.ids)
        and event.under("demand")
        and any(_is_cargo(c) for c in (*event.subjects, *event.objects))
    ):
        return []
    operator = event.under("demand", "insist", "promise", "report", "admit")
    if operator is None:
        return []
    demanded = event.under("demand") is not None
    committed = any(
        "commitment" in scene.words(c) or "guarantee" in scene.words(c) or "ensure" in scene.words(c)
        for c in event.clause.chunks
    )
    if not demanded and not committed:
        return []
    actor = next(
        (a for c in subjects_of(operator.clause, operator.chunk) if (a := scene.casting.refer(c)) is not None), None
    )
    if actor is None:
        return []
    draft = Draft(event=event, predicate=Predicate.CALLS_FOR_AID_ACCESS, rule="aid.calls_for_access", actor=actor)
    draft.modality = Modality.DEMANDED if demanded else Modality.HYPOTHETICAL
    draft.relation = TimeRelation.CURRENT if demanded else TimeRelation.FUTURE
    draft.places = places_of(scene, event.objects, without=_ANY | {"from"})
    return [draft]


def refusing_mechanism(scene: Scene, event: Event) -> list[Draft]:
    """Somebody rejects an aid mechanism, or refuses to take part."""
    if "mechanism" not in event.ids:
        return []
    words = scene.words(event.chunk)
    if event.noun:
        verbs = [v for v in event.clause.verbs() if v.has("refuse") or v.has("deny")]
        if not verbs and event.clause.before is None:
            return []
        return []
    if event.under("deny") is None and "mechanism" not in event.ids:
        return []
    part = words[0] in {"take", "taking", "took", "join", "joining", "cooperate", "participate"}
    if part and not event.negated and event.under("refuse") is None:
        return []
    objects = [*event.objects, *( [_antecedent(event)] if _antecedent(event) is not None else [])]  # fmt: skip
    about = any(c is not None and c.has("event", "mechanism") for c in objects) or (
        part and any(c.has("noun") for c in scene_aid(scene))
    )
    if not about and not part:
        return []
    actor = next((a for c in event.subjects if (a := scene.casting.refer(c)) is not None), None)
    if actor is None:
        return []
    draft = Draft(event=event, predicate=Predicate.REJECTS_MECHANISM, rule="aid.rejects_mechanism", actor=actor)
    draft.modality = Modality.REFUSED if part else Modality.ASSERTED
    draft.relation = TimeRelation.CURRENT
    return [draft]


def scene_aid(scene: Scene) -> list[Chunk]:
    """Answer the aid points named so far, as chunks."""
    return [p.chunk for p in scene.aid_points]


def _antecedent(event: Event) -> Chunk | None:
    """ "a mechanism the factions reject": a contact relative clause."""
    before = [
        c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start < event.chunk.start and c.prep is None
    ]
    return before[0] if len(before) > 1 else None


def insisting_on_points(scene: Scene, event: Event) -> list[Draft]:
    """ "insists on maintaining control over the aid entry points": control of aid points that have no name."""
    if "hold" not in event.ids or event.noun:
        return []
    point = _point(scene, event.objects)
    if point is None or (point.places and not point.chunk.has("aid_point")):
        return []
    if any(located(scene, c) for c in event.objects) or (point.kind is AidKind.ROUTE and point.places):
        return []
    actor = next((a for c in event.subjects if (a := scene.casting.refer(c)) is not None), None)
    if actor is None or not (actor.armed or actor.kind == "name"):
        return []
    insists = event.under("insist") is not None or "future" in event.auxiliaries
    draft = Draft(
        event=event,
        predicate=Predicate.INSISTS_CONTROL if insists else Predicate.HOLDS,
        rule="aid.holds_points",
        actor=actor,
        places=list(point.places),
    )
    modality, draft.polarity = modality_of(scene, event)
    draft.modality = Modality.ASSERTED if insists else modality
    draft.aid = AidUpdate(
        kind=point.kind, status=AidStatus.UNKNOWN, operator=actor.label, name=None if point.places else point.text
    )
    draft.unlocated = None if point.places else point
    return [draft]


AID_RULES: tuple[Callable[[Scene, Event], list[Draft]], ...] = (
    insisting_on_points,
    refusing_mechanism,
    asking_access,
    opening,
    closing,
    stopping,
    operating,
    attacking,
    delivering,
    blocking,
    needing,
)
