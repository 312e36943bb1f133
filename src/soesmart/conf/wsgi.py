# SPDX-License-Identifier: EUPL-1.2
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
application = get_wsgi_application()


_FIRST_PAGE_SECONDS = 1.0


def _warm() -> None:
    """Beside serving: the port must answer at once, the first question soon; together both would be late."""
    from soesmart.portal.queries import warm

    later = threading.Timer(_FIRST_PAGE_SECONDS, warm)
    later.name, later.daemon = "warm", True
    later.start()


# Only in the processes that serve: a thread does not survive the fork, the locks it holds do.
os.register_at_fork(after_in_child=_warm)
