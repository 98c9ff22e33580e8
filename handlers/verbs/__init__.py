"""What can be done with a draft besides deciding: hand it over, ask, show, compare, remind; one verb a file."""
