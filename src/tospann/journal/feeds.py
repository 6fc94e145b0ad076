"""The journal as an Atom feed (RFC 4287). A reader that follows it also keeps the heads."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tospann.access.actor import STRANGER
from tospann.base.entrance import readable
from tospann.journal import news, selectors
from tospann.journal.naming import Named

LENGTH = 50


def atom(partnership: Named | None) -> str:
    """The newest public entries, of one partnership if given, and the newest signed head.

    At most two queries.
    """
    title = f"Tospann – {partnership.name}" if partnership else _("Tospann – journalen")
    here = settings.BASE_URL + reverse("journal:feed")
    feed = Atom1Feed(
        title=title,
        link=settings.BASE_URL + reverse("journal:index"),
        description=_("Hva eierne har gjort, i rekkefølge"),
        feed_url=f"{here}?partnerskap={partnership.slug}" if partnership else here,
        language=get_language(),
        author_name="Tospann",
    )
    if head := selectors.newest_head():
        feed.add_item(
            title=_("Signert hode etter oppføring %(number)s") % {"number": head.number},
            link=settings.BASE_URL + reverse("journal:heads"),
            unique_id=f"{settings.BASE_URL}{reverse('journal:heads')}#{head.number}",
            description=head.note,
            updateddate=head.signed_at,
        )
    inside = UUID(partnership.id) if partnership else None
    for told in news.latest(STRANGER, limit=LENGTH, partnership_id=inside):
        url = settings.BASE_URL + reverse("journal:entry", args=[told.number])
        feed.add_item(
            title=readable(told.sentence),  # XML cannot hold all that JSON can
            link=url,
            unique_id=url,
            description="",
            pubdate=told.at,
            updateddate=told.at,
        )
    return feed.writeString("utf-8")
