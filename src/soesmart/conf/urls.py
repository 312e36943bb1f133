# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.urls import include, path

from soesmart.conf.api import api

urlpatterns = [path("api/v1/", api.urls)]
urlpatterns += [path("", include(room.urls())) for room in settings.SOESMART_ROOMS if room.urls]
