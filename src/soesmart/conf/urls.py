# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.urls import include, path

from soesmart.conf import api_page
from soesmart.conf.api import api

urlpatterns = [path("api/v1/", api.urls), path("api/", api_page.page, name="api-page")]
urlpatterns += [path("", include(room.urls())) for room in settings.SOESMART_ROOMS if room.urls]

handler400 = "soesmart.portal.errors.bad_request"
handler403 = "soesmart.portal.errors.forbidden"
handler404 = "soesmart.portal.errors.not_found"
handler500 = "soesmart.portal.errors.server_error"
