"""Types of arguments, which matter only where types are checked."""

from typing import TypedDict


class DatasourceOverride(TypedDict, total=False):
    url: str


class HttpConfig(TypedDict, total=False):
    timeout: object


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return dict
