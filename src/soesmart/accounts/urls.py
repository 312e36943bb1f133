# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.accounts import team_views, views

urlpatterns = [
    path("", include("soesmart.accounts.login_urls")),
    path("kontakt/<str:token>/", views.contact, name="contact"),
    path("mein/", views.mine, name="mine"),
    path("mein/code/", views.claim, name="claim"),
    path("mein/angaben/", views.details, name="details"),
    path("mein/daten.json", views.my_data, name="my_data"),
    path("mein/loeschen/", views.leave, name="leave"),
    path("anmelden/link/<str:token>/", views.one_time_link, name="one_time_link"),
    path("team/menschen/", team_views.people, name="people"),
    path("team/menschen/einladen/", team_views.invite, name="invite"),
    path("team/menschen/rollen/<int:grant_id>/entziehen/", team_views.revoke, name="revoke"),
]
