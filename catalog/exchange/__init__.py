"""What other catalogues exchange, written from what is stored here."""
