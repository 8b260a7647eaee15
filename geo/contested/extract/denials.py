"""Sentences that deny what was said before: "Hamas denied it", "They have not", "denied losing any position"."""

from bisect import bisect_right
from collections.abc import Sequence

from contested.extract.actors import ActorRef, first_token
from contested.extract.answers import HARMS, called_false
from contested.extract.cast import Cast
from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause
from contested.extract.contradictions import denies, same_force
from contested.extract.events import Event, Operator
from contested.extract.scene import Draft, Scene, feature_place
from contested.extract.subjects import subjects_of
from contested.model import ClaimFamily, ControlStatus, ControlUpdate, Dispute, Modality, Polarity, Predicate


def echo(scene: Scene, clauses: Sequence[Clause], earlier: Sequence[Draft]) -> Draft | None:
    """Read "They have not.", "It has not." as the claim before, said not to be so."""
    if scene.sentence.last_token - scene.sentence.first_token > _SHORT or len(clauses) != 1 or not earlier:
        return None
    phrases = [c for c in clauses[0].chunks if c.kind is not ChunkKind.PUNCT]
    if len(phrases) != 2 or phrases[0].kind is not ChunkKind.NP or phrases[1].kind is not ChunkKind.VERB:
        return None
    verb, target = phrases[1], earlier[-1]
    negated = any(t.lower in scene.reading.lexicon.words["negation"] for t in verb.auxiliaries)
    if scene.words(verb)[-1] not in _BARE:
        return None  # "The rebels have not commented"
    if verb.hits or not negated or scene.words(phrases[0])[0] not in {"they", "it", "he", "she", "the", "that"}:
        return None
    if target.predicate.family is ClaimFamily.OTHER or target.modality not in {Modality.ASSERTED, Modality.RETRACTED}:
        return None
    event = Event(ids=(), clause=clauses[0], chunk=verb, subjects=[phrases[0]], negated=True)
    draft = Draft(event=event, predicate=target.predicate, rule="discourse.echo", places=list(target.places))
    draft.actor, draft.relation = target.actor, target.relation
    draft.modality, draft.polarity = Modality.NEGATED, Polarity.NEGATIVE
    return draft


_BARE = frozenset(
    {"not", "have", "has", "had", "did", "do", "does", "was", "were", "is", "are", "haven't", "hasn't", "hadn't"}
    | {"didn't", "don't", "doesn't", "wasn't", "weren't", "isn't", "aren't", "never"}
    | {"haven’t", "hasn’t", "hadn’t", "didn’t", "don’t", "doesn’t", "wasn’t", "weren’t", "isn’t", "aren’t"}
)
_SHORT = 6  # tokens of a sentence that only says no


def short_denial(scene: Scene, clauses: Sequence[Clause], earlier: Sequence[Draft]) -> Draft | None:
    """Read "Hamas denied it", "the army rejected the claim" as a denial of the last claim of another side."""
    for clause in clauses:
        for verb in clause.verbs():
            if not verb.has("deny"):
                continue
            apposed = _denier_of_claim(scene, clause, verb)
            if apposed is None and not _pointing(scene, clause, verb):
                continue
            if any(c.governor is not None and c.governor[1] is verb for c in clauses):
                continue  # "denied a report that …" says itself what it denies
            subject = next(
                (c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep is None and c.start < verb.start), None
            )
            subject = subject if verb.subjects is None else next(iter(verb.subjects), None)
            if apposed is not None:
                subject, verb.subjects = apposed, [apposed]
            actor = scene.casting.refer(subject) if subject is not None else None
            target = _meant(scene, verb, earlier, actor)
            if target is None or actor is None:
                continue
            event = Event(ids=(), clause=clause, chunk=verb, subjects=[subject] if subject is not None else [])
            event.operators = [Operator("deny", clause, verb)]
            return _denial(target, event, actor)
    called = called_false(scene, clauses, earlier)
    if called is None:
        return None
    target, event = called
    actor = next((a for c in subjects_of(event.clause, event.chunk) if (a := scene.casting.refer(c)) is not None), None)
    return _denial(target, event, actor) if actor is not None else None


_POINTING = frozenset({"it", "this", "that"})
_ACCOUNTS = frozenset(
    {"claim", "claims", "report", "reports", "account", "allegation", "accusation", "statement", "announcement", "news"}
    | {"allegations", "accusations", "reporting", "assertion", "version", "charge", "charges"}
)


def _denier_of_claim(scene: Scene, clause: Clause, verb: Chunk) -> Chunk | None:
    """ "…, a claim | denied by Kyiv", "…, a claim Kyiv | denied", "…, which Kyiv denied"."""
    phrases = [c for c in clause.chunks if c.kind is ChunkKind.NP]
    before = [c for c in phrases if c.end <= verb.start]
    after = [c for c in phrases if c.start >= verb.end]
    words = scene.words(before[0]) if before else []
    account = bool(words) and words[-1] in _ACCOUNTS and before[0].prep is None
    by = next((c for c in after[:1] if c.prep == "by"), None)
    if by is not None and account and len(before) == 1:
        return by
    if any(c.prep is None for c in after):
        return None  # "…, which denied the charge"
    if clause.link == "which" and len(before) == 1 and before[0].prep is None:
        return before[0]
    if account and len(before) == 2 and words[0] in _ONE and before[1].prep is None:
        return before[1]
    if len(words) > 2 and len(before) == 1 and words[0] in _ONE and words[1] in _ACCOUNTS:
        return _rest(before[0])
    return None


_ONE = frozenset({"a", "an"})


def _rest(chunk: Chunk) -> Chunk:
    """ "a claim Kyiv": Kyiv."""
    start = chunk.start + 2
    hits = [h for h in chunk.hits if h.start >= start]
    return Chunk(chunk.kind, start, chunk.end, mentions=list(chunk.mentions), hits=hits)


def _pointing(scene: Scene, clause: Clause, verb: Chunk) -> bool:
    """Tell whether a verb denies something said before: "denied it", "rejected the account"."""
    after = [c for c in clause.chunks if c.start >= verb.end and c.kind is ChunkKind.NP]
    words = scene.words(after[0]) if after else []
    return bool(words) and (words[0] in _POINTING or words[-1] in _ACCOUNTS)


def _meant(scene: Scene, verb: Chunk, earlier: Sequence[Draft], actor: ActorRef | None) -> Draft | None:
    """Answer the claim that "it" is: the last one told of another side, or what its sentence says first with it."""

    def may_be(draft: Draft) -> bool:
        if not draft.places or draft.modality is Modality.PRESUPPOSED or draft.event.chunk.start >= verb.start:
            return False
        other = actor is None or draft.actor is None or draft.actor.label != actor.label
        return other or draft.predicate in HARMS  # who is accused of a strike denies it himself

    last = next((d for d in reversed(earlier) if may_be(d)), None)
    if last is None:
        return None
    sentences, tokens = scene.reading.document.sentences, scene.reading.document.tokens
    number = bisect_right(sentences, last.event.chunk.start, key=first_token) - 1
    begins = sentences[number].first_token
    for draft in earlier:
        at = draft.event.chunk.start
        if draft is last or not begins <= at < last.event.chunk.start or not may_be(draft):
            continue
        apart = any(t.text == ";" for t in tokens[at : last.event.chunk.start])
        if not apart and _told_by(draft) == _told_by(last):
            return draft
    return last


def _told_by(draft: Draft) -> int | None:
    report = draft.event.under("report", "admit", "deny")
    return None if report is None else report.chunk.start


def adopt_places(drafts: Sequence[Draft], cast: Cast) -> None:
    """ "its forces had seized high ground near X; the government denied losing any position": losing it near X."""
    for number, denial in enumerate(drafts):
        if denial.modality is not Modality.DENIED or denial.places or denial.disputes is not None:
            continue
        for said in reversed(drafts[max(0, number - _NEAR) : number]):
            if not any(feature_place(r.place) for r in said.places) or said.modality not in {
                Modality.ASSERTED,
                Modality.NEGATED,
            }:
                continue
            own = denial.predicate is Predicate.DENIES_CAPTURE and _same(denial.actor, said.actor, cast)
            if denies(denial, said, cast) and not own:
                denial.places = list(said.places)
                if denial.predicate is Predicate.DENIES_CAPTURE and denial.actor is not None:
                    denial.control = _rival_claims(denial.actor)
                break


def _same(first: ActorRef | None, second: ActorRef | None, cast: Cast) -> bool:
    return first is not None and second is not None and same_force(first, second, cast)


_NEAR = 4  # claims back that a denial without a place may be of


def _rival_claims(actor: ActorRef) -> ControlUpdate:
    return ControlUpdate(status=ControlStatus.CONTESTED, dispute=Dispute.RIVAL_CLAIMS, disputed_by=(actor.label,))


def _denial(target: Draft, event: Event, actor: ActorRef) -> Draft:
    draft = Draft(event=event, predicate=target.predicate, rule="discourse.denies_it", places=list(target.places))
    draft.modality, draft.polarity, draft.relation = Modality.DENIED, Polarity.NEGATIVE, target.relation
    draft.disputes = "denies"
    if target.predicate in {Predicate.CAPTURES, Predicate.ENTERS}:
        draft.predicate, draft.actor = Predicate.DENIES_CAPTURE, actor
        draft.control = _rival_claims(actor)
    elif target.predicate is Predicate.PRESENCE_ONLY:
        draft.predicate, draft.actor = Predicate.DENIES_PRESENCE, actor
    else:
        draft.actor = target.actor
    return draft
