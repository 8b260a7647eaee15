"""Say in plain English why a status is what it is: the claims used, the rules, and what was set aside."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from contested.model import ControlStatus, Dispute
from contested.status.aid import AidVerdict
from contested.status.control import Verdict
from contested.status.record import ClaimRow

SNIPPET = 100  # code points of a quote that `why` repeats
USED_SHOWN, ASIDE_SHOWN = 4, 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CONTROL = {
    ControlStatus.HELD: "Held",
    ControlStatus.CONTESTED: "Contested",
    ControlStatus.MIXED: "Held in parts",
    ControlStatus.BESIEGED: "Besieged",
    ControlStatus.GREY_ZONE: "A grey zone",
    ControlStatus.VACATED: "Vacated",
}
_DISPUTE = {
    Dispute.RIVAL_CLAIMS: "rival claims",
    Dispute.WITHDRAWAL_DEMANDED: "withdrawal demanded",
    Dispute.CLASHES: "clashes",
    Dispute.STATUS_UNDER_NEGOTIATION: "its status is under negotiation",
    Dispute.UNVERIFIED_CHANGE: "the change is unverified",
}


def control_words(verdict: Verdict, dispute: Dispute, disputed_by: Sequence[str]) -> str:
    """Answer what holds, who disputes it and the rule, in words."""
    if verdict.control is ControlStatus.UNKNOWN:
        head = "No claim says who holds it"
    elif verdict.control is ControlStatus.BESIEGED and verdict.holder:
        head = f"Besieged; said to be held by {verdict.holder}"
    elif verdict.holder:
        head = f"{_CONTROL[verdict.control]} by {verdict.holder}, as claimed"
    elif verdict.control is ControlStatus.HELD:
        head = "Held, as claimed, by a side that is not named"
    else:
        head = f"{_CONTROL[verdict.control]}, as claimed"
    if dispute is not Dispute.NONE:
        head += f"; {_DISPUTE[dispute]}"
        head += f" ({', '.join(disputed_by)})" if disputed_by else ""
    if verdict.control is ControlStatus.UNKNOWN:
        return head + "."
    return f"{head}. Rule {verdict.rule}: {_lower(verdict.sentence)}"


def aid_words(verdict: AidVerdict, kind: str | None, name: str | None) -> str:
    """Answer the state of an aid point and the rule, in words."""
    what = (kind or "aid point").replace("_", " ")
    head = f"Aid point ({name or what}): {verdict.status.value.replace('_', ' ')}"
    head += f" – {verdict.scope}" if verdict.scope else ""
    return f"{head}. Rule {verdict.rule}: {_lower(verdict.sentence)}"


def claims_words(
    used: Sequence[ClaimRow], aside: Sequence[ClaimRow], reasons: Mapping[str, str], *, decided: bool
) -> str:
    """Answer who said what, and what was set aside and why; long lists are cut and counted."""
    parts = []
    if used:
        parts.append(("Used: " if decided else "Reported: ") + _cut([_said(claim) for claim in used], USED_SHOWN) + ".")
    if aside:
        shown = [f"{_said(claim)} – {reasons[claim.claim_id]}" for claim in aside[:ASIDE_SHOWN]]
        more = len(aside) - len(shown)
        parts.append("Set aside: " + "; ".join(shown) + (f"; and {more} more" if more else "") + ".")
    return " ".join(parts)


def _cut(texts: list[str], shown: int) -> str:
    more = len(texts) - shown
    return "; ".join(texts[:shown]) + (f"; and {more} more" if more > 0 else "")


def _said(claim: ClaimRow) -> str:
    quote = " ".join(claim.quote.split())
    quote = quote if len(quote) <= SNIPPET else quote[: SNIPPET - 1].rstrip() + "…"
    via = f" via {claim.relay}" if claim.relay else ""
    return f"{claim.origin}{via}, {_day(claim.seen)}: “{quote}”"


def _day(moment: int | None) -> str:
    return "undated" if moment is None else (_EPOCH + timedelta(microseconds=moment)).date().isoformat()


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
