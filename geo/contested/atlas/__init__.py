"""The atlas: articles keep arriving, nothing is lost, every past view can be had again."""

from contested.atlas.atlas import Atlas
from contested.atlas.changes import Change, History, status_changes
from contested.atlas.copies import CopyFinder
from contested.atlas.review import ReviewKind
from contested.atlas.update import Failure, Update

__all__ = ["Atlas", "Change", "CopyFinder", "Failure", "History", "ReviewKind", "Update", "status_changes"]
