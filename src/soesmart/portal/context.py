# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from soesmart.kernel import registry


def house(request: HttpRequest) -> dict[str, Any]:
    """What every page shows: the town, the doors, the language."""
    return {"town": settings.SOESMART, "doors": registry.doors()}
