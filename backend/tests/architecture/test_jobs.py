"""Background work: every job is bound, every event reaches somebody who can take it."""

import importlib
import inspect
import pkgutil
from typing import Any

import skypanel
from skypanel.app.build import Services
from skypanel.app.subscriptions import SUBSCRIPTIONS
from skypanel.app.worker import handlers
from skypanel.core.jobs import Event, Job


def declared() -> list[Job]:
    found: dict[int, Job] = {}
    for module_info in pkgutil.walk_packages(skypanel.__path__, "skypanel."):
        if module_info.name.endswith(".jobs"):
            for value in vars(importlib.import_module(module_info.name)).values():
                if isinstance(value, Job):
                    found[id(value)] = value
    return list(found.values())


def parameters(handler: Any) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(handler).parameters)


async def test_every_declared_job_has_somebody_who_does_it(services: Services) -> None:
    assert set(declared()) == set(handlers(services))


def test_a_jobs_name_says_its_domain_and_is_its_own() -> None:
    names = [job.name for job in declared()]
    assert len(set(names)) == len(names)
    assert all(name.count(".") == 1 for name in names)


async def test_every_subscriber_takes_the_fields_of_its_event(services: Services) -> None:
    bound = handlers(services)
    for event, jobs in SUBSCRIPTIONS.items():
        assert issubclass(event, Event)
        for job in jobs:
            assert set(event.__struct_fields__) == set(parameters(bound[job])), (event, job)


async def test_a_scheduled_job_needs_no_argument(services: Services) -> None:
    for job, handler in handlers(services).items():
        if job.schedule:
            required = [p for p in parameters(handler).values() if p.default is inspect.Parameter.empty]
            assert required == [], job.name
