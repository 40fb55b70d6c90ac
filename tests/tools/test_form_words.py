#!/usr/bin/env python3
"""What a pattern of a definition takes holds one of the words beside it: a text without them is never shown to it.

Texts are made from each pattern by walking through it at random. What stands before or behind a match is not made, so that a word
has to stand in what is taken itself.
"""
import json
import os
import random
import re
import unittest

try:
    from re import _parser as sre_parse    # Python 3.11 moved it
except ImportError:
    import sre_parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FORMS = os.path.join(ROOT, "plugins", "form", "forms")
TEXTS = 400    # of each pattern
MOST = 3       # repeats beyond the least


def with_words(value):
    """All objects that have a pattern with words, wherever they stand."""
    if isinstance(value, dict):
        if value.get("words") and isinstance(value.get("pattern"), str):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from with_words(one)


def parsed(pattern):
    """As Python has it: its names of groups are written otherwise, it knows no scripts, and possessive repeats only from 3.11 on."""
    pattern = re.sub(r"\(\?<(?![=!])", "(?P<", pattern)
    pattern = re.sub(r"(?<!\\)([?*+}])\+", r"\1", pattern)
    return sre_parse.parse(pattern.replace(r"\p{Han}", "文"))


def member(rng, items):
    """A character of a set; of one that is told by what it lacks, one that is in none."""
    kind, value = rng.choice(items)
    if kind == sre_parse.NEGATE:
        return "々"
    if kind == sre_parse.RANGE:
        return chr(rng.randint(*value))
    return "7" if kind == sre_parse.CATEGORY else chr(value)


def text_of(rng, tree):
    out = []
    for kind, value in tree:
        if kind == sre_parse.LITERAL:
            out.append(chr(value))
        elif kind in (sre_parse.ANY, sre_parse.NOT_LITERAL):
            out.append("々")
        elif kind == sre_parse.IN:
            out.append(member(rng, [value[0]] if value[0][0] == sre_parse.NEGATE else value))
        elif kind == sre_parse.BRANCH:
            out.append(text_of(rng, rng.choice(value[1])))
        elif kind == sre_parse.SUBPATTERN:
            out.append(text_of(rng, value[3]))
        elif kind in (sre_parse.MAX_REPEAT, sre_parse.MIN_REPEAT):
            least, most, inner = value
            times = rng.randint(least, min(most, least + MOST))
            out.extend(text_of(rng, inner) for _ in range(times))
        elif kind not in (sre_parse.AT, sre_parse.ASSERT, sre_parse.ASSERT_NOT):
            raise ValueError(f"{kind} is not made yet")
    return "".join(out)


def without(entry, seed):
    """A text that the pattern takes and that holds none of its words, or None."""
    rng, tree = random.Random(seed), parsed(entry["pattern"])
    for _ in range(TEXTS):
        text = text_of(rng, tree)
        if not any(word in text for word in entry["words"]):
            return text
    return None


class Words(unittest.TestCase):
    def test_each_match_holds_a_word(self):
        count = 0
        for name in sorted(os.listdir(FORMS)):
            with open(os.path.join(FORMS, name), encoding="utf-8") as file:
                entries = list(with_words(json.load(file)))
            for entry in entries:
                with self.subTest(form=name, pattern=entry["pattern"]):
                    self.assertIsNone(without(entry, name))
            count += len(entries)
        self.assertGreater(count, 50)

    def test_a_word_too_many_is_seen(self):
        self.assertEqual("没有结转", without({"words": ["无结转"], "pattern": "(?:无|没有)结转"}, "x"))


if __name__ == "__main__":
    unittest.main()
