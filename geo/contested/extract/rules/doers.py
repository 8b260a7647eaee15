"""Who does what where, for the rules on control."""

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import before_event, listed, listed_after, places_of, unknown_places, with_owners
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Dispute,
    Modality,
    Predicate,
    Resolution,
    TimeRelation,
)

NOT_OBJECT = frozenset(
    {"by", "since", "until", "for", "during", "with", "against", "as", "from", "after", "before", "to", "about", "into"}
)


NOT_THERE = frozenset({"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about"})


def doer_of(scene: Scene, event: Event) -> ActorRef | None:
    """The doer: the agent of a passive, the subject of an active verb, the owner of a noun."""
    if event.noun:
        if event.agent is not None:
            return _with_body(scene, event.agent)
        return _owner(scene, event) or _of_owner(scene, event) or announced_by(scene, event)
    if event.passive or event.adjective:
        return _with_body(scene, event.agent) if event.agent is not None else None
    actors = [a for subject in event.subjects if (a := _with_body(scene, subject)) is not None]
    return next((a for a in actors if a.armed or a.kind == "name"), actors[0] if actors else None)


def _with_body(scene: Scene, chunk: Chunk) -> ActorRef | None:
    """ "the rebels of the Northern Alliance", "men of the movement": the body that they belong to."""
    plain = not any(h.entry.category == "actor" for h in chunk.hits)
    people = {"men", "members", "elements", "units"} | _LOYAL
    if plain and (chunk.has("noun", "force") or scene.words(chunk)[-1] in people):
        after = following(scene, chunk)[:1]
        belongs = after and (
            after[0].prep in {"of", "from"} or (after[0].prep == "to" and scene.words(chunk)[-1] in _LOYAL)
        )
        body = scene.casting.refer(after[0]) if belongs and not after[0].has("event") else None
        if body is not None and body.armed:
            return forces_of(scene, body) if body.kind == "government" else body  # "soldiers from Ukraine"
    return scene.casting.refer(chunk)


_LOYAL = frozenset({"loyal", "allied", "aligned", "affiliated", "belonging", "linked"})


_SUFFERED = frozenset({"capture", "hold", "besiege", "repel", "strike"})  # "the capture of the gendarmerie post"


def _of_owner(scene: Scene, event: Event) -> ActorRef | None:
    """ "the withdrawal of Israeli troops from X": an armed actor after "of"; what is captured is none."""
    if _SUFFERED.intersection(event.ids):
        return None
    for chunk in event.objects[:1]:
        if chunk.prep == "of" and (chunk.has("noun", "force") or any(h.entry.category == "actor" for h in chunk.hits)):
            actor = scene.casting.refer(chunk)
            return actor if is_armed(actor) else None
    return None


def announced_by(scene: Scene, event: Event) -> ActorRef | None:
    """ "the RSF announced the capture of X": who announces a deed of its own does it."""
    verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    if not verbs or not (verbs[-1].has("report") or verbs[-1].has("admit") or verbs[-1].has("verb")):
        return None
    actor = (
        scene.casting.refer(event.subjects[0])
        if event.subjects
        else first_actor(scene, subjects_of(event.clause, verbs[-1]))
    )
    return actor if is_armed(actor) else None


def _owner(scene: Scene, event: Event) -> ActorRef | None:
    """ "the Israeli withdrawal", "the army's advance", "their withdrawal": the words before the noun."""
    hit = next(h for h in event.chunk.hits if h.entry.category == "event")
    before = Chunk(event.chunk.kind, event.chunk.start, hit.start)
    if hit.start <= event.chunk.start:
        return None
    before.hits = [h for h in event.chunk.hits if h.end <= hit.start]
    before.mentions = [
        m
        for m in event.chunk.mentions
        if scene.reading.resolutions[m].mention.end <= scene.reading.document.tokens[hit.start].start
    ]
    words = scene.words(before)
    if words[-1] in {"their", "its", "his"} or (before.hits and any(h.entry.category == "actor" for h in before.hits)):
        return scene.casting.refer(before) or (scene.casting.refer(event.subjects[0]) if event.subjects else None)
    if before.has("noun", "force"):
        return scene.casting.refer(before)
    return None


def speaker_of(scene: Scene, event: Event, *names: str) -> ActorRef | None:
    """Answer the subject of the nearest operator of one of `names`: who refuses, demands, denies."""
    operator = event.under(*names)
    if operator is None:
        return None
    for subject in subjects_of(operator.clause, operator.chunk):
        actor = scene.casting.refer(subject)
        if actor is not None:
            return actor
    return None


def is_armed(actor: ActorRef | None, *, names: bool = True) -> bool:
    """Tell whether an actor can hold ground; a plain name may."""
    return actor is not None and (actor.armed or (names and actor.kind == "name"))


def places_at(scene: Scene, event: Event, without: frozenset[str] = NOT_THERE) -> list[Resolution]:
    """Answer the places that an event is about, by voice and prepositions."""
    if event.noun:
        found = places_of(scene, [event.chunk, *event.objects], without=without)
    elif event.passive or event.adjective:
        found = places_of(scene, with_owners(scene, event.subjects)) or places_of(scene, event.objects, without=without)
        if not found and event.subjects and scene.words(event.subjects[0]) == ["it"]:
            found = list(scene.focus[-1:])
    else:
        found = places_of(scene, event.objects, without=without)
    if (
        not found
        and event.objects
        and scene.words(event.objects[0]) in (["it"], ["them"])
        and event.objects[0].prep is None
    ):
        return list(scene.focus if scene.words(event.objects[0]) == ["them"] else scene.focus[-1:])
    if event.noun or event.passive or event.adjective:
        return found or before_event(scene, event) or unknown_places(scene, event.objects)
    if found:
        return listed_after(scene, event.objects, listed(scene, event.objects, found))
    direct = unknown_places(scene, event.objects) if event.objects and event.objects[0].prep is None else []
    return direct or before_event(scene, event) or unknown_places(scene, event.objects)


def between(event: Event, subject: Chunk) -> list[Chunk]:
    """Answer the noun phrases between a subject and its verb: the places of "attacks on X were repelled"."""
    return [
        c
        for c in event.clause.chunks
        if c.kind is ChunkKind.NP and subject.end <= c.start < event.chunk.start and c.prep is not None
    ]


def draft_of(scene: Scene, event: Event, predicate: Predicate, rule: str, *, state: bool = False) -> Draft:
    """Draft a claim with its modality and relation to the telling. `state`: it lasts, as holding does."""
    return drafted(scene, event, predicate, f"control.{rule}", state=state)


def held_by(actor: ActorRef | None, dispute: Dispute = Dispute.NONE) -> ControlUpdate | None:
    """Answer the update "held by `actor`", or none where nobody is named."""
    return None if actor is None else ControlUpdate(status=ControlStatus.HELD, holder=actor.label, dispute=dispute)


def stands(draft: Draft) -> bool:
    """Tell whether a claim of a change stands as said: asserted, now or recent."""
    return draft.modality in {Modality.ASSERTED, Modality.PRESUPPOSED} and draft.relation in {
        TimeRelation.CURRENT,
        TimeRelation.RECENT_EVENT,
    }


def says_happened(event: Event) -> bool:
    """Tell whether a noun event is the subject of a verb: "the withdrawal was completed"."""
    return any(v.start >= event.chunk.end for v in event.clause.verbs())


def forces_of(scene: Scene, actor: ActorRef | None) -> ActorRef | None:
    """A government holds ground by its army, where the theatre knows one."""
    if actor is None or actor.kind != "government" or actor.id is None:
        return actor
    side = scene.cast.side(actor.id)
    for identity, known in scene.cast.actors.items():
        if known.kind == "state_forces" and side in {known.side, identity}:
            return ActorRef(known.label, identity, known.kind, actor.start, actor.end)
    return actor


def still_there(scene: Scene, event: Event) -> bool:
    """Tell whether the words say that it goes on: "still"."""
    return "still" in event.auxiliaries or any("still" in scene.words(c) for c in event.clause.chunks)


def first_actor(scene: Scene, chunks: list[Chunk]) -> ActorRef | None:
    """Answer the first noun phrase that names somebody."""
    return next((a for c in chunks if (a := scene.casting.refer(c)) is not None), None)


def first_word(scene: Scene, event: Event) -> str:
    """Answer the first word of an event's verb, in lower case."""
    return scene.reading.document.tokens[event.chunk.start].lower
