"""The whole catalogue as files, and back from them: docs/exporting.md says what they hold."""
