"""The fault tests T1 to T12, each a function that tries a number of things with a seed and returns one row of figures.

`python -m tests.faults.harness` (`make faults`) runs them in the long form; `test_harness.py` each for a second or two.
"""
