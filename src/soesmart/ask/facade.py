# SPDX-License-Identifier: EUPL-1.2
"""Questions, problems and ideas, for the other rooms."""

from soesmart.ask.actions.adding_photos import add_photo
from soesmart.ask.actions.answering import answer
from soesmart.ask.actions.appealing import appeal, decide_appeal
from soesmart.ask.actions.blurring import blur_photo
from soesmart.ask.actions.claiming import claim
from soesmart.ask.actions.commenting import comment
from soesmart.ask.actions.deciding import undo
from soesmart.ask.actions.following import follow_by_account, follow_by_mail, unfollow
from soesmart.ask.actions.merging import merge, separate
from soesmart.ask.actions.moderating import approve, hide, redact, restore
from soesmart.ask.actions.moving import assign, confirm_done, move, reopen
from soesmart.ask.actions.reporting import decide, report
from soesmart.ask.actions.submitting import submit, submitted_before
from soesmart.ask.actions.supporting import support, unsupport
from soesmart.ask.actions.withdrawing import leave_nameless, withdraw, withdraw_comment, withdraw_photo
from soesmart.ask.holding import personal_in, seal_of
from soesmart.ask.queries.answers import answer_box
from soesmart.ask.queries.appeals import appeals, decisions_about, parts_of
from soesmart.ask.queries.categories import categories, categories_changed_at, category_counts
from soesmart.ask.queries.council import council_cards
from soesmart.ask.queries.details import by_id, by_slug, mine, my_comment, my_notice, photo_file
from soesmart.ask.queries.feeds import feed
from soesmart.ask.queries.follows import followed, follows_of
from soesmart.ask.queries.georeport import reports
from soesmart.ask.queries.lists import counts, departments, open_rows, questions, rows_by_id
from soesmart.ask.queries.moderation import case, notices, open_appeals, waiting
from soesmart.ask.queries.moderation_figures import figures_of as moderation_figures
from soesmart.ask.queries.moderation_figures import years as moderation_years
from soesmart.ask.queries.open_data import open_rows_of
from soesmart.ask.queries.outcomes import outcome_rows
from soesmart.ask.queries.placed import place_counts
from soesmart.ask.queries.promises import reply_clock, reply_promises
from soesmart.ask.queries.routing import route_suggestion, route_weeks
from soesmart.ask.queries.search import search
from soesmart.ask.queries.similar import similar
from soesmart.ask.rules import next_states

__all__ = (
    "add_photo",
    "answer",
    "answer_box",
    "appeal",
    "appeals",
    "approve",
    "assign",
    "blur_photo",
    "by_id",
    "by_slug",
    "case",
    "categories",
    "categories_changed_at",
    "category_counts",
    "claim",
    "comment",
    "confirm_done",
    "council_cards",
    "counts",
    "decide",
    "decide_appeal",
    "decisions_about",
    "departments",
    "feed",
    "follow_by_account",
    "follow_by_mail",
    "followed",
    "follows_of",
    "hide",
    "leave_nameless",
    "merge",
    "mine",
    "moderation_figures",
    "moderation_years",
    "move",
    "my_comment",
    "my_notice",
    "next_states",
    "notices",
    "open_appeals",
    "open_rows",
    "open_rows_of",
    "outcome_rows",
    "parts_of",
    "personal_in",
    "photo_file",
    "place_counts",
    "questions",
    "redact",
    "reopen",
    "reply_clock",
    "reply_promises",
    "report",
    "reports",
    "restore",
    "route_suggestion",
    "route_weeks",
    "rows_by_id",
    "seal_of",
    "search",
    "separate",
    "similar",
    "submit",
    "submitted_before",
    "support",
    "undo",
    "unfollow",
    "unsupport",
    "waiting",
    "withdraw",
    "withdraw_comment",
    "withdraw_photo",
)
