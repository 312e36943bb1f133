# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from soesmart.portal import views

urlpatterns = [path("", views.home, name="home")]
