"""One typed line of a programme, read into the fields of an inspection. The entrance is `reading.read_line`."""
