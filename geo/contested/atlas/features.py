"""An atlas on PostGIS as OGC API – Features and vector tiles, by tipg, read-only (extra `tipg`); docs/served.md.

`uvicorn --factory contested.atlas.features:app` serves the atlas whose address stands in `CONTESTED_ATLAS`.

tipg reads filters with a parser that some short texts crash, and with it the server. So each filter is read here first,
by the grammar of `contested.where`, and what that refuses never reaches tipg.
"""

import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from typing import Any, TypeAlias
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from contested.errors import AtlasError, FilterError, MissingExtraError, NoAtlasError
from contested.where import tree_of
from contested.where.core import MAX_DEPTH
from contested.where.cql2_json import parse_json
from contested.where.cql2_text import parse_text
from contested.where.tree import walk

try:
    import asyncpg
    from fastapi import FastAPI
    from starlette.middleware.cors import CORSMiddleware
    from tipg.collections import register_collection_catalog
    from tipg.database import close_db_connection, connect_to_db
    from tipg.errors import DEFAULT_STATUS_CODES, add_exception_handlers
    from tipg.factory import Endpoints
    from tipg.settings import DatabaseSettings, PostgresSettings
except ImportError as error:  # pragma: no cover (the tests have it)
    raise MissingExtraError("OGC API – Features needs `pip install 'contested[tipg,postgis]'`") from error

ADDRESS = "CONTESTED_ATLAS"
LAYERS = ("status_now", "aid_points", "claims", "mentions")
MAX_BRACKETS = 200
Scope: TypeAlias = MutableMapping[str, Any]
Messages: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Served: TypeAlias = Callable[[Scope, Messages, Send], Awaitable[None]]


def app() -> Served:
    """Answer the application for the atlas at the address in the environment variable `CONTESTED_ATLAS`.

    Its layers are those of `LAYERS` that the role in the address may read. Raises `NoAtlasError` without an address;
    at its start it raises `AtlasError` when the role could write.
    """
    address = os.environ.get(ADDRESS, "")
    if urlsplit(address).scheme not in {"postgresql", "postgres"}:
        raise NoAtlasError(f"{ADDRESS} must be postgresql://reader@host/database?schema=…; it is {address[:20]!r}")
    dsn, schema = split_address(address)
    os.environ.setdefault("TIPG_FALLBACK_KEY_NAMES", '["fid"]')  # tipg takes the key of views from there alone
    layers = DatabaseSettings(
        schemas=[schema],
        tables=[f"{schema}.{layer}" for layer in LAYERS],
        functions=[],
        exclude_function_schemas=[schema, "public", "pg_catalog", "pg_temp"],
    )

    @asynccontextmanager
    async def lifespan(served: FastAPI) -> AsyncIterator[None]:
        await _check_role(dsn, schema)
        settings = PostgresSettings.model_construct(database_url=dsn)
        await connect_to_db(served, schemas=[schema], tipg_schema=layers.tipg_schema, settings=settings)
        await register_collection_catalog(served, db_settings=layers)
        yield
        await close_db_connection(served)

    made = FastAPI(title=f"contested: {schema}", openapi_url="/api", docs_url=None, redoc_url=None, lifespan=lifespan)
    made.include_router(Endpoints(title=f"contested: {schema}").router)
    made.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
    add_exception_handlers(made, DEFAULT_STATUS_CODES)
    return guarded(made)


def split_address(address: str) -> tuple[str, str]:
    """Answer the address without its schema, and the schema.

    >>> split_address("postgresql://reader@db/maps?schema=gaza&sslmode=require")
    ('postgresql://reader@db/maps?sslmode=require', 'gaza')
    """
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    schema = asked.pop("schema", "contested")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(asked, safe="/"), "")), schema


def guarded(inner: Served) -> Served:
    """Answer `inner` behind a check of the filters in each request; what cannot be read is answered with status 400."""

    async def outer(scope: Scope, receive: Messages, send: Send) -> None:
        if scope["type"] == "http":
            try:
                check_filters(parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True))
            except FilterError as error:
                body = json.dumps({"detail": str(error)}).encode()
                headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
                await send({"type": "http.response.start", "status": 400, "headers": headers})
                await send({"type": "http.response.body", "body": body})
                return
        await inner(scope, receive, send)

    return outer


def check_filters(asked: Mapping[str, list[str]]) -> None:
    """Raise `FilterError` for a filter in a query string that is not of our grammar, or nested too deeply."""
    language = asked.get("filter-lang", ["cql2-text"])[-1]
    for text in asked.get("filter", []):
        if text.count("(") > MAX_BRACKETS:
            raise FilterError(f"the filter has more than {MAX_BRACKETS} brackets; ask a simpler question")
        filter_ = tree_of(parse_json(text) if language == "cql2-json" else parse_text(text))
        if max(depth for _, depth in walk(filter_)) > MAX_DEPTH:
            raise FilterError(f"the filter has more than {MAX_DEPTH} levels; ask a simpler question")


async def _check_role(dsn: str, schema: str) -> None:
    """Raise `AtlasError` when there is no such schema for this role, or it could change something in it."""
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(
            "SELECT c.relname, has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS writes "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = $1 AND c.relkind IN ('r', 'v') AND has_schema_privilege(n.oid, 'USAGE')",
            schema,
        )
    finally:
        await connection.close()
    if not {row["relname"] for row in rows} & set(LAYERS):
        raise AtlasError(f"schema {schema!r} holds no atlas that this role may see; grant it USAGE on the schema")
    if any(row["writes"] for row in rows):
        raise AtlasError(
            f"this role may write in schema {schema!r}; serve with one that only reads: CREATE ROLE reader LOGIN; "
            f"GRANT USAGE ON SCHEMA {schema} TO reader; GRANT SELECT ON {schema}.status_now TO reader"
        )
