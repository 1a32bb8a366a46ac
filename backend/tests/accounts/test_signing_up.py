"""Registering, verifying, signing in and out, as a person does it."""

import httpx2

from skypanel.app.build import Services


async def test_a_repeated_address_is_answered_like_a_new_one(anonymous: httpx2.AsyncClient, services: Services) -> None:
    body = {"email": "ada@people.example", "username": "ada", "password": "correct horse", "acceptTerms": True}
    first = await anonymous.post("/api/v1/auth/register", json=body)
    again = await anonymous.post("/api/v1/auth/register", json=body)
    assert first.status_code == again.status_code == 202
    assert first.content == again.content
