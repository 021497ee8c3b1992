"""No better answer under an old version: data folders out there would never hear of it."""

from tests import answers


def test_an_answer_changes_only_together_with_a_version() -> None:
    assert not answers.unversioned(answers.noted(), answers.given()), answers.CURE


def test_every_example_is_noted_with_the_versions_that_read_it() -> None:
    assert answers.noted() == answers.given(), "after a version was raised: python -m tests.answers"
