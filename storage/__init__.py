"""Everything remembered: one module and one .sql file per aggregate, over one SQLite file."""
