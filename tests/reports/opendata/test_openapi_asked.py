"""What the description promises is asked for, and what it forbids, by a program that knows nothing else."""

from contextlib import closing

import pytest
from django.core.wsgi import get_wsgi_application
from schemathesis import openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.run import PhaseName

pytestmark = [
    pytest.mark.django_db(databases=["default", "public"]),
    pytest.mark.usefixtures("released"),
]

#: With all checks: answers, headers, formats, statuses and methods as described, nothing that cannot be
#: understood accepted, nothing that may be asked refused.
ALL_CHECKS = {"enabled": True}
PHASES = (PhaseName.EXAMPLES, PhaseName.COVERAGE, PhaseName.FUZZING, PhaseName.STATEFUL_TESTING)


def served(application):
    """As a server serves: what an answer holds, a file or a connection, is given back at its end."""

    def serve(environ, start_response):
        # Nobody unpacks on this side.
        with closing(application(environ | {"HTTP_ACCEPT_ENCODING": ""}, start_response)) as answer:
            return [b"".join(answer)]

    return serve


def asked(client, *, examples, phases):
    """How many requests were made, and what was found wrong."""
    config = SchemathesisConfig.from_dict(
        {
            "checks": ALL_CHECKS,
            "workers": 1,
            "continue-on-failure": True,
            "seed": 20261128,
            "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
            "phases": {each.value: {"enabled": each in phases} for each in PHASES},
        }
    )
    schema = openapi.from_dict(client.get("/open/v1/schema/").json(), config=config)
    schema.app = served(get_wsgi_application())
    requests, found = 0, []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            requests += len(event.recorder.interactions)
            found += failures(event.recorder)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            found.append(str(event))
    return requests, found


def failures(recorder):
    return [
        f"{recorder.interactions[case].request.uri}: {check.name}: {check.failure_info.failure}"
        for case, checks in recorder.checks.items()
        for check in checks
        if check.status == Status.FAILURE
    ]


def test_the_interface_is_as_it_is_described(client):
    requests, found = asked(client, examples=4, phases={PhaseName.EXAMPLES, PhaseName.FUZZING})
    assert found == []
    assert requests > 60


@pytest.mark.slow
def test_the_interface_is_as_it_is_described_in_twenty_thousand_requests(client):
    requests, found = asked(client, examples=950, phases=set(PHASES))
    assert found == []
    assert requests >= 20_000
