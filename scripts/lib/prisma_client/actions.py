"""The classes of the tables' calls: all are one."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from .client import Table
    return Table
