"""Pages of the desk beside a noun’s form and list."""
