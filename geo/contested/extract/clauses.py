"""Join chunks to clauses, and tell which clause governs which.

A clause is governed by the verb whose complement it is: "said (that) …", "denied that …", "wants … to …".
An attribution clause ("…, witnesses said") governs what stands beside it in its sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.telling import describes_last, is_attribution, names_speaker

_GOVERNING = frozenset({"report", "deny", "admit", "demand", "refuse", "promise", "threaten", "insist"})
_SPEECH = frozenset({"report", "deny", "admit"})
_SPEAKING = _SPEECH | {"demand", "refuse"}
_VERB, _NP, _DATE = ChunkKind.VERB, ChunkKind.NP, ChunkKind.DATE  # looked at thousands of times an article
_PUNCT, _LINK = ChunkKind.PUNCT, ChunkKind.LINK
_HARD = frozenset({";", ":", "—", "–", "|", "•"})


class ClauseKind(StrEnum):
    """How a clause hangs in its sentence."""

    MAIN = "main"
    COMPLEMENT = "complement"
    RELATIVE = "relative"
    CONDITION = "condition"
    SUBORDINATE = "subordinate"
    PARTICIPLE = "participle"


@dataclass(slots=True)
class Clause:
    """A run of chunks with its verbs; `governor` is the clause and verb whose complement it is."""

    chunks: list[Chunk] = field(default_factory=list)
    kind: ClauseKind = ClauseKind.MAIN
    link: str = ""
    governor: "tuple[Clause, Chunk] | None" = None
    before: "Clause | None" = None  # the clause it is joined to (for subjects that are not repeated)
    attribution: bool = False  # "…, OCHA said"
    after_comma: bool = False

    def verbs(self) -> list[Chunk]:
        """Answer the verb groups of the clause."""
        return [c for c in self.chunks if c.kind is _VERB]


def clauses_of(chunks: Sequence[Chunk], conditional: frozenset[str]) -> list[Clause]:
    """Cut the chunks of a sentence into clauses."""
    chunks = without_parentheses(chunks)
    bounds = _bounds(chunks)
    clauses = _cut(chunks, bounds, conditional)
    clauses = _rejoined(_split_complements(clauses))
    govern(clauses)
    return clauses


def without_parentheses(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Answer the chunks that do not stand in brackets."""
    out: list[Chunk] = []
    depth = 0
    for chunk in chunks:
        if chunk.word in {"(", "["}:
            depth += 1
        elif chunk.word in {")", "]"}:
            depth = max(0, depth - 1)
        elif depth == 0:
            out.append(chunk)
    return out


def _bounds(chunks: Sequence[Chunk]) -> set[int]:
    """Answer the indexes at which a new clause begins."""
    bounds: set[int] = set()
    seen_verb = False
    subordinate = relative = False
    named = 0  # where the verb stands whose speaker is named and described: "Olena Koval, a nurse, said"
    for i, chunk in enumerate(chunks):
        if chunk.kind is _VERB:
            if seen_verb and (_after_who(chunks, i) or _after_where(chunks, i)):
                bounds.add(i)
            seen_verb = True
        if chunk.kind is _LINK and chunk.word not in {"and", "or", "but", "nor", "yet", "و"}:
            subordinate = True
            relative = chunk.word in {"which", "who"}
        begins = False
        if chunk.word in _HARD or chunk.word in {".", "!", "?", "…", "؟"}:
            begins = True
        elif chunk.kind is _LINK:
            begins = _link_begins(chunks, i, seen_verb=seen_verb)
        elif chunk.word in {",", "،"} and i < named:
            begins = False
        elif chunk.word in {",", "،"}:
            begins = _comma_begins(chunks, i, seen_verb=seen_verb or subordinate) or _told_between(chunks, i)
            begins = begins or (relative and _goes_on(chunks, i + 1))
            subordinate = relative = False
            named = names_speaker(chunks, i + 1) if begins else named
        if begins:
            bounds.add(i)
            seen_verb = False
    return bounds


def _after_who(chunks: Sequence[Chunk], i: int) -> bool:
    """ "soldiers who escaped | hold a hill", "a teacher who fled in May | said": the main clause goes on."""
    chunk = chunks[i]
    finite = bool(chunk.auxiliaries) or bool(chunk.forms() & {"past", "s", "base", "be"}) or not chunk.hits
    after = chunks[i + 1] if i + 1 < len(chunks) else None
    if not finite or chunk.prep == "to" or "ing" in chunk.forms() or (after is not None and after.prep == "by"):
        return False
    verbs = 0
    for before in reversed(chunks[:i]):
        if before.word == "who":
            return verbs == 1
        verbs += before.kind is _VERB
        if before.kind not in {_NP, _DATE, _VERB} or verbs > 1:
            return False
        if before.kind is _NP and before.prep is None and verbs == 0:
            return chunk.has("report") and _who_before(chunks, i)
    return False


def _after_where(chunks: Sequence[Chunk], i: int) -> bool:
    """ "A shelter in X where Caritas serves meals | was damaged": after the object of a relative clause."""
    if not chunks[i].auxiliaries or chunks[i].prep == "to" or chunks[i - 1].kind is not _NP:
        return False
    verbs = bare = 0
    for before in reversed(chunks[max(0, i - 8) : i]):
        if before.word == "where":
            return verbs == 1 and bare == 2  # its subject and its object, and none that is left for this verb
        verbs += before.kind is _VERB
        if before.kind is _VERB and (before.has_any(_GOVERNING) or not before.has("event")):
            return False
        if before.kind not in {_NP, _DATE, _VERB}:
            return False
        bare += before.kind is _NP and before.prep is None
    return False


def _who_before(chunks: Sequence[Chunk], i: int) -> bool:
    """Tell whether a relative clause with one verb, and no mark in it, stands before a verb."""
    verbs = 0
    for before in reversed(chunks[max(0, i - 8) : i]):
        if before.word == "who":
            return verbs == 1
        verbs += before.kind is _VERB
        if before.kind in {_PUNCT, _LINK}:
            return False
    return False


def _told_between(chunks: Sequence[Chunk], i: int) -> bool:
    """ "Its troops, it stated, recaptured X": an attribution between commas, with the verb after it."""
    if i < 3 or i + 1 >= len(chunks) or chunks[i + 1].kind is not _VERB:
        return False
    told, speaker, mark = chunks[i - 1], chunks[i - 2], chunks[i - 3]
    return told.kind is _VERB and told.has("report") and speaker.kind is _NP and mark.word == ","


def _link_begins(chunks: Sequence[Chunk], i: int, *, seen_verb: bool) -> bool:
    word = chunks[i].word
    if word not in {"and", "or", "nor", "but", "yet", "و"}:
        return i + 1 < len(chunks) and chunks[i + 1].kind is not _PUNCT
    if i + 1 < len(chunks) and chunks[i + 1].kind is _LINK:
        return False  # "and that": the next link begins it
    if 0 < i < len(chunks) - 1 and chunks[i - 1].prep == chunks[i + 1].prep == "between":
        return False  # "said the road between X and Y is shut"
    return seen_verb and _verb_ahead(chunks, i + 1) and not (_joint_subject(chunks, i) or _within_contact(chunks, i))


def _within_contact(chunks: Sequence[Chunk], i: int) -> bool:
    """ "The bakeries it supports in X and Y | are at work": the list is that of the clause put in."""
    if i + 2 >= len(chunks) or not chunks[i + 1].mentions or chunks[i + 1].prep is not None:
        return False
    if chunks[i + 2].kind is not _VERB or not chunks[i + 2].auxiliaries or chunks[i - 1].kind is not _NP:
        return False
    at = next((k for k in range(i - 1, max(1, i - 4), -1) if chunks[k].kind is _VERB), 0)
    return at > 1 and not chunks[at].auxiliaries and bool(chunks[i - 1].mentions) and _contact_relative(chunks, at)


def _joint_subject(chunks: Sequence[Chunk], i: int) -> bool:
    """ "said the clinic in X and a bakery in Y were shut": what was said has both as its subject."""
    if chunks[i + 1].kind is not _NP or chunks[i + 1].prep is not None or chunks[i].word not in {"and", "or"}:
        return False
    bare = 0
    for chunk in reversed(chunks[:i]):
        if chunk.kind is _VERB:
            return bare == {"said": 1, "says": 1, "say": 1, "told": 2, "tells": 2}.get(chunk.word, -1)
        if chunk.kind is not _NP:
            return False
        bare += chunk.prep is None
    return False


def _verb_ahead(chunks: Sequence[Chunk], start: int) -> bool:
    """Tell whether a finite verb with its own subject, or a bare one, follows before the next mark or link."""
    for i, chunk in enumerate(chunks[start : start + 8], start):
        if chunk.word == "and" and chunks[i - 1].prep == "between":
            continue  # "but the road between X and Y stays shut"
        if chunk.kind is _VERB:
            if i - start > 1 and chunks[i - 1].word == "" and _contact_relative(chunks, i):
                if _finite_ahead(chunks, i + 1):
                    continue  # "and the hospital they run | has closed"
                return False  # "and Y under a truce it signed": what they left goes on
            reduced = chunk.forms() == {"participle"} and not chunk.auxiliaries
            reduced = reduced or (chunk.prep == "to" and not chunk.auxiliaries)  # an infinitive hangs on what is before
            reduced = reduced or (chunk.prep is not None and chunk.forms() == {"ing"})  # "after accusing …"
            return not reduced
        if chunk.kind not in {_NP, _DATE}:
            return False
    return False


def _finite_ahead(chunks: Sequence[Chunk], start: int) -> bool:
    """Tell whether a verb with an auxiliary stands before the next mark, link or subject."""
    for chunk in chunks[start : start + 4]:
        if chunk.kind is _VERB:
            return bool(chunk.auxiliaries) and chunk.prep is None
        if chunk.kind not in {_NP, _DATE} or (chunk.kind is _NP and chunk.prep is None):
            return False
    return False


def _contact_relative(chunks: Sequence[Chunk], i: int) -> bool:
    """Tell whether the verb at `i` and the pronoun before it only describe the phrase before them."""
    subject, described = chunks[i - 1], chunks[i - 2]
    bare = subject.kind is _NP and subject.prep is None and subject.end - subject.start == 1
    return (
        bare and described.kind is _NP and described.end == subject.start and not subject.mentions and not subject.hits
    )


def _goes_on(chunks: Sequence[Chunk], i: int) -> bool:
    """ "Forces, who surround the town, fired on …": after a relative clause the main clause goes on with its verb."""
    following = chunks[i] if i < len(chunks) else None
    if following is not None and following.kind is _VERB and following.forms() == {"be"}:
        return True
    return following is not None and following.kind is _VERB and bool(following.forms() & {"past", "s"})


def _comma_begins(chunks: Sequence[Chunk], i: int, *, seen_verb: bool) -> bool:
    following = chunks[i + 1] if i + 1 < len(chunks) else None
    if following is None:
        return False
    if following.kind is _VERB:
        if "ing" in following.forms() and not following.auxiliaries:
            return seen_verb
        return seen_verb and (following.has("report") or bool(following.auxiliaries))
    if seen_verb and names_speaker(chunks, i + 1):
        return True
    for j in range(i + 1, min(i + 8, len(chunks))):
        chunk = chunks[j]
        if chunk.kind is _VERB:
            after = chunks[j + 1] if j + 1 < len(chunks) else None
            if chunk.has_any(_SPEECH) and (after is None or after.kind is _PUNCT or after.prep):
                return True
            return seen_verb
        if chunk.word == "who" and seen_verb and j > i + 1:
            return any(_speaks_last(chunks, k) for k in range(j + 2, min(j + 8, len(chunks))))
        if chunk.kind not in {_NP, _DATE}:
            return False
    return False


def _speaks_last(chunks: Sequence[Chunk], i: int) -> bool:
    """ "…, a teacher who fled in May said.": a verb of saying that ends its sentence."""
    after = chunks[i + 1] if i + 1 < len(chunks) else None
    ends = after is None or after.kind in {_PUNCT, _DATE}
    return chunks[i].kind is _VERB and chunks[i].has("report") and ends and _who_before(chunks, i)


def _cut(chunks: Sequence[Chunk], bounds: set[int], conditional: frozenset[str]) -> list[Clause]:
    clauses: list[Clause] = []
    current = Clause()
    for i, chunk in enumerate(chunks):
        if i in bounds:
            if current.chunks:
                clauses.append(current)
            current = Clause(after_comma=chunk.word in {",", "،"})
        if chunk.kind is _LINK and not current.chunks:
            if not current.link or current.link in {"and", "but", "or", "yet"}:
                current.link = chunk.word
            continue
        if chunk.kind is _PUNCT:
            if not current.chunks and chunk.word in {",", "،"}:
                current.after_comma = True
            elif not current.chunks and chunk.word in _HARD:
                current.link = current.link or chunk.word
            elif current.chunks:
                current.chunks.append(chunk)
            continue
        current.chunks.append(chunk)
    if current.chunks:
        clauses.append(current)
    for clause in clauses:
        clause.kind = kind_of(clause, conditional)
    return clauses


def kind_of(clause: Clause, conditional: frozenset[str]) -> ClauseKind:
    """Tell how a clause hangs in its sentence, from the word that links it."""
    link = clause.link
    if link in conditional:
        return ClauseKind.CONDITION
    if link in {"which", "who", "whose", "whom"}:
        return ClauseKind.RELATIVE
    if link in {"that", "whether", "why", "how"}:
        return ClauseKind.COMPLEMENT
    if link in {"", "and", "but", "or", "yet", "nor", "و"} or link in _HARD:
        first = clause.chunks[0]
        if first.kind is _VERB and first.forms() == {"ing"} and not first.auxiliaries:
            return ClauseKind.PARTICIPLE
        return ClauseKind.MAIN
    return ClauseKind.SUBORDINATE


def _split_complements(clauses: list[Clause]) -> list[Clause]:
    """Cut "said they had left", "wants the site to open" after the governing verb."""
    out: list[Clause] = []
    for clause in clauses:
        rest = clause
        while True:
            cut = _complement_at(rest.chunks)
            if cut is None:
                out.append(rest)
                break
            index, governor = cut
            head = Clause(rest.chunks[:index], rest.kind, rest.link, rest.governor, after_comma=rest.after_comma)
            out.append(head)
            rest = Clause(rest.chunks[index:], ClauseKind.COMPLEMENT, "", (head, governor))
    return out


def _complement_at(chunks: Sequence[Chunk]) -> tuple[int, Chunk] | None:
    governor: Chunk | None = None
    subject: int | None = None
    for i, chunk in enumerate(chunks):
        if chunk.kind is _VERB:
            if governor is not None and subject is not None:
                return subject, governor
            governor = chunk if chunk.has_any(_GOVERNING) else None
            subject = None
        elif chunk.word == "," and subject is not None:
            governor = None  # "confirms flexibility, calls for …": the object ends at the comma
        elif chunk.kind is _NP and governor is not None and _is_object(governor, chunk):
            told = governor.word in {"told", "tell", "tells", "telling"}
            if subject is None or (told and chunks[i - 1].kind is _NP):
                subject = i
    return None


def _is_object(governor: Chunk, chunk: Chunk) -> bool:
    """Tell whether a phrase is the verb's object: "said they …", also "called for the site to …"."""
    if chunk.prep is None:
        return True
    if chunk.prep_start is not None and governor.start < chunk.prep_start < governor.end and governor.has("demand"):
        chunk.prep = None  # the preposition belongs to the verb
        return True
    return False


def _rejoined(clauses: list[Clause]) -> list[Clause]:
    """Join "X and Y, it added, were besieged": a fragment before an attribution takes the verb after it."""
    for i in range(1, len(clauses) - 1):
        before, middle, after = clauses[i - 1], clauses[i], clauses[i + 1]
        if (
            not before.verbs()
            and any(c.kind is _NP for c in before.chunks)
            and is_attribution(middle.chunks)
            and after.chunks
            and after.chunks[0].kind is _VERB
            and after.kind in {ClauseKind.MAIN, ClauseKind.PARTICIPLE}
        ):
            before.chunks.extend(after.chunks)
            after.chunks = []
            for clause in clauses[i + 2 :]:
                if clause.governor is not None and clause.governor[0] is after:
                    clause.governor = (before, clause.governor[1])  # "A source who spoke to AFP | said …"
    return [c for c in clauses if c.chunks]


def govern(clauses: list[Clause]) -> None:
    """Set, for every clause of a sentence, the clause before and the verb that governs it."""
    for i, clause in enumerate(clauses):
        before = clauses[i - 1] if i else None
        clause.before = before
        if before is None:
            continue
        if clause.governor is None and clause.link == "that" and describes_last(before.chunks):
            clause.kind, clause.governor = ClauseKind.RELATIVE, before.governor
        elif clause.governor is None and clause.kind is ClauseKind.COMPLEMENT:
            clause.governor = _last_governor(clauses[:i])
            if clause.governor is None:
                clause.kind = ClauseKind.RELATIVE
        elif clause.governor is None and i == 1 and clause.link == ":" and (said := _says_what_follows(before)):
            clause.governor = (before, said)
        elif clause.governor is None and clause.kind is ClauseKind.MAIN and clause.link not in _HARD:
            speaks = any(v.has_any(_SPEAKING) for v in clause.verbs())
            contrast = clause.link in {"but", "yet"}
            if not speaks and not contrast and before.governor is not None and not clause.attribution:
                clause.governor = before.governor
        elif clause.governor is None and clause.kind in {
            ClauseKind.SUBORDINATE,
            ClauseKind.CONDITION,
            ClauseKind.RELATIVE,
            ClauseKind.PARTICIPLE,
        }:
            clause.governor = None if _sets_against(clause) else before.governor
    governing = {id(c.governor[0]) for c in clauses if c.governor}
    for i, clause in enumerate(clauses):
        if (
            is_attribution(clause.chunks)
            and id(clause) not in governing
            and (len(clauses) > 1)
            and (clause.after_comma or i > 0)
            and clause.kind in {ClauseKind.MAIN, ClauseKind.PARTICIPLE}
            and clause.link in {"", ",", "،", "and", "but"}
            and not (clause.kind is ClauseKind.PARTICIPLE and clauses[i - 1].attribution)  # "…, he said, describing …"
        ):
            clause.attribution = True


def _says_what_follows(clause: Clause) -> Chunk | None:
    """ "The rebels said: …": a verb of telling right before the colon."""
    last = clause.chunks[-1]
    told = last.kind is _VERB and last.has("report") and not last.auxiliaries and bool(last.forms() & _FINITE)
    return last if told and len(clause.chunks) > 1 else None


def _sets_against(clause: Clause) -> bool:
    """ "A said it had taken X, while B said its men held it": what B said is not what A says that B said."""
    if clause.link not in {"while", "whereas", "although", "though"}:
        return False
    verbs = clause.verbs()
    tells = bool(verbs) and verbs[0].has_any(_SPEECH) and not verbs[0].auxiliaries and bool(verbs[0].forms() & _FINITE)
    return tells and any(c.kind is _NP and c.prep is None and c.end <= verbs[0].start for c in clause.chunks)


_FINITE = frozenset({"past", "s"})


def _last_governor(clauses: Sequence[Clause]) -> "tuple[Clause, Chunk] | None":
    for clause in reversed(clauses[-3:]):
        for verb in reversed(clause.verbs()):
            if verb.has_any(_GOVERNING):
                return clause, verb
        if clause.governor is not None and clause.kind is ClauseKind.COMPLEMENT:
            return clause.governor
        if clause.kind is ClauseKind.PARTICIPLE:
            return None  # "…, residents said, moving the blocks | that mark the line"
    return None
