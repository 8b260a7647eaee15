"""Work, services and supplies that stop at a place, whatever building they were in."""

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import ASSERTIVE, NOT_THERE, NOW, doer_of_aid, is_cargo, is_helper
from contested.extract.scene import Draft, Scene, following
from contested.extract.whereabouts import before_event, places_of
from contested.model import AidKind, AidStatus, AidUpdate, Modality, Predicate, Resolution, TimeRelation

WORK = frozenset(
    {"activities", "operations", "services", "work", "programme", "programmes", "program", "programs", "deliveries"}
    | {"distribution", "distributions", "assistance", "activity", "operation", "support", "aid", "care", "treatment"}
    | {"pumping", "supply", "handouts", "missions", "collection", "evacuation", "airdrops", "cooperation"}
    | {"vaccination", "vaccinations", "admissions", "consultations", "surgeries", "surgery", "flights", "evacuations"}
)
_SERVED = frozenset({"distribution", "distributions", "assistance", "programme", "programmes", "program", "programs"})
_TENDING = frozenset(
    {"treating", "admitting", "receiving", "serving", "seeing", "operating", "working", "distributing", "delivering"}
    | {"providing", "offering", "performing", "vaccinating", "feeding"}
)
_SUPPLIED = frozenset({"water", "power", "electricity", "gas", "internet", "heating", "communications", "traffic"})


def stopped_work(scene: Scene, event: Event) -> list[Draft]:
    """ "MSF suspended its activities in X", "power was cut off in X": a service stops at a place."""
    objects = _stopped(event)
    if _on_something(scene, objects):
        return []  # "work on the stadium in X was suspended"
    cargo = any((is_cargo(scene, c) and not _airline(scene, c)) or c.has("event", "deliver") for c in objects)
    utility = any(_is_utility(scene, c) for c in objects)
    doer = doer_of_aid(scene, event)
    staff = bool(event.subjects) and scene.words(event.subjects[0])[-1] in {"surgeons", "doctors", "medics", "nurses"}
    tending = bool(_TENDING & set(scene.words(event.chunk))) and (_helps(doer) or staff)
    worded = any(scene.words(c)[-1] in WORK or _team(scene, c) for c in (*objects, event.chunk))
    worded = worded and (_helps(doer) or not any(_airline(scene, c) for c in objects))
    if not (cargo or utility or tending or worded) or _shortened(scene, event):
        return []
    if not utility and (_cut(scene, event) or _is_out(scene, event)):
        return []  # "WFP cut rations", "the men were out"
    if not (cargo or utility) and doer is not None and doer.armed and doer.kind != "government":
        return []  # "the army ended its operations in X"
    places = _where(scene, event, objects) if cargo or utility or event.noun else []
    places = places or places_of(scene, event.objects, without=NOT_THERE) or before_event(scene, event)
    if not places:
        return []
    served = any(scene.words(c)[-1] in _SERVED for c in objects) and (doer is None or not doer.armed)
    blocks = event.passive or doer is None or doer.armed
    if cargo and not (utility or served or event.noun) and blocks:
        draft = drafted(scene, event, Predicate.AID_BLOCKED, "aid.deliveries_stopped", state=True)
        draft.places = places
        draft.actor = doer if doer is not None and doer.armed else None
        return [draft]
    draft = drafted(scene, event, Predicate.SERVICE_STOPPED, "aid.work_stopped", state=False)
    draft.places = places
    draft.actor = doer or (_whose(scene, objects) if event.noun else None)
    if utility and draft.relation is TimeRelation.HISTORIC_BACKGROUND:
        return []
    if utility:
        return [draft]  # the town is dark; no aid point is known to be shut
    if draft.modality in ASSERTIVE and draft.relation in NOW:
        draft.aid = AidUpdate(
            kind=AidKind.OTHER, status=AidStatus.CLOSED, operator=draft.actor.label if draft.actor else None
        )
    elif draft.modality is Modality.NEGATED:
        draft.aid = None
    return [draft]


def _team(scene: Scene, chunk: Chunk) -> bool:
    """ "its mobile health teams": who brings care, suspended with it."""
    words = scene.words(chunk)
    return words[-1] in {"teams", "visits", "campaign", "campaigns", "rounds"} and bool(set(words) & _CARING)


_CARING = frozenset(
    {"health", "medical", "nutrition", "vaccination", "mobile", "outreach", "surgical", "aid", "relief"}
)


def leaving(scene: Scene, event: Event) -> list[Draft]:
    """ "MSF has withdrawn its staff from X", "aid agencies have pulled out of X": their work there stops."""
    if "repel" in event.ids and not event.noun:
        return _expelled(scene, event)
    fled = "displace" in event.ids and bool({"fled", "flee", "flees"} & set(scene.words(event.chunk)))
    if not ("withdraw" in event.ids or fled) or event.noun or event.passive or not event.subjects:
        return []
    helper = next((c for c in event.subjects if is_helper(scene, c)), None)
    own = [c for c in event.objects if c.prep is None]
    if helper is None or any(c.has("noun", "people") and scene.words(c)[0] not in {"its", "their"} for c in own):
        return []  # "the Red Cross evacuated patients from X"
    places = places_of(scene, event.objects, without=NOT_THERE | {"to", "into"})
    if not places:
        return []
    draft = drafted(scene, event, Predicate.SERVICE_STOPPED, "aid.helpers_left", state=False)
    draft.places, draft.actor = places, scene.casting.refer(helper)
    return [draft]


def _expelled(scene: Scene, event: Event) -> list[Draft]:
    """ "The government expelled MSF from X": nobody is repelled, but help ends."""
    struck = event.subjects if event.passive else [c for c in event.objects if c.prep is None]
    places = places_of(scene, event.objects, without=NOT_THERE | {"to", "into"})
    if not places or not struck or not is_helper(scene, struck[0]):
        return []
    draft = drafted(scene, event, Predicate.SERVICE_STOPPED, "aid.helpers_expelled", state=False)
    draft.places, draft.actor = places, doer_of_aid(scene, event)
    return [draft]


def _stopped(event: Event) -> list[Chunk]:
    """What stops: the subject of a passive, the object of an active verb, what a noun is of."""
    if event.noun:
        return [c for c in event.objects if c.prep in {"of", "to", "in"}][:1]
    own = [c for c in event.objects if c.prep in {None, "off"}]
    if event.passive or (event.subjects and "be" in event.chunk.forms()) or not own:
        return event.subjects
    return own


def _on_something(scene: Scene, objects: list[Chunk]) -> bool:
    after = [c for o in objects if scene.words(o)[-1] in {"work", "construction"} for c in following(scene, o)[:1]]
    return any(c.prep == "on" for c in after)


def _airline(scene: Scene, chunk: Chunk) -> bool:
    """ "flights to Kyiv": of an airline, unless somebody's who helps."""
    words = set(scene.words(chunk))
    helps = any(h.entry.category == "actor" for h in chunk.hits)
    return bool(words & {"flight", "flights"}) and not helps and not words & _RELIEF


_RELIEF = frozenset({"aid", "relief", "humanitarian", "supply", "medical", "evacuation", "cargo", "food", "rescue"})


def _cut(scene: Scene, event: Event) -> bool:
    return scene.words(event.chunk) in (["cut"], ["cuts"], ["cutting"], ["sever"], ["severed"], ["switch", "off"])


def _is_out(scene: Scene, event: Event) -> bool:
    return "be" in event.chunk.forms() and scene.words(event.chunk)[-1] in {"out", "down", "off"}


def _is_utility(scene: Scene, chunk: Chunk) -> bool:
    """ "power", "the water supply", but not "the power station", "the power of the army"."""
    words = scene.words(chunk)
    if {"enemy", "enemy's"} & set(words):
        return False
    if chunk.has("noun", "utility"):
        last = max(h.end for h in chunk.hits if h.entry.category == "noun" and h.entry.id == "utility")
        return last == chunk.end or words[-1] in {"supplies", "supply", "lines", "services", "service", "connections"}
    return words[-1] in _SUPPLIED or (bool(_SUPPLIED & set(words)) and words[-1] in {"supplies", "supply", "lines"})


def _helps(actor: ActorRef | None) -> bool:
    return actor is not None and actor.kind in {"ngo", "un_agency", "name", "civil_authority"}


def _shortened(scene: Scene, event: Event) -> bool:
    """ "cut to 10 kilometres", "scaled back by half": less of it, not none."""
    return any(c.prep in {"to", "by"} and scene.words(c)[0][:1].isdigit() for c in event.objects)


def _where(scene: Scene, event: Event, objects: list[Chunk]) -> list[Resolution]:
    """Where what stops went or was: "flights to X", "the water supply of X", and after the verb "in X"."""
    after = [
        c
        for o in objects
        for c in following(scene, o)
        if c.kind is ChunkKind.NP and c.prep in {"to", "in", "into", "of", "for", "at", "from", "between"}
    ]
    near = [c for c in after if c.start < event.chunk.start or not event.passive]
    return places_of(scene, near[:3])


def _whose(scene: Scene, objects: list[Chunk]) -> ActorRef | None:
    """ "the suspension of UN flights to X": whose flights they are."""
    for chunk in objects:
        for hit in chunk.hits:
            if hit.entry.category == "actor" and hit.end < chunk.end:
                return scene.casting.refer(Chunk(ChunkKind.NP, hit.start, hit.end, hits=[hit]))
    return None
