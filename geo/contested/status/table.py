"""Render the rules as Markdown, so that the documentation cannot differ from what runs."""

from collections.abc import Callable, Sequence
from typing import Any

from contested.status.aid import AID_RULES
from contested.status.control import CONTROL_RULES
from contested.status.dispute import DISPUTE_RULES
from contested.status.sift import CLAIM_RULES, PLACE_RULES

STAGES: tuple[tuple[str, Sequence[Callable[..., Any]]], ...] = (
    ("1 each claim", CLAIM_RULES),
    ("2 claims on one place", PLACE_RULES),
    ("3 control", CONTROL_RULES),
    ("4 dispute", DISPUTE_RULES),
    ("5 aid point", AID_RULES),
)


def rules_table() -> str:
    """Render all rules in the order in which they are tried, as a Markdown table: stage, rule, what it does.

    In stages 1 and 2 each rule may set claims aside; in stages 3, 4 and 5 the first rule that answers decides.
    """
    lines = ["| stage | rule | what it does |", "|---|---|---|"]
    for stage, rules in STAGES:
        lines += [f"| {stage} | `{rule.__name__}` | {(rule.__doc__ or '').splitlines()[0]} |" for rule in rules]
    return "\n".join(lines) + "\n"
