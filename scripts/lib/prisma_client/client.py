"""In place of the client that `prisma generate` writes: as many of its calls as LiteLLM's keys need, by psycopg.

Prisma's own engine is a program that is downloaded from its makers, and no package of PyPI. `scripts/trials litellm` lays
the files of this folder into the `prisma` package of its virtual environment.
"""
from __future__ import annotations

import asyncio
import decimal
import json
import os
from datetime import datetime

import psycopg
from psycopg import AsyncRawCursor
from psycopg.rows import dict_row

from . import errors
from .fields import Base64, Json
from .table import Table, aware

__all__ = ("Prisma", "Client", "TransactionManager", "Json", "Base64", "Batch")


def raw_value(value):
    if isinstance(value, datetime):
        return aware(value).isoformat()
    return float(value) if isinstance(value, decimal.Decimal) else value


class Shared:
    def __init__(self, url):
        self.url, self.free, self.columns, self.unique = url, asyncio.Queue(), {}, {}

    async def open(self):
        for _ in range(6):
            self.free.put_nowait(await self.one())
        connection = await self.free.get()
        cursor = await connection.execute(
            "SELECT table_name t, column_name c, udt_name u, is_nullable n, column_default d FROM information_schema.columns WHERE table_schema='public'")
        for row in await cursor.fetchall():
            self.columns.setdefault(row["t"], {})[row["c"]] = row
        self.free.put_nowait(connection)

    async def one(self):
        connection = await psycopg.AsyncConnection.connect(
            self.url, autocommit=True, row_factory=dict_row, cursor_factory=AsyncRawCursor, options="-c timezone=UTC")
        connection.prepare_threshold = None
        return connection


class BatchTable:
    def __init__(self, batch, table):
        self.batch, self.table = batch, table

    def __getattr__(self, name):
        def later(*a, **k):
            self.batch.steps.append((self.table.name, name, a, k))
        return later


class Batch:
    def __init__(self, client):
        self.client, self.steps = client, []

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return BatchTable(self, getattr(self.client, name))

    def execute_raw(self, sql, *args):
        self.steps.append((None, "execute_raw", (sql, *args), {}))

    async def commit(self):
        async with self.client.tx() as tx:
            for table, method, a, k in self.steps:
                await getattr(Table(tx, table) if table else tx, method)(*a, **k)
        self.steps = []

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, *rest):
        if kind is None:
            await self.commit()


class TransactionManager:
    def __init__(self, client, **options):
        self.client = client

    async def __aenter__(self):
        self.connection = await self.client.shared.free.get()
        self.transaction = self.connection.transaction()
        await self.transaction.__aenter__()
        return Prisma(_shared=self.client.shared, _connection=self.connection)

    start = __aenter__

    async def commit(self):
        await self.__aexit__(None, None, None)

    async def rollback(self):
        await self.__aexit__(RuntimeError, RuntimeError("rollback"), None)

    async def __aexit__(self, *rest):
        try:
            return await self.transaction.__aexit__(*rest)
        finally:
            self.client.shared.free.put_nowait(self.connection)


class Prisma:
    def __init__(self, *, http=None, datasource=None, _shared=None, _connection=None, **rest):
        self.shared, self.connection = _shared, _connection

    @property
    def _engine(self):
        raise AttributeError("_engine")

    async def connect(self, timeout=None):
        if self.shared is None:
            shared = Shared(os.environ["DATABASE_URL"])
            await shared.open()
            self.shared = shared

    async def disconnect(self, timeout=None):
        self.shared = None

    def is_connected(self):
        return self.shared is not None

    async def run(self, sql, values):
        if self.shared is None:
            raise errors.ClientNotConnectedError()
        connection = self.connection or await self.shared.free.get()
        try:
            cursor = await connection.execute(sql, values or None)
            return await cursor.fetchall() if cursor.description else []
        except psycopg.errors.UniqueViolation as error:
            raise errors.UniqueViolationError({"user_facing_error": {"message": str(error), "meta": {}}}) from error
        except psycopg.Error as error:
            print("SQL", error, sql[:300], flush=True)
            raise
        finally:
            if self.connection is None:
                self.shared.free.put_nowait(connection)

    async def query_raw(self, query, *args, model=None):
        rows = await self.run(query, [json.dumps(a) if isinstance(a, dict) else a.data if isinstance(a, Json) else a for a in args])
        return [{k: raw_value(v) for k, v in row.items()} for row in rows]

    async def query_first(self, query, *args, model=None):
        rows = await self.query_raw(query, *args)
        return rows[0] if rows else None

    async def execute_raw(self, query, *args):
        connection = self.connection or await self.shared.free.get()
        try:
            cursor = await connection.execute(query, list(args) or None)
            return max(cursor.rowcount, 0)
        except psycopg.Error as error:
            print("SQL", error, query[:300], flush=True)
            raise
        finally:
            if self.connection is None:
                self.shared.free.put_nowait(connection)

    def tx(self, **options):
        return TransactionManager(self)

    def batch_(self):
        return Batch(self)

    def __getattr__(self, name):
        shared = self.__dict__.get("shared")
        for known in (shared.columns if shared else ()):
            if known.lower() == name.lower():
                return Table(self, known)
        if name.startswith("litellm_"):
            raise errors.ClientNotConnectedError()
        raise AttributeError(name)


Client = Prisma
