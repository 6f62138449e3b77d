"""Where the page's files are: beside this package in a checkout, inside it when installed."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
ASSETS: Path = next(folder for folder in (_HERE / "assets", _HERE.parent / "assets") if folder.is_dir())
