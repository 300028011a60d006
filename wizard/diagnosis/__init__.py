"""Symptom -> checks -> cause -> cure: what an investigation brought to light, in stable words."""

from wizard.diagnosis.domain import DomainFacts, look_at_domain
from wizard.diagnosis.findings import findings

__all__ = ["DomainFacts", "findings", "look_at_domain"]
