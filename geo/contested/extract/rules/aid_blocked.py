"""Rules on aid that is held up and on roads that are cut."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.events_phrases import MISSIONS, PERMITS
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import NOT_THERE, doer_of_aid, drafts_of, is_cargo, is_helper
from contested.extract.scene import AidPoint, Draft, Scene, following
from contested.extract.whereabouts import before_event, located, nearby, places_of
from contested.model import AidKind, Modality, Polarity, Predicate, Resolution

_ABOUT = frozenset({"block", "cut_route", "deliver", "enter", "advance", "access"})


def blocking(scene: Scene, event: Event) -> list[Draft]:
    """Aid is held up, or a road is cut."""
    if _ABOUT.isdisjoint(event.ids):
        return []
    if _kept_out(scene, event) or _no_access(scene, event):
        return _shut_out(scene, event)
    if not {"block", "cut_route"} & set(event.ids):
        return []
    if _cut_off(scene, event):
        return _town_cut_off(scene, event)
    route = _route(scene, event)
    waits = scene.words(event.chunk)[0].startswith(("queu", "wait"))
    if waits and not any(is_cargo(scene, c) for c in event.subjects):
        return []  # people who queue for bread
    permits = [n for c in event.subjects for n in following(scene, c)[:1] if n.prep == "for"]  # "permits for convoys"
    cargo = [c for c in (*event.subjects, *permits, *event.objects) if is_cargo(scene, c) or is_mission(scene, c)]
    if (event.passive or "be" in event.chunk.forms()) and scene.words(event.chunk)[-1] in _DECIDED:
        cargo += [c for c in event.subjects if scene.words(c)[-1] in MISSIONS | PERMITS]  # "a mission to X was denied"
    cargo += [c for c in event.objects if c.prep == "for" and c.has("event", "deliver")]  # "for the distribution of"
    if route is not None and not (cargo and not event.passive and not route.places):
        return _route_cut(scene, event, route)
    if "block" not in event.ids and not event.passive:
        return []
    denied = _denies_access(scene, event)
    own = [c for c in event.objects if c.prep is None and scene.words(c)[-1] not in _FOR_LONG]
    if not event.passive and scene.words(event.chunk)[0] in _BANNING:
        cargo += [c for c in own if is_helper(scene, c)]  # "banned UNRWA from bringing aid into X"
        denied = denied or any(is_helper(scene, c) for c in own)
    held = any(c in cargo for c in event.objects)
    if not denied and (not cargo or (own and not event.passive and not held)):
        return []  # "lorries blocked the gate" holds up no lorry
    places = _held_where(scene, event, cargo)
    if not places:
        return []
    draft = drafted(scene, event, Predicate.AID_BLOCKED, "aid.blocked", state="be" in event.chunk.forms())
    draft.places = places
    doer = _blocker(scene, event) if denied or not any(is_cargo(scene, c) for c in event.subjects) else None
    passive = event.passive or "be" in event.chunk.forms()
    draft.actor = doer if not passive else (scene.casting.refer(event.agent) if event.agent else None)
    return [draft]


_FOR_LONG = frozenset({"minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"})


def _kept_out(scene: Scene, event: Event) -> bool:
    """ "Aid workers cannot reach X", "the UN was not allowed to enter X", "MSF has been denied access to X"."""
    if event.noun or not any(is_helper(scene, c) for c in event.subjects):
        return False
    words = scene.words(event.chunk)
    if "block" in event.ids and {"turn", "turned"} & set(words) and words[-1] in {"back", "around"}:
        return not any(c.prep is None for c in event.objects)  # "the team had to turn back"
    if "block" in event.ids:
        shut = "be" in event.chunk.forms() and bool(_UNABLE & set(words))
        return shut or (words[0] in {"have", "has", "had", "lack", "lacks", "lost", "lose"} and "access" in words)
    if not {"deliver", "enter", "advance", "access"} & set(event.ids) or any(is_cargo(scene, c) for c in event.objects):
        return False
    tokens = [t.lower for v in event.clause.verbs() if v.start <= event.chunk.start for t in v.auxiliaries]
    allowed = any(
        v.word in {"allowed", "permitted", "able"} for v in event.clause.verbs() if v.start < event.chunk.start
    )
    no = bool(set(tokens) & scene.reading.lexicon.words["negation"])
    return no and (allowed or bool({"can", "cannot", "can't", "could", "couldn't"} & set(tokens)))


_BANNING = frozenset(
    {
        "ban",
        "bans",
        "banned",
        "bar",
        "bars",
        "barred",
        "prevent",
        "prevents",
        "prevented",
        "preventing",
        "stop",
        "stops",
    }
    | {"stopped", "block", "blocks", "blocked", "blocking", "barring", "banning", "keep", "keeps", "kept"}
)
_UNABLE = frozenset({"unable", "denied", "barred", "refused", "prevented", "stopped", "kept", "blocked", "turned"})


def _no_access(scene: Scene, event: Event) -> bool:
    """ "Humanitarian access to X is severely restricted", "access to X remains impossible"."""
    if (
        not event.noun
        or "access" not in event.ids
        or event.chunk.prep is not None
        or "access" not in scene.words(event.chunk)
    ):
        return False
    named = event.objects and (places_of(scene, event.objects[:1]) or "humanitarian" in scene.words(event.chunk))
    verbs = [v for v in event.clause.verbs() if v.start > event.chunk.start]
    if not named or not verbs or event.under("demand", "promise", "threaten"):
        return False
    tokens = scene.reading.document.tokens
    last = max(c.end for c in event.clause.chunks)
    return bool({t.lower for t in tokens[event.chunk.end : last]} & _SHUT) and not event.negated


_SHUT = frozenset(
    {"denied", "restricted", "impossible", "blocked", "limited", "constrained", "suspended", "cut", "refused"}
    | {
        "interrupted",
        "disrupted",
        "severed",
        "halted",
        "difficult",
        "hampered",
        "obstructed",
        "impeded",
        "hindered",
        "non-existent",
        "lost",
    }
)


_BY_LAND = frozenset({"road", "rail", "land", "overland", "highway"})


def _shut_out(scene: Scene, event: Event) -> list[Draft]:
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"}) or before_event(scene, event)
    places = places or [r for c in event.subjects for r in _near(scene, c)]
    if not places and not event.noun:  # "a team trying to reach X had to turn back"
        between = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.end <= event.chunk.start]
        places = places_of(scene, [c for c in between if c not in event.subjects], without=NOT_THERE | {"from"})
    if not places:
        return []
    road = event.noun and bool(_BY_LAND & set(scene.words(event.chunk)))
    predicate = Predicate.ACCESS_ROUTE_CUT if road else Predicate.AID_BLOCKED  # "road access to X is cut"
    draft = drafted(scene, event, predicate, "aid.kept_out", state=True)
    draft.places = places
    denied = event.noun and draft.modality is Modality.DENIED and any(v.word == "denied" for v in event.clause.verbs())
    if denied or draft.modality in {Modality.NEGATED, Modality.REFUSED}:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    by = next((c for c in event.objects if c.prep == "by"), None) if event.noun else None
    agent = event.agent or by
    draft.actor = scene.casting.refer(agent) if agent is not None else None
    return [draft]


def _cut_off(scene: Scene, event: Event) -> bool:
    """ "X is inaccessible by road": the way to a town is cut."""
    words = set(scene.words(event.chunk))
    state = "cut_route" in event.ids and bool(words & {"inaccessible", "unreachable"})
    return state and bool(places_of(scene, event.subjects))


def _town_cut_off(scene: Scene, event: Event) -> list[Draft]:
    draft = drafted(scene, event, Predicate.ACCESS_ROUTE_CUT, "aid.town_cut_off", state=True)
    draft.places = places_of(scene, event.subjects)
    return [draft]


def _held_where(scene: Scene, event: Event, cargo: list[Chunk]) -> list[Resolution]:
    """Where goods are held up: where they were bound for, before the river that they were stopped on."""
    bound = [r for c in cargo for r in _near(scene, c) if c.end <= event.chunk.start or event.passive]
    there = [c for c in event.objects if c.prep != "on"]
    places = places_of(scene, there, without=NOT_THERE | {"from"}) or bound
    places = places or places_of(scene, event.objects, without=NOT_THERE | {"from"})
    places = places or places_of(scene, [c for c in event.objects if c.prep == "from"])
    places = places or [r for c in cargo for r in _near(scene, c)]
    if not places:
        later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.start]
        places = places_of(scene, later, without=NOT_THERE | {"from"}) or before_event(scene, event)
    return places or _meant_for(scene, event)


def _meant_for(scene: Scene, event: Event) -> list[Resolution]:
    """ "The convoy, which was carrying food for X, was stopped": where it was bound for, said before."""
    before = [
        c for clause in scene.clauses for c in clause.chunks if c.kind is ChunkKind.NP and c.end <= event.chunk.start
    ]
    return places_of(scene, [c for c in before if c.prep in {"for", "to", "into"}])[-1:]


def _route_cut(scene: Scene, event: Event, route: AidPoint) -> list[Draft]:
    own = scene.words(route.chunk)[0] in {"its", "their"} and scene.words(route.chunk)[-1] in {"route", "routes"}
    if own or _shortened(scene, event):  # "The airline cut its route to X"
        return []
    drafts = drafts_of(scene, event, [route], Predicate.ACCESS_ROUTE_CUT, "route_cut")
    draft = drafts[0]
    draft.places = draft.places or places_of(scene, event.objects, without=NOT_THERE)
    draft.places = draft.places or _linked(scene, event) or nearby(scene, event)
    draft.unlocated = None if draft.places else draft.unlocated
    draft.actor = (
        doer_of_aid(scene, event) if not event.passive else (scene.casting.refer(event.agent) if event.agent else None)
    )
    if draft.actor is not None and draft.actor.kind in {"other", "people", "person"}:
        draft.actor = None
    return drafts if draft.places else []


def _linked(scene: Scene, event: Event) -> list[Resolution]:
    """ "The road, which links X and Y, has been cut"."""
    for clause in scene.clauses:
        verbs = clause.verbs()
        if clause is not event.clause and clause.link == "which" and verbs and verbs[0].end <= event.chunk.start:
            return [
                r for r in places_of(scene, [c for c in clause.chunks if c.kind is ChunkKind.NP]) if r.place is not None
            ]
    return []


def _shortened(scene: Scene, event: Event) -> bool:
    """ "The marathon route was cut to 10 kilometres": made shorter, not closed."""
    cut = "cut" in scene.words(event.chunk)
    return cut and any(c.prep in {"to", "by"} and scene.words(c)[0][:1].isdigit() for c in event.objects)


def is_mission(scene: Scene, chunk: Chunk) -> bool:
    """ "a WHO mission", "an MSF team", "a medical team": aid workers on their way."""
    words = scene.words(chunk)
    last = words[-1]
    if last in {"crews", "medics", "rescuers", "ambulances", "paramedics", "ambulance"}:
        return True
    aid = any(
        h.entry.category == "actor" and scene.cast.actors[h.entry.id].kind in {"ngo", "un_agency"} for h in chunk.hits
    )
    aid = aid or bool(_HELPING & set(words))
    return aid and last in _MISSIONS


_HELPING = frozenset(
    {"aid", "medical", "relief", "humanitarian", "rescue", "ambulance", "health", "surgical", "food", "assessment"}
    | {"inter-agency", "vaccination", "needs-assessment", "nutrition"}
)
_MISSIONS = frozenset(
    {"mission", "missions", "team", "teams", "convoy", "convoys", "staff", "vehicles", "workers", "crew", "crews"}
    | {"agencies", "groups", "organisations", "organizations", "delegation", "personnel", "boats", "flights", "worker"}
    | {"volunteers", "doctors"}
)
_DECIDED = frozenset({"denied", "refused", "rejected"})
_DENYING = frozenset({"deny", "denies", "denied", "denying", "refuse", "refuses", "refused", "refusing"})


def _denies_access(scene: Scene, event: Event) -> bool:
    """ "accused M23 of denying them access to X": access denied, and aid workers spoken of in the sentence."""
    first = scene.words(event.chunk)[0]
    if first not in _DENYING or event.passive:
        return False
    if not any("access" in scene.words(c) or "entry" in scene.words(c) for c in (event.chunk, *event.objects)):
        return False
    return any(
        is_mission(scene, c) or is_cargo(scene, c) or set(scene.words(c)) & {"humanitarian", "aid", "relief"}
        for clause in scene.clauses
        for c in clause.chunks
        if c.kind is ChunkKind.NP
    )


def _blocker(scene: Scene, event: Event) -> ActorRef | None:
    """Who blocks: also a crowd, and who is accused of it."""
    doer = doer_of_aid(scene, event)
    if doer is not None or event.passive or event.noun or not event.subjects:
        return doer
    subject = event.subjects[0]
    return scene.casting.refer(subject) if scene.words(subject)[-1] in _CROWDS else None


_CROWDS = frozenset(
    {"settlers", "protesters", "protestors", "demonstrators", "activists", "looters", "locals", "crowds"}
)


def _near(scene: Scene, chunk: Chunk) -> list[Resolution]:
    after = [
        c for c in following(scene, chunk) if c.kind is ChunkKind.NP and c.prep in {"to", "into", "in", "at", "for"}
    ]
    return places_of(scene, after[:2])


def _route(scene: Scene, event: Event) -> AidPoint | None:
    suffers = event.passive or "be" in event.chunk.forms()
    goods = suffers and any(is_cargo(scene, c) for c in event.subjects)
    for chunk in (*event.subjects, *event.objects):
        if goods and chunk.prep in {"at", "on", "near", "in"}:
            continue  # "lorries were stopped at the bridge"
        point = aid_point(scene, chunk, following(scene, chunk))
        if point is not None and point.kind is AidKind.ROUTE:
            return point
        if chunk.prep is None and scene.words(chunk)[-1] == "corridor" and (named := located(scene, chunk)):
            return AidPoint(AidKind.ROUTE, chunk, scene.surface(chunk), named)  # "the Lachin corridor is blocked"
    return None
