"""Fixtures that several rooms' tests share; each costly thing is made once a session."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def reader():
    """The English extractor with its model loaded (two seconds, so once)."""
    from diplograph.extract.english import EnglishExtractor

    return EnglishExtractor()


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files and README's output"
    )


@pytest.fixture(scope="session")
def press_store(tmp_path_factory):
    """A store of tests/queries/press.trig: two invented articles with their texts, and a reference graph."""
    from queries.make_press import fill_store

    return fill_store(tmp_path_factory.mktemp("press") / "store")


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """A store of data/samples, read once by this process, and what the ingest said; nobody changes it."""
    from diplograph.pipeline import Options, ingest
    from diplograph.resources import resource_path

    store = tmp_path_factory.mktemp("samples") / "store"
    return store, ingest([str(resource_path("data", "samples"))], store, Options(jobs=1))
