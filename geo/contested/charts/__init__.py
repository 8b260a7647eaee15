"""Charts for people who would rather look: frame in, figure out (extra `charts`)."""

from contested.charts.bars import aid_chart, claims_chart
from contested.charts.strip import strip_chart
from contested.charts.writing import alt_text, save_chart, svg_text

__all__ = ["aid_chart", "alt_text", "claims_chart", "save_chart", "strip_chart", "svg_text"]
