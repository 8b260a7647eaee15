"""Rules on aid points that open, close, stop, work or are attacked."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import (
    ASSERTIVE,
    NOT_THERE,
    NOW,
    doer_of_aid,
    drafts_of,
    points_of,
    same_point,
    set_status,
)
from contested.extract.scene import AidPoint, Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import before_event, nearby, places_of
from contested.model import (
    AidKind,
    AidStatus,
    AidUpdate,
    Modality,
    Polarity,
    Predicate,
    TimeRelation,
)

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


def _limited(scene: Scene, event: Event) -> str | None:
    words = " ".join(" ".join(scene.words(c)) for c in event.clause.chunks if c.start >= event.chunk.start)
    return next((limit for limit in _LIMITS if limit in words.split() or (" " in limit and limit in words)), None)


def opening(scene: Scene, event: Event) -> list[Draft]:
    """An aid point opens, reopens, or is to open."""
    if "open" not in event.ids:
        return []
    points = points_of(scene, event)
    if not points or points[0].kind is AidKind.CHECKPOINT:
        return []  # who sets up a checkpoint is there, no more
    words = scene.words(event.chunk)
    operating = words[0] in {"is", "are", "was", "were", "remain", "remains", "remained", "stay", "stays", "stayed"}
    operating = operating and not {"reopened", "opened", "inaugurated", "re-opened", "reactivated"} & set(words)
    planned = bool({"planned", "scheduled"} & set(words))
    predicate = Predicate.AID_POINT_OPERATING if operating and not planned else Predicate.AID_POINT_OPENED
    drafts = drafts_of(scene, event, points, predicate, "opened")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = doer_of_aid(scene, event)
        if planned:
            draft.modality, draft.relation = Modality.PROMISED, TimeRelation.FUTURE
        if event.under("demand"):
            draft.actor, draft.relation = _demander(scene, event), TimeRelation.CURRENT
        point.operator = point.operator or draft.actor
        if draft.modality == Modality.PROMISED:
            set_status(draft, point, AidStatus.PLANNED)
        elif draft.modality is Modality.NEGATED and draft.relation in NOW:
            to_goods = any(c.has("noun", "cargo") and c.prep in {"to", "for"} for c in event.objects)
            set_status(draft, point, AidStatus.RESTRICTED if to_goods else AidStatus.CLOSED)
        elif draft.modality in ASSERTIVE and draft.relation in NOW:
            scope = _limited(scene, event)
            set_status(draft, point, AidStatus.RESTRICTED if scope else AidStatus.OPEN, scope)
    return drafts


def closing(scene: Scene, event: Event) -> list[Draft]:
    """An aid point closes, or is said not to have been closed, which means that it is open."""
    if "close" not in event.ids:
        return []
    points = points_of(scene, event)
    if not points:
        return _stopped_work(scene, event) if set(scene.words(event.chunk)) & _WORK else []
    if points[0].kind in {AidKind.ROUTE, AidKind.CHECKPOINT}:
        return _closed_road(scene, event, points[:1])
    service = points[0].kind in {AidKind.HOSPITAL, AidKind.CLINIC} and (event.passive or "be" in event.chunk.forms())
    drafts = drafts_of(
        scene, event, points, Predicate.SERVICE_STOPPED if service else Predicate.AID_POINT_CLOSED, "closed"
    )
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = doer_of_aid(scene, event)
        if (
            draft.modality is Modality.NEGATED
            and "report" in {o.id for o in event.operators}
            and "never" in {t.lower for t in event.chunk.auxiliaries}
        ):
            draft.modality = Modality.DENIED
        if draft.polarity is Polarity.NEGATIVE and draft.relation in NOW | {TimeRelation.PAST_EVENT}:
            draft.relation = TimeRelation.CURRENT
            set_status(draft, point, AidStatus.OPEN)
        elif draft.modality in ASSERTIVE and draft.relation in NOW:
            set_status(draft, point, AidStatus.CLOSED)
    return drafts


def _closed_road(scene: Scene, event: Event, points: list[AidPoint]) -> list[Draft]:
    """ "the road between A and B stays closed": access is cut; a road is no aid point of its own."""
    drafts = drafts_of(scene, event, points, Predicate.ACCESS_ROUTE_CUT, "road_closed")
    for draft in drafts:
        draft.unlocated = None
        draft.actor = doer_of_aid(scene, event)
        draft.places = draft.places or places_of(scene, event.objects, without=NOT_THERE) or nearby(scene, event)
    return [d for d in drafts if d.places and d.polarity is Polarity.POSITIVE]


def stopping(scene: Scene, event: Event) -> list[Draft]:
    """A service stops."""
    if "stop_service" not in event.ids:
        return []
    points = points_of(scene, event)
    if not points:
        return _stopped_work(scene, event)
    if points[0].kind is AidKind.ROUTE:
        return []
    drafts = drafts_of(scene, event, points, Predicate.SERVICE_STOPPED, "stopped")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = (
            None if event.passive or aid_point(scene, event.subjects[0]) is not None else doer_of_aid(scene, event)
        )
        if draft.modality in ASSERTIVE and draft.relation in NOW:
            set_status(draft, point, AidStatus.CLOSED)
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
    cargo = any(c.has("noun", "cargo") or c.has("event", "deliver") for c in objects)
    if not cargo and not any(set(scene.words(c)) & _WORK for c in (*objects, event.chunk)):
        return []
    places = places_of(scene, event.objects, without=NOT_THERE) or before_event(scene, event)
    if cargo and not places:
        places = places_of(scene, [c for o in objects for c in following(scene, o) if c.start < event.chunk.start])
    if not places:
        return []
    doer = doer_of_aid(scene, event)
    if cargo and (event.passive or doer is None or doer.armed):
        draft = drafted(scene, event, Predicate.AID_BLOCKED, "aid.deliveries_stopped", state=True)
        draft.places = places
        return [draft]
    draft = drafted(scene, event, Predicate.SERVICE_STOPPED, "aid.work_stopped", state=False)
    draft.places = places
    draft.actor = doer_of_aid(scene, event)
    if draft.modality in ASSERTIVE and draft.relation in NOW:
        draft.aid = AidUpdate(
            kind=AidKind.OTHER, status=AidStatus.CLOSED, operator=draft.actor.label if draft.actor else None
        )
    return [draft]


def operating(scene: Scene, event: Event) -> list[Draft]:
    """An aid point works, in full or in part."""
    if "operate" not in event.ids:
        return []
    points = points_of(scene, event)
    if not points or (event.passive and not event.chunk.auxiliaries and not any(p.places for p in points)):
        return []  # "roads used by convoys" tells of no road in particular
    if not event.passive and any(
        (a := scene.casting.refer(c)) is not None and a.kind in {"force", "state_forces", "armed_group"}
        for c in event.subjects[:1]
    ):
        return []  # "fighters were operating in the hospital" says nothing of the hospital's work
    people = any(c.has("noun", "people") or c.has("noun", "cargo") for c in event.subjects)
    if people and points[0].kind is not AidKind.ROUTE:
        return []
    drafts = drafts_of(scene, event, points, Predicate.AID_POINT_OPERATING, "operating")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = point.operator if scene.words(point.chunk)[0] in {"it", "they", "none", "each", "both"} else None
        if event.under("demand"):
            draft.actor = _demander(scene, event)
            draft.relation = TimeRelation.FUTURE
        if draft.modality in ASSERTIVE and draft.relation in NOW:
            scope = _limited(scene, event)
            set_status(draft, point, AidStatus.RESTRICTED if scope else AidStatus.OPEN, scope)
        elif draft.modality is Modality.NEGATED and "longer" in {t.lower for t in event.chunk.auxiliaries}:
            draft.predicate, draft.rule = Predicate.SERVICE_STOPPED, "aid.no_longer_works"
            draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
            set_status(draft, point, AidStatus.CLOSED)
        elif (
            draft.modality is Modality.NEGATED
            and draft.relation in NOW
            and point.places
            and scene.words(point.chunk)[0] != "none"
        ):
            set_status(draft, point, AidStatus.CLOSED)
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
    found = found or [p for c in hit if (p := same_point(scene, c)) is not None]
    points = [p for p in found if p.kind is not AidKind.ROUTE]
    if not points:
        return []
    drafts = drafts_of(scene, event, points, Predicate.AID_POINT_ATTACKED, "attacked")
    for draft, point in zip(drafts, points, strict=True):
        if event.passive:
            draft.actor = scene.casting.refer(event.agent) if event.agent is not None else None
        elif not suffers:
            draft.actor = _attacker(scene, event)
        if draft.modality in ASSERTIVE and draft.relation in NOW:
            name = None if point.places else point.text
            draft.aid = AidUpdate(kind=point.kind, status=AidStatus.ATTACKED, name=name)
    return drafts


def _attacker(scene: Scene, event: Event) -> ActorRef | None:
    for subject in event.subjects:
        actor = scene.casting.refer(subject) if not subject.has("event") else None
        if actor is not None and (actor.armed or actor.kind == "name"):
            return actor
    return None
