"""The atlas: articles keep arriving, nothing is lost, every past view can be had again."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import geopandas
import pandas as pd

from contested.atlas import changes as change
from contested.atlas import decided, review, theatres
from contested.atlas.adding import Adding, Input, Progress, Tally
from contested.atlas.copies import CopyFinder, StoredCopies
from contested.atlas.deciding import Signed, Verdicts, decisions_of
from contested.atlas.deriving import copies_among, derive
from contested.atlas.families import copies_of, with_copies
from contested.atlas.history import history_of
from contested.atlas.rereading import reread
from contested.atlas.theatres import TheatreChoice
from contested.atlas.update import Update, record_of
from contested.extract.engine import Naming, Reader
from contested.frame import CLAIMS, MENTIONS, STATUS, empty
from contested.gazetteer.gazetteer import open_gazetteer
from contested.gazetteer.theatre import Theatre
from contested.gazetteer.theatre_union import join_theatres
from contested.status import status
from contested.store import EVERYTHING, Decision, Selection, Store, open_store

Clock = Callable[[], datetime]


def now() -> datetime:
    """Answer the time, in UTC."""
    return datetime.now(UTC)


class Atlas:
    """Claims that keep arriving, in a file or a database, with everything that was ever known of them.

    `known_at` is the time of recording: what this atlas knew then. `valid_at` is the time in the world.

    >>> with Atlas.open("memory:", create=True) as atlas:
    ...     len(atlas.claims())
    0
    """

    def __init__(self, store: Store, *, copies: CopyFinder | None = None, clock: Clock = now) -> None:
        self.store = store
        self._clock = clock
        self._copies = copies or StoredCopies(store)
        self._reader: tuple[str, Reader] | None = None
        self._version: tuple[Reader, str] | None = None
        self._settled: tuple[tuple[str, ...], decided.Decided] | None = None
        self._families: tuple[tuple[int, datetime | None], Mapping[str, str]] | None = None

    @classmethod
    def open(
        cls,
        url: str | Path,
        *,
        create: bool = False,
        read_only: bool = False,
        theatre: TheatreChoice | None = None,
        clock: Clock = now,
    ) -> Self:
        """Open the atlas at `url`: the path of a .gpkg file, `postgresql://…`, or `memory:`.

        With `create` it is made if it is not there yet. `theatre` is remembered from then on; an atlas that was never
        told one chooses for each article. `clock` answers the time of recording, in UTC.

        Raises:
            NoAtlasError: there is none, and `create` was not given.
            AtlasFormatError: what stands there is no atlas, is damaged, or is of a newer version.
            AtlasBusyError: another program keeps it locked.
            MissingExtraError: a PostgreSQL address without the extra `postgis`.
            UnknownTheatreError: there is no such theatre.
            TheatreError: the theatre's data is broken.

        """
        atlas = cls(open_store(url, create=create, read_only=read_only), clock=clock)
        if theatre is not None:
            try:
                atlas._remember(theatre)
            except BaseException:
                atlas.close()
                raise
        return atlas

    def close(self) -> None:
        """Let go of the file or the connection. Closing again does nothing."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------- in

    def add(
        self,
        articles: Iterable[Input],
        *,
        theatre: TheatreChoice | None = None,
        note: str | None = None,
        progress: Progress | None = None,
        naming: Naming | None = None,
    ) -> Update:
        """Read articles and record what they say; answer what that changed.

        `articles` are those of `read_articles` or `iter_articles`; what these yield for an article that cannot be read
        is answered in `failed`. What was added before adds nothing. Each article is recorded whole or not at all, and
        one that fails does so alone. A text that was changed at its address supersedes the older one; copies of one
        text are linked. `theatre` is remembered. `progress` is called after each article. `naming` may help to find and
        resolve names, in these articles only.

        When it is interrupted, what was recorded until then is there, and the derived layers are in step with it.
        Raises `AtlasError` when the atlas cannot be written, `UnknownTheatreError` and `TheatreError`.
        """
        if theatre is not None:
            self._remember(theatre)
        adding = self._adding()
        adding.reader.naming = naming or Naming()
        try:
            return self._recorded(lambda tally: adding.add(articles, tally, progress), note)
        finally:
            adding.reader.naming = Naming()

    def reread(self, *, force: bool = False, note: str | None = None, progress: Progress | None = None) -> Update:
        """Read all articles again, with today's rules and the theatre as it is now; answer what differs.

        Articles that these very rules and data have read are passed over, unless `force`. The newest reading of an
        article is what counts; what older ones held is kept, and is there for earlier times. Raises as `add`.
        """
        self._reader = None
        adding = self._adding()
        return self._recorded(lambda tally: reread(adding, tally, force=force, progress=progress), note or "reread")

    def decide(
        self,
        *,
        by: str,
        accept: Sequence[str] = (),
        reject: Sequence[str] = (),
        resolve: Mapping[str, str | None] | None = None,
        actor: Mapping[str, str] | None = None,
        note: str | None = None,
    ) -> tuple[Decision, ...]:
        """Record what a person decided; answer the records. No article and no claim is changed by it.

        `accept` and `reject` are ids of claims, or of articles for all their claims. `resolve` maps the id of a
        mention to the id or name of a place, or to `None` for "no place"; `actor` maps the id of a claim to the id or
        name of an actor. `review()` lists the ids. The latest decision on a thing counts.

        Raises `RecordError` for an id or actor that is not known and without a name in `by`, `UnknownPlaceError` for
        a place that is not known or not the only one of its name, `AtlasError` when it cannot be recorded.
        """
        verdicts = Verdicts(accept=accept, reject=reject, resolve=resolve or {}, actor=actor or {})
        gazetteer = None
        if any(verdicts.resolve.values()) or verdicts.actor:
            gazetteer = open_gazetteer(theatres=tuple(self._opened_reader().theatres.values()))
        signed = Signed(by=by, at=self._clock(), note=note)
        made = decisions_of(self.store, verdicts, signed, gazetteer=gazetteer)
        if self.store.decide(made):
            derive(self.store, self._decided(None), self.sides())
        return tuple(made)

    # ------------------------------------------------------------------------------------------- out

    def claims(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the claims asked for as a claims frame, EPSG:4326, as reviewers decided them.

        `selection` says which: where, when valid, when known, of which articles or places; without it all that are
        current. Copies of one text name in `copy_of` the article that heads them; rejected claims are there and say
        so. Raises `AtlasError` when the atlas cannot be read.
        """
        found = self.store.claims(selection)
        return decided.apply_to_claims(
            with_copies(found, self._copies_at(selection.known_at)), self._decided(selection.known_at)
        )

    def mentions(self, selection: Selection = EVERYTHING) -> geopandas.GeoDataFrame:
        """Answer the mentions asked for as a mentions frame, EPSG:4326, as reviewers decided them."""
        return decided.apply_to_mentions(self.store.mentions(selection), self._decided(selection.known_at))

    def status(
        self,
        *,
        valid_at: datetime | None = None,
        known_at: datetime | None = None,
        as_of: datetime | None = None,
    ) -> geopandas.GeoDataFrame:
        """Answer what the claims add up to, as a status frame, EPSG:4326.

        `valid_at` asks for the state at a time, `known_at` for what this atlas knew then (in the columns of these
        names). Ages run to `as_of`, or else to the newest article known. Raises `FrameError` for a time without a
        zone, `AtlasError` when the atlas cannot be read.
        """
        found = status(
            self.claims(Selection(known_at=known_at)), valid_at=valid_at, as_of=as_of, sides=theatres.sides(self.store)
        )
        if known_at is not None:
            found["known_at"] = pd.Series(
                [pd.Timestamp(known_at).tz_convert("UTC")] * len(found), dtype=found["known_at"].dtype
            )
        return found

    def changes(self, *, since: datetime, until: datetime | None = None) -> geopandas.GeoDataFrame:
        """Answer the statuses that differ between what was known at `since` and at `until` (or is known now).

        A status frame with `change` (new, contradicted, acknowledged, ended, changed, gone), `was_control`,
        `was_holder`, `was_dispute` and `was_aid_status`. Raises as `status`.
        """
        return change.status_changes(self.status(known_at=since), self.status(known_at=until))

    def history(self, place: str) -> change.History:
        """Answer what a place went through: all that was ever said of it, and each time its status became another.

        `place` is its id or one of its names. Raises `UnknownPlaceError` with the nearest names, `AtlasError`.
        """
        everything = self.claims(Selection(include_superseded=True))
        current = self.claims()
        return history_of(everything, current, place, sides=theatres.sides(self.store))

    def review(self) -> pd.DataFrame:
        """Answer what a person should look at: unresolved names, unlocated aid points, doubtful claims, conflicts.

        One row a thing; `contested.atlas.review.COLUMNS` are its columns. What was decided is not listed again.
        """
        return review.listed(self.claims(), self.mentions(), self.status(), self._decided(None))

    def articles(self, *, known_at: datetime | None = None) -> pd.DataFrame:
        """Answer one row for each copy of each article, with `copy_of` and `superseded_by`; without text."""
        found = self.store.articles(known_at=known_at)
        copy_of = found["article_id"].map(dict(self._copies_at(known_at))).astype(object)
        return found.assign(copy_of=copy_of.where(copy_of.notna(), None))

    def updates(self) -> pd.DataFrame:
        """Answer all updates in the order they were recorded: when, counts and ids of rows as JSON, note."""
        return self.store.updates()

    def decisions(self, *, known_at: datetime | None = None) -> pd.DataFrame:
        """Answer all decisions, oldest first: kind, target, value, by, at, note."""
        return self.store.decisions(known_at=known_at)

    def revision(self) -> int:
        """Answer a number that grows with every change, by whichever process."""
        return self.store.revision()

    def sides(self) -> Mapping[str, str]:
        """Answer on whose side the actors of this atlas's theatres are, by id; as `status` wants them."""
        return theatres.sides(self.store)

    def theatre(self) -> Theatre | None:
        """Answer the theatre whose outlines lie under a map of this atlas: those of its articles joined, or none."""
        used = sorted({name for name in self.store.articles()["theatre"] if name is not None})
        found = theatres.theatres_of(self.store, used)
        return join_theatres(found) if found else None

    # ------------------------------------------------------------------------------------------- inside

    def _remember(self, theatre: TheatreChoice) -> None:
        theatres.remember(self.store, theatre)
        if isinstance(theatre, Theatre):
            self._reader = (theatres.remembered_as(self.store), theatres.open_atlas_reader(theatre))

    def _adding(self) -> Adding:
        reader = self._opened_reader()
        theatres.keep_sides(self.store, reader)
        if self._version is None or self._version[0] is not reader:
            self._version = (reader, theatres.reader_version(reader))
        return Adding(
            store=self.store,
            reader=reader,
            version=self._version[1],
            copies=self._copies,
            clock=self._clock,
        )

    def _opened_reader(self) -> Reader:
        wanted = theatres.remembered_as(self.store)
        if self._reader is None or self._reader[0] != wanted:
            self._reader = (wanted, theatres.open_atlas_reader(theatres.remembered(self.store)))
        return self._reader[1]

    def _recorded(self, run: Callable[[Tally], None], note: str | None) -> Update:
        """Let `run` record things; then record the update and derive anew, also when it broke off."""
        tally = Tally()
        try:
            run(tally)
        finally:
            update = self._finish(tally, note)
        return update

    def _finish(self, tally: Tally, note: str | None) -> Update:
        derived = derive(self.store, self._decided(None), self.sides())
        differing = (
            change.status_changes(derived.before, derived.after)
            if derived is not None
            else change.status_changes(empty(STATUS), empty(STATUS))
        )
        differing = differing[change.touched_by(differing, {*tally.new, *tally.revised, *tally.withdrawn})].reset_index(
            drop=True
        )
        read = tuple(dict.fromkeys((*tally.articles["new"], *tally.articles["reread"])))
        known = tuple(dict.fromkeys(tally.articles["repeated"]))
        seen = self.store.claims(Selection(article_ids=known))["claim_id"] if known else ()
        update = Update(
            recorded_at=tally.recorded_at,
            articles={word: tuple(dict.fromkeys(ids)) for word, ids in tally.articles.items()},
            new=self._claims_of(tally.new),
            revised=self._claims_of(tally.revised),
            repeated=self._claims_of({**tally.repeated, **dict.fromkeys(seen)}),
            withdrawn=self._claims_of(tally.withdrawn),
            changes=differing,
            unresolved=review.unresolved(self.mentions(Selection(article_ids=read))) if read else empty(MENTIONS),
            failed=tuple(tally.failed),
        )
        kept = record_of(update, note=note)
        if kept is not None:
            self.store.record(kept)
        return update

    def _claims_of(self, ids: Collection[str]) -> geopandas.GeoDataFrame:
        """Answer the claims of these ids: as they are current, or else were."""
        if not ids:
            return empty(CLAIMS)
        found = self.store.claims(Selection(claim_ids=tuple(ids)))
        if len(found) < len(ids):
            found = self.store.claims(Selection(claim_ids=tuple(ids), include_superseded=True))
        copies = copies_among(self.store, found["article_id"].unique())
        return decided.apply_to_claims(with_copies(found, copies), self._decided(None))

    def _decided(self, known_at: datetime | None) -> decided.Decided:
        taken = self.store.decisions(known_at=known_at)
        ids = tuple(taken["decision_id"])
        if self._settled is None or self._settled[0] != ids:
            self._settled = (ids, decided.settled(self.store, taken))
        return self._settled[1]

    def _copies_at(self, known_at: datetime | None) -> Mapping[str, str]:
        at = (self.store.revision(), known_at)
        if self._families is None or self._families[0] != at:
            self._families = (at, copies_of(self.store.articles(known_at=known_at)))
        return self._families[1]
