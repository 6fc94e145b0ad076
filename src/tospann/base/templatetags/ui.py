"""The components of the pages, as template tags. `/ui/` shows them all.

Every tag mirrors one component of the design system, or one part of our own. They are
builtins: no template has to load them.
"""

import json
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from django import template
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "icons.json"
NBSP = "\u00a0"


@cache
def icons() -> dict[str, list[tuple[str, str]]]:
    """Shapes by icon name: path data and fill rule. Read once per process."""
    if not ICONS.exists():
        raise ImproperlyConfigured(
            "The icons are not built. Run: npm ci --ignore-scripts && npm run build "
            "(in the folder frontend)"
        )
    return json.loads(ICONS.read_text())


def _shapes(name: str) -> str:
    if name not in icons():
        raise template.TemplateSyntaxError(f"no icon {name!r}; add it to frontend/icons.json")
    return format_html_join("", '<path d="{}" fill-rule="{}"/>', icons()[name])


@register.simple_tag
def icon_shapes(*names: str):
    """Icons that stand many times on a page, said once; `drawn` in the tags below points here.

    Without it a list of a hundred lines carries each outline a hundred times.
    """
    symbols = format_html_join(
        "",
        '<symbol id="ikon-{}" viewBox="0 0 24 24" fill="currentColor">{}</symbol>',
        ((name, _shapes(name)) for name in names),
    )
    return format_html(
        '<svg class="icon-shapes" width="0" height="0" aria-hidden="true" focusable="false">'
        "{}</svg>",
        symbols,
    )


@register.simple_tag
def icon(name: str, label: str = "", *, drawn: bool = False):
    """Draw an icon. Give `label` only when the icon stands without words beside it.

    `drawn` when the page has it from `icon_shapes`; then words always stand beside it.

    Raises `TemplateSyntaxError` for a name that `frontend/icons.json` does not have.
    """
    if drawn:
        return format_html(
            '<svg class="ds-icon" aria-hidden="true"><use href="#ikon-{}"/></svg>', name
        )
    shapes = _shapes(name)
    if label:
        return format_html(
            '<svg class="ds-icon" viewBox="0 0 24 24" fill="currentColor" role="img" '
            'aria-label="{}" focusable="false">{}</svg>',
            label,
            shapes,
        )
    return format_html(
        '<svg class="ds-icon" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" '
        'focusable="false">{}</svg>',
        shapes,
    )


@register.inclusion_tag("ui/tag.html")
def tag(text, color: str = "neutral", icon: str = "", variant: str = "", *, drawn: bool = False):
    """A short word about state. `color`: neutral, info, success, warning, danger."""
    return {"text": text, "color": color, "icon": icon, "variant": variant, "drawn": drawn}


OWNERS = {
    "state": ("stat", "buildings3", _("Stat")),
    "municipality": ("kommune", "house", _("Kommune")),
    "joint": ("felles", "handshake", _("Felles")),
}


@register.inclusion_tag("ui/tag.html")
def owner_tag(kind: str, name="", *, drawn: bool = False):
    """Whose it is: `state`, `municipality` or `joint`; `name` replaces the general word.

    Word, icon and colour say the same, so that no one depends on the colour.
    """
    color, icon, word = OWNERS[kind]
    return {
        "text": name or word,
        "color": color,
        "icon": icon,
        "variant": "",
        "owner": True,
        "drawn": drawn,
    }


@register.inclusion_tag("ui/alert.html")
def alert(text, color: str = "info", title="", role: str = ""):
    """A message in a box. `role`: "status" or "alert" when it appears after an act."""
    return {"text": text, "color": color, "title": title, "role": role}


@register.inclusion_tag("ui/empty.html")
def empty_state(title, text="", icon: str = "folder"):
    """What to say when a list has nothing in it: what it would hold, and how it gets there."""
    return {"title": title, "text": text, "icon": icon}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form):
    """All errors of a form, or of a formset, with links to their fields; nothing when none."""
    if not form.is_bound:
        return {"lines": []}
    if hasattr(form, "forms"):
        lines = [("", "", text) for text in form.non_form_errors()]
        return {"lines": lines + [line for one in form.forms for line in _errors(one)]}
    return {"lines": _errors(form)}


def _errors(form) -> list[tuple[str, str, str]]:
    """Id of the control, its label, the sentence; the errors of the form itself come first."""
    own = [("", "", text) for text in form.non_field_errors()]
    return own + [
        (first_control(bound), bound.label, text) for bound in form for text in bound.errors
    ]


def first_control(bound) -> str:
    """The id a link must go to for the field to take focus."""
    if getattr(bound, "kind", "") == "choices" and bound.options:
        return bound.options[0]["attrs"].get("id", "")
    return bound.id_for_label


@register.simple_tag
def field(bound):
    """A whole form field: label, help, input and errors. The same as `as_field_group`."""
    return bound.as_field_group()


@register.inclusion_tag("ui/save_state.html")
def save_state():
    """The line in which `<auto-save>` says how saving the draft went."""
    return {}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*parts):
    """The way to this page: text, url, text, url, …, and last the text of the page itself."""
    if len(parts) % 2 == 0:
        raise template.TemplateSyntaxError("breadcrumbs: text and url in pairs, then the page")
    trail = list(zip(parts[:-1:2], parts[1::2], strict=True))
    return {"trail": trail, "up": trail[-1] if trail else None, "here": parts[-1]}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context, page, label="", name: str = "side"):
    """Links between the pages of a list; nothing when there is one page.

    `page` is Django's `Page`; other parameters in the address are kept.
    """
    query = context["request"].GET.copy()

    def link(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "label": label or _("Sider"),
        "links": [(n, link(n) if isinstance(n, int) else "") for n in shown],
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


# --- Dates and numbers ------------------------------------------------------------------


def _time_tag(at: date | datetime, machine: str, words: str):
    return format_html(
        '<time datetime="{}">{}</time>', at.strftime(machine), words.replace(" ", NBSP)
    )


def _date_tag(day: date | datetime | None, words: str):
    if not day:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return _time_tag(day, "%Y-%m-%d", date_format(day, words))


@register.simple_tag
def date_long(day):
    """`4. mars 2026`, in Norway when a moment is given; nothing for None."""
    return _date_tag(day, "DATE_FORMAT")


@register.simple_tag
def date_short(day):
    """`04.03.2026`, in Norway when a moment is given; nothing for None."""
    return _date_tag(day, "SHORT_DATE_FORMAT")


@register.simple_tag
def moment(at):
    """`4. mars 2026 kl. 14:02` in Norwegian time, or nothing for None."""
    if not at:
        return ""
    local = timezone.localtime(at)
    day = date_format(local, "DATE_FORMAT")
    words = gettext("%(day)s kl. %(time)s") % {"day": day, "time": f"{local:%H:%M}"}
    return _time_tag(local, "%Y-%m-%dT%H:%M:%S%z", words)


@register.filter
def number(value, decimals: int = 0) -> str:
    """`1 234 567,5` with spaces that do not break; a dash for None, which is not zero."""
    if value is None or value == "":
        return "–"
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)
    written = number_format(exact, decimal_pos=int(decimals), force_grouping=True)
    return written.replace("-", "−")


@register.filter
def percent(share, decimals: int = 1) -> str:
    """A share between 0 and 1 as `12,5 %`; a dash for None."""
    if share is None or share == "":
        return "–"
    return f"{number(Decimal(str(share)) * 100, decimals)}{NBSP}%"


@register.filter
def kroner(amount) -> str:
    """`kr 1 200`, in whole kroner; a dash for None."""
    return "–" if amount is None or amount == "" else f"kr{NBSP}{number(amount)}"
