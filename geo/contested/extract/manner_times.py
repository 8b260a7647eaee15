"""When an event took place: its date, and its relation to the telling."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause
from contested.extract.document import ParagraphRole
from contested.extract.events import Event
from contested.extract.scene import Scene
from contested.extract.times import TimeExpression, find_times
from contested.model import (
    Modality,
    TimeRelation,
)

HISTORIC = timedelta(days=120)
PAST = timedelta(days=31)
_YEAR, _OLDEST = 4, 1900  # digits of a year; numbers from there on are taken for years wherever they stand
_LONG_AGO = 1990  # where nothing tells when the article was written, years before are past
_YEAR_AFTER = frozenset({"in", "of", "since", "until", ",", "from", "by", "around"})
_AFTER_YEAR = frozenset({"and", "when", "that", "the", "after", "by", "with", "during", "at", "to"})
_LONG = frozenset({"weeks", "months", "years", "month", "year", "decade", "decades"})
_COUNTED = 4  # words of "more than seven months"


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
    told = event.chunk.auxiliaries[0].index if event.chunk.auxiliaries else event.chunk.start
    if any(
        scene.words(c)[-1] == "before" and any(s.start == c.end and s.end == told for s in event.subjects)
        for c in dates
    ):
        return TimeRelation.PAST_EVENT  # "was shot hours before | the site opened"
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
    if (long_ago := _year_named(scene, event)) is not None:
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
    newest = reference.year if reference is not None else _LONG_AGO
    for i, word in enumerate(words):
        if len(word) == _YEAR and word.isdigit() and int(word) < newest:
            after = words[i + 1] if i + 1 < len(words) else ""
            alone = i > 0 and words[i - 1] in _YEAR_AFTER and (not after.isalpha() or after in _AFTER_YEAR)
            if int(word) >= _OLDEST or (word[0] == "1" and alone):
                return TimeRelation.HISTORIC_BACKGROUND
    counted = [i for i, word in enumerate(words) if word in {"years", "months"}]
    later = any(words[i + 1 : i + 2] in (["later"], ["earlier"]) for i in counted)
    return TimeRelation.PAST_EVENT if later else None


def _long_before(scene: Scene, event: Event) -> bool:
    """ "… seven months after M23 took X": what the time is counted from is past."""
    before = event.clause.before
    if event.clause.link not in {"after", "since"} or before is None or not before.chunks:
        return False
    words = scene.words(before.chunks[-1])
    return words[-1] in _LONG and len(words) <= _COUNTED


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
