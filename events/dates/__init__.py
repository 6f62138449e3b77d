"""Dates: EDTF text to its bounds (`parse`), and a report's own words to a date (`resolve`, `find`).

`edtf`, `units` and `habits` read EDTF. The rest reads words: `tokens` and `lexicon` look them up in the files of
`languages/`, `grammar` makes `expressions` of them, `meaning` gives these their bounds, `resolve` and `find` are
the two doors.
"""

from events.dates.edtf import LONGEST as LONGEST
from events.dates.edtf import PARTS_OF_DAY as PARTS_OF_DAY
from events.dates.edtf import Date as Date
from events.dates.edtf import DateError as DateError
from events.dates.edtf import Kind as Kind
from events.dates.edtf import Side as Side
from events.dates.edtf import Span as Span
from events.dates.edtf import parse as parse
from events.dates.find import find as find
from events.dates.resolve import resolve as resolve
from events.dates.units import Precision as Precision
from events.dates.when import Mention as Mention
from events.dates.when import Part as Part
from events.dates.when import Reading as Reading
from events.dates.when import When as When
