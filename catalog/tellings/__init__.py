"""Several tellings of one story: aligned, compared, corrected, and what they seem to disagree on."""
