# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from soesmart.kernel.witness import views

urlpatterns = [
    path("witness/add-checkpoint", views.add_checkpoint, name="witness-add"),
    path("witness/key", views.key, name="witness-key"),
    path("witness/cosigned", views.cosigned, name="witness-cosigned"),
]
