"""JSON for a terminal."""

import json
import sys


def json_text(value: object, indent: int | None = 2) -> str:
    """JSON in the letters of the standard output, or in escapes where it lacks some."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text
