"""A programme as a table of texts, without an office's conversation: what its lines mean as inspections."""

from planning.table.lines import Line, Table, read_lines

__all__ = ["Line", "Table", "read_lines"]
