"""Tables as people keep them, CSV, TSV, XLSX, ODS and XLS, read into records by a mapping of their columns.

`child` reads the cells in a process of its own, which knows no Django and is bounded in memory and time; `cells` starts it.
`guessing` tells what columns are, `mapping` holds what somebody chose, `decisions` who is meant by a name, `records` makes records.
"""
