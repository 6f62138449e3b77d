"""What all tests share: the flag that writes golden files anew, and how property tests run."""

import os

import pytest
from hypothesis import HealthCheck, settings

# No deadline: a busy machine is no fault of the program. In CI the same examples every time, so that a run that
# failed fails again.
settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    print_blob=True,
)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew from what is drawn")
