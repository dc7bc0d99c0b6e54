"""Blocks of lines that editors paste, read into rows of a film. No model is known here, and nothing is written.

`lines` parts a plain text, `wikitext` and `clipboard` what Wikipedia and browsers give, into lines of cells. `block` goes through
these under their headings (`sections`), `order` tells which side of a pair is the person, and `credits` and `facts` make the rows.
"""

from catalog.editing.pasted.block import Block, read_block
from catalog.editing.pasted.jobs import JobNames
from catalog.editing.pasted.lines import BlockTooLargeError
from catalog.editing.pasted.rows import Row

__all__ = ["Block", "BlockTooLargeError", "JobNames", "Row", "read_block"]
