"""The claim rules: plain functions from an event in its scene to drafts of claims. The first that answers wins."""

from collections.abc import Callable

from contested.extract.events import Event
from contested.extract.rules.aid import AID_RULES
from contested.extract.rules.control import CONTROL_RULES
from contested.extract.rules.other import OTHER_RULES
from contested.extract.scene import Draft, Scene

Rule = Callable[[Scene, Event], list[Draft]]

RULES: tuple[Rule, ...] = (*AID_RULES, *CONTROL_RULES, *OTHER_RULES)


def apply_rules(scene: Scene, event: Event) -> list[Draft]:
    """Answer the drafts of the first rule that reads `event`; none where no rule applies."""
    for rule in RULES:
        drafts = rule(scene, event)
        if drafts:
            return drafts
    return []
