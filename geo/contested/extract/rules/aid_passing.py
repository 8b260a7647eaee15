"""Rules on who is let through a crossing, and on what cuts villages off: floods, fallen bridges, fighting."""

from contested.extract.aid_points import aid_point
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import ASSERTIVE, NOT_THERE, NOW, drafts_of, set_status
from contested.extract.scene import Draft, Scene, following
from contested.extract.whereabouts import before_event, places_of
from contested.model import AidKind, AidStatus, Predicate

_LETTING = ("let", "allow", "admit", "permit", "accept", "take")
_GATES = frozenset({AidKind.CROSSING, AidKind.ROUTE, AidKind.CHECKPOINT, AidKind.ENTRY_POINT})


def letting_people(scene: Scene, event: Event) -> list[Draft]:
    """ "The bridge at X lets through only patients": it works, for people alone."""
    if event.noun or event.passive or event.negated or not {"deliver", "operate", "access"} & set(event.ids):
        return []
    if not event.subjects or not scene.words(event.chunk)[0].startswith(_LETTING):
        return []
    subject = event.subjects[0]
    point = aid_point(scene, subject, following(scene, subject))
    if point is None or point.kind not in _GATES or not any(c.has("noun", "people") for c in event.objects[:1]):
        return []
    if point.kind is AidKind.ROUTE and not {"bridge", "causeway"} & set(scene.words(subject)):
        return []
    drafts = drafts_of(scene, event, [point], Predicate.AID_POINT_OPERATING, "lets_people")
    for draft in drafts:
        if draft.modality in ASSERTIVE and draft.relation in NOW:
            set_status(draft, point, AidStatus.RESTRICTED, "people")
    return [d for d in drafts if d.places]


_CUTTING = frozenset(
    {"bridge", "bridges", "road", "roads", "flood", "floods", "flooding", "floodwaters", "rain", "rains", "snow"}
    | {"landslide", "landslides", "mudslide", "mudslides", "fighting", "clashes", "damage", "water", "river", "storm"}
    | {"storms", "avalanche", "avalanches", "snowfall", "waters"}
)


def cut_off_by(scene: Scene, event: Event) -> list[Draft]:
    """ "Damaged bridges have cut off villages south of X", "floods cut X off from the capital": no siege."""
    if event.noun or not {"besiege", "cut_route", "stop_service"} & set(event.ids):
        return []
    words = scene.words(event.chunk)
    if not {"cut", "off"} <= {*words, words[0].removesuffix("s")} and words[0] not in {"isolated", "isolate"}:
        return []
    doers = [event.agent] if event.passive and event.agent is not None else [] if event.passive else event.subjects
    road = [c for c in event.objects[:1] if c.has("aid_point", "route")]  # "cut off road access to X"
    if not road and not any(_CUTTING & set(scene.words(c)) for c in doers):
        return []
    struck = event.subjects if event.passive else [c for c in event.objects if c.prep in {None, "off", "of"}]
    places = places_of(scene, event.objects if road else struck, without=NOT_THERE) or before_event(scene, event)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.ACCESS_ROUTE_CUT, "aid.cut_off_by", state=True)
    draft.places = places
    return [draft]
