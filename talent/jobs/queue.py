"""The library's queue on Django's own connection.

Its own way would leave Django's transaction when a job, inside a worker, touches the queue.
"""

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

queue = JobManager(DjangoConnector())
