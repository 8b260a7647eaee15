"""Rules on the rest: captives, evacuation, displacement, looting, hazards, background; dealings have their own."""

from collections.abc import Callable, Mapping

from contested.extract.actors import ActorRef
from contested.extract.aid_points import aid_point
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.rules.aid_common import CAPTIVES, same_point
from contested.extract.rules.meetings import holds_captives, is_ready
from contested.extract.rules.parties import first_party, near_home
from contested.extract.scene import AidPoint, Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import before_event, last_place, nearby, places_of, unknown_places, with_owners
from contested.model import Modality, Polarity, Predicate, Resolution, TimeRelation

_ANY = frozenset({"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about"})
_SIMPLE: Mapping[str, Predicate] = {
    "evacuate": Predicate.EVACUATION_ORDER,
    "displace": Predicate.DISPLACEMENT,
    "loot": Predicate.LOOTING,
    "captive": Predicate.CAPTIVE_HANDOVER,
}


def _subject(scene: Scene, event: Event) -> ActorRef | None:
    passive = event.passive or event.chunk.forms() == {"be"}
    chunks = [event.agent] if passive and event.agent is not None else ([] if passive else event.subjects)
    return next((a for c in chunks if c is not None and (a := scene.casting.refer(c)) is not None), None)


def _draft(scene: Scene, event: Event, predicate: Predicate) -> Draft:
    return drafted(scene, event, predicate, f"other.{predicate.value}")


def located_events(scene: Scene, event: Event) -> list[Draft]:
    """Evacuation orders, flight, looting, mines, a captive handed over: at the places named."""
    predicate = next((_SIMPLE[i] for i in event.ids if i in _SIMPLE), None)
    received = "deliver" in event.ids and scene.words(event.chunk)[0].startswith(("receiv", "collect", "pick"))
    if received and any(set(scene.words(c)) & CAPTIVES for c in event.objects):
        return _received(scene, event)
    told = any(v.has("event", "evacuate") for v in event.clause.verbs() if v.start < event.chunk.start)
    leaves = "withdraw" in event.ids and not event.noun and not told and event.under("demand") is None
    if leaves and any(_are_people(scene, c) for c in event.subjects):
        predicate = Predicate.DISPLACEMENT  # "6,400 people left Ed Daein"
    if (
        "deliver" in event.ids
        and not event.noun
        and any(
            scene.words(c)[-1] in _FLEEING or (scene.words(c)[-1] == "people" and _from_afar(event))
            for c in event.subjects
        )
    ):
        predicate = Predicate.DISPLACEMENT  # "hundreds of families arrived in X"
    if _carried_off(scene, event):
        predicate = Predicate.LOOTING
    if predicate is None or (predicate is Predicate.LOOTING and _won_unfairly(scene, event)):
        return []
    if predicate is Predicate.EVACUATION_ORDER and event.noun and event.chunk.prep == "about":
        return []  # "a stand about the evacuation of works of art"
    actor = _subject(scene, event)
    if predicate is Predicate.EVACUATION_ORDER and not event.noun and _to_troops(scene, event):
        return []  # "gave the rebels until Sunday to leave X"
    alone = event.subjects and scene.words(event.subjects[0]) in (["he"], ["she"], ["i"])
    if alone and (predicate is not Predicate.EVACUATION_ORDER or event.passive or event.chunk.forms() == {"be"}):
        return []  # one person's flight is no displacement
    if predicate is Predicate.EVACUATION_ORDER and event.subjects and event.chunk.forms() == {"be"}:
        asked = scene.casting.refer(event.subjects[0])
        if asked is not None and asked.armed:
            return []  # "the rebels would be asked to leave X"
    places = _where(scene, event, predicate)
    draft = _draft(scene, event, predicate)
    draft.places = places
    if predicate is Predicate.LOOTING:
        return _looting(scene, event, draft, actor)
    if predicate is Predicate.DISPLACEMENT:
        if actor is not None and actor.armed and not event.passive:
            return []  # soldiers who flee are not displaced people
        draft.actor = None
    elif predicate is Predicate.CAPTIVE_HANDOVER:
        if not _captive(scene, event):
            return []
        places = draft.places = near_home(scene, places)
        draft.actor = actor if actor is not None and actor.armed else _escort(scene, event)
        if draft.modality is Modality.HYPOTHETICAL and is_ready(scene, event):
            draft.modality = Modality.PROMISED
    elif actor is not None and (
        actor.armed or actor.kind == "name" or (predicate is Predicate.EVACUATION_ORDER and actor.kind != "other")
    ):
        draft.actor = actor
    if predicate is Predicate.EVACUATION_ORDER:
        _given(scene, event, draft)
        places = draft.places = places or _evacuated(scene, event)
    if not places and predicate != Predicate.CAPTIVE_HANDOVER:
        return []
    return [draft]


def _where(scene: Scene, event: Event, predicate: Predicate) -> list[Resolution]:
    """Answer where people fled from, were told to leave or had their goods taken."""
    suffered = event.passive or event.chunk.forms() == {"be"}
    told_of = suffered or predicate is Predicate.LOOTING
    chunks = [*event.objects, *(with_owners(scene, event.subjects) if told_of else [])]
    if predicate in {Predicate.DISPLACEMENT, Predicate.CAPTIVE_HANDOVER}:
        without = _ANY | {"to"}
        chunks = [c for c in chunks if c.prep not in _TOWARDS]
    else:
        without = _ANY - {"for"} if predicate is Predicate.EVACUATION_ORDER else _ANY
    if predicate is Predicate.DISPLACEMENT and "deliver" in event.ids and _from_afar(event):
        chunks = [c for c in chunks if c.prep == "from"]  # "arrived in X from Y" has left Y
    places = places_of(scene, chunks, without=without)
    if places:
        return places
    back = scene.words(event.chunk)[0].startswith("return")
    doing = not (event.noun or suffered)
    if doing and "displace" in event.ids and event.subjects:
        places = _home_of(scene, event)
    if not places and doing and {"loot", "displace", "captive"} & set(event.ids) and not back:
        places = before_event(scene, event)  # "In X, armed men looted shops"
    if not places and predicate is Predicate.LOOTING and event.clause.link == "and" and event.clause.before is not None:
        places = last_place(scene, event.clause.before)  # "trucks were stopped near X and stripped of flour"
    if not places and predicate is Predicate.DISPLACEMENT and not back:
        places = places_of(scene, [c for c in event.objects if c.prep in _TOWARDS])  # "fled to X"
    if not places and event.passive:
        before = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start < event.chunk.start]
        places = places_of(scene, [c for c in before if c.prep in {"in", "at"}])
    return places


def _home_of(scene: Scene, event: Event) -> list[Resolution]:
    """ "Residents of X have fled", "Clashes in X forced 9,000 people from their homes": where they lived."""
    subject = event.subjects[0]
    blow = subject.has("event", "clash") or subject.has("event", "strike")
    if not blow and not subject.has("noun", "people"):
        return []
    if subject.mentions:
        return places_of(scene, with_owners(scene, [subject]))  # "Kutum's residents have fled"
    within = {"of", "from", "in", "around"} if not blow else {"in", "around", "on", "near", "at", "over"}
    beside = [c for c in following(scene, subject)[:2] if c.kind is ChunkKind.NP and c.end <= event.chunk.start]
    return places_of(scene, [c for c in beside if c.prep in within])


_TOWARDS = frozenset({"to", "into", "towards", "toward", "across"})


def _won_unfairly(scene: Scene, event: Event) -> bool:
    """ "the cup final in X was stolen by the referee"."""
    taken = event.subjects if event.passive else event.objects[:1]
    return scene.words(event.chunk)[0].startswith(("st", "rob")) and any(scene.words(c)[-1] in _WON for c in taken)


_WON = frozenset(
    {"final", "match", "game", "show", "election", "elections", "vote", "title", "victory", "spotlight", "limelight"}
    | {"heart", "hearts", "scene", "headlines", "cup", "medal", "win", "goal", "idea", "ideas", "march", "thunder"}
)


def _given(scene: Scene, event: Event, draft: Draft) -> None:
    """ "ordered the evacuation of X", "announced a forced evacuation": an order that was given, by whom."""
    if not event.noun:
        return
    operator = event.under("demand")
    if operator is not None and draft.modality is Modality.DEMANDED and operator.chunk.word.startswith("order"):
        draft.modality, draft.relation = Modality.ASSERTED, TimeRelation.RECENT_EVENT
    before = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if draft.actor is None and before and before[-1].word in _GIVING_ORDERS:
        giver = first_party(scene, subjects_of(event.clause, before[-1]))
        draft.actor = giver if giver is not None and (giver.armed or giver.kind in {"person", "name"}) else None


_GIVING_ORDERS = frozenset({"announced", "declared", "issued", "decreed", "imposed", "announces", "issues", "declares"})


def _carried_off(scene: Scene, event: Event) -> bool:
    """ "took paintings and ambulances from X": goods, and no ground, that troops take away from a place."""
    if "capture" not in event.ids or event.noun or event.passive or not event.objects:
        return False
    from_there = any(c.prep == "from" and c.mentions for c in event.objects[1:])
    return from_there and event.objects[0].prep is None and scene.words(event.objects[0])[-1] in _GOODS


_GOODS = frozenset(
    {"paintings", "ambulances", "cars", "vehicles", "livestock", "cattle", "sheep", "goats", "grain", "furniture"}
    | {"valuables", "money", "cash", "gold", "jewellery", "jewelry", "phones", "motorbikes", "motorcycles", "computers"}
    | {
        "generators",
        "appliances",
        "medicines",
        "medicine",
        "food",
        "fuel",
        "flour",
        "goods",
        "belongings",
        "antiquities",
    }
)
_FLEEING = frozenset(
    {"families", "residents", "villagers", "refugees", "survivors", "displaced", "households", "evacuees"}
)


def _from_afar(event: Event) -> bool:
    """ "Some 3,000 people arrived in X from Y"."""
    return any(c.prep == "from" and c.mentions for c in event.objects)


def _to_troops(scene: Scene, event: Event) -> bool:
    told = [c for c in event.objects if c.prep is None][:1]
    if told and scene.words(told[0])[0] in {"his", "her", "its", "their"} and scene.words(told[0])[-1] == "men":
        return True
    return bool(told) and told[0].has("noun", "force") and not told[0].has("noun", "people")


def _received(scene: Scene, event: Event) -> list[Draft]:
    """ "The Red Cross received two captives from Hamas in X": those handing them over act."""
    draft = _draft(scene, event, Predicate.CAPTIVE_HANDOVER)
    draft.places = places_of(scene, event.objects, without=_ANY | {"to", "from"})
    draft.actor = next(
        (a for c in event.objects if c.prep == "from" and (a := scene.casting.refer(c)) is not None and a.armed), None
    )
    return [draft]


def _evacuated(scene: Scene, event: Event) -> list[Resolution]:
    """Where an order to leave holds: "told families to leave X", a place no gazetteer knows, the place spoken of."""
    later = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start > event.chunk.start]
    named = places_of(scene, later, without=_ANY | {"to", "into"}) or unknown_places(scene, later[-3:])
    if named or any(c.prep in {"of", "from", "along", "in"} and _capital(scene, c) for c in later):
        return named
    return before_event(scene, event) or ([] if event.noun else nearby(scene, event))


def _capital(scene: Scene, chunk: Chunk) -> bool:
    return scene.reading.document.tokens[chunk.end - 1].text[:1].isupper()


def _are_people(scene: Scene, chunk: Chunk) -> bool:
    """Tell people who live in a place from troops: "families", "some 6,400 people"."""
    heads = [h.entry for h in chunk.hits if h.end == chunk.end and h.entry.category == "noun"]
    return any(h.id == "people" for h in heads) and scene.words(chunk)[-1] not in {
        "journalists",
        "workers",
        "volunteers",
    }


def _looting(scene: Scene, event: Event, draft: Draft, actor: ActorRef | None) -> list[Draft]:
    doing = actor is not None and (actor.armed or actor.kind in _LOOTERS or not (event.passive or event.noun))
    draft.actor = (
        actor if doing and scene.words(event.subjects[0] if event.subjects else event.chunk) != ["there"] else None
    )
    point: AidPoint | None = None
    for chunk in (
        event.subjects if event.passive or (event.ids == ("loot",) and event.chunk.forms() == {"be"}) else event.objects
    ):
        point = aid_point(scene, chunk, following(scene, chunk)) or same_point(scene, chunk)
        if point is not None:
            break
    if point is not None:
        draft.places = point.places or draft.places
        draft.unlocated = None if draft.places else point
    return [draft] if draft.places or draft.unlocated else []


_LOOTERS = frozenset({"name", "people", "group", "force", "person"})


def _captive(scene: Scene, event: Event) -> bool:
    words = {t.lower for t in scene.reading.document.tokens[scene.sentence.first_token : scene.sentence.last_token]}
    return "captive" in event.ids and (bool(words & CAPTIVES) or any(holds_captives(scene, c) for c in event.objects))


def _escort(scene: Scene, event: Event) -> ActorRef | None:
    """ "is escorted by Hamas fighters before being handed over": the agent of the clause before."""
    for clause in scene.clauses:
        for chunk in clause.chunks:
            if chunk.kind is ChunkKind.NP and chunk.prep == "by" and chunk.start < event.chunk.start:
                actor = scene.casting.refer(chunk)
                if actor is not None and actor.armed:
                    return actor
    return None


def happening(scene: Scene, event: Event) -> list[Draft]:
    """A killing, a raid, an arrest at a place: told as background, no change of anything."""
    if not {"incident", "enter", "strike"} & set(event.ids):
        return []
    if "incident" not in event.ids and event.noun:
        return []
    taken = scene.words(event.chunk)[0].startswith(("abduct", "kidnap"))
    places = places_of(scene, event.objects, without=_ANY if taken else _ANY | {"from"})
    draft = _draft(scene, event, Predicate.BACKGROUND_EVENT)
    if not places and not (draft.relation is TimeRelation.HISTORIC_BACKGROUND and "killed" in scene.words(event.chunk)):
        return []
    draft.places = places
    draft.actor = None
    if taken and (actor := _subject(scene, event)) is not None and actor.armed:
        draft.actor = actor
    return [draft] if draft.relation in {TimeRelation.HISTORIC_BACKGROUND, TimeRelation.PAST_EVENT} else []


_TEXTS = frozenset(
    {"deal", "agreement", "accord", "truce", "ceasefire", "text", "draft", "plan", "proposal", "arrangement", "roadmap"}
    | {"memorandum", "understanding", "statement", "document", "protocol", "resolution", "paper"}
)


def agreeing(scene: Scene, event: Event) -> list[Draft]:
    """What an agreement covers or leaves out: "the deal covers X", "there is no agreement on X"."""
    if "agreement" not in event.ids:
        return []
    if not event.noun and not any(set(scene.words(c)) & _TEXTS for c in event.subjects[:1]):
        return []
    places = places_of(scene, event.objects, without=_ANY - {"about"})
    if not places:
        return []
    draft = _draft(scene, event, Predicate.AGREEMENT_SCOPE)
    draft.places = places
    words = set(scene.words(event.chunk))
    if draft.modality is Modality.ASSERTED and (words & {"nothing", "no", "out", "exclude", "excludes", "excluded"}):
        draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    if draft.modality is Modality.ASSERTED and event.noun:
        return []  # "the agreement on X was praised" says nothing of what it covers
    return [draft]


OTHER_RULES: tuple[Callable[[Scene, Event], list[Draft]], ...] = (located_events, agreeing, happening)
