# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the log, by schedule."""

from soesmart.kernel.log.actions import integrate, sign_head


def sequence() -> None:
    """Integrate until nothing is pending; batch by batch, so that writers get in between."""
    while integrate():
        pass


def publish_head() -> None:
    sequence()
    sign_head()
