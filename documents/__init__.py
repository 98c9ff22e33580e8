"""Letters and tables for signing: .docx and .xlsx as bytes, made from plain values.

Importing this package costs nothing, and so does `documents.values`. The modules that make a file (`programme`,
`opinion`, `summary`, `summary_sheet`) load python-docx or XlsxWriter, about 0.1 s together; a use case imports them
inside the function that makes the file, so that the bot's first poll does not wait for them.
"""
