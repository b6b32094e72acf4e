"""The package's doc."""
__all__ = ["one", "listed"]
listed = "listed"
hidden = "hidden"
_private = "private"
