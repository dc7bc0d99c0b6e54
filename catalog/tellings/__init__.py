"""Tellings of one film: aligned, compared, corrected by editors, and searched for what they disagree on."""
