"""Who guesses at passwords waits ever longer; whose password is right is never shut out for good."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.desk.brake import FORGOTTEN, FREE, LONGEST, Brake
from monitor.desk import Desk
from tests.desk_site import PASSWORD, Visitor, register, served


def guess(brake: Brake, times: int, account: str = "li", address: str = "a", now: float = 0.0) -> float:
    return [brake.try_once(account, address, now) for _ in range(times)][-1]


def test_the_first_tries_are_free_then_the_wait_doubles_up_to_its_longest() -> None:
    brake = Brake()
    assert guess(brake, FREE["account"]) == 0
    now, waits = 0.0, []
    for _ in range(12):
        wait = brake.try_once("li", "a", now)
        waits.append(wait)
        now += wait
        assert brake.try_once("li", f"another {now}", now) == 0
    assert waits[:3] == [15, 30, 60]
    assert max(waits) == waits[-1] == LONGEST


def test_an_address_is_braked_whatever_accounts_it_tries() -> None:
    brake = Brake()
    waits = [brake.try_once(f"account {number}", "a", 0.0) for number in range(FREE["address"] + 1)]
    assert (waits[-2], waits[-1] > 0) == (0, True)
    assert brake.try_once("li", "b", 0.0) == 0


def test_a_right_password_frees_and_time_forgets() -> None:
    brake = Brake()
    guess(brake, FREE["account"])
    brake.passed("li", "a")
    assert guess(brake, FREE["account"]) == 0
    assert guess(brake, 1) > 0
    assert guess(brake, 1, now=FORGOTTEN + 1) == 0


def test_a_stranger_who_guesses_on_does_not_keep_the_owner_out() -> None:
    brake = Brake()
    brake.try_once("li", "office", 0.0)
    brake.passed("li", "office")
    assert guess(brake, FREE["account"] + 1, address="elsewhere") > 0
    assert brake.try_once("li", "office", 0.0) == 0


def test_a_refused_form_is_no_guess() -> None:
    brake = Brake()
    for _ in range(50):
        assert brake.try_once("li", "a", 0.0) == 0
        brake.unmade("li", "a")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    register(folder)
    with served(folder) as made:
        yield made


def test_the_form_says_how_long_to_wait_and_a_right_password_waits_too(site: Desk) -> None:
    visitor = Visitor(site)
    visitor.ask("/-/login")
    wrong = {"username": "li", "password": "guess"}
    assert [visitor.ask("/-/login", wrong)[0] for _ in range(FREE["account"])] == [200] * FREE["account"]
    status, headers, page = visitor.ask("/-/login", {"username": "li", "password": PASSWORD})
    assert status == 429
    assert 0 < int(headers["retry-after"]) <= 15
    assert "登录尝试过多，请于" in page
    assert "ds_actor" not in visitor.cookies
    assert headers["cache-control"] == "private, no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    # Another account is not concerned, nor is this one from elsewhere than the guesses' proxy says.
    assert Visitor(site).log_in("wang") == 302


def test_forms_without_their_token_are_not_counted(site: Desk) -> None:
    for _ in range(FREE["account"] + 1):
        visitor = Visitor(site)
        visitor.ask("/-/login")
        form = {"username": "zhao", "password": "guess", "csrftoken": "x"}
        assert visitor.ask("/-/login", form)[0] == 403
    assert Visitor(site).log_in("zhao") == 302
