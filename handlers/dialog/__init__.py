"""The conversation itself, without any use case: messages and choices, forms and entries, the open question."""
