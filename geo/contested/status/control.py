"""From the claims that stand to who holds a place: an ordered table of rules, the first that answers decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from contested.model import ControlStatus, Dispute, Modality, Predicate
from contested.status.record import ClaimRow, Stance, grouped, later, newest, origin_count
from contested.status.sift import Reasons, acknowledgements, departed, departures


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The claims on one place or part that stand, by what they say; each tuple is in a fixed order.

    `holds` and `denies` are by side. `gone` are the departures, by the side that left.
    """

    holds: Mapping[str | None, tuple[ClaimRow, ...]]
    denies: Mapping[str | None, tuple[ClaimRow, ...]]
    gone: Mapping[str | None, tuple[ClaimRow, ...]]
    mixed: tuple[ClaimRow, ...]
    grey: tuple[ClaimRow, ...]
    contested: tuple[ClaimRow, ...]
    siege: tuple[ClaimRow, ...]
    clashes: tuple[ClaimRow, ...]
    demands: tuple[ClaimRow, ...]
    left_behind: frozenset[str | None]  # sides once said to hold it, now said to have left
    given_up: bool  # a party acknowledged that another one holds it

    @property
    def parties(self) -> frozenset[str | None]:
        """Answer the sides that claim the place or deny that they lost it."""
        return frozenset(self.holds) | frozenset(self.denies)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a rule answers: control, holder, dispute (`None` when the dispute rules are to find it), and the support."""

    control: ControlStatus
    rule: str = ""
    sentence: str = ""
    holder: str | None = None
    holder_side: str | None = None
    dispute: Dispute | None = None
    disputed_by: tuple[str, ...] = ()
    used: tuple[ClaimRow, ...] = field(default=())
    settled: bool = False


def weigh(standing: list[ClaimRow], demands: list[ClaimRow], reasons: Reasons) -> Evidence:
    """Sort the standing claims on one place or part by what they say."""
    kept = sorted((c for c in standing if c.claim_id not in reasons), key=_fixed_order)
    by_stance = grouped(kept, lambda claim: claim.stance)

    def of(stance: Stance) -> tuple[ClaimRow, ...]:
        return tuple(by_stance.get(stance, ()))

    gone = _by(tuple(departures(kept)), departed)
    dropped = {c.subject for c in standing if c.stance is Stance.HOLDS and c.claim_id in reasons}
    parties = {c.subject for c in standing if c.stance in {Stance.HOLDS, Stance.DENIES}}
    return Evidence(
        holds=_by(of(Stance.HOLDS), lambda claim: claim.subject),
        denies=_by(of(Stance.DENIES), lambda claim: claim.subject),
        gone=gone,
        mixed=of(Stance.MIXED),
        grey=of(Stance.GREY),
        contested=of(Stance.OPEN),
        siege=of(Stance.SIEGE),
        clashes=of(Stance.CLASH),
        demands=tuple(sorted(demands, key=_fixed_order)),
        left_behind=frozenset(dropped & set(gone)),
        given_up=bool(acknowledgements(kept, parties)),
    )


def _fixed_order(claim: ClaimRow) -> tuple[int, str]:
    return (-1 if claim.order is None else claim.order, claim.claim_id)


def _by(
    claims: tuple[ClaimRow, ...], key: Callable[[ClaimRow], str | None]
) -> Mapping[str | None, tuple[ClaimRow, ...]]:
    return {side: tuple(group) for side, group in grouped(claims, key).items()}


def decide(evidence: Evidence) -> Verdict:
    """Answer the verdict of the first rule that has one."""
    for rule in CONTROL_RULES:
        verdict = rule(evidence)
        if verdict is not None:
            sentence = (rule.__doc__ or "").split("\n")[0]
            return replace(verdict, rule=verdict.rule or rule.__name__, sentence=verdict.sentence or sentence)
    return Verdict(control=ControlStatus.UNKNOWN, rule="no_word_on_control", sentence="No claim says who holds it.")


# ------------------------------------------------------------------------------------------- rules


def mixed(evidence: Evidence) -> Verdict | None:
    """Call the place mixed when the newest word is that it is held in part."""
    return _in_words(evidence, evidence.mixed, ControlStatus.MIXED)


def grey_zone(evidence: Evidence) -> Verdict | None:
    """Call the place a grey zone when the newest word says so."""
    return _in_words(evidence, evidence.grey, ControlStatus.GREY_ZONE)


def said_to_be_contested(evidence: Evidence) -> Verdict | None:
    """Call the place contested when the newest word says so without naming two claimants."""
    return _in_words(evidence, evidence.contested, ControlStatus.CONTESTED)


def _in_words(evidence: Evidence, claims: tuple[ClaimRow, ...], control: ControlStatus) -> Verdict | None:
    if not claims:
        return None
    others = [claim for group in evidence.holds.values() for claim in group]
    if later(newest(others), newest(claims)):
        return None
    labels = {claim.holder for claim in claims if claim.holder}
    if control is ControlStatus.MIXED:
        labels |= {claim.holder for claim in others if claim.holder}
    said = next((Dispute(c.dispute) for c in reversed(claims) if c.dispute and c.dispute != Dispute.NONE), None)
    if said is None and control is ControlStatus.CONTESTED:
        said = Dispute.RIVAL_CLAIMS
    named = {name for claim in claims for name in claim.disputed_by}
    used = (*claims, *others) if control is ControlStatus.MIXED else claims
    return Verdict(
        control=control,
        holder="; ".join(sorted(labels)) or None,
        holder_side=claims[-1].holder_side,
        dispute=said,
        disputed_by=tuple(sorted(named)),
        used=used,
    )


def two_origins_agree(evidence: Evidence) -> Verdict | None:
    """Settle rival claims for the side that two independent origins support, one of them not a party and not older."""
    if len(evidence.parties) < 2:
        return None
    winners = [side for side in evidence.holds if side is not None and _settled(evidence, side)]
    if len(winners) != 1:
        return None
    return replace(_held(evidence, winners[0]), settled=True, dispute=None)


def _settled(evidence: Evidence, side: str) -> bool:
    others = evidence.parties - {side}
    return all(
        _outweighs(evidence, side, other) and not (other is not None and _outweighs(evidence, other, side))
        for other in others
    )


def _outweighs(evidence: Evidence, side: str, other: str | None) -> bool:
    support = (*evidence.holds.get(side, ()), *evidence.gone.get(other, ()))
    if side not in evidence.holds or origin_count(support) < 2:
        return False
    rival = newest((*evidence.holds.get(other, ()), *evidence.denies.get(other, ())))
    neutral = [claim for claim in support if claim.origin_key not in {side, other}]
    borne_out = any(not later(rival, claim.order) for claim in neutral)
    admitted = any(claim.origin_key == other and not later(rival, claim.order) for claim in support)
    return borne_out or admitted


def rival_claims(evidence: Evidence) -> Verdict | None:
    """Call the place contested while two sides claim it, or one claims and another denies, and nothing settles it."""
    parties = evidence.parties
    denied_only = not evidence.holds and bool(evidence.denies)
    if len(parties) < 2 and not denied_only:
        return None
    used = _flat(evidence.holds) + _flat(evidence.denies)
    labels = {claim.subject_label for claim in used if claim.subject_label}
    return Verdict(
        control=ControlStatus.CONTESTED,
        dispute=Dispute.RIVAL_CLAIMS,
        disputed_by=tuple(sorted(labels)),
        used=used,
    )


def withdrawal_denied(evidence: Evidence) -> Verdict | None:
    """Keep the holder, with an unverified change, when one origin says it left and a claim as new says it holds."""
    side = _only(evidence.holds)
    gone = evidence.gone.get(side, ()) if side is not None else ()
    if side is None or not gone:
        return None
    verdict = _held(evidence, side)
    if origin_count(gone) > 1:
        named = tuple(sorted({claim.origin for claim in gone}))
        return replace(
            verdict,
            control=ControlStatus.CONTESTED,
            holder=None,
            holder_side=None,
            dispute=Dispute.RIVAL_CLAIMS,
            disputed_by=named,
            used=(*verdict.used, *gone),
        )
    return replace(verdict, dispute=Dispute.UNVERIFIED_CHANGE, used=(*verdict.used, *gone))


def taken_over(evidence: Evidence) -> Verdict | None:
    """Give the place to the side said to hold it once another left; two independent origins verify the change."""
    side = _only(evidence.holds)
    gone = tuple(claim for who, group in evidence.gone.items() if who != side for claim in group)
    if side is None or not gone:
        return None
    verdict = _held(evidence, side)
    support = (*verdict.used, *(claim for claim in gone if claim not in verdict.used))
    agreed = origin_count(support) > 1
    unverified = bool(evidence.left_behind) and not agreed
    return replace(verdict, dispute=Dispute.UNVERIFIED_CHANGE if unverified else None, used=support, settled=agreed)


def acknowledged(evidence: Evidence) -> Verdict | None:
    """Give the place to the side that its rival acknowledges as the holder."""
    side = _only(evidence.holds)
    if side is None or not evidence.given_up:
        return None
    return replace(_held(evidence, side), settled=True)


def held_as_presupposed(evidence: Evidence) -> Verdict | None:
    """Take the place as held by the side that refuses to leave it: the refusal presupposes it; confidence is low."""
    side = _only(evidence.holds)
    if side is None or not all(presupposed(claim) for claim in evidence.holds[side]):
        return None
    return _held(evidence, side)


def presupposed(claim: ClaimRow) -> bool:
    """Tell whether a claim only presupposes that the place is held."""
    refused = claim.predicate == Predicate.REFUSES_WITHDRAWAL
    return refused or claim.modality in {Modality.REFUSED, Modality.PRESUPPOSED}


def held(evidence: Evidence) -> Verdict | None:
    """Take the place as held by the only side said to hold it."""
    if len(evidence.holds) != 1:
        return None
    return _held(evidence, next(iter(evidence.holds)))


def withdrawal_agreed(evidence: Evidence) -> Verdict | None:
    """Call the place vacated when two independent origins, or the other side too, say that the holder left."""
    gone = _flat(evidence.gone)
    if not gone or origin_count(gone) < 2:
        return None
    return Verdict(control=ControlStatus.VACATED, used=gone, settled=True)


def withdrawal_unverified(evidence: Evidence) -> Verdict | None:
    """Call the place vacated, with an unverified change, while one origin alone says that the holder left."""
    gone = _flat(evidence.gone)
    if not gone:
        return None
    return Verdict(control=ControlStatus.VACATED, dispute=Dispute.UNVERIFIED_CHANGE, used=gone)


def fighting_only(evidence: Evidence) -> Verdict | None:
    """Call the place contested when clashes inside it are reported and nobody is said to hold it."""
    inside = tuple(claim for claim in evidence.clashes if claim.control == ControlStatus.CONTESTED)
    if not inside:
        return None
    return Verdict(control=ControlStatus.CONTESTED, dispute=Dispute.CLASHES, used=inside)


_POSITION_RULES: tuple[Callable[[Evidence], Verdict | None], ...] = (
    mixed,
    grey_zone,
    said_to_be_contested,
    two_origins_agree,
    rival_claims,
    withdrawal_denied,
    taken_over,
    acknowledged,
    held_as_presupposed,
    held,
    withdrawal_agreed,
    withdrawal_unverified,
    fighting_only,
)


def besieged(evidence: Evidence) -> Verdict | None:
    """Call the place besieged while a siege is reported, unless it is contested or the besieger is said to hold it."""
    if not evidence.siege:
        return None
    inside = next((verdict for rule in _POSITION_RULES[:-1] if (verdict := rule(evidence)) is not None), None)
    if inside is None:
        return Verdict(control=ControlStatus.BESIEGED, dispute=_said(evidence.siege), used=evidence.siege)
    besiegers = {claim.side for claim in evidence.siege}
    taken = inside.holder_side is not None and inside.holder_side in besiegers
    if taken or inside.control not in {ControlStatus.HELD, ControlStatus.VACATED}:
        return None
    return replace(
        inside,
        control=ControlStatus.BESIEGED,
        dispute=inside.dispute or _said(evidence.siege),
        used=(*evidence.siege, *inside.used),
    )


CONTROL_RULES: tuple[Callable[[Evidence], Verdict | None], ...] = (besieged, *_POSITION_RULES)


# ------------------------------------------------------------------------------------------- parts of rules


def _only(groups: Mapping[str | None, tuple[ClaimRow, ...]]) -> str | None:
    """Answer the only side in `groups`, `None` when there is none, several, or one without a name."""
    return next(iter(groups)) if len(groups) == 1 else None


def _flat(groups: Mapping[str | None, tuple[ClaimRow, ...]]) -> tuple[ClaimRow, ...]:
    return tuple(sorted((claim for group in groups.values() for claim in group), key=_fixed_order))


def _held(evidence: Evidence, side: str | None) -> Verdict:
    claims = evidence.holds[side]
    label = next((claim.holder for claim in reversed(claims) if claim.holder), None)
    return Verdict(control=ControlStatus.HELD, holder=label, holder_side=side, used=claims)


def _said(claims: tuple[ClaimRow, ...]) -> Dispute | None:
    return next((Dispute(c.dispute) for c in reversed(claims) if c.dispute and c.dispute != Dispute.NONE), None)
