# SPDX-License-Identifier: EUPL-1.2
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
application = get_wsgi_application()

from soesmart.portal.queries import warm  # noqa: E402  (models exist from here on)

# Beside serving: the port must answer at once, the first question soon.
threading.Thread(target=warm, name="warm", daemon=True).start()
