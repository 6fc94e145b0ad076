"""The four kinds of agreement."""

from tospann.agreements.kinds import cooperation, host, operation
from tospann.agreements.kinds.partnership import kind as partnership

KINDS = (partnership.KIND, host.KIND, operation.KIND, cooperation.KIND)
