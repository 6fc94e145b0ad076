"""The partnership agreement, after the guide of KS and the directorate, version 3.0 (2019)."""
