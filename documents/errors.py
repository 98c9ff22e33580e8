"""What can be wrong with the files an office put in the place of ours."""

from __future__ import annotations


class TemplateError(Exception):
    """A template or a phrase cannot be used: the text is one line with the file and the reason. Permanent."""
