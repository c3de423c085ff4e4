"""What the web tests share: an application, its client, and a real server process."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

sys.path.insert(0, str(Path(__file__).parents[2]))  # `tests.web.serving`, however pytest is started

from optviz.web import create_app
from optviz.web.index import OptvizDash
from optviz.web.settings import Settings
from tests.web.serving import HEAVY, SMALL, Server, serving


@pytest.fixture(scope="session")
def app() -> OptvizDash:
    return create_app(Settings())


@pytest.fixture
def client(app: OptvizDash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two workers that have compiled what the tests ask for, however slow the machine is."""
    with serving(tmp_path_factory.mktemp("server"), OPTVIZ_WARM="0") as running:
        for _ in range(6):  # whichever worker answers
            for path in (SMALL, HEAVY):
                assert running.get(path, timeout=300).status == 200
        yield running


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start further servers with an environment of their own; all are ended with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda **environment: stack.enter_context(serving(tmp_path, **environment))
