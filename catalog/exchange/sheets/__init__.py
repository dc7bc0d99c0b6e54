"""Rows as sheets: CSV and XLSX for people and for programs, written a row at a time, with no cell that runs as a formula."""
