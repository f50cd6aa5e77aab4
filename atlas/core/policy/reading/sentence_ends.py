"""Where a sentence ends: one list of signs for all rules."""

from __future__ import annotations

import re

#: Signs that end a sentence for good.
FULL_STOPS = "。！？!?"
#: These, and those that end a statement of it.
SENTENCE_ENDS = f"{FULL_STOPS}；;"
#: The end of a statement, or of the line.
SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}\n]")
#: The end of a whole sentence, or of the line.
FULL_STOP = re.compile(f"[{FULL_STOPS}\n]")
