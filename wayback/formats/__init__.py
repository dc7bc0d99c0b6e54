"""How pages say dates and numbers, by language."""
