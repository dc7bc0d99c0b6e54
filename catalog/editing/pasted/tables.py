"""The cells of a table's rows, of which some go on over several rows and columns."""

MOST_COLUMNS = 50


class TableRow:
    """Gathers the cells of one row after the other."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        # {column: (rows it goes on for, text)}
        self.spans: dict[int, tuple[int, str]] = {}

    def add(self, text: str, rows: int = 1, columns: int = 1) -> None:
        self.add_spanning_cells()
        if len(self.cells) >= MOST_COLUMNS:
            return
        if rows > 1:
            self.spans[len(self.cells)] = (rows - 1, text)
        empty_cells = min(columns, MOST_COLUMNS) - 1
        self.cells = [*self.cells, text, *[""] * empty_cells][:MOST_COLUMNS]

    def add_spanning_cells(self) -> None:
        while span := self.spans.pop(len(self.cells), None):
            rows, text = span
            if rows > 1:
                self.spans[len(self.cells)] = (rows - 1, text)
            self.cells.append(text)

    def end(self) -> list[str]:
        """Return the cells of the row, and begin the next one."""
        if self.cells:
            self.add_spanning_cells()
        cells, self.cells = self.cells, []
        return cells
