"""Measure how long a page of many article days takes to be worked out, and how large its model is.

usage: days.py DAYS PLACES CLAIMS_A_DAY    (for instance 1000 50 2); invented claims, always the same
"""

import json
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import factories
from contested.model import AidStatus, Modality, Predicate
from contested.render import page_model

_PREDICATES = (
    (Predicate.HOLDS, 10),
    (Predicate.CLASHES, 3),
    (Predicate.DENIES_CAPTURE, 2),
    (Predicate.WITHDRAWS, 2),
    (Predicate.AID_POINT_CLOSED, 3),
)


def saying(day: int, number: int, towns: list[factories.Place], chance: random.Random) -> factories.Say:
    """Answer one thing said on a day about one of the towns."""
    predicate = chance.choices([word for word, _ in _PREDICATES], [weight for _, weight in _PREDICATES])[0]
    actor = chance.choice([factories.NORTH, factories.SOUTH])
    return factories.Say(
        predicate=predicate,
        at=chance.choice(towns),
        actor=None if predicate is Predicate.CLASHES else actor,
        origin=chance.choice([actor, "a resident", "monitors", None]),
        day=day,
        words=f"word {day} {number}",
        modality=Modality.DENIED if predicate is Predicate.DENIES_CAPTURE else Modality.ASSERTED,
        aid=AidStatus.CLOSED if predicate is Predicate.AID_POINT_CLOSED else None,
    )


def main(argv: list[str]) -> None:
    """Print claims, days, statuses, seconds and bytes."""
    days, places, daily = map(int, argv[1:4])
    chance = random.Random(4)
    towns = [factories.place(f"Town {n}", 20 + n % 10 / 5, 5 + n // 10 / 5) for n in range(places)]
    frame = factories.claims(*(saying(day, n, towns, chance) for day in range(1, days + 1) for n in range(daily)))
    wall, own = time.perf_counter(), time.process_time()
    model = page_model(frame)
    wall, own = time.perf_counter() - wall, time.process_time() - own
    size = len(json.dumps(model, ensure_ascii=False))
    print(f"{len(frame)} claims, {len(model['days'])} days, {len(model['statuses'])} statuses:")
    print(f"{wall:.1f} s ({own:.1f} s of processor), {size / 1e6:.2f} MB, {size / len(frame):.0f} bytes a claim")


if __name__ == "__main__":
    main(sys.argv)
