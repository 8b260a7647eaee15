"""What the claims on each place add up to at a given time, by published rules, and why.

The rules stand in five ordered tables of plain functions: what sets one claim aside, what sets claims on one place
aside against each other, who holds it, why it is disputed, and what state an aid point is in. `rules_table()` renders
them.

Figures, chosen and not measured. A status on control loses half of its confidence in 14 days and an aid point in 7:
daily news that has not repeated a thing for a week or two no longer speaks for it, and aid points open and close
faster than lines move. Clashes set a dispute for 14 days. Each independent origin leaves 0.6 of the doubt.
"""

from contested.status.compute import status
from contested.status.over_time import Basis, Moment, spells
from contested.status.sift import AID_HALF_LIFE_DAYS, CONTROL_HALF_LIFE_DAYS, FIGHTING_DAYS
from contested.status.table import rules_table

__all__ = [
    "AID_HALF_LIFE_DAYS",
    "CONTROL_HALF_LIFE_DAYS",
    "FIGHTING_DAYS",
    "Basis",
    "Moment",
    "rules_table",
    "spells",
    "status",
]
