"""Who does what where, for the rules on control."""

from contested.extract.actors import ActorRef, commands, side_army
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.events import Event
from contested.extract.manner import drafted
from contested.extract.parser_unlisted import LOYAL
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import last_np, subjects_of
from contested.extract.whereabouts import (
    before_event,
    listed,
    listed_after,
    places_of,
    unknown_places,
    with_owners,
)
from contested.model import (
    ControlStatus,
    ControlUpdate,
    Dispute,
    MentionKind,
    Modality,
    Polarity,
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
    found = [(_with_body(scene, subject) or _claimant(scene, event, subject)) for subject in event.subjects]
    actors = [a for a in found if a is not None]
    doer = next((a for a in actors if a.armed or a.kind == "name"), actors[0] if actors else None)
    return scene.casting.group_of(doer) if doer is not None and doer.kind == "person" else doer


def _claimant(scene: Scene, event: Event, subject: Chunk) -> ActorRef | None:
    """ "The RSF's claim that it had captured X": "it" is whose claim it is."""
    before = event.clause.before
    if before is None or scene.words(subject)[0] not in {"it", "they", "its", "their"} or before.verbs():
        return None
    last = last_np(before)
    return _whose(scene, last) if last is not None and scene.words(last)[-1] in _CLAIMS else None


def _with_body(scene: Scene, chunk: Chunk) -> ActorRef | None:
    """ "the rebels of the Northern Alliance", "men of the movement": the body that they belong to."""
    words = scene.words(chunk)
    if words[-1] in _CLAIMS and len(words) > 1:
        return _whose(scene, chunk) or _by_whom(scene, chunk)
    if words[-1] == "to" and len(words) > 2 and words[-2] in _WORD_GIVEN:  # "the army's promise to | retake X"
        given = Chunk(chunk.kind, chunk.start, chunk.end - 1, mentions=list(chunk.mentions))
        given.hits = [h for h in chunk.hits if h.end <= given.end]
        return _whose(scene, given)
    if chunk.has("actor"):
        return scene.casting.refer(chunk)
    if words[-1] in _FOREMOST and len(words) > 1 and words[-2].endswith(("'s", "’s")):
        owner = Chunk(chunk.kind, chunk.start, chunk.end - 1, mentions=list(chunk.mentions))
        owner.hits = [h for h in chunk.hits if h.end <= owner.end]
        return scene.casting.refer(owner)  # "the army's vanguard"
    after = following(scene, chunk)[:1]
    joined = bool(after) and after[0].kind is ChunkKind.NP and not after[0].has("event")
    if joined and words[-1] in LOYAL:
        return _loyal_to(scene, chunk, after[0])
    troops = chunk.has("noun", "force")
    if joined and chunk.has("noun", "spokesperson") and after[0].prep in {"for", "of", "from"}:
        body = scene.casting.refer(after[0])
        if body is not None and body.armed:
            return body
    if joined and after[0].prep == "of" and (troops or words[-1] in _COUNTED):
        body = scene.casting.refer(after[0])
        if body is not None and body.armed:
            return _in_arms(scene, body)
    if joined and after[0].prep == "from" and troops:
        body = scene.casting.refer(after[0])
        if body is not None and body.armed:
            return _in_arms(scene, body)  # "fighters from the ELN", but "fighters from the north"
    return scene.casting.refer(chunk)


_WORD_GIVEN = frozenset({"promise", "promises", "pledge", "pledges", "vow", "vows", "threat", "threats", "offer"})
_CLAIMS = frozenset(
    {"claim", "claims", "assertion", "assertions", "announcement", "statement", "statements", "attempt", "attempts"}
    | {"bid", "bids", "effort", "efforts", "plan", "plans"}
)


def _whose(scene: Scene, chunk: Chunk) -> ActorRef | None:
    """ "Russia's claim to have captured X", "RSF claims of having taken X": whose claim it is, is who did it."""
    owner = Chunk(chunk.kind, chunk.start, chunk.end - 1, mentions=list(chunk.mentions))
    owner.hits = [h for h in chunk.hits if h.end <= owner.end]
    actor = scene.casting.refer(owner)
    return actor if is_armed(actor, names=False) else None


def _by_whom(scene: Scene, chunk: Chunk) -> ActorRef | None:
    """ "repeated attempts by the RSF to take X": who makes them."""
    after = following(scene, chunk)[:1]
    actor = scene.casting.refer(after[0]) if after and after[0].prep == "by" else None
    return actor if is_armed(actor, names=False) else None


def _in_arms(scene: Scene, body: ActorRef) -> ActorRef | None:
    """ "soldiers from Ukraine" are its army's."""
    return forces_of(scene, body) if body.kind == "government" else body


def _loyal_to(scene: Scene, chunk: Chunk, body: Chunk) -> ActorRef | None:
    """ "fighters loyal to Haftar" are his; "fighters allied with the army" are not the army."""
    whose = scene.casting.refer(body)
    if body.prep == "to" and whose is not None and whose.armed:
        return _in_arms(scene, whose)
    troops = scene.casting.refer(
        Chunk(chunk.kind, chunk.start, chunk.end - 1, hits=chunk.hits, mentions=chunk.mentions)
    )
    if troops is None or not troops.armed:
        return troops
    tokens = scene.reading.document.tokens
    label = scene.reading.document.text[tokens[chunk.start].start : tokens[body.end - 1].end]
    return ActorRef(label.removeprefix("The "), None, troops.kind, chunk.start, body.end)


_COUNTED = frozenset(
    {
        "men",
        "members",
        "elements",
        "units",
        "group",
        "groups",
        "column",
        "columns",
        "convoy",
        "convoys",
        "band",
        "bands",
    }
    | {"team", "teams", "wave", "waves", "remnants", "crowd", "crowds", "squad", "squads", "detachment", "detachments"}
    | {"contingent", "company", "companies", "vanguard", "spearhead", "pockets", "handful", "scores", "dozens"}
    | {"trucks", "lorries", "vehicles", "tanks", "jeeps", "pick-ups", "pickups", "bulldozers", "boats", "ships"}
    | {"hundreds", "thousands", "number", "majority", "part", "parts", "bulk", "leadership", "commanders"}
)


_FOREMOST = frozenset({"vanguard", "spearhead", "remnants", "bulk", "rearguard", "advance"})


_SUFFERED = frozenset({"capture", "hold", "besiege", "repel", "strike"})  # "the capture of the gendarmerie post"


def _of_owner(scene: Scene, event: Event) -> ActorRef | None:
    """ "the withdrawal of Israeli troops from X": an armed actor after "of"; what is captured is none."""
    if _SUFFERED.intersection(event.ids):
        return None
    for chunk in event.objects[:1]:
        whose = chunk.prep == "of" or (chunk.prep == "from" and "move" in event.ids and not chunk.mentions)
        if whose and (chunk.has("noun", "force") or any(h.entry.category == "actor" for h in chunk.hits)):
            actor = scene.casting.refer(chunk)
            return actor if is_armed(actor) else None
    return None


def announced_by(scene: Scene, event: Event) -> ActorRef | None:
    """ "the RSF announced the capture of X": who announces a deed of its own does it; "condemned it" does not."""
    verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    keeps = bool(verbs) and verbs[-1].has("event", "hold") and "besiege" in event.ids  # "maintained its siege"
    if event.chunk.prep in {"about", "on"}:
        return None  # "denied reports about an attack on X"
    if event.chunk.prep in _WHEN:
        return None  # "which had moved its seat after the fall of X"
    if not verbs or not (verbs[-1].has("report") or verbs[-1].has("admit") or verbs[-1].has("verb") or keeps):
        return None
    if verbs[-1].word in _TELLING_OF or (
        verbs[-1].word in _REPORTING and not {"capture", "withdraw", "advance"} & set(event.ids)
    ):
        return None
    actor = (
        _with_body(scene, event.subjects[0])
        if event.subjects
        else first_actor(scene, subjects_of(event.clause, verbs[-1]))
    )
    return actor if is_armed(actor) else None


_WHEN = frozenset(
    {"after", "before", "since", "during", "despite", "amid", "until", "following", "ahead", "throughout"}
)
_TELLING_OF = frozenset(  # who does this to an attack or a siege has not made it
    {"condemned", "criticised", "criticized", "mourned", "protested", "welcomed", "praised", "feared", "faced"}
    | {"expected", "investigated", "monitored", "observed", "heard", "suffered", "watched", "filmed", "described"}
    | {"followed", "survived", "blamed", "accused", "tracked", "marked", "cited", "escaped", "highlighted"}
    | {"photographed", "thanked", "opposed", "hoped", "considered", "identified", "listed", "covered", "hid"}
)
_REPORTING = frozenset(
    {"reported", "reports", "recorded", "records", "documented", "counted", "saw", "said", "says", "noted", "described"}
    | {"confirmed", "confirms", "found", "told", "wrote", "warned", "recalled", "assessed", "verified", "alleged"}
)


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
    last = scene.reading.resolutions[before.mentions[-1]].mention if before.mentions else None
    if last is not None and last.kind is MentionKind.DEMONYM:  # "an Israeli strike", "a Russian glide-bomb attack"
        named = next(
            i for i in range(before.start, before.end) if scene.reading.mention_at.get(i) == before.mentions[-1]
        )
        people = Chunk(before.kind, named, named + 1, mentions=before.mentions[-1:])
        actor = scene.casting.refer(people)
        return actor if actor is not None and actor.id is not None else None
    return None


def whose_blow(scene: Scene, event: Event, blow: Chunk) -> ActorRef | None:
    """ "A Russian guided bomb destroyed …", "an air strike by the army hit …": whose the blow was."""
    if not blow.has("event", "strike"):
        return None
    after = following(scene, blow)[:1]
    agent = next((c for c in after if c.prep == "by" and c.end <= event.chunk.start), None)
    return doer_of(scene, Event(ids=("strike",), clause=event.clause, chunk=blow, noun=True, agent=agent))


def speaker_of(scene: Scene, event: Event, *names: str) -> ActorRef | None:
    """Answer the subject of the nearest operator of one of `names`: who refuses, demands, denies."""
    operator = event.under(*names)
    if operator is None:
        return None
    for subject in subjects_of(operator.clause, operator.chunk):
        actor = _with_body(scene, subject)
        if actor is not None:
            return actor
    return None


def is_armed(actor: ActorRef | None, *, names: bool = True) -> bool:
    """Tell whether an actor can hold ground; a plain name may."""
    named = names and actor is not None and actor.kind == "name" and actor.label.rsplit(" ", 1)[-1] not in _UNARMED
    return actor is not None and (actor.armed or named or actor.id in _PEACEKEEPERS)


_UNARMED = frozenset(  # last words of names of those who win seats, markets and matches
    {
        "Party",
        "Congress",
        "Bank",
        "Company",
        "Corporation",
        "Corp",
        "Inc",
        "Ltd",
        "FC",
        "League",
        "University",
        "Airlines",
    }
    | {
        "Ministry",
        "Court",
        "Commission",
        "Parliament",
        "Senate",
        "Club",
        "Church",
        "Times",
        "Post",
        "News",
        "Television",
    }
)
_PEACEKEEPERS = frozenset(  # missions with troops, who take no ground but stand on some, leave and hand it over
    {"unifil", "monusco", "minusma", "minusca", "unmiss", "unisfa", "undof", "untso", "atmis", "amisom", "aussom"}
)


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


def denied_capture(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """Turn a denied loss or capture into a contested place, with the denier as its subject."""
    draft.predicate, draft.rule = Predicate.DENIES_CAPTURE, "control.denies_capture"
    draft.modality, draft.polarity = Modality.DENIED, Polarity.NEGATIVE
    denier = speaker_of(scene, event, "deny") or speaker_of(scene, event, "report") or attributed(scene)
    if denier is None and (denier := _rejected_by(scene, event)) is not None:
        draft.relation = TimeRelation.RECENT_EVENT  # "had captured X", says the claim that is rejected
    draft.actor = commanded_by(scene, denier)
    draft.control = ControlUpdate(
        status=ControlStatus.CONTESTED,
        dispute=Dispute.RIVAL_CLAIMS,
        disputed_by=(draft.actor.label,) if draft.actor else (),
    )
    return [draft] if draft.actor is not None else []


def attributed(scene: Scene) -> ActorRef | None:
    """Answer who says the sentence: "…, the army said"."""
    for clause in scene.clauses:
        if clause.attribution and clause.verbs():
            return next((a for c in subjects_of(clause, clause.verbs()[0]) if (a := _with_body(scene, c))), None)
    return None


def stands(draft: Draft) -> bool:
    """Tell whether a claim of a change stands as said: asserted, now or recent."""
    return draft.modality in {Modality.ASSERTED, Modality.PRESUPPOSED} and draft.relation in {
        TimeRelation.CURRENT,
        TimeRelation.RECENT_EVENT,
    }


def says_happened(event: Event) -> bool:
    """Tell whether a noun event is the subject of a verb: "the withdrawal was completed"."""
    return any(v.start >= event.chunk.end for v in event.clause.verbs())


def _rejected_by(scene: Scene, event: Event) -> ActorRef | None:
    """ "Russia's claim that it had captured X was rejected by Kyiv"."""
    by = [c for c in event.clause.chunks if c.start > event.chunk.end and c.prep == "by"]
    return scene.casting.refer(by[-1]) if by else None


def commanded_by(scene: Scene, actor: ActorRef | None) -> ActorRef | None:
    """ "Ukraine's General Staff denied the loss of X": what a staff or ministry says is done its forces do."""
    if actor is None or actor.id is None or actor.kind != "state_forces" or not commands(actor):
        return actor
    army = side_army(scene.cast, actor)
    spoken_of = any(known.id == army.id for _, known in scene.reading.actors.values())
    return army if spoken_of else actor  # where the text has nobody but the staff, it is the staff that denies


def forces_of(scene: Scene, actor: ActorRef | None) -> ActorRef | None:
    """A government holds ground by its army, where the theatre knows one."""
    if actor is None or actor.kind != "government" or actor.id is None:
        return actor
    side = scene.cast.side(actor.id)
    for identity, known in scene.cast.actors.items():
        if known.kind == "state_forces" and side in {known.side, identity}:
            return ActorRef(known.label, identity, known.kind, actor.start, actor.end)
    return actor


def no_longer(scene: Scene, event: Event) -> bool:
    """Tell whether the words say that it has ended: "no longer", "not … any more"."""
    if "longer" in scene.words(event.chunk) or any(t.lower == "longer" for t in event.chunk.auxiliaries):
        return True
    return any({"anymore", "more"} & set(scene.words(c)[-1:]) and c.prep is None for c in event.objects)


def given_up(draft: Draft) -> list[Draft]:
    """Turn a stay that has ended into leaving: "they no longer hold X", "the army is no longer in X"."""
    if not draft.places or draft.actor is None:
        return []
    draft.predicate, draft.rule = Predicate.WITHDRAWS, "control.no_longer_there"
    draft.modality, draft.polarity = Modality.ASSERTED, Polarity.POSITIVE
    draft.relation = TimeRelation.RECENT_EVENT
    draft.control = ControlUpdate(status=ControlStatus.VACATED)
    return [draft]


def still_there(scene: Scene, event: Event) -> bool:
    """Tell whether the words say that it goes on: "still"."""
    return "still" in event.auxiliaries or any("still" in scene.words(c) for c in event.clause.chunks)


def first_actor(scene: Scene, chunks: list[Chunk]) -> ActorRef | None:
    """Answer the first noun phrase that names somebody."""
    return next((a for c in chunks if (a := scene.casting.refer(c)) is not None), None)


def first_word(scene: Scene, event: Event) -> str:
    """Answer the first word of an event's verb, in lower case."""
    return scene.reading.document.tokens[event.chunk.start].lower
