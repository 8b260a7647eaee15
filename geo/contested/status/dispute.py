"""From a verdict on control to its dispute: an ordered table of rules, the first that answers decides."""

from collections.abc import Callable

from contested.model import ControlStatus, Dispute, Epistemic, Predicate
from contested.status.control import Evidence, Verdict
from contested.status.record import ClaimRow, later, newest

Found = tuple[Dispute, tuple[ClaimRow, ...], tuple[str, ...]]  # the dispute, the claims that make it, the parties


def as_decided(evidence: Evidence, verdict: Verdict) -> Found | None:
    """Keep the dispute that the rule on control found itself."""
    del evidence
    if verdict.dispute is None or verdict.dispute is Dispute.NONE:
        return None
    return verdict.dispute, (), verdict.disputed_by


def disputed_in_its_text(evidence: Evidence, verdict: Verdict) -> Found | None:
    """Add rival claims when a supporting claim's own text says that somebody says the opposite, until it is settled."""
    del evidence
    if verdict.settled or verdict.control is ControlStatus.UNKNOWN:
        return None
    said = tuple(c for c in verdict.used if c.dispute == Dispute.RIVAL_CLAIMS or c.epistemic == Epistemic.DISPUTED)
    return (Dispute.RIVAL_CLAIMS, said, _named(said)) if said else None


def change_unverified_in_its_text(evidence: Evidence, verdict: Verdict) -> Found | None:
    """Add an unverified change when a supporting claim's own text says so, until it is settled."""
    del evidence
    said = tuple(c for c in verdict.used if c.dispute == Dispute.UNVERIFIED_CHANGE)
    return (Dispute.UNVERIFIED_CHANGE, said, _named(said)) if said and not verdict.settled else None


def clashes(evidence: Evidence, verdict: Verdict) -> Found | None:
    """Add clashes when fighting is reported; it changes no holder."""
    said = tuple(c for c in verdict.used if c.dispute == Dispute.CLASHES)
    fighting = (*evidence.clashes, *(claim for claim in said if claim not in evidence.clashes))
    return (Dispute.CLASHES, fighting, _named(fighting)) if fighting else None


def refusal_to_leave(evidence: Evidence, verdict: Verdict) -> Found | None:
    """Add withdrawal demanded when the holder refuses to leave: a refusal presupposes the demand."""
    del evidence
    said = tuple(
        c
        for c in verdict.used
        if c.dispute == Dispute.WITHDRAWAL_DEMANDED or c.predicate == Predicate.REFUSES_WITHDRAWAL
    )
    return (Dispute.WITHDRAWAL_DEMANDED, said, _named(said)) if said else None


def demand_to_leave(evidence: Evidence, verdict: Verdict) -> Found | None:
    """Add withdrawal demanded when another side demands it and somebody is said to hold the place."""
    valid = tuple(claim for claim in evidence.demands if demand_fails(claim, evidence, verdict) is None)
    who = tuple(sorted({claim.actor or claim.origin for claim in valid}))
    return (Dispute.WITHDRAWAL_DEMANDED, valid, who) if valid else None


def demand_fails(claim: ClaimRow, evidence: Evidence, verdict: Verdict) -> str | None:
    """Answer why a demand adds no dispute, `None` when it does."""
    if verdict.holder is None or verdict.control not in {
        ControlStatus.HELD,
        ControlStatus.BESIEGED,
        ControlStatus.MIXED,
    }:
        return "it demands, and nobody is said to hold the place"
    if (claim.side or claim.origin_key) == verdict.holder_side:
        return "it is a demand of the side that is said to hold the place"
    took_over = bool(evidence.left_behind - {verdict.holder_side}) or evidence.given_up
    if took_over and later(newest(verdict.used), claim.order):
        return "it is older than the present holder's hold"
    return None


def under_negotiation(evidence: Evidence, verdict: Verdict) -> Found | None:
    """Add status under negotiation when a supporting claim's own text says so."""
    del evidence
    said = tuple(c for c in verdict.used if c.dispute == Dispute.STATUS_UNDER_NEGOTIATION)
    return (Dispute.STATUS_UNDER_NEGOTIATION, said, _named(said)) if said else None


DISPUTE_RULES: tuple[Callable[[Evidence, Verdict], Found | None], ...] = (
    as_decided,
    disputed_in_its_text,
    change_unverified_in_its_text,
    clashes,
    refusal_to_leave,
    demand_to_leave,
    under_negotiation,
)


def find_dispute(evidence: Evidence, verdict: Verdict) -> tuple[str, Found]:
    """Answer the name of the first rule that finds a dispute and what it found; ("", none) when there is none."""
    for rule in DISPUTE_RULES:
        found = rule(evidence, verdict)
        if found is not None:
            return rule.__name__, found
    return "", (Dispute.NONE, (), ())


def _named(claims: tuple[ClaimRow, ...]) -> tuple[str, ...]:
    return tuple(sorted({name for claim in claims for name in claim.disputed_by}))
