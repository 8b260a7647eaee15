"""The order of all rules on control."""

from collections.abc import Callable

from contested.extract.events import Event
from contested.extract.rules.coming_to_nothing import failed_attack, stopped_on_the_way
from contested.extract.rules.fighting import clashing, striking
from contested.extract.rules.holding import capture, handing_over, holding
from contested.extract.rules.leaving import told_to_leave, withdrawal
from contested.extract.rules.movement import advancing, entering, neither_moves, repelling
from contested.extract.rules.presence import presence
from contested.extract.rules.sieges import besieging
from contested.extract.rules.terms import end_demanded, leaving_as_term
from contested.extract.rules.works import fortifying, moving, unchanged
from contested.extract.scene import Draft, Scene

CONTROL_RULES: tuple[Callable[[Scene, Event], list[Draft]], ...] = (
    end_demanded,
    leaving_as_term,
    failed_attack,
    stopped_on_the_way,
    told_to_leave,
    withdrawal,
    handing_over,
    neither_moves,
    capture,
    holding,
    repelling,
    entering,
    advancing,
    besieging,
    clashing,
    striking,
    presence,
    fortifying,
    moving,
    unchanged,
)
