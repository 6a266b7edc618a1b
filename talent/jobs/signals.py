"""Upward notices of this part, sent inside the transaction. Their one list of receivers is tested."""

from django.dispatch import Signal

#: failure: Failure of a job that will not be tried again by itself
job_failed = Signal()
#: stumble: Stumble, an attempt of a job that failed and is tried again by itself
job_stumbled = Signal()
