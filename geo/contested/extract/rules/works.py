"""Rules on what is done behind a line: digging in, moving forces, and a line that does not move."""

from typing import TYPE_CHECKING

from contested.extract.anaphors import anaphor
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.rules.doers import (
    NOT_THERE,
    between,
    doer_of,
    draft_of,
    first_actor,
    first_word,
    is_armed,
    places_at,
)
from contested.extract.rules.ground import GROUND
from contested.extract.scene import Draft, Scene
from contested.extract.whereabouts import before_event, located, places_of
from contested.model import Modality, Polarity, Predicate

if TYPE_CHECKING:
    from contested.extract.actors import ActorRef

_MAKING = frozenset(  # verbs that make a defence of their object, or make anything
    {"build", "builds", "built", "building", "construct", "constructs", "constructed", "constructing", "erect"}
    | {"erects", "erected", "erecting", "install", "installs", "installed", "installing", "put", "puts", "putting"}
    | {"strengthen", "strengthens", "strengthened", "strengthening", "harden", "hardened", "hardening", "shore"}
    | {"shored", "shoring", "barricade", "barricaded", "barricading", "mine", "mined", "mining"}
)
_AT_WORK = _MAKING | frozenset(
    {"dig", "digs", "dug", "digging", "lay", "lays", "laid", "laying", "reinforce", "reinforces", "reinforced"}
    | {"reinforcing", "expand", "expands", "expanded", "expanding", "extend", "extended", "extending", "complete"}
    | {"completed", "completing", "fortify", "fortified", "fortifying", "prepare", "prepared", "preparing", "set"}
    | {"setting", "raise", "raised", "raising", "pour", "poured", "pouring", "bolster", "bolstered", "bolstering"}
    | {"establish", "established", "establishing", "dotted", "add", "added", "adding", "excavated", "excavating"}
    | {"appeared", "appear", "sprung", "surround", "surrounded", "ring", "ringed", "ringing", "see", "seen", "show"}
    | {"shows", "showed", "reveal", "revealed", "continue", "continued", "start", "started", "begun", "began"}
)
_CIVIL = frozenset(
    {
        "ferry",
        "ship",
        "boat",
        "vessel",
        "aircraft",
        "car",
        "engine",
        "train",
        "school",
        "schools",
        "hospital",
        "hospitals",
        "home",
        "homes",
        "house",
        "houses",
        "clinic",
        "clinics",
    }
    | {"factory", "factories", "mosque", "mosques", "church", "churches", "stadium", "railway", "bakery", "shelter"}
    | {"shelters", "camp", "flats", "apartments", "mall", "hotel", "hotels", "museum", "university", "dam"}
    | {"reputation", "trust", "ties", "relations", "confidence", "consensus", "support", "case", "capacity", "majority"}
    | {"coalition", "alliance", "cooperation", "institutions", "economy", "pipeline", "plant", "monument", "memorial"}
    | {"drones", "drone", "missiles", "weapons", "shells", "ammunition", "vehicles", "tanks", "rockets", "armour"}
    | {"bridge", "bridges", "runway", "park", "refinery", "prison", "airport", "library", "playground"}
    | {"kitchen", "market", "markets", "centre", "center", "tents", "fight", "resistance", "statue", "billboards"}
)


def fortifying(scene: Scene, event: Event) -> list[Draft]:
    """Building defences."""
    if "fortify" not in event.ids:
        return []
    if event.noun and not _being_made(event):
        return []  # "stormed trenches near X", "broke through the defences of X"
    if not event.noun and not _defence(scene, event):
        return []
    actor = doer_of(scene, event)
    if event.noun and actor is None:
        actor = first_actor(scene, event.subjects[:1])
        actor = actor if is_armed(actor) else None
    places = places_at(scene, event, without=NOT_THERE | {"from"})
    if event.passive and not places:
        places = places_of(
            scene, [c for c in event.clause.chunks if c.start < event.chunk.start and c.kind is ChunkKind.NP]
        )
    if event.passive and event.objects and event.objects[0].prep == "with" and not places_of(scene, event.subjects):
        made = event.objects[0]
        if not (made.has("event", "fortify") or set(scene.words(made)) & _DEFENSIVE):
            return []  # "bread in X is fortified with iron"
    digs = actor is not None and actor.kind in {"people", "other", "person", "name"} and _of_a_people(scene, event)
    if not places or not (event.passive or event.noun or is_armed(actor) or digs):
        return []
    draft = draft_of(scene, event, Predicate.FORTIFIES_LINE, "fortifies")
    draft.places, draft.actor = places, actor
    return [draft]


def _being_made(event: Event) -> bool:
    """ "dug a trench", "new trenches were seen": somebody makes it, or it is new."""
    verbs = event.clause.verbs()
    made = any(v.word in _AT_WORK or v.has("event", "fortify") for v in verbs)
    return made or not any(v.hits for v in verbs)


def _defence(scene: Scene, event: Event) -> bool:
    """Tell whether what is built is a defence; "dug in" needs no object, "strengthened" one that is."""
    made = event.subjects if event.passive else [c for c in event.objects if c.prep is None]
    things = [c for c in made if c.kind is ChunkKind.NP][:1]
    if first_word(scene, event).startswith("reinforc") and things and not things[0].has("event", "fortify"):
        return bool(set(scene.words(things[0])) & _DEFENSIVE)  # "to reinforce the army" moves troops
    own = set(scene.words(event.chunk)[1:])  # "building fortifications" as a phrase of the lexicon
    if own - {"up"} or first_word(scene, event) not in _MAKING:
        return True
    if not things or any(h.gap is not None for h in event.chunk.hits):
        return any(h.gap is not None for h in event.chunk.hits)
    if things[0].has("event", "fortify"):
        return True
    words = set(scene.words(things[0]))
    if words & _DEFENSIVE:
        return True
    if first_word(scene, event) not in {"build", "builds", "built", "building", "construct", "constructs"} | {
        "constructed",
        "constructing",
        "mine",
        "mined",
        "mining",
    }:
        return False
    if first_word(scene, event).startswith(("mine", "mining")):
        return bool(located(scene, things[0]) or words & GROUND)
    return not words & _CIVIL and not things[0].has("aid_point", "hospital")


_DEFENSIVE = frozenset(
    {"wall", "walls", "fence", "fences", "barrier", "barriers", "positions", "position", "defences", "defenses"}
    | {"defensive", "fortified", "fortifications", "bunkers", "trenches", "outposts", "outpost", "posts", "checkpoints"}
    | {"gates", "cameras", "concrete", "berms", "towers", "road", "roads", "base", "bases", "line", "lines"}
)


def _of_a_people(scene: Scene, event: Event) -> bool:
    """ "Ukrainian engineers are digging in": people of a side at work on its defences."""
    first = event.subjects[0] if event.subjects else None
    if first is None:
        return False
    return bool({"engineers", "engineer", "crews", "workers", "sappers", "contractors"} & set(scene.words(first))) and (
        any(scene.reading.resolutions[n].mention.kind.value == "demonym" for n in first.mentions)
    )


_SENDING = frozenset(
    {"move", "moves", "moved", "moving", "send", "sends", "sent", "sending", "shift", "shifts", "shifted", "shifting"}
    | {"bring", "brings", "brought", "bringing", "transport", "transported", "truck", "trucked", "trucking", "fly"}
    | {"flew", "flown", "flying", "land", "landed", "landing", "ship", "shipped", "shipping", "pour", "poured"}
    | {"deploy", "deploys", "deployed", "deploying", "airlifted", "ferried", "transferred", "transferring", "rushed"}
)
_ARRIVING = frozenset({"arrive", "arrives", "arrived", "arriving"})
_WITH_FORCES = frozenset(  # verbs that are said of much besides troops
    {"strengthen", "strengthens", "strengthened", "strengthening", "bolster", "bolsters", "bolstered", "bolstering"}
    | {"beef", "beefs", "beefed", "beefing", "augment", "augments", "augmented", "assemble", "assembles", "assembled"}
    | {"reinforce", "reinforces", "reinforced", "reinforcing", "double", "doubles", "doubled", "bring", "brings"}
    | {"brought", "bringing", "fly", "flies", "flew", "flown", "flying", "transport", "transports", "transported"}
    | {"ferry", "ferries", "ferried", "truck", "trucks", "trucked", "airlift", "airlifts", "airlifted", "airlifting"}
    | {"send", "sends", "sent", "sending", "move", "moves", "moved", "moving", "shift", "shifts", "shifted", "rush"}
    | {"rushes", "rushed", "rushing", "pour", "pours", "poured", "pouring", "funnel", "transfer", "transfers"}
    | {"transferred", "transferring", "dispatch", "dispatches", "dispatched", "despatched", "pull", "pulls", "pulled"}
    | {"pulling", "concentrate", "concentrates", "concentrated", "receive", "received", "build", "built", "building"}
    | {"accumulate", "accumulates", "accumulated", "accumulating", "amass", "amasses", "amassed", "amassing"}
    | {"rotate", "rotates", "rotated", "rotating", "mobilise", "mobilised", "mobilising", "mobilize", "mobilized"}
)
_MATERIAL = frozenset(
    {"armour", "armor", "tanks", "artillery", "weapons", "weaponry", "battalion", "battalions", "brigade", "brigades"}
    | {"reinforcements", "reinforcement", "hardware", "equipment", "launchers", "howitzers", "units", "men", "troops"}
    | {"soldiers", "forces", "fighters", "vehicles", "regiment", "division", "contingent", "garrison", "positions"}
    | {"presence", "personnel", "reserves", "commandos", "police", "officers", "militiamen", "recruits", "drones"}
    | {"columns", "convoy", "company", "companies", "unit", "ranks", "defences", "defenses", "bulldozers", "batteries"}
)


def moving(scene: Scene, event: Event) -> list[Draft]:
    """Moving or massing forces."""
    carried = "move" not in event.ids
    first = first_word(scene, event)
    if carried and not (
        {"deliver", "shift", "presence"} & set(event.ids)
        and (first in _SENDING or (first in _ARRIVING and _marching(scene, event)))
    ):
        return []
    passive = event.passive or (not event.noun and "be" in event.chunk.forms())
    things = event.subjects if passive else [c for c in event.objects if c.prep is None or c.prep == "of"]
    with_gap = any(h.gap is not None for h in event.chunk.hits)
    weak = carried or first_word(scene, event) in _WITH_FORCES
    said = any(w in _MATERIAL for w in scene.words(event.chunk)[1:])  # "sent reinforcements" as a phrase of the lexicon
    troops = said or any(_is_force(scene, c) for c in things[:2])
    joined = event.objects[0].prep is None and _is_force(scene, event.objects[0]) if event.objects else False
    joined = joined or _the_same(scene, event)
    if not event.noun and (weak or with_gap) and not (troops or joined) and not _marching(scene, event):
        return []
    if event.noun and event.ids == ("move",) and not _military(scene, event):
        return []
    actor = doer_of(scene, event)
    if (passive and actor is None) or (passive and not is_armed(actor)):
        actor = first_actor(scene, event.subjects)  # "troops were flown to X"
    bound = {"for"} if scene.words(event.chunk)[-1] == "for" else set()  # "set off for X"
    places = places_of(scene, event.objects, without=(NOT_THERE | {"from"}) - bound)
    if not places or not (is_armed(actor) or event.noun or (passive and troops)):
        return []
    draft = draft_of(scene, event, Predicate.MOVES_FORCES, "moves")
    draft.places, draft.actor = places, actor
    return [draft]


def sends_troops(scene: Scene, event: Event) -> bool:
    """ "deployed 500 soldiers to X": sent there; "deployed in X", "are deployed in X" tell where they are."""
    thing = event.objects[0] if event.objects and not (event.noun or event.passive) else None
    sending = thing is not None and thing.prep is None and first_word(scene, event).startswith("deploy")
    return sending and thing is not None and _is_force(scene, thing)


def _the_same(scene: Scene, event: Event) -> bool:
    """ "pulled fighters out of X and sent them to Y": "them" are the troops of the verb before."""
    before = event.clause.before
    if not event.objects or scene.words(event.objects[0]) != ["them"] or before is None:
        return False
    return any(c.prep is None and c.has("noun", "force") for c in before.chunks if c.kind is ChunkKind.NP)


def _marching(scene: Scene, event: Event) -> bool:
    """ "Troops rushed to X": those who move are themselves the troops."""
    return not any(c.prep is None for c in event.objects) and any(
        _is_force(scene, c) for c in event.subjects[:1] if not c.has("noun", "cargo")
    )


def _is_force(scene: Scene, chunk: Chunk) -> bool:
    return chunk.has("noun", "force") or chunk.has("event", "move") or bool(_MATERIAL & set(scene.words(chunk)))


def _military(scene: Scene, event: Event) -> bool:
    """ "columns of smoke" are none of troops."""
    words = scene.words(event.chunk)
    if words[-1] not in {"column", "columns", "convoy", "convoys", "build-up", "buildup"}:
        return True
    first = event.objects[0] if event.objects else None
    of_troops = first is not None and first.prep == "of" and (_is_force(scene, first) or first.has("actor"))
    return of_troops or event.chunk.has("noun", "force") or event.chunk.has("actor") or "military" in words


def _about_front(scene: Scene, event: Event) -> bool:
    words = {w for c in (*event.subjects, event.chunk, *event.objects) for w in scene.words(c)}
    return bool(words & _FRONT)


_FRONT = frozenset(
    {"line", "lines", "front", "fronts", "frontline", "frontlines", "situation", "positions", "nothing", "control"}
    | {"map", "advance", "advances", "fighting", "battlefield", "front-line", "calm"}
)
_BARELY = frozenset({"barely", "hardly", "scarcely", "little"})


def unchanged(scene: Scene, event: Event) -> list[Draft]:
    """Quiet, lines held, nothing changed."""
    stays = event.negated or bool(_BARELY & {t.lower for t in event.chunk.auxiliaries})
    still = bool({"shift", "enter"} & set(event.ids)) and stays and not event.noun and _about_front(scene, event)
    if "static" not in event.ids and not still:
        return []
    if "firm" in scene.words(event.chunk) and (
        any(c.has("noun", "government") for c in event.subjects)
        or any(c.prep in {"on", "against"} and not c.mentions for c in event.objects[:1])
    ):
        return []  # "the government held firm", "Moscow holds firm on demands"
    if event.noun and "change" in scene.words(event.chunk)[-1] and not _about_front(scene, event):
        return []  # "no change in prices"
    if not event.noun and "static" in event.ids and event.subjects and not _of_front(scene, event.subjects[0]):
        return []  # "prices are stable in X"
    places = places_of(scene, event.objects, without=NOT_THERE | {"from"}) or places_of(scene, event.subjects)
    if not places and event.subjects and not event.noun:  # "the front between X and Y has been quiet"
        places = places_of(scene, [c for c in between(event, event.subjects[0]) if c.prep == "between"])
        joined = [c for c in event.clause.chunks if c.end <= event.chunk.start and c.mentions and c.prep is None]
        places += [r for r in places_of(scene, joined) if r not in places] if places else []
    places = places or before_event(scene, event)
    if not places:
        return []
    draft = draft_of(scene, event, Predicate.FRONT_STATIC, "unchanged", state=True)
    moved = event.negated and "static" in event.ids and not event.noun and _no_longer(event)
    if draft.modality is Modality.NEGATED and not moved:
        draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    actors: list[ActorRef | None] = [
        a
        for c in event.subjects
        if not _is_line(scene, c) and (a := scene.casting.refer(c)) is not None and is_armed(a)
    ]
    return [
        Draft(event, draft.predicate, draft.rule, actor, list(places), draft.modality, draft.polarity, draft.relation)
        for actor in actors or [None]
    ]


def _is_line(scene: Scene, chunk: Chunk) -> bool:
    """ "the front south | of X" is no body of that name."""
    words = scene.words(chunk)
    aside = len(words) > 1 and words[-1].split("-")[0] in {"north", "south", "east", "west"}
    return words[-2 if aside else -1] in _FRONT


def _of_front(scene: Scene, chunk: Chunk) -> bool:
    """Tell whether what is quiet or stable is a place, a line, or a side: not prices."""
    words = scene.words(chunk)
    if located(scene, chunk) or anaphor(scene, chunk) or chunk.mentions or words[0] in {"it", "they", "all", "both"}:
        return True
    if set(words) & (_FRONT | _QUIET):
        return True
    return is_armed(scene.casting.refer(chunk))


_QUIET = frozenset(
    {"everything", "things", "area", "areas", "sector", "sectors", "night", "day", "morning", "streets", "city", "town"}
    | {"village", "border", "security", "zone", "axis", "direction", "there", "region", "guns", "sides"}
)


def _no_longer(event: Event) -> bool:
    words = [t.lower for t in event.chunk.auxiliaries]
    return "longer" in words or "not" in words
