"""Who or what a verb's subject is, also where the clause does not repeat it."""

from collections.abc import Sequence
from itertools import pairwise

from contested.extract.chunks import Chunk, ChunkKind
from contested.extract.clauses import Clause, ClauseKind


def subjects_of(clause: Clause, verb: Chunk) -> list[Chunk]:
    """Answer the noun phrases that are the subject of `verb`; the clause before lends its own where there is none."""
    if verb.subjects is not None:
        return verb.subjects
    before = [c for c in clause.chunks if c.start < verb.start]
    own = _contact(before) or bare_phrases(_past_opening(before))
    controlled = _controlled(before, verb)
    if controlled is not None:
        return [controlled]
    doing = _doing(before, verb)
    if doing is not None:
        return [doing]
    earlier = [c for c in before if c.kind is ChunkKind.VERB]
    if earlier and clause.kind is ClauseKind.COMPLEMENT and not own:
        own = []
    if own:
        return own
    absolute = _absolute(before, verb) or _labelled(clause, verb)
    if absolute:
        return absolute
    if clause.kind is ClauseKind.RELATIVE and clause.before is not None:
        antecedent = antecedent_of(clause.before)
        return [antecedent] if antecedent else []
    if clause.governor is not None and clause.kind is ClauseKind.COMPLEMENT:
        return subjects_of(*clause.governor)
    joined = (
        clause.kind is ClauseKind.PARTICIPLE
        or clause.link in {"and", "or", "but", ""}
        or clause.kind is ClauseKind.SUBORDINATE
    )
    resumed = _resumed(clause)
    if resumed:
        return resumed
    if clause.link in {"and", "but"} and verb.has_any(_TOLD):
        speaker = _main_speaker(clause) or _same_speaker(clause, verb)
        if speaker:
            return speaker
    if clause.before is not None and joined:
        verbs = clause.before.verbs()
        if verbs and not clause.before.attribution:
            return subjects_of(clause.before, verbs[0])
        if clause.before.attribution and clause.kind is ClauseKind.PARTICIPLE and verb.has_any(_TOLD):
            return bare_phrases(clause.before.chunks)  # "…, he said, adding that …"
        if clause.before.before is not None and clause.before.attribution:
            verbs = clause.before.before.verbs()
            return subjects_of(clause.before.before, verbs[0]) if verbs else bare_phrases(clause.before.before.chunks)
        return bare_phrases(clause.before.chunks)
    return []


_MAKING = frozenset({"make", "makes", "made", "making", "render", "renders", "rendered", "rendering"})
_TOLD = frozenset({"report", "deny", "admit"})
_INSIDE = frozenset({ClauseKind.SUBORDINATE, ClauseKind.CONDITION, ClauseKind.RELATIVE})


def _main_speaker(clause: Clause) -> list[Chunk]:
    """ "The army said it was in X after shots were fired, and denied …": who said it denies, not the shots."""
    before = clause.before
    if before is None or before.kind not in _INSIDE:
        return []
    for _ in range(4):
        before = before.before
        if before is None:
            return []
        verbs = before.verbs()
        if before.kind is ClauseKind.MAIN and verbs and verbs[0].has_any(_TOLD):
            return subjects_of(before, verbs[0])
    return []


def _same_speaker(clause: Clause, verb: Chunk) -> list[Chunk]:
    """ "The army denied that rebels had taken X, and said …": who denied it says so, not the rebels."""
    before = clause.before
    if before is None or before.kind is not ClauseKind.COMPLEMENT or before.governor is None or verb.auxiliaries:
        return []
    head, told = before.governor
    said = before.verbs()
    if not said or not told.has_any(_TOLD) or "past" not in verb.forms():
        return []
    if not said[0].auxiliaries and "ing" in said[0].forms():
        return subjects_of(head, told)  # "accused rebels of shelling X and said …"
    if verb.word in _ORDERING:
        return []
    backshifted = bool({"had", "was", "were", "would"} & {t.lower for t in said[0].auxiliaries})
    apart = before.chunks[-1].word == "," or clause.after_comma
    return subjects_of(head, told) if backshifted or apart else []


_ORDERING = frozenset({"told", "warned", "asked", "saw", "found"})  # "said soldiers had come and told people to leave"


def _past_opening(before: Sequence[Chunk]) -> Sequence[Chunk]:
    """ "To spare lives, units left X", "In line with the accord, the SDF left X": the subject follows the comma.

    In "In Lyman, a town in the north, troops …" it follows the second.
    """
    if not before or before[0].kind is not ChunkKind.NP or before[0].prep is None:
        return before
    rest = before
    for i, chunk in enumerate(before):
        if chunk.kind is ChunkKind.VERB and chunk.prep != "to":
            break
        if chunk.word != "," or i + 1 >= len(before):
            continue
        after = before[i + 1 :]
        if not any(c.kind is ChunkKind.NP and c.prep is None for c in after):
            break
        placed = rest is before or (rest[0].prep is None and rest[0].has("anaphor") and bool(before[0].mentions))
        if not placed or any(c.word in {"and", "or"} for c in after if c.kind is ChunkKind.LINK and rest is not before):
            break
        rest = after
    return rest


def _absolute(before: Sequence[Chunk], verb: Chunk) -> list[Chunk]:
    """ "With the gate at X shut, …": what stands after "with" is the subject of a participle in its phrase."""
    bare = not verb.auxiliaries and bool({"participle", "ing"} & verb.forms()) and verb.prep is None
    if not bare or not before or before[0].prep != "with" or any(c.kind is not ChunkKind.NP for c in before):
        return []
    return [before[0]]


def _labelled(clause: Clause, verb: Chunk) -> list[Chunk]:
    """ "X port: closed since Monday": a headline's label is the subject of the participle after its colon."""
    label = clause.before
    if clause.link != ":" or label is None or label.verbs() or clause.chunks[0] is not verb:
        return []
    return bare_phrases(label.chunks) if "participle" in verb.forms() and not verb.auxiliaries else []


def last_np(clause: Clause) -> Chunk | None:
    """Answer the last noun phrase of a clause: what "which" and "that" refer to."""
    for chunk in reversed(clause.chunks):
        if chunk.kind is ChunkKind.NP:
            return chunk
    return None


def _contact(before: Sequence[Chunk]) -> list[Chunk]:
    """ "a mechanism the factions reject": of two phrases side by side the second is the subject."""
    for first, second in pairwise(before):
        both = first.kind is ChunkKind.NP and second.kind is ChunkKind.NP and second.prep is None
        if both and first.end == second.start and second is before[-1]:
            return [second]
    return []


def _controlled(before: Sequence[Chunk], verb: Chunk) -> Chunk | None:
    """ "force them to close", "ordered troops to leave": the object does what the infinitive says."""
    if verb.prep != "to" or any(t.lower in _HAVING for t in verb.auxiliaries):
        return None  # "a team trying to reach X had | to turn back"
    if before and before[-1].kind is ChunkKind.VERB and not before[-1].hits:
        trying = _doing(before[:-1], before[-1])
        if trying is not None:
            return trying  # "fought off gunmen trying | to enter X"
    for i in range(len(before) - 1, 0, -1):
        chunk = before[i]
        if chunk.kind is ChunkKind.VERB:
            return None
        called = before[i - 1].kind is ChunkKind.NP and before[i - 1].has("demand")
        called = called or (before[i - 1].kind is ChunkKind.VERB and before[i - 1].has("demand"))
        if chunk.kind is ChunkKind.NP and chunk.prep == "for" and called:
            return chunk  # "its call for all crossings to be reopened", "pressed for ambulances to be let in"
        if chunk.kind is ChunkKind.NP and chunk.prep is None and before[i - 1].kind is ChunkKind.VERB:
            # "were the first to walk in", "became the latest town to fall", but "gunmen trying | to enter"
            if before[i - 1].word in _BECOMING:
                return None
            if before[i - 1].word in _MAKING and i + 1 < len(before):
                return before[i + 1]  # "makes it impossible | to bring aid into X"
            return chunk
    return None


def _doing(before: Sequence[Chunk], verb: Chunk) -> Chunk | None:
    """ "reports of the rebels seizing X", "killed militants hiding in X": troops right before an -ing do it."""
    if len(before) < 2 or verb.auxiliaries or verb.prep is not None or before[-1].kind is not ChunkKind.NP:
        return None
    last = before[-1]
    gerund = "ing" in verb.forms() or (not verb.hits and verb.word.endswith("ing"))
    if not gerund or last.end != verb.start:
        return None
    if verb.word in _GOING and last.prep in {"at", "on", "against"}:
        return last  # "opened fire at Palestinians approaching X"
    shown = before[-2].kind is ChunkKind.VERB and before[-2].word in _SHOWING  # "footage showed Azerbaijan moving …"
    return last if shown or last.has("noun", "force") or last.has("actor") else None


_GOING = frozenset(
    {"approaching", "crossing", "fleeing", "returning", "leaving", "heading", "entering", "reaching", "gathering"}
)
_SHOWING = frozenset(
    {"show", "shows", "showed", "showing", "saw", "see", "sees", "seen", "filmed", "spotted", "observed", "depicting"}
    | {"heard", "caught", "reported", "described", "noticed", "recorded"}
)


def _resumed(clause: Clause) -> list[Chunk]:
    """ "A gate, whose place is not known, will open": after clauses put in between, the main clause goes on."""
    between = clause.before
    if (
        clause.link not in {"", ","}
        or between is None
        or between.kind not in {ClauseKind.RELATIVE, ClauseKind.SUBORDINATE}
    ):
        return []
    for _ in range(4):
        between = between.before
        if between is None:
            return []
        if between.kind is ClauseKind.MAIN and not between.verbs():
            return bare_phrases(between.chunks)
        if between.kind is ClauseKind.MAIN and (owner := _set_off(between)):
            return owner
    return []


def _set_off(clause: Clause) -> list[Chunk]:
    """ "Commandos, backed by locals known as X, have …": the subject before participles between commas."""
    verbs = clause.verbs()
    at = clause.chunks.index(verbs[0])
    if any(v.auxiliaries or v.prep == "to" for v in verbs) or at < 2 or clause.chunks[at - 1].word != ",":
        return []
    return bare_phrases(clause.chunks[: at - 1])


_HAVING = frozenset({"had", "has", "have", "having"})
_BECOMING = frozenset({"be", "became", "become", "becomes", "becoming"})


def antecedent_of(clause: Clause) -> Chunk | None:
    """Answer what a relative clause after `clause` speaks of; in "it was the bakery in X, …, that shut" the bakery."""
    nouns = [c for c in clause.chunks if c.kind is ChunkKind.NP]
    verbs = clause.verbs()
    cleft = (
        len(nouns) > 1
        and nouns[0].word == ""
        and len(verbs) == 1
        and verbs[0].word == "be"
        and nouns[0].end - nouns[0].start == 1
    )
    if cleft and nouns[0].end <= verbs[0].start and not nouns[0].hits and not nouns[0].mentions:
        return next((c for c in nouns if c.start > verbs[0].start), None)
    return _seat(clause.chunks) or last_np(clause)


def _seat(chunks: Sequence[Chunk]) -> Chunk | None:
    """ "X, capital of Y, which …" and "X, the seat of Y, where …" go on about X."""
    nouns = chunks[-5:-1] if chunks and chunks[-1].word == "," else chunks[-4:]
    if len(nouns) < 4 or nouns[1].word != "," or any(nouns[i].kind is not ChunkKind.NP for i in (0, 2, 3)):
        return None
    named, seat, area = nouns[0], nouns[2], nouns[3]
    return named if named.mentions and seat.has("anaphor") and not seat.mentions and area.prep in {"of", "in"} else None


def bare_phrases(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The first noun phrase without a preposition, and those joined to it by commas and "and"."""
    out: list[Chunk] = []
    inside_apposition = False
    for i, chunk in enumerate(chunks):
        if chunk.kind is ChunkKind.NP and chunk.prep is None:
            if chunk.has("report"):
                continue  # "According to residents, …"
            if not out or (_joined(chunks, i) and not inside_apposition):
                out.append(chunk)
            else:
                inside_apposition = True
        elif chunk.kind is ChunkKind.VERB and (chunk.hits or i > 0):
            break  # "Has the army left?": an auxiliary that opens a question stands before the subject
    return out


def _joined(chunks: Sequence[Chunk], i: int) -> bool:
    """Tell whether a list that began before continues here: "A and B", "A, B and C", but not "between X and Y"."""
    if chunks[i - 1].word in {"and", "or"}:
        return i < 2 or chunks[i - 2].prep != "between"
    if chunks[i - 1].word == ",":
        return any(c.word in {"and", "or"} for c in chunks[i : i + 5]) and not any(
            c.kind is ChunkKind.VERB for c in chunks[i : i + 2]
        )
    return False
