"""Print how often resolutions are right, by their score: a score of 0.8 should be right four times in five.

usage: calibration.py EVAL_DIR [--sets lgl_dev,trnews_dev] [--km 161]

Of the names that were resolved and that the gold has with a point. The scores come from a model set by hand
(extract.resolve); nothing is fitted to these texts.
"""

import argparse
import json
from itertools import pairwise
from pathlib import Path

from pyproj import Geod

from contested.extract.document import read_document
from contested.extract.places import read_places
from contested.gazetteer.gazetteer import open_gazetteer
from contested.model import Article

EDGES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
GEOD = Geod(ellps="WGS84")


def judged(path: Path, km: float) -> list[tuple[float, bool]]:
    """Answer the score of each resolution that gold can judge, and whether it is right."""
    gazetteer = open_gazetteer()
    out = []
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        gold = json.loads(line)
        article = Article(text=gold["text"], title=gold.get("title"))
        for found in read_places(read_document(article), gazetteer=gazetteer):
            place, mention = found.place, found.mention
            same = [t for t in gold["toponyms"] if t["start"] < mention.end and t["end"] > mention.start]
            if place is None or place.footprint is None or not same or same[0].get("lat") is None:
                continue
            spot = place.footprint.representative_point()
            metres = GEOD.inv(spot.x, spot.y, same[0]["lon"], same[0]["lat"])[2]
            out.append((found.score, metres <= km * 1000))
    return out


def main() -> None:
    """Print one table a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default="lgl_dev,trnews_dev")
    parser.add_argument("--km", type=float, default=161.0)
    chosen = parser.parse_args()
    for name in chosen.sets.split(","):
        found = judged(chosen.folder / f"{name}.jsonl", chosen.km)
        print(f"{name}: {len(found)} resolutions\n  score        number  mean score  right")
        error = 0.0
        for low, high in pairwise(EDGES):
            part = [(score, right) for score, right in found if low <= score < high]
            if not part:
                continue
            mean = sum(score for score, _ in part) / len(part)
            share = sum(right for _, right in part) / len(part)
            error += abs(mean - share) * len(part) / len(found)
            print(f"  {low:.2f} - {min(high, 1.0):.2f}  {len(part):6}      {mean:.3f}  {share:.3f}")
        print(f"  expected calibration error {error:.3f}")


if __name__ == "__main__":
    main()
