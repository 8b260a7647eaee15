"""Modality and polarity of an event: asserted, denied, meant, awaited, asked, or what would have been."""

from collections.abc import Sequence
from itertools import pairwise

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import ClauseKind
from contested.extract.document import Token
from contested.extract.events import Event
from contested.extract.scene import Scene
from contested.model import (
    Modality,
    Polarity,
)

_FAILED = frozenset({"failed", "fail", "fails", "collapsed", "faltered", "foundered", "failing"})
_TO_COME = frozenset({"will", "would", "can", "cannot", "won't", "must", "shall", "should", "'ll", "could", "may"})
_ACCOUNTS = frozenset(
    {"claims", "reports", "allegations", "suggestions", "rumours", "rumors", "accusations", "talk", "claim", "report"}
    | {"statements", "news", "posts", "assertions", "information", "rumour", "rumor", "allegation", "suggestion"}
)
_FALSE = frozenset(
    {"false", "untrue", "baseless", "unfounded", "fabricated", "groundless", "fake", "nonsense", "lies", "lie"}
    | {"disinformation", "propaganda", "misinformation", "fabrication", "fabrications", "hoax", "fiction", "fantasy"}
    | {"invention", "inventions", "inaccurate", "incorrect", "bogus"}
)
_SOURCE = 7  # words of "by the Houthis that", "by a pro-army channel that"
_EARLY = 3  # words before "claims that", where they are what is called false
_SAYING = frozenset({"said", "says", "that", ",", "called", "calls", "dismissed", "the"})
_INTENTIONS = frozenset(
    {
        "deal",
        "plan",
        "plans",
        "agreement",
        "order",
        "orders",
        "decision",
        "offer",
        "bid",
        "attempt",
        "attempts",
        "effort",
    }
    | {"efforts", "proposal", "pledge", "promise", "operation", "push", "permission", "request", "ultimatum", "vow"}
    | {"chance", "ability", "aim", "intention", "goal", "campaign", "failure", "mission", "scheme", "bids", "hopes"}
)
_TRYING = frozenset(
    {"tried", "try", "tries", "trying", "attempted", "attempt", "attempts", "attempting", "struggled", "struggle"}
)
_VERGE = frozenset(
    {"verge", "brink", "risk", "danger", "hopes", "hope", "prospect", "point", "cusp", "close", "closer"}
)
_EXPECTED = frozenset(
    {"unlikely", "likely", "poised", "ready", "prepared", "bound", "keen", "eager", "reluctant", "unwilling", "willing"}
    | {"hoping", "seeking", "seek", "seeks", "sought", "want", "wants", "wanted", "wishes", "wished", "desperate"}
)
_ADVERBS_AFTER_TO = 2


_FORECAST = frozenset({"capture", "advance", "enter", "besiege", "clash", "strike"})  # what nobody asks an enemy for


def modality_of(scene: Scene, event: Event) -> tuple[Modality, Polarity]:
    """Answer in which way an event is put, from its operators and auxiliaries."""
    aux = event.auxiliaries
    positive = Polarity.POSITIVE
    if event.under("deny") or called_false(scene, event):
        return Modality.DENIED, Polarity.NEGATIVE
    counterfactual = ("would" in aux and "have" in aux and not event.under("report")) or (
        "may" in aux and "have" in aux and event.passive
    )
    if counterfactual or ("would" in aux and "have" in aux and _had_inverted(scene)):
        return Modality.COUNTERFACTUAL, positive
    if event.clause is scene.clauses[0] and _opens_with_had(scene, event):
        return Modality.COUNTERFACTUAL, positive
    if event.clause.kind is ClauseKind.CONDITION and "had" in aux and _would_have(scene):
        return Modality.COUNTERFACTUAL, positive  # "if troops had left, fewer would have died"
    if "would" in aux and _but_for(scene, event):
        return Modality.COUNTERFACTUAL, positive
    if event.clause.kind is ClauseKind.CONDITION or _opens_with_should(scene, event):
        return Modality.HYPOTHETICAL, positive
    if unproven(scene, event):
        return Modality.NEGATED, Polarity.NEGATIVE
    if event.clause.link in {"why", "how"}:
        return Modality.PRESUPPOSED, positive
    if "would" in aux and scene.reading.document.tokens[scene.sentence.first_token].lower in {"with", "without"}:
        return Modality.HYPOTHETICAL, positive  # "With El Fasher, the RSF would control all of Darfur"
    if _questioned(scene, event):
        return Modality.QUESTIONED, positive
    if _intended(scene, event):
        failed = any(v.start >= event.chunk.end and v.word in _FAILED for v in event.clause.verbs())
        return (Modality.NEGATED, Polarity.NEGATIVE) if failed else (Modality.HYPOTHETICAL, positive)
    if (not event.noun and awaited(scene, event)) or _on_the_verge(scene, event):
        return Modality.HYPOTHETICAL, positive
    conditional = any(c.kind is ClauseKind.CONDITION for c in scene.clauses) or _opens_without(scene) or _should(scene)
    if event.negated and (aux & {"future", "would"} or event.under("promise")) and not conditional:
        return Modality.REFUSED, positive
    if event.under("promise") or _announced(event) or _vowed(event):
        return (Modality.REFUSED if event.negated and _vowed(event) else Modality.PROMISED), positive
    permitted = "may" in aux and "again" in {t.lower for t in event.chunk.auxiliaries}
    if permitted:
        return Modality.ASSERTED, positive
    if event.negated and not conditional and _unable(event):
        return Modality.NEGATED, Polarity.NEGATIVE
    if event.under("threaten") or "may" in aux or _able(event) or (conditional and aux & {"future", "would"}):
        return Modality.HYPOTHETICAL, positive
    demanded = event.under("demand")
    if demanded is not None and demanded.chunk.word.startswith("expect") and _FORECAST.intersection(event.ids):
        return Modality.HYPOTHETICAL, positive  # "Analysts expect Russia to take X by January"
    if demanded is not None or "must" in aux:
        return Modality.DEMANDED, positive
    if event.under("refuse"):
        return Modality.REFUSED, positive
    if event.negated and aux & {"future", "would"}:
        return Modality.REFUSED, positive
    if event.negated or _nearly(scene, event):
        return Modality.NEGATED, Polarity.NEGATIVE
    if aux & {"future", "would"}:
        return Modality.PROMISED, positive
    return Modality.ASSERTED, positive


def _nearly(scene: Scene, event: Event) -> bool:
    """ "The rebels nearly captured X", "have almost encircled it", "had all but taken it": not so, or not yet."""
    if event.noun or not _DEEDS.intersection(event.ids):
        return False
    tokens, at = scene.reading.document.tokens, event.chunk.start
    if at < scene.sentence.first_token + 2:
        return False
    last = tokens[at - 1].lower
    return last in {"nearly", "almost"} or (last == "but" and tokens[at - 2].lower == "all")


_DEEDS = frozenset({"capture", "enter", "besiege", "withdraw", "repel", "advance"})


def awaited(scene: Scene, event: Event) -> bool:
    """ "until the army leaves", "unless it pulls out", "only when it has left": told in the present, so not yet so.

    "Dozens killed when rebels take town" is a headline's present: "when" waits only after "only" or a future.
    """
    link = event.clause.link
    if event.noun or link not in {"until", "unless", "before", "when", "once"}:
        return False
    present = bool(event.chunk.forms() & {"s", "base"}) or {"have"} <= event.auxiliaries
    present = present and not event.auxiliaries & {"was", "had", "do"} and not event.chunk.forms() & {"past"}
    before = event.clause.before
    promised = before is not None and any(t.lower == "would" for verb in before.verbs() for t in verb.auxiliaries)
    if not (present or promised) or event.negated:
        return False  # "would not leave X before all hostages were freed"
    waits = before is not None and any(
        t.lower in _TO_COME for verb in before.verbs() for t in (*verb.auxiliaries, *_first(scene, verb))
    )
    only = before is not None and bool(before.chunks) and scene.words(before.chunks[-1])[-1] == "only"
    return link in {"until", "unless"} or waits or only


def _first(scene: Scene, verb: Chunk) -> Sequence[Token]:
    return scene.reading.document.tokens[verb.start : verb.start + 1]


def _would_have(scene: Scene) -> bool:
    """Tell whether the sentence says what would have been."""
    return any(
        {"would", "have"} <= {t.lower for t in verb.auxiliaries} for clause in scene.clauses for verb in clause.verbs()
    )


def _but_for(scene: Scene, event: Event) -> bool:
    """ "Without the air force, the rebels would be in control of X"."""
    first = scene.reading.document.tokens[scene.sentence.first_token : scene.sentence.first_token + 2]
    words = [t.lower for t in first]
    opens = words[:1] == ["without"] or words == ["but", "for"]
    return opens and event.under("report", "promise") is None and not event.negated


def called_false(scene: Scene, event: Event) -> bool:
    """ "Claims that troops fired on X are false": who says so denies it."""
    tokens = scene.reading.document.tokens
    words = [t.lower for t in tokens[scene.sentence.first_token : scene.sentence.last_token]]
    at = event.chunk.start - scene.sentence.first_token
    if _no_truth(words[:at]):
        return True
    false = any(word in _FALSE for word in words[at:]) or "not true" in " ".join(words[at:])
    if not false and not _rejected(words[at:]):
        return False
    told = [i for i, word in enumerate(words[:at]) if word in _ACCOUNTS and _goes_on(words[i + 1 : at])]
    return any(i <= _EARLY or words[i - 1] in _SAYING for i in told)


def _rejected(after: Sequence[str]) -> bool:
    """ "Russia's claim that it had captured X was rejected by Kyiv"."""
    return any(word in _DENIED and before in {"was", "were", "been"} for before, word in pairwise(after))


_DENIED = frozenset({"rejected", "denied", "dismissed", "refuted", "disputed", "contradicted"})


def _goes_on(after: Sequence[str]) -> bool:
    """ "claims that …", "reports of …", "claims by the militia that …": an account and what it says."""
    if after[:1] == ["by"]:
        return bool({"that", "to", "of"} & set(after[1:_SOURCE]))
    return bool(after) and after[0] in {"that", "of", "to", "about", "on"}


def _no_truth(words: Sequence[str]) -> bool:
    """ "There is no truth in reports that …", "no truth to claims that …"."""
    at = next((i for i, word in enumerate(words) if word == "truth"), 0)
    return at > 0 and words[at - 1] in {"no", "any", "little"} and bool(_ACCOUNTS & set(words[at:]))


def _had_inverted(scene: Scene) -> bool:
    first = scene.reading.document.tokens[scene.sentence.first_token].lower
    return first in {"had", "if"}


def _opens_without(scene: Scene) -> bool:
    """ "Without new funding, the clinic will close": a condition in a phrase."""
    return scene.reading.document.tokens[scene.sentence.first_token].lower == "without"


def _opens_with_had(scene: Scene, event: Event) -> bool:
    """ "Had the army not attacked X, …": the auxiliary before its subject, and no question."""
    tokens = scene.reading.document.tokens
    opens = tokens[scene.sentence.first_token].lower == "had" and event.chunk.start > scene.sentence.first_token + 1
    return opens and tokens[scene.sentence.last_token - 1].text not in {"?", "؟"}


def _should(scene: Scene) -> bool:
    """ "Should the army leave X, …": a condition without its "if", and no question."""
    tokens = scene.reading.document.tokens
    opens = tokens[scene.sentence.first_token].lower == "should" and len(scene.clauses) > 1
    return opens and tokens[scene.sentence.last_token - 1].text not in {"?", "؟"}


def _opens_with_should(scene: Scene, event: Event) -> bool:
    return event.clause is scene.clauses[0] and _should(scene)


def _unable(event: Event) -> bool:
    """ "troops could not enter X", "cars cannot pass": it did not happen."""
    return event.chunk.kind is ChunkKind.VERB and bool(_ABLE & {t.lower for t in event.chunk.auxiliaries})


def _able(event: Event) -> bool:
    """ "The army can retake X": it has not; but "trucks can pass"."""
    able = event.chunk.kind is ChunkKind.VERB and any(t.lower == "can" for t in event.chunk.auxiliaries)
    return able and bool(_DEEDS.intersection(event.ids)) and "deliver" not in event.ids


_ABLE = frozenset({"could", "couldn't", "couldn’t", "can", "can't", "can’t", "cannot"})


def _questioned(scene: Scene, event: Event) -> bool:
    tokens = scene.reading.document.tokens
    if event.clause.link == "whether" or _unsaid(scene, event):
        return True
    return tokens[scene.sentence.last_token - 1].text in {"?", "؟"}


def unproven(scene: Scene, event: Event) -> bool:
    """ "has seen no evidence that troops entered X", "there is no sign that …", "found no proof of claims that …"."""
    clause = event.clause
    told = clause.kind is ClauseKind.COMPLEMENT or (clause.kind is ClauseKind.RELATIVE and clause.link == "that")
    if not told or clause.before is None:
        return False
    tokens = scene.reading.document.tokens
    at = clause.chunks[0].start
    words = [t.lower for t in tokens[max(scene.sentence.first_token, at - _BEFORE_THAT) : at]]
    proof = next((i for i in range(len(words) - 1, -1, -1) if words[i] in _PROOF), None)
    return proof is not None and bool(_WITHOUT & set(words[max(0, proof - _NEAR_NO) : proof]))


_PROOF = frozenset({"evidence", "proof", "confirmation", "indication", "indications", "sign", "signs", "trace"})
_WITHOUT = frozenset({"no", "not", "never", "little", "without"})
_BEFORE_THAT = 14  # words before "that" among which "evidence" is, and what says that there is none
_NEAR_NO = 7  # words before "evidence" in which it is said that there is none


def _unsaid(scene: Scene, event: Event) -> bool:
    """ "would not say who governs": a question that is told, not an answer to it."""
    relative = event.clause.kind is ClauseKind.RELATIVE and event.clause.link in {"who", "which"}
    before = event.clause.before
    if not relative or before is None or not before.chunks:
        return False
    last = before.chunks[-1]
    return last.kind is ChunkKind.VERB and (last.has("report") or scene.words(last)[0] in {"know", "knows", "decide"})


def _on_the_verge(scene: Scene, event: Event) -> bool:
    """ "on the verge of losing X", "at risk of falling", "close to taking X": not yet."""
    tokens = scene.reading.document.tokens
    at = event.chunk.start
    if event.noun or "ing" not in event.chunk.forms() or at < scene.sentence.first_token + 2:
        return False
    return tokens[at - 1].lower in {"of", "to"} and tokens[at - 2].lower in _VERGE


def _word_before_to(scene: Scene, event: Event) -> str:
    """Answer the word before the "to" of an infinitive: "unlikely" of "are unlikely to seize X"."""
    tokens = scene.reading.document.tokens
    at = event.chunk.start - 1
    while at > scene.sentence.first_token and tokens[at].lower != "to":
        if event.chunk.start - at > _ADVERBS_AFTER_TO:
            return ""
        at -= 1
    return tokens[at - 1].lower if at > scene.sentence.first_token else ""


def _announced(event: Event) -> bool:
    """ "Rebels to give up X": a headline's infinitive, with no verb above it, is what will be."""
    if event.noun or event.chunk.prep != "to" or event.auxiliaries or event.clause.kind is not ClauseKind.MAIN:
        return False
    first = event.clause.chunks[0]
    verbs = event.clause.verbs()
    subject = bool(event.subjects) and event.subjects[0] is first and first.prep is None
    return event.clause.governor is None and verbs[0] is event.chunk and subject


def _vowed(event: Event) -> bool:
    """ "vowed to seal off X": firmly meant, and not done."""
    return event.chunk.prep == "to" and event.under("insist") is not None


def _intended(scene: Scene, event: Event) -> bool:
    """ "a deal to reopen the road", "attempts to enter X": what is meant to happen has not happened."""
    if event.chunk.prep != "to" or event.chunk.kind is not ChunkKind.VERB:
        return False
    if _word_before_to(scene, event) in _EXPECTED:
        return True
    if event.chunk.auxiliaries:
        return False
    before = [c for c in event.clause.chunks if c.end <= event.chunk.start]
    if before and before[-1].kind is ChunkKind.VERB and before[-1].word in _TRYING:
        return True  # "tried to enter X"
    last = [c for c in before[-2:] if c.kind is ChunkKind.NP and (c is before[-1] or before[-1].prep in {"by", "of"})]
    return any(scene.words(c)[-1] in _INTENTIONS for c in last)
