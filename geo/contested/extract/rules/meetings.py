"""Rules on meetings, on answers given to proposals, and on captives offered or set free."""

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.dealings import ANSWERING, EXCHANGING, GIVING, MEETING, base_of
from contested.extract.events import Event
from contested.extract.rules.aid_common import CAPTIVES
from contested.extract.rules.parties import (
    PARTIES,
    asker,
    between_whom,
    dealt,
    direct,
    doer,
    first_party,
    is_passive,
    near_home,
    parties,
    party,
    there,
    venue,
    verb_of,
)
from contested.extract.scene import Draft, Scene, following
from contested.extract.subjects import subjects_of
from contested.extract.whereabouts import places_of
from contested.model import Modality, Predicate, Resolution, TimeRelation

_GATHERINGS = frozenset({"meeting", "meetings", "summit", "conference", "gathering", "session", "call"})
_VISITORS = frozenset(
    {"delegation", "delegations", "envoy", "envoys", "minister", "president", "premier", "ambassador", "officials"}
    | {"mediators", "leader", "leaders", "chief", "negotiators", "representatives", "counterpart", "king", "emir"}
)
_BODIES_THAT_MEET = frozenset(
    {"council", "cabinet", "committee", "parliament", "assembly", "delegations", "commission", "bureau"}
)
_TALKING = frozenset({"talks", "discussions", "consultations", "meeting", "meetings"})


def meets(scene: Scene, event: Event) -> list[Draft] | None:
    """ "X met Y in Z", "A and B met", "received a delegation", "held a meeting", "held talks with the president"."""
    base = verb_of(scene, event)
    if base not in MEETING or event.noun:
        return None
    if base in {"receive", "host", "welcome"}:
        if is_passive(event) and event.agent is not None and event.subjects:
            return _received_by(scene, event)
        visitor = any(scene.words(c)[-1] in _VISITORS or _is_person(scene, c) for c in direct(event)[:1])
        return _meeting(scene, event) if visitor else None
    if base in {"hold", "convene", "attend", "host"}:
        own = set(scene.words(event.chunk))
        things = [c for c in event.objects[:3] if c.prep in {None, "with"}]
        gathering = bool(own & _GATHERINGS) or any(set(scene.words(c)[-2:]) & _GATHERINGS for c in things)
        talks = bool(own & _TALKING) or any(c.has("event", "negotiate") for c in things[:1])
        with_person = any(_is_person(scene, c) for c in event.objects[:4] if c.prep == "with")
        if gathering or (talks and with_person):
            return _meeting(scene, event)
        return None
    if base == "sit":
        return _meeting(scene, event) if "meet" in event.ids else None
    if base == "gather":
        heads = [scene.words(c)[-1] for c in event.subjects[:1]]
        return _meeting(scene, event) if heads and heads[0] in PARTIES - {"families", "relatives", "team"} else None
    if any(set(scene.words(c)[-1:]) & _NOT_MET for c in event.objects[:1]):
        return []  # "met fierce resistance"
    who = parties(scene, event.subjects)
    met = [c for c in event.objects if c.prep in {None, "with"}]
    with_whom = [c for c in met[:2] if party(scene, c) is not None]
    words = scene.words(event.subjects[0]) if event.subjects else [""]
    several = len(who) > 1 or words[-1] in PARTIES or words[-1] in _BODIES_THAT_MEET or "both" in words
    if not who or not (with_whom or (several and not any(c.prep is None for c in met))):
        return []
    return _meeting(scene, event)


def _received_by(scene: Scene, event: Event) -> list[Draft] | None:
    """ "The envoy was received by the president": who is received meets who receives."""
    words = set(scene.words(event.subjects[0])) | set(scene.words(event.subjects[0])[-1:])
    if not words & _VISITORS or event.agent is None or party(scene, event.agent) is None:
        return None
    draft = dealt(scene, event, Predicate.MEETING)
    draft.actor, draft.places = party(scene, event.subjects[0]), venue(scene, event.objects)
    return [draft] if draft.actor is not None else None


_NOT_MET = frozenset(
    {"resistance", "fire", "opposition", "criticism", "deadline", "deadlines", "demand", "demands", "standards"}
    | {"needs", "target", "targets", "requirements", "conditions", "fate", "death", "success", "failure", "costs"}
    | {"goal", "goals", "obligations", "expectations", "challenge", "challenges", "protests", "end"}
)


def _is_person(scene: Scene, chunk: Chunk) -> bool:
    """Tell whether a phrase names a person, by what people are called or by two capitalised words at its end."""
    words = scene.words(chunk)
    if words[-1] in _VISITORS or any(w in _VISITORS for w in words):
        return True
    last = scene.reading.document.tokens[chunk.end - 1].text
    found = scene.casting.refer(chunk)
    if found is not None and found.kind == "name" and not chunk.mentions and not chunk.hits:
        return not last.isupper()
    return found is not None and found.kind == "person" and last[:1].isupper()


def _meeting(scene: Scene, event: Event) -> list[Draft] | None:
    draft = dealt(scene, event, Predicate.MEETING)
    draft.actor = doer(scene, event) or next((a for c in event.subjects if (a := _named(scene, c)) is not None), None)
    draft.places = venue(scene, event.objects) or _visited(scene, event)
    for chunk in event.objects[:4]:
        if chunk.has("event", "meet") or chunk.has("event", "negotiate"):
            scene.taken.add(chunk.start)
    if draft.actor is not None and set(draft.actor.label.lower().split()) <= _EITHER:
        draft.actor = None  # "the sides will meet again": that they meet says nothing of who they are
        return [draft]
    return [draft] if draft.actor is not None else []


_EITHER = frozenset({"both", "the", "two", "three", "warring", "rival", "opposing", "sides", "parties"})


def _named(scene: Scene, chunk: Chunk) -> ActorRef | None:
    actor = scene.casting.refer(chunk)
    return actor if actor is not None and actor.kind not in {"people", "media", "speaker", "other"} else None


def _visited(scene: Scene, event: Event) -> list[Resolution]:
    """ "visited X and met Y": they met where the visit was."""
    before = event.clause.before
    if before is None or event.clause.link != "and" or any(c.prep in {"in", "at"} for c in event.objects):
        return []
    verbs = before.verbs()
    if not verbs or verbs[-1].word not in {"visited", "toured", "travelled", "traveled", "arrived", "flew"}:
        return []
    later = [c for c in before.chunks if c.kind is ChunkKind.NP and c.start > verbs[-1].start]
    return places_of(scene, later[:2])


def meeting_told(scene: Scene, event: Event) -> list[Draft] | None:
    """ "A meeting between X and Y took place", "the talks follow a second meeting between X and Y"."""
    if not event.noun or "meet" not in event.ids:
        return None
    between = between_whom(scene, event.chunk)
    following_chunks = [c for c in event.objects if c.prep == "between"]
    if between is None and following_chunks:
        between = party(scene, following_chunks[0])
    held = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
    actor = between or (first_party(scene, event.subjects) if held and base_of(held[-1]) in _GATHERING_VERBS else None)
    if actor is None:
        return []
    draft = dealt(scene, event, Predicate.MEETING)
    draft.actor = actor
    draft.places = venue(scene, [c for c in event.objects if c.kind is ChunkKind.NP])
    return [draft]


_GATHERING_VERBS = frozenset({"hold", "convene", "attend", "host"})


# -- answers

_ANSWERS = frozenset({"response", "reply", "answer", "counterproposal", "counter-proposal", "feedback"})
_PROPOSED = frozenset(
    {"proposal", "proposals", "plan", "offer", "draft", "framework", "initiative", "terms", "text", "deal", "truce"}
    | {"ceasefire", "agreement", "document", "roadmap", "mediators", "ultimatum", "demands", "paper", "blueprint"}
)
_NOT_AN_ANSWER = frozenset(
    {"humanitarian", "emergency", "relief", "aid", "comment", "questions", "question", "reporters", "journalists"}
    | {"military", "armed", "medical", "immediate", "police", "rapid", "email", "requests", "request", "query"}
)


def answers(scene: Scene, event: Event) -> list[Draft] | None:
    """A side answers a proposal: "submitted its response", "replied in writing to the plan", "its reply was sent"."""
    if event.noun:
        return None
    base = verb_of(scene, event)
    if base == "receive":
        got = next((c for c in direct(event)[:2] if _is_answer(scene, c)), None)
        return None if got is None else _answered(scene, event, _whose(scene, got))
    if base not in GIVING and base not in ANSWERING and "respond" not in event.ids:
        return None
    tail = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.start >= event.chunk.start]
    if base in ANSWERING and "respond" not in event.ids:
        proposal = any(c.prep in {"to", None} and set(scene.words(c)) & _PROPOSED for c in tail[:4])
        if not proposal or any(set(scene.words(c)) & _NOT_AN_ANSWER for c in tail[:4]):
            return None
        return _answered(scene, event, doer(scene, event))
    if is_passive(event) or (event.subjects and _is_answer(scene, event.subjects[0])):
        subject = event.subjects[0] if event.subjects else None
        if subject is None or not _is_answer(scene, subject):
            return None
        return _answered(scene, event, _whose(scene, subject))
    given = next((c for c in tail[:3] if c.prep in {None, "over"} and _is_answer(scene, c)), None)
    if given is None and not (set(scene.words(event.chunk)) & _ANSWERS):
        return None
    return _answered(scene, event, doer(scene, event))


def _is_answer(scene: Scene, chunk: Chunk) -> bool:
    words = scene.words(chunk)
    return bool(set(words[-2:]) & _ANSWERS) and not set(words) & _NOT_AN_ANSWER


def _whose(scene: Scene, subject: Chunk) -> ActorRef | None:
    """ "The response of M23", "Hamas's reply": whose answer it is."""
    for chunk in following(scene, subject)[:1]:
        if chunk.prep in {"of", "from"}:
            return party(scene, chunk)
    for hit in subject.hits:
        if hit.entry.category == "actor":
            return scene.casting.refer(Chunk(ChunkKind.NP, subject.start, hit.end, hits=[hit]))
    if scene.words(subject)[0] in {"its", "their", "his", "her"}:
        return scene.casting.refer(Chunk(ChunkKind.NP, subject.start, subject.start + 1))
    return None


def _answered(scene: Scene, event: Event, actor: ActorRef | None) -> list[Draft] | None:
    if actor is None or actor.kind in {"people", "other", "media"}:
        return None
    draft = dealt(scene, event, Predicate.SUBMITS_RESPONSE)
    draft.actor = actor
    return [draft]


# -- captives offered, handed over and set free

_HELD_PEOPLE = CAPTIVES | frozenset(
    {"soldier", "policeman", "fighter", "journalist", "pilot", "hostage", "foreigner", "detained", "fighters", "staff"}
    | {"foreigners", "officials", "soldiers", "workers", "crew", "passengers", "journalists", "nationals", "citizens"}
    | {"students", "girls", "schoolgirls", "villagers", "drivers", "engineers", "pilots", "sailors", "tourists"}
    | {"doctors", "nurses", "teachers", "priests", "clerics", "contractors", "bishop", "priest", "doctor", "hikers"}
    | {"troops", "policemen", "abductees", "remains", "civilians", "staff", "men", "women", "children", "pupils"}
)
_SEIZED = frozenset(
    {"captured", "detained", "kidnapped", "abducted", "imprisoned", "jailed", "held", "seized", "arrested", "captive"}
)


def holds_captives(scene: Scene, chunk: Chunk) -> bool:
    """Tell whether a phrase is of people held: "three hostages", "captured soldiers", "the remains of …"."""
    words = scene.words(chunk)
    return bool(set(words) & (CAPTIVES | _SEIZED)) or words[-1] in {"remains", "pows", "captives"}


def handed_over(scene: Scene, event: Event) -> list[Draft] | None:
    """ "The handover of four bodies took place in X": told by a noun, with those handed over after it."""
    if not event.noun or not {"hand_over", "captive"} & set(event.ids):
        return None
    if event.chunk.prep in {"on", "about", "over", "regarding"}:
        return []  # "talks on a prisoner swap"
    if "captive" in event.ids:
        return None
    whom = next((c for c in event.objects[:1] if c.prep == "of"), None)
    if whom is None or not set(scene.words(whom)) & (CAPTIVES | {"remains"}):
        return None
    draft = dealt(scene, event, Predicate.CAPTIVE_HANDOVER)
    draft.actor = party(scene, event.agent) if event.agent is not None else None
    draft.places = near_home(scene, places_of(scene, event.objects, without=_NOT_WHERE))
    return [draft]


def _promised_one(scene: Scene, event: Event, chunk: Chunk) -> bool:
    """ "agreed to free Jane Doe": a person named, under a promise."""
    tokens = scene.reading.document.tokens[chunk.start : chunk.end]
    named = len(tokens) > 1 and all(t.text[:1].isupper() for t in tokens)
    promised = event.under("promise") is not None or bool({"future", "would"} & event.auxiliaries)
    return promised and ((named and not chunk.mentions and not chunk.hits) or chunk.has("noun", "people"))


def exchanged(scene: Scene, event: Event) -> list[Draft] | None:
    """ "Russia and Ukraine exchanged 300 prisoners of war": two sides, or one with another."""
    if verb_of(scene, event) not in EXCHANGING or event.noun:
        return None
    whom = direct(event)[:1]
    if not whom or not set(scene.words(whom[0])) & (CAPTIVES | {"remains", "pows"}):
        return None
    draft = dealt(scene, event, Predicate.CAPTIVE_HANDOVER)
    draft.actor = doer(scene, event)
    draft.places = there(scene, event.objects)
    if draft.modality is Modality.HYPOTHETICAL and is_ready(scene, event):
        draft.modality = Modality.PROMISED
    return [draft] if draft.actor is not None else None


def given_back(scene: Scene, event: Event) -> list[Draft] | None:
    """ "delivered the body of a soldier to the Red Cross", "returned the captives": a side gives them to somebody."""
    if event.noun or verb_of(scene, event) not in GIVING or is_passive(event) or "captive" in event.ids:
        return None
    whom = direct(event)[:1]
    to = next((c for c in event.objects[1:5] if c.prep == "to"), None)
    actor = doer(scene, event)
    if not whom or not holds_captives(scene, whom[0]) or to is None or actor is None or not actor.armed:
        return None
    if scene.casting.refer(to) is None and not to.mentions:
        return None
    draft = dealt(scene, event, Predicate.CAPTIVE_HANDOVER)
    draft.actor, draft.places = actor, there(scene, event.objects)
    return [draft]


def offered(scene: Scene, event: Event) -> list[Draft] | None:
    """A side offers, agrees or is ready to free captives; others demand it; it frees them."""
    freed = "capture" in event.ids and event.chunk.word.startswith("free") and not event.noun
    freed = freed and any(holds_captives(scene, c) for c in direct(event)[:1])  # "freed prisoners from the jail"
    if "release" not in event.ids and not freed:
        return None
    chunks = [*event.objects, *event.subjects]
    if not any(set(scene.words(c)) & CAPTIVES for c in chunks):
        freed_people = event.subjects if is_passive(event) else event.objects
        held = [
            c
            for c in freed_people[:2]
            if set(scene.words(c)) & _HELD_PEOPLE or holds_captives(scene, c) or _promised_one(scene, event, c)
        ]
        if not held or event.noun:
            return None if not event.noun else []
    draft = dealt(scene, event, Predicate.OFFERS_RELEASE)
    draft.actor = _freeing(scene, event)
    if event.under("demand") is not None and not event.under("promise"):
        draft.predicate, draft.rule = Predicate.CAPTIVE_HANDOVER, "other.release_demanded"
        draft.actor = asker(scene, event, "demand") or draft.actor
        draft.places = there(scene, event.objects)
        return [draft] if draft.actor is not None else []
    draft.places = near_home(scene, places_of(scene, event.objects, without=_NOT_WHERE | {"from"}))
    if draft.modality is Modality.HYPOTHETICAL and is_ready(scene, event):
        draft.modality = Modality.REFUSED if event.negated else Modality.PROMISED
    if draft.modality is Modality.NEGATED and event.chunk.prep is None:
        draft.predicate, draft.rule = Predicate.CAPTIVE_HANDOVER, "other.captives_freed"
    if draft.modality is Modality.HYPOTHETICAL and _is_offer(scene, event):
        draft.modality = Modality.NEGATED if event.negated else Modality.PROMISED
    if event.chunk.prep == "to" and draft.modality is Modality.ASSERTED and not event.under("promise", "insist"):
        if not is_ready(scene, event):
            return []  # "stormed the house to free the hostages"
        draft.modality, draft.relation = Modality.PROMISED, TimeRelation.FUTURE
    if draft.modality is Modality.ASSERTED and draft.relation in {TimeRelation.RECENT_EVENT, TimeRelation.PAST_EVENT}:
        told = [v for v in event.clause.verbs() if v.start >= event.chunk.end] if event.noun else []
        if told and event.chunk.prep is None and base_of(told[0]) in {"begin", "start", "take", "go", "continue"}:
            draft.predicate, draft.rule = Predicate.CAPTIVE_HANDOVER, "other.captives_freed"
            draft.places = there(scene, event.objects)
            return [draft]  # "the release of 90 prisoners began"
        if event.noun:
            return []  # "the deal for the release of …" frees nobody yet
        draft.predicate, draft.rule = Predicate.CAPTIVE_HANDOVER, "other.captives_freed"
        draft.places = near_home(scene, places_of(scene, event.objects, without=_NOT_WHERE))
    if draft.modality is Modality.ASSERTED and any(v.word in _OFFERING for v in event.clause.verbs()):
        draft.modality, draft.relation = Modality.PROMISED, TimeRelation.FUTURE
    freed = draft.predicate is Predicate.CAPTIVE_HANDOVER and (bool(draft.places) or is_passive(event))
    return [draft] if draft.actor is not None or freed else []


_NOT_WHERE = frozenset(
    {"by", "since", "until", "for", "during", "with", "against", "as", "after", "before", "about", "to"}
)
_OFFERING = frozenset(
    {"proposed", "proposing", "proposes", "suggested", "agreeing", "agreed", "agrees", "offered", "offering", "offers"}
)


def _is_offer(scene: Scene, event: Event) -> bool:
    before = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.end <= event.chunk.start]
    return bool(before) and scene.words(before[-1])[-1] in {"offer", "proposal", "pledge", "promise"}


def is_ready(scene: Scene, event: Event) -> bool:
    """ "is ready to release", "willing to free"."""
    before = [c for c in event.clause.chunks if c.kind is ChunkKind.NP and c.end <= event.chunk.start]
    if before and scene.words(before[-1])[-1] in {"ready", "willing", "prepared", "able", "unwilling"}:
        return True
    operator = event.under("promise")
    return operator is not None and bool({"prepared", "ready", "willing"} & set(scene.words(operator.chunk)))


def _freeing(scene: Scene, event: Event) -> ActorRef | None:
    """Who frees: "X made no offer to release" is X's offer."""
    actor = doer(scene, event)
    if actor is None and _is_offer(scene, event):
        verbs = [v for v in event.clause.verbs() if v.end <= event.chunk.start]
        if verbs:
            actor = first_party(scene, subjects_of(event.clause, verbs[0]))
    return actor
