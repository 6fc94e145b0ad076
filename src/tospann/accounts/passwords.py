"""What a password must be. Length and being uncommon is all (OWASP ASVS 5.0, 6.2)."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's own test, in words that Django has not translated."""

    def get_error_message(self) -> str:
        """What was wrong, and how to mend it."""
        return ngettext(
            "Passordet er for kort. Bruk minst %d tegn.",
            "Passordet er for kort. Bruk minst %d tegn.",
            self.min_length,
        ) % (self.min_length)

    def get_help_text(self) -> str:
        """The rule before anything is typed."""
        return ngettext("Minst %d tegn.", "Minst %d tegn.", self.min_length) % self.min_length
