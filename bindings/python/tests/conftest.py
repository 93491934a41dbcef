"""What the tests share: the project's folder, the command line, an engine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from chartproof import Engine

ROOT = Path(__file__).parents[3]

Program = Callable[..., bytes]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def program() -> Program:
    """Runs the command line that CHARTPROOF_PROGRAM names."""
    path = os.environ["CHARTPROOF_PROGRAM"]

    def run(*arguments: str, given: bytes = b"") -> bytes:
        # A document that cannot be read makes the exit code 1, and is in the warnings.
        return subprocess.run([path, *arguments], input=given, stdout=subprocess.PIPE).stdout

    return run


def case_folders() -> list[Path]:
    """Folders of cases: the corpus, and those of CHARTPROOF_CASES, which colons separate."""
    more = os.environ.get("CHARTPROOF_CASES", "")
    return [ROOT / "corpus", *(Path(path) for path in more.split(":") if path)]
