#!/usr/bin/env python
"""Runs a management command, and the private database server for as long as the command needs it."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main(argv: list[str]) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        from django.core.management import execute_from_command_line
        from django.db import DatabaseError
    except ImportError:
        sys.exit("Django 没有安装，请先运行 make setup。/ Django is not installed; run make setup first.")
    from config.server import hold_server

    hold_server(argv)
    try:
        execute_from_command_line(argv)
    except DatabaseError as failed:
        from config.unready import advice_for

        if not (advice := advice_for(failed)):
            raise
        sys.exit(advice)


if __name__ == "__main__":
    main(sys.argv)
