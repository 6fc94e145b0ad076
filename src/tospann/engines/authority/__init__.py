"""Who may decide what, for whom, when and why: findings with reasons, from law as data.

>>> from datetime import date
>>> from tospann.engines.authority import (
...     STATE, Employment, Facts, Municipality, Question, Stay, answer
... )
>>> facts = Facts(municipalities=(
...     Municipality("1841", "Fauske", "Nordland", "Statsforvalteren i Nordland"),
... ))
>>> job = Employment(STATE, "stilling 1", since=date(2020, 1, 1))
>>> found = answer(facts, Question("S6", Stay("1841"), (job,), date(2024, 1, 1)))
>>> str(found.code), str(found.evidence[0])
('D', 'Arbeidsforholdet gjelder denne dagen: stilling 1, 1. januar 2020')
"""

from tospann.engines.authority.answer import answer, responsible
from tospann.engines.authority.cells import Cell, cells
from tospann.engines.authority.chains import CHAINS, LINKS, Chain, Evidence, Link
from tospann.engines.authority.codes import (
    CONFIDENCE_LABELS,
    GROUP_LABELS,
    LABELS,
    MEANINGS,
    MODEL_LABELS,
    RELATION_LABELS,
    Code,
    Confidence,
    Group,
    Model,
    Relation,
)
from tospann.engines.authority.complete import (
    MANDATORY,
    Gap,
    HostText,
    PartnershipText,
    host_gaps,
    partnership_gaps,
)
from tospann.engines.authority.coverage import (
    Alarm,
    Cause,
    ToHandle,
    coverage,
    not_one,
    served_by,
    to_handle,
)
from tospann.engines.authority.differences import Difference, Scene, differences, under_model
from tospann.engines.authority.duties import Duty, DutyKind, duties
from tospann.engines.authority.facts import (
    STATE,
    Act,
    Change,
    Clause,
    Coverage,
    Delegation,
    Direction,
    Employment,
    Facts,
    HostAgreement,
    LanguageForm,
    ModelPeriod,
    Municipality,
    Office,
    Paper,
    PaperKind,
    PartnershipAgreement,
    Portfolio,
    Position,
    Question,
    SamiArea,
    Secondment,
    Stay,
    Transfer,
    Trial,
)
from tospann.engines.authority.finding import Appeal, Citation, Finding, Lack
from tospann.engines.authority.law import FIRST_DAY, Provision, provisions, version
from tospann.engines.authority.matrix import Matrix, matrix
from tospann.engines.authority.services import Service, messages, service, services
from tospann.engines.authority.sharing import (
    Basis,
    Purpose,
    Share,
    SharingFinding,
    SharingQuestion,
    sharing,
)
from tospann.engines.authority.steps import (
    Step,
    StepFinding,
    StepKind,
    StructureDecision,
    ready,
    steps,
)
from tospann.engines.authority.words import Message, Reason, Unanswerable, in_words

__all__ = [
    "CHAINS",
    "CONFIDENCE_LABELS",
    "FIRST_DAY",
    "GROUP_LABELS",
    "LABELS",
    "LINKS",
    "MANDATORY",
    "MEANINGS",
    "MODEL_LABELS",
    "RELATION_LABELS",
    "STATE",
    "Act",
    "Alarm",
    "Appeal",
    "Basis",
    "Cause",
    "Cell",
    "Chain",
    "Change",
    "Citation",
    "Clause",
    "Code",
    "Confidence",
    "Coverage",
    "Delegation",
    "Difference",
    "Direction",
    "Duty",
    "DutyKind",
    "Employment",
    "Evidence",
    "Facts",
    "Finding",
    "Gap",
    "Group",
    "HostAgreement",
    "HostText",
    "Lack",
    "LanguageForm",
    "Link",
    "Matrix",
    "Message",
    "Model",
    "ModelPeriod",
    "Municipality",
    "Office",
    "Paper",
    "PaperKind",
    "PartnershipAgreement",
    "PartnershipText",
    "Portfolio",
    "Position",
    "Provision",
    "Purpose",
    "Question",
    "Reason",
    "Relation",
    "SamiArea",
    "Scene",
    "Secondment",
    "Service",
    "Share",
    "SharingFinding",
    "SharingQuestion",
    "Stay",
    "Step",
    "StepFinding",
    "StepKind",
    "StructureDecision",
    "ToHandle",
    "Transfer",
    "Trial",
    "Unanswerable",
    "answer",
    "cells",
    "coverage",
    "differences",
    "duties",
    "host_gaps",
    "in_words",
    "matrix",
    "messages",
    "not_one",
    "partnership_gaps",
    "provisions",
    "ready",
    "responsible",
    "served_by",
    "service",
    "services",
    "sharing",
    "steps",
    "to_handle",
    "under_model",
    "version",
]
