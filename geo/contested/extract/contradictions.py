"""Which claims of one article contradict each other, and which one source confirms to another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contested.extract.actors import ActorRef
from contested.extract.cast import Cast
from contested.extract.chunks import Reading
from contested.extract.scene import STATE_TIMES, Draft
from contested.model import AidStatus, Dispute, Modality, Part, PartKind, Predicate, Resolution

_RECENT = 50  # claims about one place that a new one is held against; keeps the time linear
_P = Predicate
_TAKES = frozenset({_P.CAPTURES, _P.HOLDS, _P.INSISTS_CONTROL, _P.ENTERS, _P.REPELS, _P.REFUSES_WITHDRAWAL})
_THERE = frozenset({_P.HOLDS, _P.INSISTS_CONTROL, _P.PRESENCE_ONLY, _P.REFUSES_WITHDRAWAL})
_COMING = frozenset({_P.CAPTURES, _P.ENTERS})
_BEING_IN = _THERE | _COMING | {_P.MOVES_FORCES}
_DENIED_BY = {  # what a denial of the predicate on the left says is not so
    _P.DENIES_CAPTURE: frozenset({_P.CAPTURES, _P.ENTERS, _P.HOLDS, _P.INSISTS_CONTROL}),
    _P.DENIES_PRESENCE: frozenset({_P.PRESENCE_ONLY, _P.ENTERS}),
    _P.AID_POINT_CLOSED: frozenset({_P.AID_POINT_CLOSED, _P.SERVICE_STOPPED}),
    _P.SHELLING_OR_STRIKE: frozenset({_P.SHELLING_OR_STRIKE, _P.AID_POINT_ATTACKED}),
    _P.AID_POINT_ATTACKED: frozenset({_P.SHELLING_OR_STRIKE, _P.AID_POINT_ATTACKED}),
    _P.AID_BLOCKED: frozenset({_P.AID_BLOCKED, _P.ACCESS_ROUTE_CUT}),
    _P.ACCESS_ROUTE_CUT: frozenset({_P.AID_BLOCKED, _P.ACCESS_ROUTE_CUT}),
}
_NOT_SO = {  # "do not control X" against "captured X": the same force, of another source
    _P.HOLDS: frozenset({_P.HOLDS, _P.CAPTURES, _P.INSISTS_CONTROL}),
    _P.CAPTURES: frozenset({_P.HOLDS, _P.CAPTURES, _P.INSISTS_CONTROL}),
    _P.ENTERS: frozenset({_P.ENTERS, _P.PRESENCE_ONLY, _P.HOLDS, _P.CAPTURES}),
    _P.PRESENCE_ONLY: frozenset({_P.ENTERS, _P.PRESENCE_ONLY, _P.HOLDS, _P.ADVANCES}),
    _P.WITHDRAWS: frozenset({_P.WITHDRAWS}),
    _P.BESIEGES: frozenset({_P.BESIEGES}),
    _P.AID_DELIVERED: frozenset({_P.AID_DELIVERED}),
    _P.AID_POINT_OPERATING: frozenset({_P.AID_POINT_OPERATING, _P.AID_POINT_OPENED}),
}
_STATES_OWN = frozenset({"army", "military", "troops", "soldiers", "police", "paratroopers"})
_GROUPS_OWN = frozenset(
    {"insurgents", "rebels", "fighters", "militants", "gunmen", "jihadists", "militiamen", "guerrillas", "group"}
    | {"militia", "paramilitaries", "extremists", "terrorists", "attackers", "rebel", "insurgent", "militant"}
    | {"fighter", "gunman", "jihadist"}
)
_STATES, _GROUPS = frozenset({"state_forces", "government"}), frozenset({"armed_group", "faction"})
_AGAIN = frozenset({"retook", "retaken", "retake", "retakes", "retaking", "back", "again", "restored", "restore"})
_AGAIN_STEMS = ("recaptur", "regain", "reclaim", "reconquer", "reoccup")  # not "recover", "return", "report"
_OUTSIDE = frozenset(
    {PartKind.DIRECTION_FROM, PartKind.DISTANCE_DIRECTION, PartKind.NEAR, PartKind.TOWARDS, PartKind.ALONG}
    | {PartKind.BETWEEN}
)


@dataclass(frozen=True, slots=True)
class Told:
    """A draft with who is its origin and when it says that it happened."""

    draft: Draft
    origin: str
    date: datetime | None


def dispute(told: Sequence[Told], cast: Cast, reading: Reading) -> set[int]:
    """Find claims that another source of the same article contradicts; answer their indexes, and mark their updates."""
    disputed: set[int] = set()
    for i, j in _sharing_a_place([t.draft for t in told]):
        first, second = told[i], told[j]
        if first.origin == second.origin and Modality.DENIED not in {first.draft.modality, second.draft.modality}:
            continue
        if _contradict(first, second, cast, reading):
            disputed.update(k for k, draft in ((i, first.draft), (j, second.draft)) if _is_told(draft))
            _rival(first.draft, second.draft)
            _rival(second.draft, first.draft)
    return disputed


def stands(draft: Draft) -> bool:
    """Tell whether a draft says how things are now, or what has just happened."""
    modalities = {Modality.ASSERTED, Modality.NEGATED, Modality.REFUSED, Modality.PRESUPPOSED}
    return draft.modality in modalities and draft.relation in STATE_TIMES


def _is_told(draft: Draft) -> bool:
    """What is only mentioned in passing ("rebel-held X") is nobody's side of a dispute."""
    return stands(draft) and draft.modality is not Modality.PRESUPPOSED


def _sharing_a_place(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """The pairs of drafts about one place, in order: only those can contradict."""
    by_place: dict[str, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for number, draft in enumerate(drafts):
        for place_id in {place_key(r) for r in draft.places}:
            earlier = by_place.setdefault(place_id, [])
            pairs.update((other, number) for other in earlier[-_RECENT:])
            earlier.append(number)
    return sorted(pairs)


def _contradict(one: Told, other: Told, cast: Cast, reading: Reading) -> bool:
    first, second = one.draft, other.draft
    if _apart(first, second):
        return False
    if Modality.DENIED in {first.modality, second.modality}:
        denial, said = (second, first) if second.modality is Modality.DENIED else (first, second)
        return said.modality is not Modality.DENIED and denies(denial, said, cast)
    if not (_is_told(first) and _is_told(second)):
        return False
    one_point = first.aid is not None and second.aid is not None and first.aid.kind is second.aid.kind
    if one_point and {d.aid.status for d in (first, second) if d.aid} == {AidStatus.OPEN, AidStatus.CLOSED}:
        return True
    if Modality.NEGATED in {first.modality, second.modality}:
        return _says_no(first, second, cast) or _says_no(second, first, cast)
    if {first.predicate, second.predicate} == {_P.ADVANCES, _P.FRONT_STATIC}:
        return True
    if _gone_or_there(first, second, cast):
        return True
    if first.predicate in _TAKES and second.predicate in _TAKES:
        beaten_off = _P.REPELS in {first.predicate, second.predicate} and bool(
            _COMING & {first.predicate, second.predicate}
        )
        if not (beaten_off or (first.control and second.control)):
            return False
        return _rivals(first.actor, second.actor, cast, unnamed=beaten_off) and not _succeeds(one, other, reading)
    return False


def denies(denial: Draft, said: Draft, cast: Cast) -> bool:
    """Tell whether a denial is of what another draft says, wherever either is."""
    if said.predicate not in _DENIED_BY.get(denial.predicate, frozenset({denial.predicate})):
        return False
    if denial.predicate in {_P.DENIES_CAPTURE, _P.DENIES_PRESENCE}:
        return True  # whose capture is denied is not told
    return said.actor is None or denial.actor is None or same_force(said.actor, denial.actor, cast)


def _says_no(negated: Draft, said: Draft, cast: Cast) -> bool:
    if negated.modality is not Modality.NEGATED or said.modality is Modality.NEGATED:
        return False
    if said.predicate not in _NOT_SO.get(negated.predicate, frozenset()):
        return False
    return negated.actor is None or said.actor is None or same_force(negated.actor, said.actor, cast)


def _gone_or_there(first: Draft, second: Draft, cast: Cast) -> bool:
    """ "M23 said it had left X"; "its policemen were still in the city", says somebody else."""
    left, there = (first, second) if first.predicate is _P.WITHDRAWS else (second, first)
    if left.predicate is not _P.WITHDRAWS or there.predicate not in _THERE or left.actor is None or there.actor is None:
        return False
    return same_force(left.actor, there.actor, cast)


def place_key(resolution: Resolution) -> str:
    """Answer the place by its id, or by its name where no gazetteer has it."""
    return resolution.place.id if resolution.place is not None else resolution.mention.toponym.lower()


def _apart(first: Draft, second: Draft) -> bool:
    """ "a base 6 km north of X" and "the rebels hold X": each of another ground."""
    ours = {place_key(r): r for r in first.places}
    shared = [(ours[place_key(r)], r) for r in second.places if place_key(r) in ours]
    return bool(shared) and all(_elsewhere(a, b) for a, b in shared)


def _elsewhere(first: Resolution, second: Resolution) -> bool:
    one, two = first.mention.part, second.mention.part
    kinds = {p.kind for p in (one, two) if p is not None}
    if kinds & _OUTSIDE:
        return _ground(one) != _ground(two)
    both = one is not None and two is not None and one.kind is two.kind is PartKind.PART
    return both and one is not None and two is not None and one.direction is not two.direction


def _ground(part: Part | None) -> tuple[object, ...]:
    return () if part is None or part.kind is PartKind.PARENT else (part.kind, part.direction, part.distance_km)


def same_force(first: ActorRef, second: ActorRef, cast: Cast) -> bool:
    """Tell whether two phrases can mean one force: "the army" and "Syrian army", "insurgents" and a group's name."""
    if first.label == second.label:
        return True
    one, two = cast.side(first.id), cast.side(second.id)
    if one is not None and two is not None:
        return one == two
    plain, other = (first, second) if one is None else (second, first)
    words, others = set(plain.label.lower().split()), set(other.label.lower().split())
    if words <= _STATES_OWN:
        return other.kind in _STATES or bool(others & _STATES_OWN)
    if words & _GROUPS_OWN and plain.label.islower():
        return other.kind in _GROUPS or bool(others & _GROUPS_OWN)
    alike = bool(words & _GROUPS_OWN) == bool(others & _GROUPS_OWN)
    named = {w for w in plain.label.split() if w[:1].isupper()} & {w for w in other.label.split() if w[:1].isupper()}
    return other.id is None and (others <= words or (alike and bool(named)))  # "Vostok troops", "Vostok battlegroup"


def _rivals(first: ActorRef | None, second: ActorRef | None, cast: Cast, *, unnamed: bool = False) -> bool:
    """Tell whether two forces are on different sides; `unnamed`: an attack was beaten off, by whom is not told."""
    if first is None or second is None:
        return unnamed
    return not same_force(first, second, cast)


def _succeeds(one: Told, other: Told, reading: Reading) -> bool:
    """ "X fell to rebels on Monday; the army said it had retaken the town": one after the other, and no dispute."""
    if one.draft.predicate not in _COMING or other.draft.predicate not in _COMING:
        return False
    if one.date is not None and other.date is not None and one.date != other.date:
        return True
    return _taken_again(other.draft, reading)


def _taken_again(draft: Draft, reading: Reading) -> bool:
    chunk = draft.event.chunk
    after = reading.document.tokens[chunk.start : chunk.end + 2]
    return any(t.lower in _AGAIN or t.lower.startswith(_AGAIN_STEMS) for t in after)


def _rival(draft: Draft, other: Draft) -> None:
    if draft.control is None or draft.predicate is _P.CLASHES:
        return
    if draft.control.dispute in {
        Dispute.RIVAL_CLAIMS,
        Dispute.NONE,
        Dispute.UNVERIFIED_CHANGE,
        Dispute.WITHDRAWAL_DEMANDED,
    }:
        by = (other.actor.label,) if other.actor is not None else ()
        holder = None if draft.predicate is _P.ENTERS else draft.control.holder
        draft.control = replace(
            draft.control,
            holder=holder,
            dispute=Dispute.RIVAL_CLAIMS,
            disputed_by=tuple(dict.fromkeys((*draft.control.disputed_by, *by))),
        )


def confirmed(told: Sequence[Told], cast: Cast) -> set[int]:
    """Find claims that one source confirms after another: "…, the mayor said. UNIFIL confirmed that …"."""
    out: set[int] = set()
    confirming = set()
    for number, one in enumerate(told):
        report = one.draft.event.under("report")
        if report is not None and report.chunk.word.startswith("confirm"):
            confirming.add(number)
    if not confirming:
        return out
    for i, j in _sharing_a_place([t.draft for t in told]):
        first, second = told[i].draft, told[j].draft
        if j not in confirming or told[i].origin == told[j].origin:
            continue
        if not (stands(first) and stands(second)) or Modality.NEGATED in {first.modality, second.modality}:
            continue
        alike = first.predicate is second.predicate or {first.predicate, second.predicate} <= _BEING_IN
        whose = first.actor is not None and second.actor is not None and same_force(first.actor, second.actor, cast)
        # who confirms what its own side has done says it itself, and is no second witness
        own = second.actor is not None and told[j].origin == second.actor.label
        if alike and whose and not own and not _apart(first, second):
            out.add(j)
    return out
