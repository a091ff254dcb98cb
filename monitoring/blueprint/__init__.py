"""A methodology outside the database: plain values read from a workbook or from TOML, and written to a workbook."""

from . import toml, workbook
from .faults import BlueprintError, Fault
from .model import Blueprint, ItemPlan, LevelPlan, SectionPlan, StepPlan

__all__ = [
    "Blueprint",
    "BlueprintError",
    "Fault",
    "ItemPlan",
    "LevelPlan",
    "SectionPlan",
    "StepPlan",
    "toml",
    "workbook",
]
