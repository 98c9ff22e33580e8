"""How people call the units of the directory, and which they mean. The entrance is `reading.read_units`."""
