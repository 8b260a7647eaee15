"""What can be typed about a file that is written for others."""

from argparse import ArgumentParser

FORMATS = ".geojson, .gpkg (QGIS), .csv, .xlsx, .parquet, .fgb, .kml, .hxl.csv or .lpf.json"


def add_options(parser: ArgumentParser, *, crosswalk: bool) -> None:
    """Give a verb the options of an export."""
    group = parser.add_argument_group("about the file")
    group.add_argument(
        "--profile",
        choices=("public", "internal"),
        default="public",
        help="public, the default, coarsens shelters and withholds planned convoys and names of private persons; "
        "internal writes all",
    )
    if crosswalk:
        group.add_argument(
            "--crosswalk", action="store_true", help="with columns in ACLED's and UCDP's codes, approximate"
        )
