"""Symptom -> checks -> cause -> cure: what an investigation brought to light, in stable words."""

from wizard.diagnosis.domain import DomainFacts, look_at_domain
from wizard.diagnosis.findings import findings
from wizard.diagnosis.surroundings import Surroundings, look_around

__all__ = ["DomainFacts", "Surroundings", "findings", "look_around", "look_at_domain"]
