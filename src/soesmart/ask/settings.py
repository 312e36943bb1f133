# SPDX-License-Identifier: EUPL-1.2
"""What a town can set in this room."""

from soesmart.kernel.settings import Setting

SETTINGS = (
    Setting(
        "ask.office", "text", "Smart-City-Team", "In whose name the town answers where no department does."
    ),
    Setting(
        "ask.reply_days.question", "number", 10, "Reply promise for questions, in working days.", least=1
    ),
    Setting("ask.reply_days.problem", "number", 10, "Reply promise for problems, in working days.", least=1),
    Setting("ask.reply_days.idea", "number", 10, "Reply promise for ideas, in working days.", least=1),
    Setting("ask.pre_moderation", "yes/no", False, "Every text waits until a moderator has seen it."),
    Setting(
        "ask.hold_back_words",
        "list",
        [],
        "Texts with one of these words wait for a moderator. Case, umlauts and endings do not matter; "
        '"wort*" meets whatever begins so, "*wort" whatever ends so.',
    ),
    Setting(
        "ask.redaction_days",
        "number",
        30,
        "So many days blacked-out words are kept for their author (appeal, export); then they are deleted.",
    ),
    Setting("ask.appeal_days", "number", 10, "Appeals are decided within so many working days.", least=1),
    Setting("ask.max_links", "number", 2, "Texts with more links wait for a moderator."),
    Setting("ask.photo_max_megabytes", "number", 10, "Largest photo that people can send.", least=1),
    Setting(
        "open_data.licence",
        "text",
        "",
        "Licence of downloaded lists, as an address or a name; empty says that the town has fixed none.",
    ),
    Setting(
        "open311.jurisdiction",
        "text",
        "",
        "The jurisdiction_id of this town for Open311, usually its web address; empty takes any.",
    ),
    Setting(
        "ask.similar_method",
        "text",
        "trigram",
        "How similar texts are found: `trigram` by words and letters, `meaning` also by a language model on "
        "this machine (optional package, see the how-to on similar texts).",
    ),
    Setting("ask.similar_days", "number", 90, "Two problems told within so many days may be one."),
    Setting("ask.photo_max_megapixels", "number", 40, "Most million pixels of a photo.", least=1),
)
