"""A table's calls (`find_many`, `create`, `upsert`, …) as SQL. What is asked of a relation is not known here and is an error."""

import json
import uuid
from datetime import datetime, timezone

from .fields import Json
from .models import row_class

OPS = {"equals": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def aware(value):
    return value.replace(tzinfo=timezone.utc) if isinstance(value, datetime) and value.tzinfo is None else value


class Table:
    def __init__(self, client, name):
        self.client, self.name = client, name

    @property
    def columns(self):
        return self.client.shared.columns[self.name]

    def encode(self, column, value):
        kind = self.columns[column]["u"]
        if isinstance(value, Json):
            value = value.data
            return json.dumps(value, default=str)
        if kind in ("json", "jsonb") and value is not None and not isinstance(value, str):
            return json.dumps(value, default=str)
        if isinstance(value, dict) and "set" in value:
            return value["set"]
        return value

    def where(self, where, values):
        parts = []
        for key, value in (where or {}).items():
            if key in ("AND", "OR", "NOT"):
                items = value if isinstance(value, list) else [value]
                inner = [f"({self.where(item, values)})" for item in items]
                joined = (" OR " if key == "OR" else " AND ").join(inner) or "TRUE"
                parts.append(f"NOT ({joined})" if key == "NOT" else f"({joined})")
            elif key not in self.columns and isinstance(value, dict) and value and all(k in self.columns for k in value):
                parts.append(self.where(value, values))
            elif key not in self.columns:
                raise NotImplementedError(f"where {self.name}.{key} {value}")
            else:
                parts.append(self.condition(key, value, values))
        return " AND ".join(parts) or "TRUE"

    def condition(self, key, value, values):
        def bind(x):
            values.append(self.encode(key, x) if not isinstance(x, list) else x)
            return f"${len(values)}"
        column = f'"{key}"'
        if value is None:
            return f"{column} IS NULL"
        if isinstance(value, Json) or not isinstance(value, dict):
            return f"{column} = {bind(value)}"
        parts = []
        for op, x in value.items():
            if op == "mode":
                continue
            if op in ("equals", "not") and x is None:
                parts.append(f"{column} IS {'NOT ' if op == 'not' else ''}NULL")
            elif op == "not" and isinstance(x, dict):
                parts.append(f"NOT ({self.condition(key, x, values)})")
            elif op == "not":
                parts.append(f"{column} <> {bind(x)}")
            elif op in OPS:
                parts.append(f"{column} {OPS[op]} {bind(x)}")
            elif op in ("in", "in_", "notIn", "not_in"):
                known = [y for y in x]
                if not known:
                    parts.append("FALSE" if op.startswith("in") else "TRUE")
                else:
                    inside = ", ".join(bind(y) for y in known)
                    parts.append(f"{column} {'IN' if op.startswith('in') else 'NOT IN'} ({inside})")
            elif op == "has":
                parts.append(f"{bind(x)} = ANY({column})")
            elif op in ("contains", "startswith", "startsWith", "endswith"):
                text = {"contains": f"%{x}%"}.get(op, f"{x}%" if op.lower() == "startswith" else f"%{x}")
                parts.append(f"{column} ILIKE {bind(text)}")
            elif op == "is_not" or op == "is":
                raise NotImplementedError(op)
            else:
                raise NotImplementedError(f"{self.name}.{key} {op}")
        return " AND ".join(parts) or "TRUE"

    def row(self, found):
        return row_class(self.name).model_construct(**{k: aware(v) for k, v in found.items()}) if found else None

    async def find_many(self, take=None, skip=None, where=None, cursor=None, include=None, order=None, distinct=None):
        values = []
        sql = f'SELECT * FROM "{self.name}" WHERE {self.where(where, values)}'
        orders = order if isinstance(order, list) else [order] if order else []
        named = [(k, v) for o in orders for k, v in o.items() if k in self.columns]
        if named:
            sql += " ORDER BY " + ", ".join(f'"{k}" {"DESC" if str(v).lower() == "desc" else "ASC"}' for k, v in named)
        if take is not None:
            sql += f" LIMIT {int(take)}"
        if skip:
            sql += f" OFFSET {int(skip)}"
        return [self.row(found) for found in await self.client.run(sql, values)]

    async def find_first(self, skip=None, where=None, cursor=None, include=None, order=None, distinct=None):
        found = await self.find_many(take=1, skip=skip, where=where, order=order)
        return found[0] if found else None

    async def find_unique(self, where, include=None):
        return await self.find_first(where=where)

    async def find_unique_or_raise(self, where, include=None):
        return await self.find_first(where=where)

    async def count(self, select=None, take=None, skip=None, where=None, cursor=None):
        values = []
        return (await self.client.run(f'SELECT count(*) n FROM "{self.name}" WHERE {self.where(where, values)}', values))[0]["n"]

    async def group_by(self, *a, **k):
        return []

    def insert(self, data, values, ignore=False):
        data = dict(data)
        for relation in [k for k in data if k not in self.columns]:
            raise NotImplementedError(f"create {self.name}.{relation}")
        for name, column in self.columns.items():
            if data.get(name) is None and column["n"] == "NO" and column["d"] is None:
                if column["u"] == "text" and name not in data:
                    data[name] = str(uuid.uuid4())
                elif column["u"].startswith("timestamp"):
                    data[name] = datetime.now(timezone.utc)
                elif column["u"].startswith("_"):
                    data[name] = []
        data = {k: v for k, v in data.items() if v is not None or self.columns[k]["d"] is None}
        names, places = [], []
        for name, value in data.items():
            values.append(self.encode(name, value))
            names.append(f'"{name}"')
            places.append(f"${len(values)}")
        body = f'({", ".join(names)}) VALUES ({", ".join(places)})' if names else "DEFAULT VALUES"
        return f'INSERT INTO "{self.name}" {body}' + (" ON CONFLICT DO NOTHING" if ignore else "")

    def assignments(self, data, values):
        parts = []
        for name, value in data.items():
            if name not in self.columns:
                raise NotImplementedError(f"update {self.name}.{name} {value}")
            column = f'"{name}"'
            if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in ("increment", "decrement") and self.columns[name]["u"] not in ("json", "jsonb"):
                op, x = next(iter(value.items()))
                values.append(x)
                parts.append(f"{column} = {column} {'+' if op == 'increment' else '-'} ${len(values)}")
            else:
                values.append(self.encode(name, value))
                parts.append(f"{column} = ${len(values)}")
        if "updated_at" in self.columns and "updated_at" not in data:
            parts.append('"updated_at" = now()')
        return ", ".join(parts)

    async def create(self, data, include=None):
        values = []
        return self.row((await self.client.run(self.insert(data, values) + " RETURNING *", values))[0])

    async def create_many(self, data, skip_duplicates=None):
        count = 0
        for item in data:
            values = []
            count += len(await self.client.run(self.insert(item, values, skip_duplicates) + " RETURNING 1 one", values))
        return count

    async def update_many(self, data, where=None):
        values = []
        sets = self.assignments(data, values)
        return len(await self.client.run(f'UPDATE "{self.name}" SET {sets} WHERE {self.where(where, values)} RETURNING 1 one', values))

    async def update(self, data, where, include=None):
        values = []
        sets = self.assignments(data, values)
        found = await self.client.run(f'UPDATE "{self.name}" SET {sets} WHERE {self.where(where, values)} RETURNING *', values)
        return self.row(found[0]) if found else None

    async def upsert(self, where, data, include=None):
        if await self.find_first(where=where):
            return await self.update(data=data["update"], where=where)
        return await self.create(data=data["create"])

    async def delete_many(self, where=None):
        values = []
        return len(await self.client.run(f'DELETE FROM "{self.name}" WHERE {self.where(where, values)} RETURNING 1 one', values))

    async def delete(self, where, include=None):
        values = []
        found = await self.client.run(f'DELETE FROM "{self.name}" WHERE {self.where(where, values)} RETURNING *', values)
        return self.row(found[0]) if found else None
