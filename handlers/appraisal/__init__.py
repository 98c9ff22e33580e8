"""Appraising item by item: what is seen, said, decided, carried out, and taken back. The card itself is in `cards`."""
