# SPDX-License-Identifier: EUPL-1.2
from django import template
from django.forms import BoundField, CheckboxInput, Select
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def styled(field: BoundField) -> SafeString:
    """The field's input with the classes of the design system, tied to its hint and error."""
    widget = field.field.widget
    name = "kern-form-check__checkbox" if isinstance(widget, CheckboxInput) else "kern-form-input__input"
    if isinstance(widget, Select) and widget.input_type == "radio":
        name = "kern-form-check__radio"
    elif isinstance(widget, Select):
        name = "kern-form-input__select"
    tied = [
        f"{field.auto_id}-{part}"
        for part, there in (("hint", field.help_text), ("error", field.errors))
        if there and field.auto_id
    ]
    extra: dict[str, str | bool] = {"class": name, "placeholder": False} | (
        {"aria-describedby": " ".join(tied)} if tied else {}
    )
    if field.errors:
        extra["aria-invalid"] = "true"
    return field.as_widget(attrs=extra)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)
