# SPDX-License-Identifier: EUPL-1.2
"""Which fields of the models are about a person, and which are not."""

from collections.abc import Mapping


def _fields(by_model: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{model}.{name}" for model, names in by_model.items() for name in names.split())


_PERSONAL = {
    "Contribution": "participant title text folded lat lon short author_label form_token source",
    "Comment": "participant text author_label form_token",
    "Support": "supporter",
    "Photo": "name description",
    "Notice": "participant text form_token",
    "Follow": "public_id participant filters address title language contribution",
    "Event": "reason",
    "Appeal": "participant text",
    "Redaction": "participant words",
    "Gram": "gram",
    "Vector": "data",
}
_IMPERSONAL = {
    "Department": "id slug name",
    "Category": "id slug version name description department kind position active",
    "Contribution": (
        "id public_id version kind state state_since waits language near place place_name "
        "department category asked_at due_at confirmed_at merged_into continued_at origin_id as_of"
    ),
    "Source": "id slug name url as_of",
    "Origin": "id contribution source state category run",
    "CouncilPaper": "id key title kind day url folded as_of",
    "Layout": "id name plan",
    "ImportRun": ("id public_id source plan options stage done total stop indexed started_at finished_at"),
    "Event": "id contribution at before state by",
    "ReplyClock": "id contribution started_at due_at stopped_at counts",
    "Answer": "id public_id version contribution at text role language source state hidden_reason form_token",
    "Comment": "id public_id version contribution at language state waits hidden_reason",
    "Support": "id public_id contribution verified at via",
    "Photo": "id public_id version contribution width height state at",
    "Notice": "id public_id contribution target target_id at reason decided_at decision",
    "Follow": "id alone since told_until",
    "OnThread": "id contribution link kind target at public",
    "Gram": "id contribution",
    "Vector": "id contribution model",
    "Routed": "id contribution suggested chosen at",
    "Claim": "id target target_id at",
    "Decision": "id public_id contribution target target_id at what ground reason found_by before undone_at",
    "Appeal": "id public_id decision at due_at decided_at upheld same_person answer",
    "Redaction": "id public_id contribution decision target target_id kind at forget_at",
}
_OF_THE_IMPORT = {"ImportRun": "file file_name report", "Origin": "key url digest"}

PERSONAL = _fields(_PERSONAL)
IMPERSONAL = _fields(_IMPERSONAL)
PERSONAL_OTHERWISE = {
    **dict.fromkeys(_fields(_OF_THE_IMPORT), "the contribution it belongs to, or ask.imports.runs.forget()"),
    **dict.fromkeys(
        ("Claim.moderator", "Decision.moderator", "Appeal.moderator"),
        "accounts.actions.leaving.delete_account(): set to nobody with the account",
    ),
}
