"""How large a list may be. A list of 100,000 rows and 30 columns takes about 11 MiB."""

MIB = 1024 * 1024

FILE_BYTES = 64 * MIB
INFLATED_BYTES = 512 * MIB
#: How often a part may be larger than its packed form; asked of parts beyond RATIO_FREE_BYTES only, because
#: short parts that repeat themselves are harmless.
RATIO = 100
RATIO_FREE_BYTES = MIB
MEMBERS = 100

ROWS = 1_048_576
COLUMNS = 1_000

#: Of the process that parses a workbook; 100,000 rows and 30 columns take about 350 MiB.
PARSING_MEMORY_BYTES = 1024 * MIB
PARSING_CPU_SECONDS = 120
