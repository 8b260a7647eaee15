"""Rules on fighting and movement, and the order of all rules on control."""

from collections.abc import Callable

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.rules.aid_attacked import misfortune
from contested.extract.rules.coming_to_nothing import failed_attack, stopped_on_the_way
from contested.extract.rules.direct import beside_ground, direct, is_ground, of_something_else
from contested.extract.rules.doers import (
    NOT_THERE,
    between,
    doer_of,
    draft_of,
    first_actor,
    first_word,
    forces_of,
    held_by,
    is_armed,
    places_at,
    says_happened,
    speaker_of,
    stands,
    still_there,
)
from contested.extract.rules.holding import capture, handing_over, holding
from contested.extract.rules.leaving import told_to_leave, withdrawal
from contested.extract.rules.sieges import besieging
from contested.extract.rules.terms import end_demanded, leaving_as_term
from contested.extract.rules.works import fortifying, moving, sends_troops, unchanged
from contested.extract.scene import Draft, Scene
from contested.extract.subjects import bare_phrases
from contested.extract.whereabouts import before_event, last_place, nearby, places_of, with_owners
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Dispute,
    MentionKind,
    Modality,
    PartKind,
    Polarity,
    Predicate,
    Resolution,
    TimeRelation,
)


def entering(scene: Scene, event: Event) -> list[Draft]:
    """Entering a place: inside it, which is not yet holding it."""
    if "enter" not in event.ids or _from_the_air(scene, event):
        return []
    if event.subjects and not event.noun and scene.surface(event.subjects[0]).split()[-1] in _LINES:
        return []  # "the front line has not moved in months"
    actor = doer_of(scene, event)
    if event.noun and actor is None and not event.operators and not says_happened(event):
        return []
    if not event.noun and not event.passive and not is_armed(actor):
        return []
    walks_in = first_word(scene, event).startswith(("enter", "cross", "land"))  # a bank may be raided or stormed
    if (walks_in and beside_ground(scene, event)) or (event.noun and actor is None and of_something_else(scene, event)):
        return []  # "entered the competition in X"
    places = places_at(scene, event, without=NOT_THERE | {"from"})
    vague = not any(c.mentions or c.prep in {"into", "to", "in"} for c in event.objects)
    if not places and not event.noun and vague and scene.words(event.chunk)[-1] == "in":
        places = nearby(scene, event)  # "after the army left X, the rebels moved in"
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.ENTERS, "enters")
    draft.places, draft.actor = places, actor
    if draft.modality is Modality.DENIED:
        draft.predicate, draft.actor = Predicate.DENIES_PRESENCE, speaker_of(scene, event, "deny") or actor
        if actor is not None and draft.actor is not None and actor.label != draft.actor.label:
            draft.predicate, draft.actor = Predicate.ENTERS, actor
        return [draft]
    raid = first_word(scene, event).startswith("raid")  # who raids a place goes again
    if stands(draft) and actor is not None and not raid:
        draft.control = ControlUpdate(
            status=ControlStatus.CONTESTED,
            holder=actor.label,
            dispute=Dispute.UNVERIFIED_CHANGE,
        )
    return [draft]


_LINES = frozenset({"line", "lines", "front", "fronts", "frontline", "frontlines"})  # not "the Liberation Front"


def _from_the_air(scene: Scene, event: Event) -> bool:
    """ "warplanes carried out raids on X" is no entry."""
    if not event.noun or not {"enter", "strike"} <= set(event.ids):
        return False
    doers = [*event.subjects, *([event.agent] if event.agent is not None else [])]
    return any(c.has("noun", "weapon") or set(scene.words(c)) & _AIRCRAFT for c in doers)


_AIRCRAFT = frozenset({"warplanes", "warplane", "jets", "aircraft", "planes", "drones", "helicopters", "gunships"})


def advancing(scene: Scene, event: Event) -> list[Draft]:
    """Moving towards a place."""
    if "advance" not in event.ids:
        return []
    actor = doer_of(scene, event)
    if not event.noun and not is_armed(actor):
        return []
    if _warms_to(scene, event) or beside_ground(scene, event):
        return []  # "drew closer to Moscow", "reached an agreement in X"
    places = places_at(scene, event, without=NOT_THERE | {"from"})
    if not places and event.noun:  # "launched an offensive to retake X"
        aim = next((v for v in event.clause.verbs() if v.start >= event.chunk.end and v.prep == "to"), None)
        later = [c for c in event.clause.chunks if aim is not None and c.start >= aim.end and c.kind is ChunkKind.NP]
        places = places_of(scene, later[:1], without=NOT_THERE | {"from"})
    joined = event.clause.link in {"but", "and"} and event.clause.before is not None and not event.objects
    if not places and event.negated and joined and event.clause.before is not None:
        places = last_place(scene, event.clause.before)  # "attacked near X but did not advance"
    if not places or (event.noun and actor is None and not event.operators and not says_happened(event)):
        return []
    draft = draft_of(scene, event, Predicate.ADVANCES, "advances")
    draft.places, draft.actor = places, actor
    return [draft]


def repelling(scene: Scene, event: Event) -> list[Draft]:
    """Driving the other side back contests the place."""
    if "repel" not in event.ids:
        return []
    actor = doer_of(scene, event)
    places = places_of(
        scene, [c for c in event.objects if not (c.prep is None and c.has("noun", "force"))], without=NOT_THERE
    )
    places = places or (places_of(scene, [c for c in event.objects if c.prep in {"on", "in", "at", "near", "from"}]))
    people = event.objects[0] if event.objects and event.objects[0].prep is None else None
    if not event.passive and people is not None and people.has("noun", "people"):
        return []  # "drove the families from X"
    if not places and not event.passive:  # "thwarted an attempt to enter X"
        later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.end]
        places = places_of(scene, later, without=NOT_THERE) if _attempt(scene, event) else places
    if event.passive and not places:  # "attacks towards the town were repelled"
        places = places_of(scene, [c for s in event.subjects for c in between(event, s)], without=NOT_THERE)
        if not places and any(scene.words(s)[-1] in ATTEMPTS for s in event.subjects):
            named = [c for c in event.clause.chunks if c.end <= event.chunk.start and c.kind is ChunkKind.NP]
            places = places_of(scene, named, without=NOT_THERE)  # "an attempt to enter X was thwarted"
        if not places and event.clause.link in {"but", "and", "before", "until"} and event.clause.before is not None:
            places = last_place(scene, event.clause.before)  # "pushed towards X but were repelled"
        speaker = speaker_of(scene, event, "report")
        actor = actor or (speaker if is_armed(speaker, names=False) else None)
    if not places or not (is_armed(actor) or event.passive):
        return []
    draft = draft_of(scene, event, Predicate.REPELS, "repels")
    draft.places, draft.actor = places, actor
    inside = [r for r in places if r.mention.part is None or r.mention.part.kind not in _BESIDE]
    towards = any(c.prep in {"towards", "toward"} for c in event.objects) or _advance(scene, event)
    if stands(draft) and inside and not towards:
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS)
    return [draft]


def _advance(scene: Scene, event: Event) -> bool:
    """ "halted the advance on X": it did not come so far."""
    last = [scene.words(c)[-1] for c in (event.chunk, *event.objects[:1])]
    return bool({"advance", "advances", "push", "offensive"} & set(last))


def _warms_to(scene: Scene, event: Event) -> bool:
    """ "Ethiopia drew closer to Moscow": what states do with no troops."""
    if not {"closer", "nearer"} & set(scene.words(event.chunk)) or not event.subjects:
        return False
    states = {MentionKind.METONYM, MentionKind.POLITY}
    return any(scene.reading.resolutions[n].mention.kind in states for n in event.subjects[0].mentions)


def _attempt(scene: Scene, event: Event) -> bool:
    first = event.objects[0] if event.objects else None
    if first is None:
        return False
    trying = any(v.word in {"trying", "attempting", "seeking"} and v.start >= first.end for v in event.clause.verbs())
    return trying or scene.words(first)[-1] in ATTEMPTS


ATTEMPTS = frozenset({"attempt", "attempts", "bid", "bids", "effort", "efforts", "push"})


_BESIDE = frozenset(  # where an attack that failed leaves the place itself as it was
    {PartKind.NEAR, PartKind.DIRECTION_FROM, PartKind.DISTANCE_DIRECTION, PartKind.DISTANCE_WITHIN, PartKind.TOWARDS}
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
    places = places_of(scene, event.objects, without=NOT_THERE if road else NOT_THERE | {"from", "to"})
    if event.noun and not places:
        places = _scene_of(scene, event)
    if event.noun and not places and _spreads(event):
        places = places_of(scene, event.objects, without=NOT_THERE)  # "the fighting has spread to X"
    if event.noun and not places and event.objects and event.objects[0].prep == "for":
        places = places_of(scene, event.objects[:1])  # "battles for X"
    if event.noun and not places:
        verbs = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
        if verbs:
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
    inside = [r for r in places if r.mention.part is None or r.mention.part.kind not in _BESIDE]
    if stands(draft) and inside and not road:  # fighting on the way between two towns contests neither
        draft.control = ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.CLASHES)
    return [draft]


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


_SIDES = frozenset({"sides", "rivals", "foes", "factions", "clans", "tribes", "parties"})


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
        "strike" not in event.ids
        or misfortune(scene, event)
        or (event.noun and "enter" in event.ids and not _from_the_air(scene, event))
    ):
        return []
    if event.noun and _of_workers(scene, event):
        return []
    gapped = any(h.gap is not None for h in event.chunk.hits)
    if gapped and first_word(scene, event).startswith("launch") and not _weapon(event):
        return []  # "launched an offensive at X"
    if _in_words(scene, event):
        return []
    actor = doer_of(scene, event)
    places = places_at(scene, event, without=(NOT_THERE - {"against"}) | {"from"})
    suffers = first_word(scene, event) in _SUFFERING  # "X came under fire", "X was shelled" as a phrase of the lexicon
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
        actor = None
    draft = draft_of(scene, event, Predicate.SHELLING_OR_STRIKE, "strikes")
    if event.noun and draft.modality is Modality.ASSERTED and _stops(event):
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    draft.places, draft.actor = places, actor if is_armed(actor) or raids else None
    return [draft]


_RAIDERS = frozenset({"settlers", "assailants", "arsonists"})


_SUFFERING = frozenset({"come", "comes", "came", "coming", "is", "are", "was", "were", "be", "been", "being"})


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


_EXPLODING = frozenset({"device", "devices", "mine", "mines", "ammunition", "ordnance", "car", "truck", "vehicle"})
_ABSTRACT = frozenset(
    {"resolution", "decision", "plan", "plans", "proposal", "policy", "policies", "law", "bill", "critics", "growth"}
    | {"reputation", "economy", "morale", "confidence", "prices", "tourism", "trade", "exports", "record", "idea"}
    | {"statement", "remarks", "report", "deal", "verdict", "ruling"}
)


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


_LABOUR = frozenset(
    {"hunger", "general", "labour", "labor", "teachers", "teachers'", "doctors'", "workers'", "nationwide", "rail"}
    | {"transport", "wildcat", "sympathy", "drivers'", "students'", "pay", "solidarity", "day-long", "indefinite"}
)


def _stops(event: Event) -> bool:
    """ "the shelling stopped", "fighting has died down"."""
    after = [v for v in event.clause.verbs() if v.start >= event.chunk.end]
    return bool(after) and not event.negated and after[0].word in _STOPPING


_STOPPING = frozenset(
    {"stop", "stops", "stopped", "cease", "ceases", "ceased", "end", "ends", "ended", "subsided", "abated", "halted"}
)


def presence(scene: Scene, event: Event) -> list[Draft]:
    """Being in a place, which is not holding it; still being there after a promise to leave is."""
    posted = "open" in event.ids and any(c.has("aid_point", "checkpoint") for c in event.objects)
    if ("presence" not in event.ids and not posted) or sends_troops(scene, event):
        return []
    if _sends(scene, event):
        return []  # "deployed 4,000 troops to X" moves them
    actor = doer_of(scene, event)
    places = places_at(scene, event, without=NOT_THERE | {"from"})
    if {"no", "nobody"} & set(scene.words(event.chunk)):
        event.negated = True  # "had no fighters in X" as a phrase of the lexicon
    draft = draft_of(scene, event, Predicate.PRESENCE_ONLY, "presence")
    if draft.modality is Modality.DENIED:
        draft.predicate, draft.rule = Predicate.DENIES_PRESENCE, "control.denies_presence"
        draft.actor = speaker_of(scene, event, "deny")
        draft.places = places or list(scene.focus)
        return [draft] if draft.actor is not None and draft.places and is_armed(draft.actor) else []
    if event.passive and actor is None:
        actor = first_actor(scene, event.subjects)  # "troops are stationed in X"
        places = places_of(scene, event.objects, without=NOT_THERE | {"from"})
    there = bool(event.subjects) and scene.words(event.subjects[0])[0] == "there"
    if event.noun and there and actor is None and {"military", "army", "police"} & set(scene.words(event.chunk)):
        draft.places = places  # "there is a heavy military presence in X"
        return [draft] if places else []
    if not is_armed(actor) or not places:
        return []
    nobody = event.negated and actor is not None and actor.id is None and scene.words(event.subjects[0])[0] == "no"
    draft.places, draft.actor = places, None if nobody else actor
    if event.subjects and scene.words(event.subjects[0])[-1] in _OFFICERS:
        return []  # "the army chief was seen in X"
    inside = event.objects[0] if event.objects else None
    if inside is not None and set(scene.words(inside)) & _LODGINGS:
        return []  # "stayed in a hotel in X"
    staying = first_word(scene, event) in {"remain", "stay", "remaining", "staying", "operate"}
    if staying and draft.modality is Modality.PROMISED and "may" not in event.auxiliaries:
        draft.predicate, draft.rule, draft.modality = (
            Predicate.REFUSES_WITHDRAWAL,
            "control.will_stay",
            Modality.REFUSED,
        )
        draft.relation = TimeRelation.CURRENT
        draft.control = held_by(forces_of(scene, actor), Dispute.WITHDRAWAL_DEMANDED)
        return [draft]
    draft.relation = TimeRelation.CURRENT if draft.relation is TimeRelation.RECENT_EVENT else draft.relation
    first = [t.lower for t in scene.reading.document.tokens[event.chunk.start : event.chunk.end]]
    if draft.modality is Modality.ASSERTED and (
        still_there(scene, event) or first[0] in {"remain", "remains", "remained", "stay", "stays", "stayed"}
    ):
        draft.predicate, draft.rule, draft.control = (
            Predicate.HOLDS,
            "control.still_there",
            held_by(forces_of(scene, actor)),
        )
    elif (
        draft.modality is Modality.ASSERTED
        and not event.chunk.hits
        and first[0] in {"are", "is"}
        and event.subjects[0].start < event.chunk.start  # "there are troops in X" says no more than that
        and not _counted(scene, event.subjects[0])
    ):
        draft.predicate, draft.rule, draft.control = Predicate.HOLDS, "control.are_in", held_by(forces_of(scene, actor))
    return [draft]


def _counted(scene: Scene, chunk: Chunk) -> bool:
    """ "about 300 soldiers are inside X": so many are there, and do not hold it for that."""
    words = scene.words(chunk)
    return any(w.isdigit() for w in words[:3]) or words[0] in {
        "dozens",
        "hundreds",
        "thousands",
        "several",
        "some",
        "few",
    }


_MANY = frozenset({"dozens", "hundreds", "thousands", "several", "some", "few", "scores"})


def _sends(scene: Scene, event: Event) -> bool:
    if not first_word(scene, event).startswith("deploy") or event.passive or event.noun or len(event.objects) < 2:
        return False
    troops, where = event.objects[:2]
    return troops.prep is None and troops.has("noun", "force") and where.prep in {"to", "towards", "toward"}


_OFFICERS = frozenset(
    {
        "chief",
        "commander",
        "general",
        "colonel",
        "officer",
        "official",
        "spokesman",
        "spokesperson",
        "leader",
        "leaders",
    }
    | {"minister", "delegates", "delegation", "negotiators", "officials", "commanders", "envoy", "head", "deputy"}
)
_LODGINGS = frozenset(
    {"hotel", "hotels", "court", "prison", "custody", "talks", "office", "charge", "contact", "exile"}
)


CONTROL_RULES: tuple[Callable[[Scene, Event], list[Draft]], ...] = (
    end_demanded,
    leaving_as_term,
    failed_attack,
    stopped_on_the_way,
    told_to_leave,
    withdrawal,
    handing_over,
    capture,
    holding,
    repelling,
    entering,
    advancing,
    besieging,
    clashing,
    striking,
    presence,
    fortifying,
    moving,
    unchanged,
)
