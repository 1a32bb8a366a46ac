"""Passwords that are tried first are refused; a few words of one's own are not."""

import httpx2
import pytest

from skypanel.accounts.guessable import is_guessable
from tests.support.mailbox import token_from
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

_TRIED = """
password12 password123 password1234 Password123! P@ssw0rd123 p@$$w0rd2024 passw0rd!! passwordpassword mypassword1
qwertyuiop qwertyuiop1 qwerty12345 qwerty1234567 Qwerty123! 1qaz2wsx3edc 1q2w3e4r5t q1w2e3r4t5y6 zaq12wsxcde3
asdfghjkl; asdfghjkl123 zxcvbnm123 qazwsxedcrfv qweasdzxc123 1234567890 0987654321 12345678910 123456789a
11223344556 147258369147 741852963741 123123123123 abcabcabcabc abc123abc123 abcdefghij abcd123456 a123456789
123qwe123qwe asdasdasdasd iloveyou12 iloveyou123 iloveyouforever ilovejesus1 iloveyousomuch letmein2024
letmeinplease welcome123 Welcome2024! changeme123 changemenow adminadmin admin12345 administrator administrator1
root123456 superman123 batman12345 starwars2020 pokemon1234 dragon12345 monkey12345 football123 basketball
baseball123 liverpoolfc manchester1 chelsea2012 barcelona10 realmadrid7 michael1234 jessica2005 alexander1
elizabeth1 princess123 sunshine123 chocolate1 butterfly12 summer2026! Winter2025!! October2026 monday2026!!
september9 trustno1trustno1 whatever123 computer123 internet123 samsung1234 microsoft1 1234qwerASDF !QAZ2wsx#EDC
19851985198 19.05.1985 1985-05-19 01/01/2000 +4912345678 00000000001 secret12345 test123456 testtest123 hello12345
helloworld1 blink182182 matrix12345 killer12345 shadow12345 master12345 freedom123 mustang1967 ferrari458!
america1776 australia1 california1 charlie1234 ashley12345 daniel12345 andrew12345 loveyou1234 babygirl123
server12345 hosting2026 default1234 temporary1 Passwort123 motdepasse1 contrasena1 hunter2hunter2 minecraft1
"""
TRIED_FIRST = _TRIED.split()

GOOD = [
    "a perfectly good password",
    "correct horse battery",
    "seven slow herons",
    "nine quiet otters",
    "the squatter's password",
    "not the password",
    "seven green kettles",
    "tRwq7-kPz2-Lm94",
    "xK9#mQ2$vL7p",
    "gravel-otter-92-lunch",
    "wo der Pfeffer wächst",
    "пять сонных ежей",
    "五月の雨が降り続く日",
    "Kettle7Marzipan",
    "b3f1c09a7de24458",
]


@pytest.mark.parametrize("password", TRIED_FIRST)
def test_what_everybody_tries_first_is_guessable(password: str) -> None:
    assert is_guessable(password, ())


@pytest.mark.parametrize("password", GOOD)
def test_a_few_words_of_ones_own_are_not(password: str) -> None:
    assert not is_guessable(password, ("ada.lovelace@people.example", "ada"))


@pytest.mark.parametrize(
    "password", ["ada.lovelace1815", "AdaLovelace!!", "lovelace.ada1", "adalovelace@people.example", "Countess-99!"]
)
def test_ones_own_name_or_address_is_guessable_whatever_is_hung_on_it(password: str) -> None:
    assert is_guessable(password, ("ada.lovelace@people.example", "countess")), password


# A search that tries every way to split them would not end in a lifetime.
@pytest.mark.timeout(60)
def test_looking_comes_to_an_end_whatever_is_looked_at() -> None:
    for password in ("a" * 1024, "ab1" * 341, "love" * 256, "qwe1" * 256, "password" * 128 + "x", "é" * 1024):
        is_guessable(password, ("ada@people.example", "ada"))


async def test_a_guessable_password_is_refused_wherever_one_is_chosen(
    anonymous: httpx2.AsyncClient, people: People, run_jobs: object, simulators: SimulatorProcess
) -> None:
    new = {"email": "new@people.example", "username": "newcomer", "password": "Password123!", "acceptTerms": True}
    known = await people.customer()
    await anonymous.post("/api/v1/auth/forgot-password", json={"email": known.email})
    await run_jobs()  # type: ignore[operator]
    reset = {"token": token_from(simulators, known.email), "password": "Welcome2024!"}
    for path, body in (("register", new), ("register", new | {"email": known.email}), ("reset-password", reset)):
        answer = await anonymous.post(f"/api/v1/auth/{path}", json=body)
        assert answer.status_code == 422, path
        assert list(answer.json()["error"]["details"]["fields"]) == ["password"]
    # The link is still good for a better one.
    again = await anonymous.post("/api/v1/auth/reset-password", json=reset | {"password": "seven slow herons"})
    assert again.status_code == 200
