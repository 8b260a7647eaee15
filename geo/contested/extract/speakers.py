"""Who can be a source and how it speaks: footage is none, an admission is more than a statement."""

from collections.abc import Sequence

from contested.extract.actors import ActorRef
from contested.extract.chunks import Chunk, ChunkKind, Reading, words_of
from contested.extract.clauses import Clause, ClauseKind
from contested.extract.events import Event, Operator

_LONGEST_QUOTE = 3_000  # code points
_EVIDENCE = frozenset(
    {"footage", "imagery", "images", "image", "video", "videos", "photos", "photo", "photographs", "photograph"}
    | {"pictures", "picture", "clip", "clips", "recordings", "recording", "data", "evidence", "screenshots"}
    | {"geolocations", "geolocation", "scans"}
)
_ITEMS = frozenset({"item", "article", "story", "dispatch", "alert", "tweet", "headline"})
_ASSESSING = ("assess", "judge", "judging", "conclud")
_ADMISSIONS = frozenset({"admission", "acknowledgement", "acknowledgment", "concession"})
_GOING_ON = frozenset({"added", "adds", "continued", "noted", "stressed", "recalled", "explained", "concluded"})
_ORDERS = frozenset(
    {"told", "tells", "telling", "tell", "warned", "warns", "warning", "ordered", "orders", "ordering", "asked", "asks"}
    | {"urged", "urges", "instructed", "instructs", "advised", "advises", "directed", "called", "calls", "demanded"}
)
_SIDES = frozenset({"sides", "armies", "camps", "parties"})
_WITH_NAME = 4  # chunks of ", a spokesman, Jan Novak"
_AGENT = 5  # chunks between "images" and "by X"


def is_evidence(words: Sequence[str]) -> bool:
    """ "geolocated footage", "satellite images": shows, and does not say."""
    return words[-1] in _EVIDENCE


def is_item(words: Sequence[str]) -> bool:
    """ "an item", "the article": what an outlet published is no source of its own."""
    return words[-1] in _ITEMS


def agent_of(chunks: Sequence[Chunk], thing: Chunk, stop: int | None = None) -> Chunk | None:
    """Answer who studied or took something: "images | studied | by Open Terrain"."""
    at = next((i for i, c in enumerate(chunks) if c is thing), None)
    if at is None:
        return None
    for chunk in chunks[at + 1 : at + 1 + _AGENT]:
        if stop is not None and chunk.start >= stop:
            return None
        if chunk.kind is ChunkKind.NP and chunk.prep == "by":
            return chunk
    return None


def manner_of(clause: Clause, verb: Chunk, reading: Reading) -> str:
    """Tell whether a verb of saying admits or assesses: "conceded", "said in a rare admission", "judged that …"."""
    if verb.word.startswith(_ASSESSING):
        return "assesses"
    if verb.has("admit"):
        return "admits"
    tokens = reading.document.tokens
    beside = (c for c in clause.chunks if c.kind is ChunkKind.NP and c.prep is not None)
    return "admits" if any(tokens[c.end - 1].lower in _ADMISSIONS for c in beside) else ""


def jointly(subjects: Sequence[Chunk], verb: Chunk, reading: Reading) -> bool:
    """ "officers of both sides said", "the army and the rebels each said": two that do not speak for each other."""
    if not subjects:
        return False
    words = {w for c in subjects for w in words_of(reading.document, c)}
    tokens = reading.document.tokens
    last = subjects[-1]
    words |= {t.lower for t in tokens[last.end : min(last.end + 3, max(verb.start, last.end))]}
    return ("each" in words and len(subjects) > 1) or ("both" in words and bool(words & _SIDES))


def resumes(clause: Clause, verb: Chunk) -> bool:
    """Tell whether "it", "they" before this verb goes on speaking: "…, it added"; "…, they said"."""
    return clause.attribution and verb.word in _GOING_ON


def goes_on(pronoun: str, here: ActorRef | None, last: ActorRef) -> bool:
    """Tell whether "it", "they" after what is said is who spoke before it, and not somebody in what is said."""
    if here is None or here.id is None:
        return True  # "no tank is on the road, it said"
    several = last.id is None and last.label.rsplit(maxsplit=1)[-1].endswith("s")
    return pronoun == "they" and several  # "two sources said. RSF fighters withdrew, they said"


def is_quoted(clause: Clause, chunk: Chunk) -> bool:
    """ "a spokesman quoted by a channel": whose he is, is not said."""
    after = next((c for c in clause.chunks if c.start >= chunk.end), None)
    return after is not None and after.kind is ChunkKind.VERB and after.word in {"quoted", "cited"}


def is_ordering(operator: Operator, event: Event) -> bool:
    """ "told everyone in X to leave", "ordered the evacuation of X": the verb gives the order."""
    return operator.chunk.word in _ORDERS and (event.chunk.prep == "to" or event.noun or operator.id == "demand")


def before_relative(clause: Clause) -> list[Chunk]:
    """ "a teacher who fled in May | said": who speaks stands before the relative clause."""
    relative = clause.before
    if relative is not None and (apposed := _apposed(relative)) is not None:
        return [apposed]
    if relative is None or relative.kind is not ClauseKind.RELATIVE or relative.before is None:
        return []
    return [c for c in relative.before.chunks if c.kind is ChunkKind.NP and c.prep is None][-1:]


def _apposed(clause: Clause) -> Chunk | None:
    """ "…, a spokesman, Jan Novak, | said": the phrase that the name at the end of a clause is apposed to."""
    chunks = [c for c in clause.chunks if c.kind is not ChunkKind.DATE]
    while chunks and chunks[-1].kind is ChunkKind.PUNCT:
        chunks.pop()
    if len(chunks) < _WITH_NAME or chunks[-1].kind is not ChunkKind.NP or chunks[-1].prep is not None:
        return None
    role, mark, before = chunks[-3], chunks[-2], chunks[-4]
    bare = role.kind is ChunkKind.NP and role.prep is None and role.has("noun", "spokesperson")
    return role if bare and mark.word == "," and before.word == "," else None


def quotes(text: str) -> list[tuple[int, int]]:
    """Find quotes: from “ to the next ”, « to », and between straight quotes, within 3,000 code points."""
    spans: list[tuple[int, int]] = []
    for opening, closing in (("“", "”"), ("«", "»")):
        at = text.find(opening)
        while at != -1:
            end = text.find(closing, at + 1, at + _LONGEST_QUOTE)
            if end == -1:
                at = text.find(opening, at + 1)
                continue
            spans.append((at, end))
            at = text.find(opening, end + 1)
    return spans
