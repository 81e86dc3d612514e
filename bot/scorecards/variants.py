"""A scorecard that says only what differs from another: plain data merged into plain data, before it is checked."""

from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]
OWN = ("applies_to", "order")  # never inherited: they say when a scorecard counts


def merged(base: Raw, variant: Raw) -> dict[str, Any]:
    """The base with what the variant says instead.

    A list of things with ids (areas, questions, knock-outs) is changed by a mapping from ids to what differs:
    null leaves one out, and an unknown id is added behind the rest.
    """
    kept = {key: value for key, value in base.items() if key not in OWN or key in variant}
    return {**kept, **{key: _changed(base.get(key), value) for key, value in variant.items()}}


def _changed(before: Any, now: Any) -> Any:
    if isinstance(now, Mapping) and isinstance(before, Mapping):
        return {**before, **{key: _changed(before.get(key), value) for key, value in now.items()}}
    if isinstance(now, Mapping) and _has_ids(before):
        return _listed(before, now)
    return now


def _has_ids(before: Any) -> bool:
    return isinstance(before, list) and all(isinstance(one, Mapping) and "id" in one for one in before)


def _listed(before: list[Raw], now: Raw) -> list[Any]:
    known = {str(one["id"]) for one in before}
    changed = [_changed(one, now[str(one["id"])]) if str(one["id"]) in now else one for one in before]
    added = [
        {"id": id_, **value} if isinstance(value, Mapping) else value
        for id_, value in now.items()
        if str(id_) not in known
    ]
    return [one for one in [*changed, *added] if one is not None]
