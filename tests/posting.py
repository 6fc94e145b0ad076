"""A browser without JavaScript: what it sends when nothing in a form is touched."""

from django.http import QueryDict


def posted(form) -> QueryDict:
    """Every field of the form as it was drawn."""
    data = QueryDict(mutable=True)

    def put(bound):
        value = bound.value()
        if value is None:
            return
        if isinstance(value, list):
            data.setlist(bound.html_name, [str(one) for one in value])
        else:
            shown = bound.field.widget.format_value(value)
            shown = shown[0] if isinstance(shown, list) else shown
            if shown not in (None, ""):
                data[bound.html_name] = str(shown)
            else:
                data[bound.html_name] = ""

    for section in form.sections:
        for bound in section.fields:
            put(bound)
        for formset in section.formsets:
            for row in [formset.management_form, *formset]:
                for bound in row:
                    put(bound)
    return data
