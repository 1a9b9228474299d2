"""What we stored, and what others call it: mappings, their schemas, TM Forum's and CAMARA's words.

This room refuses to be lenient: a record is our own, and is read strictly or not at all.
"""

from simreplace.records.mapping import from_mapping, from_text, to_mapping
from simreplace.records.schema import personal_paths, record_schema
from simreplace.records.standards import SimChangeSignal as SimChangeSignal
from simreplace.records.standards import StatusChange as StatusChange
from simreplace.records.standards import Trust as Trust
from simreplace.records.standards import TrustReason as TrustReason
from simreplace.records.standards import sim_change_signal, status_changes

__all__ = [
    "from_mapping",
    "from_text",
    "personal_paths",
    "record_schema",
    "sim_change_signal",
    "status_changes",
    "to_mapping",
]
