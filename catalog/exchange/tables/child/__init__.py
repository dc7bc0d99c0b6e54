"""Reads the cells of a table in a process of its own: `python -m catalog.exchange.tables.child`. No Django is known here.

Tables come from anywhere, and a few bytes of them can ask for any amount of memory. What goes wrong here ends this process alone.
"""
