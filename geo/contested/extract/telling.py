"""Which clause only says who told it: "…, OCHA said", "…, an official briefed on the talks told a paper"."""

from collections.abc import Sequence

from contested.extract.chunks import Chunk, ChunkKind

_TELLING = frozenset({"report", "admit"})
_VERB, _NP, _DATE = ChunkKind.VERB, ChunkKind.NP, ChunkKind.DATE
_PRESENT, _SAYS = frozenset({"ing", "participle"}), frozenset({"past", "s"})
_BY = frozenset({"by", "on", "in", "from", "at", "as", "with"})


def is_attribution(chunks: Sequence[Chunk]) -> bool:
    """Tell whether a clause, beside another one, says no more than who told it."""
    told = teller(chunks)
    if told is None:
        return False
    if told.has("demand") and any(c.prep == "for" and c.has("noun", "cargo") for c in chunks):
        return False  # "In X, families are asking for food"
    if told.has("event") and any(c.has("noun", "people") and c.prep is None for c in chunks):
        return False  # "Al-Awda admits only women in labour"
    if any(c.has("event") and c.kind is _NP and c.prep is None and c.start == told.end for c in chunks[-6:]):
        return False  # "In a statement, the group claimed the capture of X"
    before = [c for c in chunks if c.kind is _NP and c.start < told.start]
    # "a source close to the negotiations said"; but "shelling of X, said …" tells what happened
    person = bool(before) and before[0].prep is None and not before[0].has("event")
    return not any(c.has("event") and not (person and c.prep is not None) for c in before)


def teller(chunks: Sequence[Chunk]) -> Chunk | None:
    """Answer the one verb of telling in a clause whose other verbs only describe somebody or something in it."""
    telling = [c for c in chunks if c.kind is _VERB and c.has_any(_TELLING)]
    if not telling:
        return None
    verbs = [c for c in chunks if c.kind is _VERB]
    if len(verbs) == 1:
        return verbs[0]
    told = telling[-1] if not _reduced_after(chunks, telling[-1]) else telling[0]
    for verb in verbs:
        if verb.start < told.start and not _reduced_before(chunks, verb):
            return None
        if verb.start > told.start and not _reduced_after(chunks, verb):
            return None
    return told


def _reduced_before(chunks: Sequence[Chunk], verb: Chunk) -> bool:
    """ "an official | briefed on the matter | said": a participle right after the person who speaks."""
    at = chunks.index(verb)
    if at == 0 or chunks[at - 1].kind is not _NP or chunks[at - 1].prep is not None or verb.auxiliaries:
        return False
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    bare = bool(verb.forms() & _PRESENT) or not verb.hits
    first = all(c.kind in {_NP, _DATE} and c.prep is not None for c in chunks[: at - 1])
    return bare and first and after is not None and after.kind in {_NP, _DATE} and after.prep in _BY


def _reduced_after(chunks: Sequence[Chunk], verb: Chunk) -> bool:
    """ "concluded from images | taken on 21 May": a participle after a phrase with its preposition."""
    at = chunks.index(verb)
    if at < 2 or chunks[at - 1].kind is not _NP or chunks[at - 1].prep is None or verb.auxiliaries:
        return False
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    if verb.forms() == {"participle"} or verb.forms() == {"ing"}:
        return True
    return "participle" in verb.forms() and after is not None and after.prep == "by"


def describes_last(chunks: Sequence[Chunk]) -> bool:
    """Tell whether a "that" after these chunks describes their last phrase, and is not what was said.

    "…, it reported from Kobani, the town | that was besieged"; "…, said the diocese | that owns it".
    """
    if not chunks or chunks[-1].kind is not _NP:
        return False
    verbs = [c for c in chunks if c.kind is _VERB]
    if not verbs or not verbs[-1].has_any(_TELLING):
        return False
    between = chunks[chunks.index(verbs[-1]) + 1 : -1]
    if any(c.word == "," for c in between):
        return True
    inverted = chunks[0] is verbs[-1] and not verbs[-1].auxiliaries and bool(verbs[-1].forms() & _SAYS)
    return inverted and chunks[-1].prep is None and verbs[-1].word in {"said", "says", "wrote", "added"}


def names_speaker(chunks: Sequence[Chunk], at: int) -> int:
    """Answer where the verb of telling stands in "Olena Koval, a nurse in Kherson, | said", or 0."""
    if at >= len(chunks) or not _may_be_name(chunks[at]):
        return 0
    commas, described = 0, False
    for j in range(at, min(at + _APPOSED, len(chunks))):
        chunk = chunks[j]
        if chunk.kind is _VERB:
            after = chunks[j + 1] if j + 1 < len(chunks) else None
            object_ = after is not None and after.kind is _NP and after.prep is None and chunk.word not in _TOLD
            told = chunk.has_any(_TELLING) and not chunk.auxiliaries and bool(chunk.forms() & _SAYS)
            return j if told and described and not object_ and not chunk.has("event") else 0
        if chunk.word == ",":
            commas += 1
            if commas > _COMMAS:
                return 0
        elif chunk.kind is not _NP or chunk.has("event"):
            return 0
        elif chunk.prep is None and commas == 1 and chunks[j - 1].word == ",":
            described = not chunk.mentions or chunk.has_any(_KINDS)
        elif chunk.prep is None and j != at:
            return 0
    return 0


def _may_be_name(chunk: Chunk) -> bool:
    """ "Olena Koval", "a spokesman", and neither "next to the crossing" nor "east of Tulkarm", "the village of X"."""
    if chunk.kind is not _NP or chunk.prep is not None or chunk.has("anaphor"):
        return False
    return not chunk.mentions and (chunk.end - chunk.start > 1 or bool(chunk.hits))


_APPOSED, _COMMAS = 7, 2
_KINDS = frozenset({"noun"})
_TOLD = frozenset({"told", "tells"})
