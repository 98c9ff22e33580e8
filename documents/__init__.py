"""Letters and tables for signing: .docx and .xlsx as bytes, made from plain values.

Importing this package, `values`, `bases` or `names` costs next to nothing. The modules that make a file (`programme`,
`opinion`, `summary`, `summary_sheet`, `issuers`, `check`) load python-docx, XlsxWriter and the wording, 0.1 to 0.2 s:
a use case imports them inside the function that makes the file, so that the bot's first poll does not wait for them.
A paper takes about 5 ms a row; away from the event loop: `await asyncio.to_thread(programme_docx, draft, templates)`.
"""
