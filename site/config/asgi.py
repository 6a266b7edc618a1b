"""The web application as `manage.py serve` serves it: behind the front that waits for slow callers."""

from config.wsgi import application as pages  # isort: skip - makes Django ready, which the rest needs
from config.front.front import Front

application = Front(pages)
