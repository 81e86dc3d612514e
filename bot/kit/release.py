"""Which release of Revisor this is."""

from functools import cache
from importlib.metadata import version


@cache
def release() -> str:
    """Its number, as it was installed."""
    return version("revisor")
