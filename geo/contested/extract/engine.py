"""From articles to mentions and claims: the whole of extraction in one call."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from contested import reference
from contested.extract.cast import Cast, cast_of
from contested.extract.claims import read_claims
from contested.extract.document import read_document
from contested.extract.places import read_places
from contested.extract.second_reader import SecondReader, read_second
from contested.gazetteer.gazetteer import Gazetteer, open_gazetteer
from contested.gazetteer.theatre import Theatre, load_theatre, theatre_names
from contested.model import Article, Extraction, MapRole, MentionKind, Resolution

AUTO = "auto"
NO_THEATRE = "none"
_FAR_MORE = 2  # times as many towns of another country
_LEAST_PLACES = 1  # distinct places of a theatre that an article must name for "auto" to choose it

Progress = Callable[[], None]
Tagger = Callable[[str], Sequence[tuple[int, int, str]]]
SecondOpinion = Callable[[Sequence[Resolution], Theatre | None], Sequence[Resolution]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Naming:
    """Help with names that is off by default.

    `tagger` says which stretches of a text are names (`extract.recognise_nlp`), `second_opinion` fills in places that
    stayed unresolved (`extract.places_online`).
    """

    tagger: Tagger | None = None
    second_opinion: SecondOpinion | None = None


def extract(
    articles: Iterable[Article],
    *,
    theatre: str | Path | Sequence[str | Path | Theatre] | Theatre = AUTO,
    recorded_at: datetime | None = None,
    progress: Progress | None = None,
    naming: Naming = Naming(),
    second_reader: SecondReader | None = None,
) -> list[Extraction]:
    """Read the places and claims of `articles`, in their order.

    `theatre` is "auto" (chosen for each article among those shipped), "none" (the world gazetteer alone), a name or
    folder, a loaded `Theatre`, or several of these. `progress` is called after each article.
    `naming` may help to find and resolve names.
    `second_reader` may propose claims of its own, which are checked and bear its name: see `extract.second_reader`.

    Raises:
        UnknownTheatreError: a theatre is neither shipped nor a folder.
        TheatreError: a theatre's data is broken.
        DataError: shipped reference data is missing.

    """
    reader = open_reader(theatre)
    reader.naming, reader.second_reader = naming, second_reader
    out: list[Extraction] = []
    for article in articles:
        out.append(reader.read(article, recorded_at=recorded_at))
        if progress is not None:
            progress()
    return out


def open_reader(theatre: str | Path | Sequence[str | Path | Theatre] | Theatre = AUTO) -> "Reader":
    """Open the gazetteer and actors once, to read many articles with them.

    Raises:
        UnknownTheatreError: a theatre is neither shipped nor a folder.
        TheatreError: a theatre's data is broken.

    """
    theatres = _theatres(theatre)
    return Reader(open_gazetteer(theatres=theatres), theatres)


def _theatres(wanted: str | Path | Sequence[str | Path | Theatre] | Theatre) -> tuple[Theatre, ...]:
    if isinstance(wanted, Theatre):
        return (wanted,)
    if isinstance(wanted, (str, Path)):
        if wanted == AUTO:
            return tuple(load_theatre(name) for name in theatre_names())
        if wanted == NO_THEATRE:
            return ()
        return (load_theatre(wanted),)
    out: list[Theatre] = []
    for one in wanted:
        out.extend(_theatres(one))
    return tuple({t.id: t for t in out}.values())


class Reader:
    """A gazetteer with its theatres and their casts, ready to read articles."""

    def __init__(self, gazetteer: Gazetteer, theatres: Sequence[Theatre]) -> None:
        self.gazetteer = gazetteer
        self.theatres = {theatre.id: theatre for theatre in theatres}
        self.naming = Naming()
        self.second_reader: SecondReader | None = None
        self._casts: dict[str | None, Cast] = {}

    def read(self, article: Article, *, recorded_at: datetime | None = None) -> Extraction:
        """Read one article: its places, then who claims what about them."""
        collecting = gc.isenabled()
        gc.disable()  # reading leaves no cycles behind; to look for them meanwhile takes a tenth of the time
        try:
            return self._read(article, recorded_at)
        finally:
            if collecting:
                gc.enable()

    def _read(self, article: Article, recorded_at: datetime | None) -> Extraction:
        document = read_document(article)
        spans = self.naming.tagger(document.text) if self.naming.tagger is not None else ()
        resolutions = read_places(document, gazetteer=self.gazetteer, article=article, spans=spans)
        theatre = self._theatre_of(resolutions)
        if self.naming.second_opinion is not None:
            resolutions = tuple(self.naming.second_opinion(resolutions, self.theatres.get(theatre or "")))
        chosen = len(self.theatres) == 1
        extraction = read_claims(document, resolutions, self._cast(theatre), recorded_at=recorded_at, chosen=chosen)
        if self.second_reader is not None:
            extraction, _ = read_second(extraction, self.second_reader, self._cast(theatre))
        return replace(extraction, theatre=theatre)

    def _theatre_of(self, resolutions: Sequence[Resolution]) -> str | None:
        """The theatre whose places the article names most, each counted once."""
        named = {
            r.place.id
            for r in resolutions
            if r.place is not None and r.mention.map is not MapRole.NO and r.place.id.split(":")[0] in self.theatres
        }
        votes = Counter(place_id.split(":")[0] for place_id in named)
        if not votes and len(self.theatres) == 1:
            return next(iter(self.theatres))  # the one that was asked for
        ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < _LEAST_PLACES:
            return None
        return ranked[0][0] if len(self.theatres) == 1 or not self._elsewhere(resolutions, *ranked[0]) else None

    def _elsewhere(self, resolutions: Sequence[Resolution], theatre: str, votes: int) -> bool:
        """Tell whether an article names far more towns of one other country: "the buffer zone" alone is not Gaza's."""
        own = {p.country for p in self.theatres[theatre].places}
        towns = {
            (r.place.country, r.place.id)
            for r in resolutions
            if r.place is not None
            and r.place.country not in own
            and r.mention.kind is MentionKind.PLACE_OUTSIDE_THEATRE
        }
        most = Counter(country for country, _ in towns).most_common(1)
        return bool(most) and most[0][1] > _FAR_MORE * votes

    def _cast(self, theatre: str | None) -> Cast:
        if theatre not in self._casts:
            self._casts[theatre] = cast_of([self.theatres[theatre]] if theatre is not None else [_nobody()])
        return self._casts[theatre]


def _nobody() -> Theatre:
    """The actors and outlets that are known everywhere, without a theatre."""
    from contested.gazetteer.theatre_lists import read_actors, read_outlets  # noqa: PLC0415

    common = reference.root() / "theatres" / "common"
    missing = common / "none.toml"
    actors = read_actors(missing, (), common / "actors.toml")
    return Theatre(
        id="none",
        title="",
        country="",
        bbox=(-180.0, -90.0, 180.0, 90.0),
        worldview="",
        disclaimer="",
        languages=(),
        attribution="",
        places=(),
        actors=actors.actors,
        outlets=read_outlets(missing, (), common / "outlets.toml"),
        short_forms=actors.short_forms,
        metonyms=actors.metonyms,
    )
