"""Rules on fighting: clashes between sides, and strikes, which are never control."""

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.chunks import ChunkKind
from contested.extract.events import Event
from contested.extract.rules.aid_attacked import misfortune
from contested.extract.rules.direct import direct, is_ground
from contested.extract.rules.doers import (
    NOT_THERE,
    doer_of,
    draft_of,
    first_word,
    is_armed,
    places_at,
    stands,
    whose_blow,
)
from contested.extract.rules.movement import from_the_air
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import bare_phrases
from contested.extract.whereabouts import before_event, last_place, places_of, with_owners
from contested.model import (
    AidKind,
    ControlStatus,
    ControlUpdate,
    Dispute,
    Modality,
    PlaceKind,
    Polarity,
    Predicate,
    Resolution,
)

_SIDES = frozenset({"sides", "rivals", "foes", "factions", "clans", "tribes", "parties"})
_RAIDERS = frozenset({"settlers", "assailants", "arsonists"})
_SUFFERING = frozenset({"come", "comes", "came", "coming", "is", "are", "was", "were", "be", "been", "being"})
_EXPLODING = frozenset({"device", "devices", "mine", "mines", "ammunition", "ordnance", "car", "truck", "vehicle"})
_ABSTRACT = frozenset(
    {"resolution", "decision", "plan", "plans", "proposal", "policy", "policies", "law", "bill", "critics", "growth"}
    | {"reputation", "economy", "morale", "confidence", "prices", "tourism", "trade", "exports", "record", "idea"}
    | {"statement", "remarks", "report", "deal", "verdict", "ruling"}
)
_LABOUR = frozenset(
    {"hunger", "general", "labour", "labor", "teachers", "teachers'", "doctors'", "workers'", "nationwide", "rail"}
    | {"transport", "wildcat", "sympathy", "drivers'", "students'", "pay", "solidarity", "day-long", "indefinite"}
)
_STOPPING = frozenset(
    {"stop", "stops", "stopped", "cease", "ceases", "ceased", "end", "ends", "ended", "subsided", "abated", "halted"}
)


def clashing(scene: Scene, event: Event) -> list[Draft]:
    """Fighting in a place between sides."""
    if "clash" not in event.ids and not _shooting_between(event):
        return []
    both = any(scene.words(c)[-1] in _SIDES or scene.words(c)[0] in {"rival", "there"} for c in event.subjects)
    if not event.noun and not event.passive and not both and not is_armed(doer_of(scene, event)):
        return []
    if _no_fight(scene, event):
        return []
    road = any(c.has("aid_point", "route") and c.prep in {"along", "on"} for c in event.objects)
    where = [c for c in event.objects if c.mentions or c.prep != "between"]  # "between Hindus and Muslims"
    places = places_of(scene, where, without=NOT_THERE if road else NOT_THERE | {"from", "to"})
    if event.noun and not places:
        places = _scene_of(scene, event)
    if event.noun and not places and _spreads(event):
        places = places_of(scene, where, without=NOT_THERE)  # "the fighting has spread to X"
    if event.noun and not places and event.objects and event.objects[0].prep == "for":
        places = places_of(scene, event.objects[:1])  # "battles for X"
    if event.noun and not places:
        verbs = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
        if verbs and verbs[-1].prep != "to":  # "the fighting makes it hard to bring aid into X" is elsewhere
            places = places_of(
                scene,
                [c for c in event.clause.chunks if c.start >= verbs[-1].end and c.kind is ChunkKind.NP],
                without=NOT_THERE | {"from", "to"},
            )
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.CLASHES, "clashes")
    draft.places = places
    if event.noun and draft.modality is Modality.ASSERTED and _stops(event):
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    named = [
        a
        for c in (event.subjects if not event.noun else [event.chunk, *event.objects])
        if c.prep in {None, "between"} and (a := scene.casting.refer(c)) is not None and is_armed(a)
    ]
    draft.actor = named[0] if named and not event.noun else None
    if draft.actor is None and event.noun and event.chunk.start > scene.sentence.first_token:
        draft.actor = _headline_sides(scene, event)
    ground = any(r.place is None or r.place.kind not in _LANDS for r in places)  # "fighting in Ukraine" is no town's
    # fighting on the way between two towns contests neither
    if stands(draft) and ground and not road and not _with_civilians(scene, event):
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.CLASHES)
    return [draft]


def _headline_sides(scene: Scene, event: Event) -> ActorRef | None:
    """ "M23, army clash near X": the first of two sides, where a headline's verb looks like a noun."""
    chunks = event.clause.chunks
    at = chunks.index(event.chunk)
    if at != 2 or chunks[1].word not in {",", "and"} or scene.words(event.chunk)[-1] != "clash" or event.clause.verbs():
        return None
    if event.chunk.end - event.chunk.start < 2:
        return None
    first = scene.casting.refer(chunks[0])
    return first if is_armed(first, names=False) else None


def _no_fight(scene: Scene, event: Event) -> bool:
    """ "is battling floods", "the battle against malaria", "a clash of egos": nobody fights anybody."""
    thing = direct(event)
    if thing is not None and not first_word(scene, event).startswith(("fight", "fought", "battl")):
        return False  # "ambushed a lorry"
    if thing is not None:
        against = scene.casting.refer(thing)
        battle = thing.has("event", "clash") or scene.words(thing)[0] in {"each", "street", "off"}
        return not (battle or is_armed(against) or is_ground(scene, event, thing))
    first = event.objects[0] if event.noun and event.objects else None
    if first is None or first.prep not in {"of", "against"} or first.mentions or is_ground(scene, event, first):
        return False
    return not is_armed(scene.casting.refer(first))


def _with_civilians(scene: Scene, event: Event) -> bool:
    """ "clashed with protesters in X", "clashes between police and fans": who demonstrates contests no ground."""
    others = [c for c in event.objects if c.prep in {"with", "between", "against"}]
    if event.noun and _CIVILIANS & set(scene.words(event.chunk)):
        return True  # "communal clashes"
    others += [c for c in event.clause.chunks if c.prep is None and others and c.start - 1 == others[0].end]
    if event.noun or not others:
        others += [c for c in event.subjects if not event.noun]
    return any(_CIVILIANS & set(scene.words(c)) for c in others)


_LANDS = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_CIVILIANS = frozenset(
    {
        "protesters",
        "protestors",
        "demonstrators",
        "marchers",
        "rioters",
        "fans",
        "supporters",
        "worshippers",
        "mourners",
    }
    | {"students", "residents", "villagers", "civilians", "crowds", "crowd", "farmers", "herders", "youths", "locals"}
    | {"hindus", "muslims", "christians", "sikhs", "buddhists", "communal", "verbal", "spectators", "commuters"}
    | {"activists", "journalists", "reporters", "workers", "strikers", "inmates", "prisoners", "migrants", "shoppers"}
)


def _scene_of(scene: Scene, event: Event) -> list[Resolution]:
    """ "X is the scene of heavy fighting", "clashes displaced thousands from X", "residents of X woke to gunfire"."""
    chunks = event.clause.chunks
    at = chunks.index(event.chunk)
    head = chunks[at - 1] if at and event.chunk.prep == "of" else None
    if (
        head is not None
        and head.kind is ChunkKind.NP
        and scene.words(head)[-1] in {"scene", "site", "theatre", "centre"}
    ):
        return places_of(scene, bare_phrases(chunks))
    if "strike" in event.ids:  # gunfire between two sides
        return before_event(scene, event)
    if any(v.has("event", "displace") for v in event.clause.verbs() if v.start >= event.chunk.end):
        return places_of(scene, event.objects, without=NOT_THERE)
    return []


def _spreads(event: Event) -> bool:
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    return bool(after) and after[0].word in {
        "spread",
        "spreads",
        "spreading",
        "extended",
        "reached",
        "shifted",
        "moved",
    }


def _shooting_between(event: Event) -> bool:
    """ "gunfire between police and gangs"."""
    fire = event.noun and "strike" in event.ids
    return fire and any(c.prep == "between" and (c.has("noun", "force") or c.has("actor")) for c in event.objects[:1])


def striking(scene: Scene, event: Event) -> list[Draft]:
    """Shelling, bombing, an attack: never control."""
    if (
        ("strike" not in event.ids and not _killed_by(event))
        or misfortune(scene, event)
        or (event.noun and "enter" in event.ids and not from_the_air(scene, event))
    ):
        return []
    if event.noun and (_of_workers(scene, event) or _hits_point(scene, event) or _in_support(event)):
        return []
    gapped = any(h.gap is not None for h in event.chunk.hits)
    if gapped and first_word(scene, event).startswith("launch") and not _weapon(event):
        return []  # "launched an offensive at X"
    if _in_words(scene, event):
        return []
    places = places_at(scene, event, without=(NOT_THERE - {"against"}) | {"from"})
    falls = _falls(scene, event)
    if falls and not any(_EXPLOSIVE & set(scene.words(c)) for c in event.subjects):
        return []  # "A helicopter crashed near X": only what explodes strikes where it falls
    suffers = (
        not falls and first_word(scene, event) in _SUFFERING
    )  # "X came under fire", "X was shelled" as a phrase of the lexicon
    actor = doer_of(scene, event) if not suffers or event.agent is not None else _fired_from(scene, event)
    if not places and suffers:
        places = places_of(scene, with_owners(scene, event.subjects))
    if not places and event.noun:
        places = places_of(
            scene,
            [c for c in event.clause.chunks if c.start > event.chunk.start and c.kind is ChunkKind.NP],
            without=NOT_THERE | {"from"},
        )
    if not places and event.clause.link in {"when", "after", "as"} and event.clause.before is not None:
        places = last_place(scene, event.clause.before)  # "ten were killed in X when … shelled a market"
    if not places:
        return []
    raids = any(_RAIDERS & set(scene.words(c)) for c in event.subjects[:1]) and not event.noun
    if not (event.noun or event.passive or event.adjective or suffers or is_armed(actor) or raids):
        weapon = any(
            c.has("event", "strike") or c.has("noun", "force") or c.has("noun", "weapon") for c in event.subjects
        )
        if not weapon:
            return []
        actor = next((a for c in event.subjects if (a := whose_blow(scene, event, c)) is not None), None)
    draft = draft_of(scene, event, Predicate.SHELLING_OR_STRIKE, "strikes")
    if event.noun and draft.modality is Modality.ASSERTED and _stops(event):
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    draft.places, draft.actor = places, actor if is_armed(actor) or raids else None
    return [draft]


def _hits_point(scene: Scene, event: Event) -> bool:
    """ "An Israeli strike hit a clinic in X": told as what happened to the clinic."""
    verbs = [v for v in event.clause.verbs() if v.start > event.chunk.start]
    if (
        event.chunk.prep is not None
        or not verbs
        or not (verbs[0].has("event", "strike") or verbs[0].has("event", "harm"))
    ):
        return False
    after = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start == verbs[0].end and c.prep is None]
    point = aid_point(scene, after[0], following(scene, after[0])) if after else None
    return point is not None and point.kind is not AidKind.ROUTE


def _falls(scene: Scene, event: Event) -> bool:
    words = scene.words(event.chunk)
    return not event.noun and (
        words[0].startswith("crash") or (words[0].startswith(("com", "cam")) and "down" in words)
    )


_EXPLOSIVE = frozenset(
    {"drone", "drones", "missile", "missiles", "rocket", "rockets", "shell", "shells", "bomb", "bombs", "mortar"}
    | {"mortars", "projectile", "projectiles", "uav", "uavs", "munition", "munitions", "grenade", "grenades"}
    | {"quadcopter", "quadcopters", "shrapnel", "debris"}
)


def _fired_from(scene: Scene, event: Event) -> ActorRef | None:
    """ "The town came under fire from the army": who fired; the subject has suffered it."""
    for chunk in event.objects:
        if chunk.prep in {"from", "by"} and (actor := scene.casting.refer(chunk)) is not None and actor.armed:
            return actor
    return None


def _in_support(event: Event) -> bool:
    """ "The army, backed by air strikes, took X": how it was helped, and no strike on what it took."""
    chunks = event.clause.chunks
    at = chunks.index(event.chunk)
    return event.chunk.prep in {"by", "with"} and at > 0 and chunks[at - 1].word in _HELPED


_HELPED = frozenset({"backed", "supported", "aided", "assisted", "covered", "helped", "accompanied", "preceded"})


def _killed_by(event: Event) -> bool:
    """ "Two farmers were killed by a drone in X"."""
    if "incident" not in event.ids or not event.passive or event.agent is None:
        return False
    return event.agent.has("noun", "weapon") and not event.agent.has("event", "hazard")


def _in_words(scene: Scene, event: Event) -> bool:
    """ "hit back at critics", "attacked the resolution", "the economy was hit": no blow."""
    first = event.subjects[0] if event.passive and event.subjects else (event.objects[0] if event.objects else None)
    if first is None:
        return False
    words = scene.words(first)
    if event.noun:
        return (
            first.prep == "of"
            and scene.words(event.chunk)[-1] in {"explosion", "explosions"}
            and not (first.has("noun", "weapon") or first.mentions or set(words) & _EXPLODING)
        )
    return words[0] in {"back", "out", "record"} or words[-1] in _ABSTRACT


def _weapon(event: Event) -> bool:
    return any(c.has("noun", "weapon") or c.has("event", "strike") for c in event.objects[:2])


def _of_workers(scene: Scene, event: Event) -> bool:
    """ "doctors are on strike", "a general strike in X", "called a strike over pay"."""
    words = scene.words(event.chunk)
    if words[-1] not in {"strike", "strikes"}:
        return False
    if event.agent is not None:  # "a strike by teachers"
        by = scene.casting.refer(event.agent)
        return by is not None and not is_armed(by)
    first = event.objects[0] if event.objects else None
    over = first is not None and first.prep == "over" and not first.mentions
    return event.chunk.prep == "on" or over or bool(_LABOUR & set(words))


def _stops(event: Event) -> bool:
    """ "the shelling stopped", "fighting has died down"."""
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    return bool(after) and not event.negated and after[0].word in _STOPPING
