"""The forms of the sign-in pages in which people write something that is kept."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from tospann.base.forms import NothingPersonal


class AddPasskey(NothingPersonal, AddWebAuthnForm):
    """A new passkey, and what its owner calls it."""


class RenamePasskey(NothingPersonal, EditWebAuthnForm):
    """What the owner of a passkey calls it."""
