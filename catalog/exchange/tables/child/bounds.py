"""How large a table may be: its cells, rows and columns, what it unpacks to, and what its reader may use."""

MOST_CELL_BYTES = 512 * 1024
# A row of text is given up where its cells have more letters together: a quote that nothing closes runs to the end of the file.
MOST_ROW_LETTERS = 4 * 1024 * 1024
MOST_COLUMNS = 500
MOST_ROWS = 5_000_000
MOST_UNPACKED_BYTES = 1024 * 1024 * 1024
# So much of a file is looked at to guess its encoding and its separator.
SAMPLE_BYTES = 256 * 1024
# Of the process: its address space in bytes, and its seconds of processor time.
MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 1800
