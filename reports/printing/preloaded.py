"""What every printing process starts with: the program, its words and its fonts, loaded once and shared.

Imported by the server of processes alone; anywhere else it does nothing that was not done already.
"""

import gc

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from reports.printing import pressing  # noqa: F401  # reason: needs the program set up
from reports.printing.typefaces import Role, typeface  # reason: the same

for _role in Role:
    typeface(_role)
gc.collect()
gc.freeze()  # pages of memory that are only read stay shared
