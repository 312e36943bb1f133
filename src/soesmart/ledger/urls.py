# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

_patterns: list = []
urlpatterns = [path("", include((_patterns, "ledger")))]
