# SPDX-License-Identifier: EUPL-1.2
"""The settings of the house itself; rooms bring their own."""

from soesmart.kernel.settings import Setting

HOUSE: tuple[Setting, ...] = (
    Setting("product_name", "text", "soesmart", "Name of the product as shown on its pages."),
    Setting("town.name", "text", "Musterstadt", "Name of the town."),
    Setting(
        "town.ags",
        "text",
        "00000000",
        "Official municipality key (AGS), eight digits; part of every global id.",
    ),
    Setting(
        "town.state", "text", "NW", "State, two letters as in ISO 3166-2:DE; decides the public holidays."
    ),
    Setting(
        "town.time_zone", "text", "Europe/Berlin", "Time zone in which times are shown and deadlines end."
    ),
    Setting("town.tagline", "text", "", "One sentence under the town's name on the home page."),
    Setting("town.phone", "text", "", "Telephone number for people who prefer to call."),
    Setting("town.email", "text", "", "Public mail address of the team."),
    Setting("town.address", "text", "", "Postal address for questions on paper."),
    Setting("town.imprint", "text", "", "Address of the imprint page."),
    Setting("town.example", "yes/no", False, "Everything in this town is example data (sandbox)."),
    Setting(
        "languages",
        "list",
        ["de", "de-simple", "en", "uk", "ar", "tr"],
        "Languages of the pages; the first is the default.",
    ),
    Setting("theme", "table", {}, "Colour tokens of the town's theme."),
    Setting("hosts", "list", ["localhost", "127.0.0.1", "[::1]"], "Host names the server answers to."),
    Setting(
        "public_url", "text", "", "Address under which residents reach the town, for mails and printed codes."
    ),
    Setting(
        "https",
        "yes/no",
        False,
        "Cookies only over HTTPS, and HSTS. Switch on wherever there is a certificate.",
    ),
    Setting(
        "database_url", "text", "", "postgresql://… ; empty means SQLite in the data folder.", secret=True
    ),
    Setting(
        "mail_url",
        "text",
        "",
        "smtp://user:password@host:587 ; empty writes mails into the data folder.",
        secret=True,
    ),
    Setting("mail_from", "text", "soesmart@localhost", "Sender of mails."),
    Setting("algorithms_off", "list", [], "Ids of algorithms that are switched off."),
    Setting("extra_rooms", "list", [], "Python modules of further rooms, each with a ROOM."),
    Setting(
        "executor", "text", "processes", "Where heavy work runs: processes, threads, or dask://host:port."
    ),
    Setting("workers", "number", 2, "Processes of the web server.", least=1),
    Setting("body.kilobytes", "number", 200, "Largest request without files.", least=1),
    Setting("upload.megabytes", "number", 12, "Largest request with files, as a photo of a phone.", least=1),
    Setting("debug", "yes/no", False, "Detailed error pages. Never in public."),
)
