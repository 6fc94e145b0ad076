"""The role table: the only answer to "may this person press the button?".

`access` is what the product lets a signed-in person do. What law and agreement let an owner's
employee decide is another word, `authority`, and another place.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a seat makes of the person who holds it."""

    OWNER_REPRESENTATIVE = "owner_representative"  # kommunedirektør, fylkesdirektør
    OWNER_ADMINISTRATOR = "owner_administrator"
    OFFICE_LEADER = "office_leader"
    SECRETARY = "secretary"
    PROJECT_LEADER = "project_leader"
    ADVISER = "adviser"
    STAFF_REPRESENTATIVE = "staff_representative"  # union and safety, never which union
    USER_COUNCIL_MEMBER = "user_council_member"
    COUNCILLOR = "councillor"


class Permission(StrEnum):
    """One thing the product lets a person do."""

    INTERNAL_READ = "internal.read"  # released versions, reading receipts, the partnership's desk
    DRAFT_READ = "draft.read"
    DRAFT_EDIT = "draft.edit"
    VERSION_OPEN = "version.open"
    VERSION_RATIFY = "version.ratify"  # for one's own owner only
    VERSION_RETURN = "version.return"  # for one's own owner only
    NOTICE_GIVE = "notice.give"  # for one's own owner only
    ANNEX_ATTACH = "annex.attach"
    FILE_UPLOAD = "file.upload"
    SEAT_MANAGE = "seat.manage"  # for one's own owner only
    REGISTER_READ = "register.read"
    EVIDENCE_KEEP = "evidence.keep"  # registers of authority, for one's own owner only
    SIGNAL_ENTER = "signal.enter"  # steering signals and their conflicts, for one's own owner only
    PROGRESS_REPORT = "progress.report"  # how a measure goes, for one's own owner only
    OWNER_SPEAK = "owner.speak"  # what an owner says without being bound, for one's own only
    RING_EDIT = "ring.edit"  # the annual wheel's ring of one's own owner; ticking off
    INDICATOR_DEFINE = "indicator.define"
    FIGURES_ENTER = "figures.enter"  # in one's own owner's line
    FIGURES_ENTER_OFFICE = "figures.enter_office"  # for the office, whichever owner answers
    DATASET_TAKE = "dataset.take"  # a territory's tables, for everybody who uses them
    CRITERIA_WEIGH = "criteria.weigh"  # what matters in an office structure, for one's own group


_READS = frozenset({Permission.INTERNAL_READ})
_SPEAKS = _READS | {Permission.CRITERIA_WEIGH}
_WRITES = _READS | {
    Permission.DRAFT_READ,
    Permission.DRAFT_EDIT,
    Permission.ANNEX_ATTACH,
    Permission.FILE_UPLOAD,
    Permission.REGISTER_READ,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER_REPRESENTATIVE: _WRITES
    | {
        Permission.CRITERIA_WEIGH,
        Permission.VERSION_OPEN,
        Permission.VERSION_RATIFY,
        Permission.VERSION_RETURN,
        Permission.NOTICE_GIVE,
        Permission.EVIDENCE_KEEP,
        Permission.SIGNAL_ENTER,
        Permission.PROGRESS_REPORT,
        Permission.OWNER_SPEAK,
        Permission.INDICATOR_DEFINE,
        Permission.FIGURES_ENTER,
        Permission.RING_EDIT,
    },
    Role.OWNER_ADMINISTRATOR: _READS | {Permission.SEAT_MANAGE, Permission.REGISTER_READ},
    Role.OFFICE_LEADER: _WRITES
    | {
        Permission.CRITERIA_WEIGH,
        Permission.VERSION_OPEN,
        Permission.EVIDENCE_KEEP,
        Permission.SIGNAL_ENTER,
        Permission.PROGRESS_REPORT,
        Permission.INDICATOR_DEFINE,
        Permission.FIGURES_ENTER,
        Permission.FIGURES_ENTER_OFFICE,
        Permission.RING_EDIT,
    },
    Role.SECRETARY: _WRITES
    | {
        Permission.VERSION_OPEN,
        Permission.EVIDENCE_KEEP,
        Permission.SIGNAL_ENTER,
        Permission.PROGRESS_REPORT,
        Permission.INDICATOR_DEFINE,
        Permission.FIGURES_ENTER,
        Permission.FIGURES_ENTER_OFFICE,
        Permission.RING_EDIT,
    },
    Role.PROJECT_LEADER: _WRITES | {Permission.DATASET_TAKE},
    Role.ADVISER: _WRITES
    | {
        Permission.DATASET_TAKE,
        Permission.EVIDENCE_KEEP,
        Permission.SIGNAL_ENTER,
        Permission.PROGRESS_REPORT,
        Permission.INDICATOR_DEFINE,
        Permission.FIGURES_ENTER,
        Permission.RING_EDIT,
    },
    Role.STAFF_REPRESENTATIVE: _SPEAKS,
    Role.USER_COUNCIL_MEMBER: _SPEAKS,
    Role.COUNCILLOR: _SPEAKS,
}
