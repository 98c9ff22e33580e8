"""One module or package a platform, all behind the same interface (base.py)."""
