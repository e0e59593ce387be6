"""Rows: any members, and None for one that is not there (a relation that was not loaded)."""

from pydantic import BaseModel, ConfigDict

_known = {}


class Row(BaseModel):
    model_config = ConfigDict(extra="allow", from_attributes=True)

    def __getattr__(self, name):
        if name.startswith("_") or name in ("get",):
            return super().__getattr__(name)
        try:
            return super().__getattr__(name)
        except AttributeError:
            return None


def row_class(name):
    if name not in _known:
        _known[name] = type(name, (Row,), {"__module__": __name__})
    return _known[name]


def __getattr__(name):
    if name.startswith("LiteLLM_"):
        return row_class(name)
    raise AttributeError(name)
