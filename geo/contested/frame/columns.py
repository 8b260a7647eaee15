"""The schemas of the three frames: claims, status and mentions. The one place where columns are named."""

from contested.frame.schema import Column, Dtype, Schema, words
from contested.model import (
    AidKind,
    AidStatus,
    ClaimFamily,
    ControlStatus,
    Direction,
    Dispute,
    Epistemic,
    MapRole,
    MentionKind,
    Modality,
    PartKind,
    PlaceKind,
    Polarity,
    Predicate,
    TimePrecision,
    TimeRelation,
)

PARTS_JOINED = " ; "  # joins part_references
NAMES_JOINED = "; "  # joins disputed_by
JSON = "JSON"  # the unit of text columns that hold JSON
CHAIN_JOINED = " → "  # joins source_chain, origin first


def _text(name: str, meaning: str, *, nullable: bool = True, vocabulary: tuple[str, ...] = ()) -> Column:
    return Column(name=name, dtype=Dtype.TEXT, meaning=meaning, nullable=nullable, vocabulary=vocabulary)


def _json(name: str, meaning: str, *, nullable: bool = True) -> Column:
    return Column(name=name, dtype=Dtype.TEXT, meaning=meaning, nullable=nullable, unit=JSON)


def _time(name: str, meaning: str) -> Column:
    return Column(name=name, dtype=Dtype.TIME, meaning=meaning, unit="UTC")


def _flag(name: str, meaning: str) -> Column:
    return Column(name=name, dtype=Dtype.BOOL, meaning=meaning, nullable=False)


def _float(name: str, meaning: str, unit: str | None = None) -> Column:
    return Column(name=name, dtype=Dtype.FLOAT, meaning=meaning, unit=unit)


def _int(name: str, meaning: str, unit: str | None = None) -> Column:
    return Column(name=name, dtype=Dtype.INT, meaning=meaning, nullable=False, unit=unit)


def _maybe_int(name: str, meaning: str, unit: str | None = None) -> Column:
    return Column(name=name, dtype=Dtype.NULLABLE_INT, meaning=meaning, unit=unit)


_GEOMETRY = Column(
    name="geometry",
    dtype=Dtype.GEOMETRY,
    meaning="where it is: point, line or area, x = longitude; empty when the place is not known, never (0, 0)",
    unit="degrees, EPSG:4326",
)
_PLACE = (
    _text("place_id", "the place in its gazetteer, `gazetteer:key`"),
    _text("place", "name of the place"),
    _json("place_names", "object: language → name"),
)
_PLACE_MORE = (
    _text("place_kind", "sort of place", vocabulary=words(PlaceKind)),
    _text("parent", "names of the containing units, largest last"),
    _text("country", "ISO 3166-1 alpha-2 code"),
    _text("pcode", "p-code of the place, where it has one"),
)
_PART = (
    _text("part_kind", "how the text narrows the place down", vocabulary=words(PartKind)),
    _text("part_direction", "direction named by the text", vocabulary=words(Direction)),
    _float("part_distance_km", "distance named by the text", "km"),
    _text("part_text", "the words that narrow the place down"),
)
_AID = (
    _text("aid_kind", "sort of aid point", vocabulary=words(AidKind)),
    _text("aid_status", "state of the aid point", vocabulary=words(AidStatus)),
    _text("aid_scope", "what the state is limited to, such as `cargo only`"),
    _text("aid_operator", "who runs the aid point, as said"),
)
_PRECISION = (
    _float("radius_m", "the place is meant within this radius of the geometry", "m"),
    _flag("inferred_extent", "the geometry was inferred from words such as `eastern`"),
    _maybe_int("where_prec", "UCDP GED where_prec 1–7, derived, approximate"),
    _maybe_int("geo_precision", "ACLED geo_precision 1–3, derived, approximate"),
)

CLAIMS = Schema(
    name="claims",
    key="claim_id",
    columns=(
        _text("claim_id", "hash of what the claim says", nullable=False),
        _text("article_id", "hash of the normalised text of the article", nullable=False),
        _text("article_name", "the user's id of the article, or the stem of its file"),
        _text("title", "title of the article"),
        _text("outlet", "who published the article"),
        _time("published", "when the article was published; empty when not known, never guessed"),
        _text("published_precision", "unit to which that is known", vocabulary=words(TimePrecision)),
        _text("url", "address of the article"),
        _text("copy_of", "the article of which this one is a copy: copies speak with one voice; empty: none known"),
        _text("language", "language of the article"),
        _int("start", "first character of the quote in the article", "code points"),
        _int("end", "one past the last character of the quote", "code points"),
        _text("quote", "the words that carry the claim", nullable=False),
        _text("sentence", "the whole sentence or sentences around the quote", nullable=False),
        *_PLACE,
        _text("toponym", "the place as the text names it"),
        _maybe_int("toponym_start", "first character of the toponym", "code points"),
        _maybe_int("toponym_end", "one past the last character of the toponym", "code points"),
        *_PLACE_MORE,
        *_PART,
        _text("part_references", "the other places the part names, joined by ` ; `"),
        _text("actor", "who does or holds it, a neutral label"),
        _text("actor_id", "the actor in its theatre"),
        _text("predicate", "what is said to be done or held", nullable=False, vocabulary=words(Predicate)),
        _text("family", "family of the predicate", nullable=False, vocabulary=words(ClaimFamily)),
        _text("polarity", "whether it is said to be so or not so", nullable=False, vocabulary=words(Polarity)),
        _text("modality", "in which way the claim is put", nullable=False, vocabulary=words(Modality)),
        _text("epistemic", "how well the claim stands in its text", nullable=False, vocabulary=words(Epistemic)),
        _flag("changes_state", "the reader found that the claim, if true, changes the present state"),
        _text("control", "what the claim alone would make of control", vocabulary=words(ControlStatus)),
        _text("holder", "who would hold the place"),
        _text("dispute", "the dispute the claim itself names", vocabulary=words(Dispute)),
        _text("disputed_by", "who disputes it, joined by `; `"),
        _flag("aid_point", "the claim says something of an aid point"),
        *_AID,
        _text("aid_since", "ISO date, as precise as the text"),
        _text("aid_until", "ISO date, as precise as the text"),
        _text("aid_name", "the aid point in the text's own words"),
        _text("source_chain", "origin, relays and publisher, joined by ` → `"),
        _text("origin", "first link of the source chain"),
        _text("origin_actor_id", "the origin in its theatre, where it is a known actor"),
        _text("relay", "links between origin and publisher, joined by ` → `"),
        _text("publisher", "last link of the source chain, or the outlet"),
        _text("time_relation", "when it holds, seen from its telling", nullable=False, vocabulary=words(TimeRelation)),
        _time("valid_from", "since when it holds"),
        _time("valid_to", "until when it holds"),
        _text("time_precision", "unit to which these are known", vocabulary=words(TimePrecision)),
        _text("time_text", "the words for the time"),
        _time("recorded_at", "when it was read; never shown, never part of an id"),
        _text("rule", "name of the grammar rule that read the claim"),
        _json("spans", "list of {start, end, role}: the words that carry the claim"),
        _text("reader", "what read the claim", nullable=False),
        _float("resolution_score", "how sure the reading of the place is", "0–1"),
        _float("extraction_score", "how sure the reading of the claim is", "0–1"),
        *_PRECISION,
        _text("place_source", "source and licence of the place"),
        _text("certainty", "how certain the gazetteer is of the place"),
        _text("theatre", "the theatre that was used"),
        _flag("rejected", "a reviewer set the claim aside: it counts for no status"),
        _text("review", "what reviewers decided: what, who, when, why"),
        _GEOMETRY,
    ),
)

STATUS = Schema(
    name="status",
    key="status_id",
    columns=(
        _text("status_id", "hash of the place and part, or of the aid point", nullable=False),
        _text("theatre", "the theatre that was used"),
        *_PLACE,
        *_PLACE_MORE,
        *_PART,
        _text("control", "what the claims on control add up to", nullable=False, vocabulary=words(ControlStatus)),
        _text("holder", "who is said to hold it; several of a mixed place are joined by `; `"),
        _flag("contested", "disputed in the wide sense: any dispute other than none"),
        _flag("contested_strict", "disputed in the strict sense: control is contested"),
        _text("dispute", "why it is disputed", nullable=False, vocabulary=words(Dispute)),
        _text("disputed_by", "the parties to the dispute, joined by `; `"),
        _flag("aid_point", "the row says something of an aid point"),
        *_AID,
        _text("aid_name", "the aid point in the text's own words"),
        _text("aid_since", "ISO date, as precise as the text"),
        _text("aid_until", "ISO date, as precise as the text"),
        _text("why", "the claims used, the rule that joined them and what was set aside", nullable=False),
        _text("rule", "names of the rules that decided, joined by `; `", nullable=False),
        _float("confidence", "grows with independent origins, halves with age; 0 where nothing is said", "0–1"),
        _int("n_claims", "claims in `claim_ids`"),
        _int("n_origins", "independent origins of the claims that support the status"),
        _time("newest", "date of the newest support"),
        _time("oldest", "date of the oldest support"),
        _float("age_days", "from the newest support to the newest article or `as_of`", "days"),
        _flag("undated", "no supporting claim has a date"),
        _json("claim_ids", "list of the claims of this row that were not set aside", nullable=False),
        _json("set_aside", "list of {claim_id, why}", nullable=False),
        _time("valid_at", "the status holds at this time; empty: the latest"),
        _time("known_at", "only articles published until then were used; empty: all"),
        *_PRECISION,
        _GEOMETRY,
    ),
)

MENTIONS = Schema(
    name="mentions",
    key="mention_id",
    columns=(
        _text("mention_id", "hash of article, span and kind", nullable=False),
        _text("article_id", "hash of the normalised text of the article", nullable=False),
        _text("article_name", "the user's id of the article, or the stem of its file"),
        _int("start", "first character of the mention", "code points"),
        _int("end", "one past the last character of the mention", "code points"),
        _text("toponym", "the mention as it stands in the text", nullable=False),
        _text("sentence", "the whole sentence around it", nullable=False),
        _text("kind", "how the text uses the name", nullable=False, vocabulary=words(MentionKind)),
        _text("map", "whether it may be drawn", nullable=False, vocabulary=words(MapRole)),
        _flag("unlocated", "an aid point is meant that has no place"),
        *_PLACE,
        *_PLACE_MORE,
        *_PART,
        _float("score", "how sure the reading is", "0–1"),
        _json("reasons", "list: why it was read so", nullable=False),
        _json("alternatives", "list of other readings, best first", nullable=False),
        *_PRECISION,
        _text("theatre", "the theatre that was used"),
        _GEOMETRY,
    ),
)
