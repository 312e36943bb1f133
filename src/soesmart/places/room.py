# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import Algorithm, LogKind, Room
from soesmart.kernel.settings import Setting

_FIELDS = (
    "id public_id slug name kind lat lon coordinate_quality people people_year aliases belongs_to not_meant "
    "also_words source version changed_at"
)

ROOM = Room(
    name="places",
    app="soesmart.places",
    settings=(
        Setting(
            "places.results_threshold",
            "number",
            50,
            "Results are shown for one place alone only if at least this many people live there.",
        ),
        Setting("places.most", "number", 10_000, "Most places a gazetteer file may hold."),
    ),
    log_kinds=(LogKind("places.place", "A place of the gazetteer was entered or changed."),),
    algorithms=(
        Algorithm(
            "places.recognise",
            "Finds places in what people type, misspelt names too.",
            "Only names typed exactly as in the list are found.",
        ),
    ),
    impersonal_fields=tuple(f"Place.{name}" for name in _FIELDS.split()),
)
