"""The records of the page model: the one description that the page's script, its documentation and its tests follow.

`docs/page-model.md` and `assets/types.d.ts` are written from here by `benchmarks/write_docs.py`.
"""

from typing import Annotated, Any, Literal, TypedDict

Position = int  # in a list of the model
Marked = Annotated[list[str], "[before, marked, after]: text with the place name marked, or two empty strings"]
Point = Annotated[list[float], "[longitude, latitude] in degrees, EPSG:4326"]
GeoJson = Annotated[dict[str, Any], "a GeoJSON geometry"]


class Article(TypedDict):
    """An article that was read."""

    id: str
    name: Annotated[str | None, "file or address it was read from"]
    title: str | None
    outlet: str | None
    published: Annotated[str | None, "ISO time in UTC, as precise as it is known"]
    day: Annotated[str | None, "ISO day in UTC"]
    url: Annotated[str | None, "http or https, nothing else"]
    language: str | None


class Actor(TypedDict):
    """A side, body or person."""

    side: Annotated[str, "label of the side it is on, or its own"]
    colour: Annotated[str, "#rrggbb"]


class Aid(TypedDict):
    """What is said of an aid point."""

    kind: str
    status: str
    scope: Annotated[str | None, "what the state is limited to"]
    operator: str | None
    name: str | None


class Site(TypedDict):
    """A place, or part of one, that claims are about."""

    place_id: str | None
    label: Annotated[str, "as shown, in the page's language where the gazetteer has it"]
    original: Annotated[str, "the label in the gazetteer's own spelling"]
    place: str | None
    names: Annotated[dict[str, str], "language → name"]
    kind: str | None
    parent: Annotated[str | None, "what it lies in"]
    part: Annotated[str | None, "the words that narrow the place to a part"]
    pcode: str | None
    inferred: Annotated[bool, "the extent was inferred from words"]
    radius_m: Annotated[int | None, "metres: it lies within this distance of the point"]
    left_out: Annotated[Literal["whole", "outside"] | None, "why it is listed and not drawn"]
    shape: Literal["area", "line", "point"] | None
    geometry: GeoJson | None
    cut: Annotated[GeoJson | None, "edges of an inferred extent that no mapped line gives"]
    at: Point | None
    size_km: Annotated[float, "larger ones are drawn below smaller ones"]


class Claim(TypedDict):
    """One statement by one source about one place."""

    id: str
    article: Annotated[Position, "in `articles`"]
    day: Annotated[Position | None, "in `days`: published; None: undated, shown on every day"]
    since: Annotated[Position | None, "in `days`: first day by whose end it is said to be so"]
    late: Annotated[bool, "published more than two days after what it tells"]
    family: str
    predicate: str
    actor: str | None
    polarity: str
    modality: str
    epistemic: str
    changes: Annotated[bool, "it may change the status of its place"]
    toponym: str | None
    quote: Marked
    sentence: Annotated[Marked | None, "when it holds more than the quote"]
    short: Annotated[bool, "quote or sentence were shortened"]
    chain: Annotated[list[str], "who said it, who passed it on, who published it"]
    relation: str
    # "from" and "to" are keywords of Python: see `_CLAIM_TIMES`
    time_text: Annotated[str | None, "the article's own words for the time"]
    aid: Aid | None
    rule: str
    site: Annotated[Position | None, "in `sites`"]


_CLAIM_TIMES = TypedDict(
    "_CLAIM_TIMES",
    {
        "from": Annotated[str | None, "ISO: since when it is said to hold, or when it happened"],
        "to": Annotated[str | None, "ISO: until when"],
    },
)


class Status(TypedDict):
    """What the claims about a site, or about an aid point, add up to."""

    line: Annotated[str, "id of the place or aid point it is about, the same on all days"]
    site: Annotated[Position | None, "in `sites`; None: not located"]
    control: str
    holder: list[str]
    contested: Annotated[bool, "any dispute"]
    strict: Annotated[bool, "rival claims"]
    dispute: str
    disputed_by: list[str]
    aid: Aid | None
    why: str
    rule: str
    origins: Annotated[int, "independent origins"]
    newest: Annotated[str | None, "ISO day of the newest support"]
    undated: bool
    claims: Annotated[list[Position], "in `claims`: those that count"]
    aside: Annotated[list[list[Position]], "pairs: in `claims`, set aside; in `reasons`, why"]


class Change(TypedDict):
    """A change from one day to the next."""

    day: Annotated[Position, "in `days`"]
    kind: Literal["new", "older", "contradicted", "acknowledged", "settled", "ended", "changed"]
    status: Annotated[Position, "in `statuses`"]
    before: Annotated[Position | None, "in `statuses`"]


class Runs(TypedDict):
    """When statuses hold: [position in `statuses`, first day, last day], both in `days`."""

    known: Annotated[list[list[Position]], "by what was published up to each day"]
    valid: Annotated[list[list[Position]], "by all articles: what is said to have been so on each day"]


class Changes(TypedDict):
    """What changed, by either reading of time."""

    known: list[Change]
    valid: list[Change]


class Unresolved(TypedDict):
    """A name that may be a place and was read as none."""

    toponym: str
    sentence: Marked
    short: bool
    article_name: str | None
    reasons: list[str]


class Ground(TypedDict):
    """An area or line of the theatre, drawn below all claims."""

    kind: str
    name: str
    geometry: GeoJson
    at: Point | None
    shape: Literal["area", "line", "point"]
    size_km: float
    source: str | None
    licence: str | None


class TheatreInfo(TypedDict):
    """The theatre that the places were looked up in."""

    id: str
    title: str
    bbox: Annotated[list[float], "west, south, east, north"]
    worldview: str
    disclaimer: str
    attribution: str


class OwnFeature(TypedDict):
    """A feature of one of the user's own layers."""

    geometry: GeoJson
    label: str | None
    values: Annotated[list[list[str | None]], "pairs: column, value as text"]


class OwnLayer(TypedDict):
    """One of the user's own layers."""

    name: str
    colour: str
    width: Annotated[float, "pixels"]
    dashed: bool
    fill: Annotated[float, "opacity, 0 to 1"]
    source: Annotated[str | None, "whose it is, and as of when"]
    features: list[OwnFeature]
    without_geometry: int


class PageModel(TypedDict):
    """Everything a page shows."""

    schema: Annotated[str, '"contested-page/2"']
    language: Annotated[Literal["en", "ar", "he"], "of the page's own words"]
    direction: Literal["ltr", "rtl"]
    title: str
    own_title: Annotated[bool, "the title was made from the theatre, in the page's language"]
    summary: str
    credit: str | None
    notice: str | None
    newest: Annotated[str | None, "ISO day of the newest article"]
    as_of: Annotated[str | None, "ISO day from which ages are counted on the last day"]
    days: Annotated[list[str], "ISO days in UTC on which articles were published"]
    theatre: TheatreInfo | None
    credits: Annotated[list[str], "sources of the ground"]
    articles: list[Article]
    silent: Annotated[list[Article], "read, but giving no claim"]
    actors: Annotated[dict[str, Actor], "by label"]
    labels: Annotated[dict[str, str], "what those named here are called in the page's language, by label"]
    sites: list[Site]
    claims: list[Claim]
    statuses: list[Status]
    runs: Runs
    reasons: Annotated[list[str], "why claims were set aside, in the page's language where it is known"]
    changes: Changes
    unlocated: Annotated[list[Position], "in `statuses`: aid points that have no place"]
    by_name: Annotated[list[Position], "in `claims`: about a place without geometry"]
    placeless: Annotated[list[Position], "in `claims`: about no place"]
    whole: Annotated[list[Position], "in `claims`: about the area as a whole"]
    outside: Annotated[list[Position], "in `claims`: about a place outside the area"]
    unresolved: list[Unresolved]
    context: Annotated[list[Ground], "widest first"]
    places: Annotated[list[list[Any]], "to search: [id, name, other names, longitude, latitude, rank]"]
    layers: list[OwnLayer]
    shifted: Annotated[bool, "longitudes west of the antimeridian were moved east by 360"]
    words: Annotated[dict[str, str], "the page's own words"]


RECORDS: tuple[Any, ...] = (
    PageModel,
    Article,
    Actor,
    Site,
    Claim,
    Aid,
    Status,
    Runs,
    Change,
    Changes,
    Unresolved,
    Ground,
    TheatreInfo,
    OwnLayer,
    OwnFeature,
)
EXTRA: dict[Any, Any] = {Claim: _CLAIM_TIMES}
