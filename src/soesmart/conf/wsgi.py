# SPDX-License-Identifier: EUPL-1.2
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
application = get_wsgi_application()


def _warm() -> None:
    """Beside serving: the port must answer at once, the first question soon."""
    from soesmart.portal.queries import warm

    threading.Thread(target=warm, name="warm", daemon=True).start()


# Only in the processes that serve: a thread does not survive the fork, the locks it holds do.
os.register_at_fork(after_in_child=_warm)
