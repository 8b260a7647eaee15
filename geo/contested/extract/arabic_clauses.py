"""Clauses of Arabic: where each begins, and what hangs on which verb.

Arabic puts the verb first ("انسحبت القوات من رفح") but also a topic before it ("القوات انسحبت"); subjects are dropped,
and much is said with a light verb and a verbal noun ("نفى الجيش انسحابه"). Each verb leaves here with its subjects set,
so that the rules need not know the order of words.
"""

from collections.abc import Sequence
from itertools import pairwise

from contested.extract.arabic import chunks_of
from contested.extract.arabic_nouns import Grammar
from contested.extract.chunks import Chunk, ChunkKind, Reading
from contested.extract.clauses import Clause, ClauseKind, govern, kind_of, without_parentheses
from contested.extract.document import Sentence
from contested.extract.lexicon import Entry, Hit
from contested.extract.lexicon_arabic import load_arabic
from contested.model import MentionKind

_ENDS = frozenset({".", "!", "?", "…", "؟", ";", "؛", ":", "—", "–", "|", "•"})
_LOCATIONS = frozenset({MentionKind.PLACE_THEATRE, MentionKind.PLACE_OUTSIDE_THEATRE})
_SPEECH = ("report", "deny", "admit")
_ARMED = frozenset({"force", "group", "government"})
_REPORT = Entry("report", "report", "past")


def clauses_of_arabic(reading: Reading, sentence: Sentence) -> list[Clause]:
    """Cut a sentence of an Arabic reading into clauses; every verb in them has its subjects set."""
    arabic = load_arabic()
    chunks = _without_dateline(without_parentheses(chunks_of(reading, sentence)), reading)
    chunks = _headline(_launched(chunks))
    clauses = _cut(chunks, reading)
    govern(clauses)
    _complements(clauses)
    grammar = Grammar(reading, arabic)
    for clause in clauses:
        grammar.place_inside(clause)
        grammar.read(clause)
    return clauses


def _without_dateline(chunks: list[Chunk], reading: Reading) -> list[Chunk]:
    """ "غزة - انسحبت …": the place before the dash is where it was written."""
    for i, chunk in enumerate(chunks[:6]):
        if chunk.kind is ChunkKind.PUNCT and chunk.word in {"-", "–", "—", "/", ":"} and i:
            kinds = {reading.resolutions[m].mention.kind for m in chunks[0].mentions}
            return chunks[i + 1 :] if kinds & _LOCATIONS and not chunks[0].has("actor") else chunks
        if chunk.kind not in {ChunkKind.NP, ChunkKind.DATE} and chunk.word != ",":
            break
    return chunks


def _headline(chunks: list[Chunk]) -> list[Chunk]:
    """ "حماس: لن …": a name and a colon are a report."""
    if len(chunks) > 2 and chunks[0].kind is ChunkKind.NP and chunks[1].word == ":" and _names(chunks[0]):
        from_colon = Chunk(ChunkKind.VERB, chunks[1].start, chunks[1].end, word="said")
        from_colon.hits = [Hit(chunks[1].start, chunks[1].end, _REPORT)]
        from_colon.subjects = [chunks[0]]
        return [chunks[0], from_colon, chunks[1], *chunks[2:]]
    return chunks


def _launched(chunks: list[Chunk]) -> list[Chunk]:
    """ "هجوم شنته قوات X على Y": a verbal noun with the verb that carries it out is one thing, done by X."""
    out: list[Chunk] = []
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        doer = chunks[at + 2] if at + 2 < len(chunks) else None
        carried = out and out[-1].has("event") and chunk.has("verb", "verbs") and chunk.kind is ChunkKind.VERB
        bare = doer is not None and doer.kind is ChunkKind.NP and doer.prep is None
        if carried and doer is not None and bare and chunks[at + 1].start == chunk.end and chunks[at + 1].prep == "of":
            doer.prep = "by"
            out.append(doer)
            at += 3
        else:
            out.append(chunk)
            at += 1
    return out


def _names(chunk: Chunk) -> bool:
    if any(h.entry.category == "event" for h in chunk.hits) or chunk.prep is not None:
        return False
    return (
        chunk.has("actor")
        or chunk.has("outlet")
        or any(chunk.has("noun", kind) for kind in (*_ARMED, "media", "people", "spokesperson", "source"))
    )


def _cut(chunks: Sequence[Chunk], reading: Reading) -> list[Clause]:
    clauses: list[Clause] = []
    current = Clause()
    for i, chunk in enumerate(chunks):
        if _begins(chunks, i, current):
            if current.chunks:
                clauses.append(current)
            elif current.link and chunk.kind is ChunkKind.LINK:
                current.link = ""
            link = current.link if not current.chunks else ""
            current = Clause(link=link, after_comma=chunk.word == ",")
        if chunk.kind is ChunkKind.LINK and not current.chunks:
            if not current.link or current.link in {"and", "but"}:
                current.link = chunk.word
        elif chunk.kind is ChunkKind.PUNCT and not current.chunks:
            current.after_comma = current.after_comma or chunk.word == ","
            current.link = current.link or (chunk.word if chunk.word in _ENDS else "")
        else:
            current.chunks.append(chunk)
    if current.chunks:
        clauses.append(current)
    for clause in clauses:
        clause.kind = kind_of(clause, reading.lexicon.words["hypothetical"])
    return clauses


def _begins(chunks: Sequence[Chunk], i: int, current: Clause) -> bool:
    chunk = chunks[i]
    verb_seen = any(c.kind is ChunkKind.VERB for c in current.chunks)
    if chunk.kind is ChunkKind.PUNCT:
        if chunk.word == ",":
            return verb_seen and _verb_next(chunks, i + 1)
        return chunk.word in _ENDS
    if chunk.kind is ChunkKind.LINK:
        if chunk.word == "and":
            after = chunks[i + 1] if i + 1 < len(chunks) else None
            if after is not None and after.kind is ChunkKind.LINK:
                return bool(current.chunks)
            return verb_seen and _verb_next(chunks, i + 1)
        return bool(current.chunks)
    return chunk.kind is ChunkKind.VERB and verb_seen and not _copula(current, chunk)


def _copula(clause: Clause, chunk: Chunk) -> bool:
    """ "بات المعبر مغلقا": the predicate of a verb without a claim."""
    last = clause.verbs()[-1]
    return chunk.forms() == {"adjective"} and not any(last.has(name) for name in ("event", *_SPEECH))


def _verb_next(chunks: Sequence[Chunk], start: int) -> bool:
    """Tell whether a clause follows: a verb, or one noun phrase and its verb."""
    nouns = 0
    for chunk in chunks[start : start + 5]:
        if chunk.kind is ChunkKind.VERB:
            return not (chunk.forms() == {"adjective"} and nouns == 0)
        if chunk.kind is ChunkKind.LINK and nouns == 0:
            if chunk.word != "and":
                return True
            continue
        if chunk.kind is ChunkKind.NP and nouns == 0 and chunk.prep is None:
            nouns += 1
        elif chunk.kind is ChunkKind.DATE or (chunk.kind is ChunkKind.NP and chunk.prep is not None and nouns == 1):
            continue
        elif chunk.kind is not ChunkKind.PUNCT or nouns or chunk.word != ",":
            return False
    return False


def _complements(clauses: Sequence[Clause]) -> None:
    """A second verb without a link, and words after a colon, hang on the verb before."""
    for before, clause in pairwise(clauses):
        if clause.governor is not None or clause.kind is not ClauseKind.MAIN or not before.verbs():
            continue
        verb = before.verbs()[-1]
        speaks = any(verb.has(name) for name in _SPEECH)
        asyndetic = clause.link == "" and not clause.after_comma
        if (clause.link == ":" and speaks) or (asyndetic and not clause.attribution and verb.hits):
            clause.kind, clause.governor = ClauseKind.COMPLEMENT, (before, verb)
