"""In which way an event is told: modality, polarity, date, and its relation to the telling."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause, ClauseKind
from contested.extract.document import ParagraphRole, Token
from contested.extract.events import Event
from contested.extract.scene import Draft, Scene
from contested.extract.times import TimeExpression, find_times
from contested.model import (
    ClaimFamily,
    Modality,
    Polarity,
    Predicate,
    TimeRelation,
)

HISTORIC = timedelta(days=120)


PAST = timedelta(days=31)


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
    if event.clause.kind is ClauseKind.CONDITION:
        return Modality.HYPOTHETICAL, positive
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
    conditional = any(c.kind is ClauseKind.CONDITION for c in scene.clauses) or _opens_without(scene)
    if event.negated and (aux & {"future", "would"} or event.under("promise")) and not conditional:
        return Modality.REFUSED, positive
    if event.under("promise") or _announced(event) or _vowed(event):
        return (Modality.REFUSED if event.negated and _vowed(event) else Modality.PROMISED), positive
    permitted = "may" in aux and "again" in {t.lower for t in event.chunk.auxiliaries}
    if permitted:
        return Modality.ASSERTED, positive
    if event.under("threaten") or "may" in aux or (conditional and aux & {"future", "would"}):
        return Modality.HYPOTHETICAL, positive
    if event.under("demand") or "must" in aux:
        return Modality.DEMANDED, positive
    if event.under("refuse"):
        return Modality.REFUSED, positive
    if event.negated and aux & {"future", "would"}:
        return Modality.REFUSED, positive
    if event.negated:
        return Modality.NEGATED, Polarity.NEGATIVE
    if aux & {"future", "would"}:
        return Modality.PROMISED, positive
    return Modality.ASSERTED, positive


_FAILED = frozenset({"failed", "fail", "fails", "collapsed", "faltered", "foundered", "failing"})


def awaited(scene: Scene, event: Event) -> bool:
    """ "until the army leaves", "unless it pulls out", "only when it has left": told in the present, so not yet so.

    "Dozens killed when rebels take town" is a headline's present: "when" waits only after "only" or a future.
    """
    link = event.clause.link
    if event.noun or link not in {"until", "unless", "before", "when", "once"}:
        return False
    present = bool(event.chunk.forms() & {"s", "base"}) or {"have"} <= event.auxiliaries
    present = present and not event.auxiliaries & {"was", "had", "do"} and not event.chunk.forms() & {"past"}
    if not present or event.negated:
        return False
    before = event.clause.before
    waits = before is not None and any(
        t.lower in _TO_COME for verb in before.verbs() for t in (*verb.auxiliaries, *_first(scene, verb))
    )
    only = before is not None and bool(before.chunks) and scene.words(before.chunks[-1])[-1] == "only"
    return link in {"until", "unless"} or waits or only


def _first(scene: Scene, verb: Chunk) -> Sequence[Token]:
    return scene.reading.document.tokens[verb.start : verb.start + 1]


_TO_COME = frozenset({"will", "would", "can", "cannot", "won't", "must", "shall", "should", "'ll", "could", "may"})


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


_ACCOUNTS = frozenset(
    {"claims", "reports", "allegations", "suggestions", "rumours", "rumors", "accusations", "talk", "claim", "report"}
    | {"statements", "news", "posts", "assertions", "information", "rumour", "rumor", "allegation", "suggestion"}
)
_FALSE = frozenset(
    {"false", "untrue", "baseless", "unfounded", "fabricated", "groundless", "fake", "nonsense", "lies", "lie"}
    | {"disinformation", "propaganda", "misinformation", "fabrication", "fabrications", "hoax", "fiction", "fantasy"}
    | {"invention", "inventions", "inaccurate", "incorrect", "bogus"}
)


def called_false(scene: Scene, event: Event) -> bool:
    """ "Claims that troops fired on X are false": who says so denies it."""
    tokens = scene.reading.document.tokens
    words = [t.lower for t in tokens[scene.sentence.first_token : scene.sentence.last_token]]
    at = event.chunk.start - scene.sentence.first_token
    if _no_truth(words[:at]):
        return True
    if not any(word in _FALSE for word in words[at:]) and "not true" not in " ".join(words[at:]):
        return False
    told = [i for i, word in enumerate(words[:at]) if word in _ACCOUNTS and _goes_on(words[i + 1 : at])]
    return any(i <= _EARLY or words[i - 1] in _SAYING for i in told)


def _goes_on(after: Sequence[str]) -> bool:
    """ "claims that …", "reports of …", "claims by the militia that …": an account and what it says."""
    if after[:1] == ["by"]:
        return bool({"that", "to", "of"} & set(after[1:_SOURCE]))
    return bool(after) and after[0] in {"that", "of", "to", "about", "on"}


_SOURCE = 7  # words of "by the Houthis that", "by a pro-army channel that"
_EARLY = 3  # words before "claims that", where they are what is called false


def _no_truth(words: Sequence[str]) -> bool:
    """ "There is no truth in reports that …", "no truth to claims that …"."""
    at = next((i for i, word in enumerate(words) if word == "truth"), 0)
    return at > 0 and words[at - 1] in {"no", "any", "little"} and bool(_ACCOUNTS & set(words[at:]))


_SAYING = frozenset({"said", "says", "that", ",", "called", "calls", "dismissed", "the"})


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


def _questioned(scene: Scene, event: Event) -> bool:
    tokens = scene.reading.document.tokens
    if event.clause.link == "whether" or _unproven(scene, event) or _unsaid(scene, event):
        return True
    return tokens[scene.sentence.last_token - 1].text in {"?", "؟"}


def _unproven(scene: Scene, event: Event) -> bool:
    """ "has seen no evidence that troops entered X", "did not find proof of claims that …"."""
    if event.clause.kind is not ClauseKind.COMPLEMENT or event.clause.before is None:
        return False
    tokens = scene.reading.document.tokens
    first, last = scene.sentence.first_token, event.clause.chunks[0].start
    words = [t.lower for t in tokens[first:last]]
    proof = next((i for i, w in enumerate(words) if w in {"evidence", "proof", "confirmation", "indication"}), None)
    return proof is not None and bool({"no", "not", "never", "little", "without"} & set(words[:proof]))


def _unsaid(scene: Scene, event: Event) -> bool:
    """ "would not say who governs": a question that is told, not an answer to it."""
    relative = event.clause.kind is ClauseKind.RELATIVE and event.clause.link in {"who", "which"}
    before = event.clause.before
    if not relative or before is None or not before.chunks:
        return False
    last = before.chunks[-1]
    return last.kind is ChunkKind.VERB and (last.has("report") or scene.words(last)[0] in {"know", "knows", "decide"})


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


def _on_the_verge(scene: Scene, event: Event) -> bool:
    """ "on the verge of losing X", "at risk of falling", "close to taking X": not yet."""
    tokens = scene.reading.document.tokens
    at = event.chunk.start
    if event.noun or "ing" not in event.chunk.forms() or at < scene.sentence.first_token + 2:
        return False
    return tokens[at - 1].lower in {"of", "to"} and tokens[at - 2].lower in _VERGE


_VERGE = frozenset(
    {"verge", "brink", "risk", "danger", "hopes", "hope", "prospect", "point", "cusp", "close", "closer"}
)
_EXPECTED = frozenset(
    {"unlikely", "likely", "poised", "ready", "prepared", "bound", "keen", "eager", "reluctant", "unwilling", "willing"}
    | {"hoping", "seeking", "seek", "seeks", "sought", "want", "wants", "wanted", "wishes", "wished", "desperate"}
)


def _word_before_to(scene: Scene, event: Event) -> str:
    """Answer the word before the "to" of an infinitive: "unlikely" of "are unlikely to seize X"."""
    tokens = scene.reading.document.tokens
    at = event.chunk.start - 1
    while at > scene.sentence.first_token and tokens[at].lower != "to":
        if event.chunk.start - at > _ADVERBS_AFTER_TO:
            return ""
        at -= 1
    return tokens[at - 1].lower if at > scene.sentence.first_token else ""


_ADVERBS_AFTER_TO = 2


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


def date_of(event: Event, clauses: Sequence[Clause]) -> TimeExpression | None:
    """Answer the date that stands in the event's clause, or failing that in an attached when-clause or opening."""
    own = [
        c
        for c in event.clause.chunks
        if c.kind is ChunkKind.DATE and c.prep not in {"until", "by", "before", "against"}
    ]
    if own:
        dated = [c for c in own if c.time is not None and c.time.date is not None]
        return (dated or own)[0].time
    for clause in clauses:
        if clause is not event.clause and not clause.verbs():
            for chunk in clause.chunks:
                if chunk.kind is ChunkKind.DATE and chunk.prep in {"on", "in"}:
                    return chunk.time
    return None


def relation_of(scene: Scene, event: Event, modality: Modality, *, state: bool) -> TimeRelation:
    """Answer when the content of an event holds, relative to the telling. `state`: it lasts, as holding does."""
    if modality in {Modality.PROMISED, Modality.HYPOTHETICAL}:
        return TimeRelation.FUTURE
    if modality is Modality.COUNTERFACTUAL:
        return TimeRelation.PAST_EVENT
    if scene.reading.document.role_of(scene.sentence) is ParagraphRole.CAPTION:
        return TimeRelation.PAST_EVENT
    if "once" in event.auxiliaries and modality is not Modality.DEMANDED:
        return TimeRelation.PAST_EVENT
    if _before_the_war(scene):
        return TimeRelation.PAST_EVENT
    dates = [c for c in event.clause.chunks if c.kind is ChunkKind.DATE and c.time is not None]
    since = any(c.prep == "since" for c in dates)
    if _lasted(scene, event) and not since and "have" not in event.auxiliaries:
        return TimeRelation.PAST_EVENT if when_far(scene, dates) is None else TimeRelation.HISTORIC_BACKGROUND
    times = [c.time for c in dates if c.prep not in {"since", "until", "by", "before"} and c.time is not None]
    when = next((t for t in times if t.past), times[0] if times else None)
    reported = event.under("report", "deny", "admit") is not None
    before_that = "had" in event.auxiliaries and not reported and not any(c.attribution for c in scene.clauses)
    if since and not event.noun:  # "had been in rebel hands since April", told after it fell
        return TimeRelation.PAST_EVENT if before_that else TimeRelation.CURRENT
    ended = next((c.time for c in dates if c.prep == "until" and c.time is not None), None)
    over = _distance(scene, ended) if ended is not None else None
    if over in {TimeRelation.HISTORIC_BACKGROUND, TimeRelation.PAST_EVENT}:
        return over
    told_past = "was" in event.auxiliaries or event.chunk.forms() == {"past"}
    if state and told_past and ended is not None and _gone(scene, ended):
        return TimeRelation.PAST_EVENT  # "was held by the rebels until last week"
    if when is not None:
        far = _distance(scene, when)
        if far is not None:
            return far
    aux = event.auxiliaries
    if when is None and (long_ago := _year_named(scene, event)) is not None:
        return long_ago
    if before_that or _long_before(scene, event):
        return TimeRelation.PAST_EVENT
    forms = event.chunk.forms()
    perfect = "have" in aux and "had" not in aux
    if state or event.adjective:
        return TimeRelation.CURRENT
    if modality in {Modality.DEMANDED, Modality.REFUSED, Modality.PRESUPPOSED}:
        return TimeRelation.CURRENT
    if perfect or "was" in aux or "past" in forms or "had" in aux or event.noun:
        return TimeRelation.RECENT_EVENT if not (perfect and modality is Modality.NEGATED) else TimeRelation.CURRENT
    return TimeRelation.CURRENT


def _year_named(scene: Scene, event: Event) -> TimeRelation | None:
    """ "captured the Strip in the 1967 war", "seized it two years later": when it was, though no date says so."""
    tokens, clause = scene.reading.document.tokens, event.clause
    first, last = clause.chunks[0].start, max(c.end for c in clause.chunks)
    words = [t.lower for t in tokens[first:last]]
    reference = scene.published or scene_newest(scene)
    for word in words:
        if len(word) == _YEAR and word.isdigit() and int(word) >= _OLDEST:
            newest = reference.year if reference is not None else None
            if newest is not None and int(word) < newest:
                return TimeRelation.HISTORIC_BACKGROUND
    counted = [i for i, word in enumerate(words) if word in {"years", "months"}]
    later = any(words[i + 1 : i + 2] in (["later"], ["earlier"]) for i in counted)
    return TimeRelation.PAST_EVENT if later else None


_YEAR, _OLDEST = 4, 1900


def _long_before(scene: Scene, event: Event) -> bool:
    """ "… seven months after M23 took X": what the time is counted from is past."""
    before = event.clause.before
    if event.clause.link not in {"after", "since"} or before is None or not before.chunks:
        return False
    words = scene.words(before.chunks[-1])
    return words[-1] in _LONG and len(words) <= _COUNTED


_LONG = frozenset({"weeks", "months", "years", "month", "year", "decade", "decades"})
_COUNTED = 4  # words of "more than seven months"


def _before_the_war(scene: Scene) -> bool:
    """ "Before the war, the bakery fed 20,000 people"."""
    tokens, first = scene.reading.document.tokens, scene.sentence.first_token
    if tokens[first].lower not in {"before", "until"}:
        return False
    words = {t.lower for t in tokens[first + 1 : min(first + 5, scene.sentence.last_token)]}
    return bool(words & {"war", "conflict", "siege", "invasion", "coup", "occupation"})


def _gone(scene: Scene, when: TimeExpression) -> bool:
    """Tell whether a date lies before the day of the article."""
    return when.past or (when.date is not None and scene.published is not None and when.date < scene.published)


def when_far(scene: Scene, dates: Sequence[Chunk]) -> TimeRelation | None:
    """Answer "historic" when one of the dates is long past."""
    far = [_distance(scene, c.time) for c in dates if c.time is not None]
    return next((f for f in far if f is TimeRelation.HISTORIC_BACKGROUND), None)


def _lasted(scene: Scene, event: Event) -> bool:
    """ "closed for two days": over, where it is told in the past."""
    bare = event.adjective or (event.passive and not event.chunk.auxiliaries)
    later = [v for c in scene.clauses for v in c.verbs() if v.start >= event.chunk.end]
    over = bare and any({"withdraw", "capture"} & set(v.ids("event")) for v in later)  # "held for months, was given up"
    if not (event.chunk.forms() & {"past"} or "was" in event.auxiliaries or over):
        return False
    if any(token.lower == "briefly" for token in event.chunk.auxiliaries):
        return True
    for chunk in event.clause.chunks:
        before = scene.reading.document.tokens[chunk.prep_start - 1].lower if chunk.prep_start else ""
        if chunk.kind is ChunkKind.NP and (chunk.prep == "for" or before == "for"):  # "for about six hours"
            words = scene.words(chunk)
            if len(words) <= 4 and words[-1] in {
                "hours",
                "days",
                "weeks",
                "months",
                "years",
                "month",
                "year",
                "week",
                "day",
                "hour",
            }:
                return True
    return False


def _distance(scene: Scene, when: TimeExpression) -> TimeRelation | None:
    if when.date is None:
        if when.past:
            return TimeRelation.PAST_EVENT
        if scene.published is None and when.text[-4:].isdigit():
            return None
        return None
    reference = scene.published or scene_newest(scene)
    if reference is None:
        return None
    width = {"year": timedelta(days=365), "month": timedelta(days=31)}.get(
        when.precision.value if when.precision else "", timedelta(0)
    )
    age = reference - (when.date + width)
    if age > HISTORIC:
        return TimeRelation.HISTORIC_BACKGROUND
    month = when.precision is not None and when.precision.value == "month"
    if age > PAST or when.past or (month and age >= timedelta(0)):
        return TimeRelation.PAST_EVENT  # "in October", told in November
    if age < -timedelta(days=400):
        return TimeRelation.FUTURE
    return None


def scene_newest(scene: Scene) -> datetime | None:
    """The newest full date in the text stands in for a missing publication date, to tell old from new only."""
    newest = scene.reading.newest
    if not newest:
        text = scene.reading.document.text
        dates = [t.date for t in find_times(text, (0, min(len(text), 20_000)), None) if t.date is not None]
        newest.append(max(dates, default=None))
    return newest[0]


_WORKS = frozenset(
    {"novel", "film", "movie", "documentary", "memoir", "exhibition", "museum", "anniversary", "painting", "poem"}
    | {"book", "memorial", "commemorated", "commemorates", "commemorate", "biopic", "drama", "historian", "historians"}
)


def _retold(scene: Scene, event: Event) -> bool:
    """ "a novel about the siege of X", "the museum marks the battle of X": told again, not news."""
    tokens = scene.reading.document.tokens[scene.sentence.first_token : event.chunk.start]
    return any(t.lower in _WORKS for t in tokens[-8:])


def drafted(scene: Scene, event: Event, predicate: Predicate, rule: str, *, state: bool = False) -> Draft:
    """Draft a claim with its modality, polarity and relation to the telling. `state`: it lasts, as holding does."""
    modality, polarity = modality_of(scene, event)
    draft = Draft(event=event, predicate=predicate, rule=rule, modality=modality, polarity=polarity)
    draft.relation = relation_of(scene, event, modality, state=state)
    if modality is Modality.ASSERTED and predicate.family is ClaimFamily.CONTROL and _retold(scene, event):
        draft.relation = TimeRelation.HISTORIC_BACKGROUND
    if event.relative and modality is Modality.ASSERTED and predicate.family is ClaimFamily.CONTROL:
        draft.modality = Modality.PRESUPPOSED
        if not state and draft.relation in {TimeRelation.CURRENT, TimeRelation.RECENT_EVENT}:
            draft.relation = TimeRelation.PAST_EVENT  # "the army, which entered X last week, …": told as known
    return draft
