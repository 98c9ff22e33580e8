"""What a person says or presses, and what follows: one file is one use case, read top to bottom."""
