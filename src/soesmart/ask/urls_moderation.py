# SPDX-License-Identifier: EUPL-1.2
"""Pages of the moderation; in `urls` they stand before the addresses of single questions."""

from django.urls import path

from soesmart.ask.views import appeals, blurring, deciding, moderation_figures

patterns = [
    path("fragen/moderation/", moderation_figures.figures, name="moderation-figures"),
    path("team/pruefen/", deciding.desk, name="desk"),
    path("team/pruefen/entscheiden/", deciding.decide, name="desk-decide"),
    path("team/pruefen/zurueck/", deciding.undo, name="desk-undo"),
    path("team/pruefen/widersprueche/", appeals.queue, name="appeals"),
    path("team/pruefen/widersprueche/<uuid:key>/", appeals.decide, name="appeal"),
    path("team/pruefen/foto/<uuid:key>/unkenntlich/", blurring.blur, name="blur"),
    path("team/pruefen/foto/<uuid:key>/raster/", blurring.raster, name="raster"),
    path("team/pruefen/<slug:target>/<uuid:key>/", deciding.one, name="desk-one"),
]
