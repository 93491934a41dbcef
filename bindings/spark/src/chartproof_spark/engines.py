"""The engine of a process."""

from __future__ import annotations

import functools
from typing import NamedTuple

from chartproof import Engine, version


class Knowledge(NamedTuple):
    """Where lexicon and policy come from: files that every executor has under these paths."""

    lexicons: str | None = None
    policy: str | None = None


def system() -> str:
    """Name and version of the program, which every row records."""
    return f"chartproof {version()}"


@functools.lru_cache(maxsize=4)
def engine(knowledge: Knowledge) -> Engine:
    """The engine of this process, made when it is first asked for."""
    return Engine(lexicons=knowledge.lexicons, policy=knowledge.policy)
