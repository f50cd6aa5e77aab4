"""Where a sentence ends: one list of signs for all rules, by how much of the text they end and how sure they are."""

from __future__ import annotations

import re

# Signs as wide as a Chinese character, and those that stand in codes and addresses as well.
_WIDE_STOPS, _NARROW_STOPS = "。！？", "!?"
#: They end a statement of a sentence.
SEMICOLONS = "；;"
#: They part what one statement tells.
COMMAS = "，,"
COMMA = re.compile(f"[{COMMAS}]")
#: Signs that end a sentence for good.
FULL_STOPS = f"{_WIDE_STOPS}{_NARROW_STOPS}"
#: These, and those that end a statement of it.
SENTENCE_ENDS = f"{FULL_STOPS}{SEMICOLONS}"
#: Those of running text that no heading, cell or title holds; a narrow ! or ? may be a part of a name there.
PROSE_ENDS = f"{_WIDE_STOPS}{SEMICOLONS}"
#: Those of a line as it came in, where a narrow sign may still be anything.
RAW_ENDS = f"{_WIDE_STOPS}；"
#: Those that part statements which tell something each: 甲县100亿元；乙县80亿元。 Nobody asks or exclaims there.
STATEMENT_ENDS = f"。{SEMICOLONS}"
#: The end of a statement, or of the line.
SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}\n]")
#: The end of a whole sentence, or of the line.
FULL_STOP = re.compile(f"[{FULL_STOPS}\n]")
#: One sign of running text.
PROSE_END = re.compile(f"[{PROSE_ENDS}]")
#: One sign of a line as it came in.
RAW_END = re.compile(f"[{RAW_ENDS}]")
#: The end of a statement that tells something, or of the line.
STATEMENT_END = re.compile(f"[{STATEMENT_ENDS}\n]")
