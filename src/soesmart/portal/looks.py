# SPDX-License-Identifier: EUPL-1.2
"""How Django's forms are drawn: KERN's fields, errors at the field and on top."""

from typing import Any

from django.forms import BoundField, Widget
from django.forms.renderers import TemplatesSetting

_CLASSES = {
    "radio": "kern-form-check__radio",
    "checkbox": "kern-form-check__checkbox",
    "hidden": "",
}


class LookingField(BoundField):
    """A field whose widget carries KERN's classes."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        wanted = _CLASSES.get(getattr(shown, "input_type", ""), "kern-form-input__input")
        given = attrs.get("class") or shown.attrs.get("class", "")
        if wanted:
            attrs["class"] = f"{given} {wanted}".strip()
        return attrs

    @property
    def is_single_check(self) -> bool:
        """A lone checkbox has its label behind it."""
        return self.widget_type == "checkbox"


class Renderer(TemplatesSetting):
    form_template_name = "portal/form/form.html"
    field_template_name = "portal/form/field.html"
    bound_field_class = LookingField
