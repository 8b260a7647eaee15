"""Rules on aid points that open, close, stop or work."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point, beside
from contested.extract.chunks import Chunk
from contested.extract.events import Event
from contested.extract.rules.aid_common import (
    ASSERTIVE,
    NOT_THERE,
    NOW,
    border_points,
    doer_of_aid,
    drafts_of,
    is_helper,
    points_of,
    run_by_whom,
    set_status,
)
from contested.extract.rules.aid_helpers import TURNING, working_at
from contested.extract.rules.aid_stopped import WORK, stopped_work
from contested.extract.scene import AidPoint, Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import located, nearby, places_of
from contested.model import (
    AidKind,
    AidStatus,
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
    if "open" not in event.ids or TURNING & set(scene.words(event.chunk)):
        return []
    points = points_of(scene, event) or border_points(scene, event) or _office(scene, event)
    if not points and not event.passive and not any(c.prep is None for c in event.objects):
        points = _work_at(scene, event)
    if points and (_opens_other(scene, event, points) or _starts_other(event, points[0])):
        return []  # "the airport opened a new lounge"
    if not points or points[0].kind is AidKind.CHECKPOINT or scene.words(points[0].chunk) == ["its", "gates"]:
        return []  # who sets up a checkpoint is there, no more
    if "fortify" in event.ids and points[0].kind in {AidKind.CROSSING, AidKind.ROUTE}:
        return []  # "installed iron gates at the entrances to towns"
    words = scene.words(event.chunk)
    operating = words[0] in {"is", "are", "was", "were", "remain", "remains", "remained", "stay", "stays", "stayed"}
    still = "be" in event.auxiliaries and words == ["open"] and not {"now"} & {t.lower for t in event.chunk.auxiliaries}
    operating = (operating or still) and not {
        "reopened",
        "opened",
        "inaugurated",
        "re-opened",
        "reactivated",
        "again",
    } & set(words)
    planned = bool({"planned", "scheduled"} & set(words))
    predicate = Predicate.AID_POINT_OPERATING if operating and not planned else Predicate.AID_POINT_OPENED
    drafts = drafts_of(scene, event, points, predicate, "opened")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = doer_of_aid(scene, event)
        if draft.modality is Modality.PROMISED and event.chunk.prep == "to":
            draft.predicate = Predicate.AID_POINT_OPENED  # "is due to open"
        if planned:
            draft.modality, draft.relation = Modality.PROMISED, TimeRelation.FUTURE
        if event.under("demand"):
            draft.actor, draft.relation = _demander(scene, event), TimeRelation.CURRENT
        point.operator = point.operator or draft.actor
        if draft.modality == Modality.PROMISED:
            set_status(draft, point, AidStatus.PLANNED)
        elif draft.modality is Modality.NEGATED and draft.relation in NOW:
            to_goods = any(c.has("noun", "cargo") and c.prep in {"to", "for"} for c in event.objects)
            some = to_goods and point.kind is not AidKind.AIRPORT
            set_status(draft, point, AidStatus.RESTRICTED if some else AidStatus.CLOSED)
        elif draft.modality in ASSERTIVE and draft.relation in NOW:
            scope = _limited(scene, event)
            set_status(draft, point, AidStatus.RESTRICTED if scope else AidStatus.OPEN, scope)
    return drafts


def _office(scene: Scene, event: Event) -> list[AidPoint]:
    """ "WFP will reopen its office in X": a base of those who bring aid."""
    if event.noun or not event.subjects:
        return []
    first = event.subjects[0]
    if scene.words(first)[-1] in _OFFICES and is_helper(scene, _named_in(first)):  # "A Red Cross office opened in X"
        places = beside(scene, following(scene, first)) or places_of(scene, event.objects, without=NOT_THERE)
        return [AidPoint(AidKind.OTHER, first, scene.surface(first), places)] if places else []
    if event.passive or not is_helper(scene, first):
        return []
    own = next((c for c in event.objects if c.prep is None), None)
    if own is None or scene.words(own)[-1] not in _OFFICES:
        return []
    places = beside(scene, following(scene, own))
    return [AidPoint(AidKind.OTHER, own, scene.surface(own), places)] if places else []


def _named_in(chunk: Chunk) -> Chunk:
    """The body that a phrase names: "A Red Cross" of "A Red Cross office"."""
    hit = next((h for h in chunk.hits if h.entry.category == "actor"), None)
    return chunk if hit is None else Chunk(chunk.kind, hit.start, hit.end, hits=[hit])


_OFFICES = frozenset(
    {"office", "offices", "sub-office", "base", "bases", "compound", "project", "projects", "centre", "center"}
)


def _opens_other(scene: Scene, event: Event, points: list[AidPoint]) -> bool:
    """ "The airport opened a new lounge": it is not the airport that is opened."""
    own = [c for c in event.objects[:1] if c.prep is None and c.start == event.chunk.end and not located(scene, c)]
    if event.passive or event.noun or points[0].chunk not in event.subjects or not own:
        return False
    words = set(scene.words(own[0]))
    return scene.words(event.chunk)[-1] in _OPENS and not words & {"doors", "gates", "again", "time", "day", "week"}


_OPENS = frozenset({"opened", "opens", "open", "launched"})


def _starts_other(event: Event, point: AidPoint) -> bool:
    """ "The launch of rockets at the port": something else is launched there."""
    return event.noun and event.chunk.prep is None and bool(event.objects) and point.chunk.prep not in {"of", None}


def _work_at(scene: Scene, event: Event) -> list[AidPoint]:
    """ "Work at the port of X has resumed"."""
    for subject in event.subjects[:1]:
        after = following(scene, subject)[:1]
        if scene.words(subject)[-1] in _WORKING and after and after[0].prep in {"at", "in", "through"}:
            point = aid_point(scene, after[0], following(scene, after[0]))
            return [point] if point is not None else []
    return []


_WORKING = frozenset({"work", "operations", "services", "traffic", "activity", "unloading", "admissions", "surgery"})


def closing(scene: Scene, event: Event) -> list[Draft]:
    """An aid point closes, or is said not to have been closed, which means that it is open."""
    near = "be" in event.auxiliaries and event.chunk.word == "close" and event.objects[:1]
    if "close" not in event.ids or (near and near[0].prep in {"to", "by"}):
        return []  # "the shelters are close to the sea"
    points = points_of(scene, event) or border_points(scene, event) or _office(scene, event)
    if not points:
        own = [scene.words(c)[-1] for c in event.objects if c.prep is None]
        worked = bool(set(scene.words(event.chunk)) & WORK) or any(word in WORK for word in own)
        return stopped_work(scene, event) if worked else []
    named = points[0].kind is AidKind.CHECKPOINT and bool(located(scene, points[0].chunk))
    if points[0].kind is AidKind.ROUTE or (points[0].kind is AidKind.CHECKPOINT and not named):
        return _closed_road(scene, event, points[:1])
    service = points[0].kind in _TREATING and (event.passive or "be" in event.chunk.forms())
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
    if not event.passive and event.objects and event.objects[0].prep == "to" and event.chunk.word.startswith("stop"):
        return []  # "he stopped to buy bread at a bakery"
    points = points_of(scene, event)
    if not points or (event.noun and not _is_object(event, points[0])):
        return stopped_work(scene, event)
    if points[0].kind is AidKind.ROUTE:
        return []
    shut = set(scene.words(event.chunk)) >= {"shut", "down"} and points[0].kind not in _TREATING
    predicate = Predicate.AID_POINT_CLOSED if shut else Predicate.SERVICE_STOPPED
    drafts = drafts_of(scene, event, points, predicate, "stopped")
    for draft, point in zip(drafts, points, strict=True):
        own = not event.passive and bool(event.subjects) and aid_point(scene, event.subjects[0]) is not None
        draft.actor = None if own else doer_of_aid(scene, event)
        if draft.modality in ASSERTIVE and draft.relation in NOW:
            set_status(draft, point, AidStatus.CLOSED)
    return drafts


_TREATING = frozenset({AidKind.HOSPITAL, AidKind.CLINIC, AidKind.WATER_POINT})


def _is_object(event: Event, point: AidPoint) -> bool:
    """ "the suspension of the clinic", but not "the suspension of flights to the airport"."""
    return bool(event.objects) and point.chunk is event.objects[0]


def operating(scene: Scene, event: Event) -> list[Draft]:
    """An aid point works, in full or in part."""
    if "operate" not in event.ids:
        return []
    staffed = _staff_at(scene, event) or working_at(scene, event)
    points = [staffed] if staffed is not None else points_of(scene, event)
    if _at_work_there(scene, event, points) or _hosts_no_one(scene, event):
        return []
    if not points or (event.passive and not event.chunk.auxiliaries and not any(p.places for p in points)):
        return []  # "roads used by convoys" tells of no road in particular
    if not event.passive and any(
        (a := scene.casting.refer(c)) is not None and a.kind in {"force", "state_forces", "armed_group"}
        for c in event.subjects[:1]
    ):
        return []  # "fighters were operating in the hospital" says nothing of the hospital's work
    people = any(c.has("noun", "people") or c.has("noun", "cargo") for c in event.subjects)
    cargo = any(c.has("noun", "cargo") for c in event.subjects)
    passed = cargo and points[0].kind in {AidKind.CROSSING, AidKind.PORT, AidKind.AIRPORT}  # "lorries use the crossing"
    if people and staffed is None and points[0].kind is not AidKind.ROUTE and not passed:
        return []
    drafts = drafts_of(scene, event, points, Predicate.AID_POINT_OPERATING, "operating")
    for draft, point in zip(drafts, points, strict=True):
        draft.actor = point.operator if scene.words(point.chunk)[0] in {"it", "they", "none", "each", "both"} else None
        runner = _runner(scene, event, point)
        run_by = None if runner is not None or event.passive else run_by_whom(scene, event, point.chunk)
        draft.actor = draft.actor or runner or (point.operator if point is staffed else None) or run_by
        if event.under("demand"):
            draft.actor = _demander(scene, event)
            draft.relation = TimeRelation.FUTURE
        if point.kind is AidKind.ROUTE and draft.modality is Modality.NEGATED:
            draft.predicate, draft.rule = Predicate.ACCESS_ROUTE_CUT, "aid.route_unusable"
            draft.modality, draft.polarity, draft.actor = Modality.ASSERTED, Polarity.POSITIVE, None
        elif draft.modality in ASSERTIVE and draft.relation in NOW:
            scope = _limited(scene, event)
            set_status(draft, point, AidStatus.RESTRICTED if scope else AidStatus.OPEN, scope)
        elif runner is not None and draft.modality is Modality.NEGATED:
            continue  # who no longer runs a clinic may have handed it over
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


def _staff_at(scene: Scene, event: Event) -> AidPoint | None:
    """ "Doctors at the hospital in X treated 30 wounded people"."""
    if event.passive or event.noun or not event.subjects or event.negated:
        return None
    subject = event.subjects[0]
    after = following(scene, subject)[:1]
    if scene.words(subject)[-1] not in _STAFF or not after or after[0].prep not in {"at", "in"}:
        return None
    return aid_point(scene, after[0], following(scene, after[0]))


_STAFF = frozenset({"doctors", "medics", "nurses", "staff", "surgeons", "midwives", "teams", "workers", "bakers"})


def _at_work_there(scene: Scene, event: Event, points: list[AidPoint]) -> bool:
    """ "He worked at a hospital in X": somebody's job."""
    words = scene.words(event.subjects[0]) if event.subjects else [""]
    return words[0] in {"he", "she", "i", "who"} and bool(points) and points[0].chunk.prep in {"in", "at"}


def _hosts_no_one(scene: Scene, event: Event) -> bool:
    """ "The hospital hosted a conference": neither people nor goods."""
    if event.passive or event.noun or not scene.words(event.chunk)[0].startswith(("host", "hous", "stor", "hold")):
        return False
    return not any(c.has("noun", "people") or c.has("noun", "cargo") for c in event.objects)


_RUNNING = frozenset(
    {"run", "runs", "ran", "running", "operate", "operates", "operated", "operating", "staff", "staffs", "staffed"}
    | {"continue", "continues", "continued", "support", "supports", "supported", "supporting"}
)


def _runner(scene: Scene, event: Event, point: AidPoint) -> ActorRef | None:
    """ "MSF runs a clinic in X": who runs what it runs."""
    if event.passive or point.chunk not in event.objects or point.chunk.prep is not None:
        return None
    return doer_of_aid(scene, event) if scene.words(event.chunk)[0] in _RUNNING else None


def _demander(scene: Scene, event: Event) -> ActorRef | None:
    operator = event.under("demand", "promise", "refuse")
    if operator is None:
        return None
    return next(
        (a for c in subjects_of(operator.clause, operator.chunk) if (a := scene.casting.refer(c)) is not None), None
    )
