"""Northern Sami for Django, which has no entry for it."""

from django.conf import locale


def register_northern_sami() -> None:
    """Make `se` a language Django knows. Idempotent."""
    locale.LANG_INFO["se"] = {
        "bidi": False,
        "code": "se",
        "name": "Northern Sami",
        "name_local": "davvisámegiella",
        "fallback": ["nb"],
    }
