# SPDX-License-Identifier: EUPL-1.2
import pytest


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Read where it is used: everywhere else it would take every process a second."""
    plugins = collector.config.pluginmanager
    if collector.nodeid.endswith("test_any_input.py") and not plugins.has_plugin("schemathesis"):
        from schemathesis.pytest import plugin

        plugins.register(plugin, "schemathesis")
