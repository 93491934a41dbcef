"""A session of two cores whose tasks may fail a few times, as those of a cluster may."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

ROOT = Path(__file__).parents[3]

Program = Callable[..., bytes]

os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    session = (
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="session")
def program() -> Program:
    """Runs the command line that CHARTPROOF_PROGRAM names."""
    path = os.environ["CHARTPROOF_PROGRAM"]

    def run(*arguments: str, given: bytes = b"") -> bytes:
        return subprocess.run([path, *arguments], input=given, stdout=subprocess.PIPE).stdout

    return run
