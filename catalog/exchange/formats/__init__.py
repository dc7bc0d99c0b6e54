"""Formats of the field: each reads files of one kind and tells of films in the words of the model. docs/importing.md says how."""
