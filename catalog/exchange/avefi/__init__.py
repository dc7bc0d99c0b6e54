"""Films as records of AVefi: a work, a manifestation for each version, an item for each copy. docs/model.md says what becomes of each field."""
