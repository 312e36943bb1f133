# SPDX-License-Identifier: EUPL-1.2
"""Cuts a style sheet down to the components a page uses. Deterministic: same input, same bytes."""

import re

import tinycss2

_CLASS = re.compile(r"\.(-?[a-z][\w-]*)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)")


class Sheet:
    """Rules of a style sheet that mention only wanted classes, without unused custom properties."""

    def __init__(self, text: str, wanted: list[str], without: list[str]) -> None:
        self._wanted = re.compile("|".join(f"(?:{re.escape(word)})" for word in wanted))
        self._without = [re.compile(word) for word in without]
        self._rules = self._kept(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))

    def text(self) -> str:
        used = self._used_properties()
        return "\n".join(filter(None, (self._print(rule, used) for rule in self._rules))) + "\n"

    def _keeps(self, selector: str) -> bool:
        if "[data-kern-theme" in selector or re.search(r"\.kern-(light|dark)\b", selector):
            return selector.startswith(":is(body")
        return all(
            self._wanted.match(name) and not any(w.fullmatch(name) for w in self._without)
            for name in _CLASS.findall(selector)
        )

    def _kept(self, rules):
        kept = []
        for rule in rules:
            if rule.type == "qualified-rule":
                wanted = [s for s in _selectors(rule.prelude) if self._keeps(s)]
                if wanted:
                    kept.append((wanted, _declarations(rule.content)))
            elif rule.type == "at-rule" and rule.content is not None and rule.at_keyword == "media":
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                if inside := self._kept(inner):
                    kept.append((f"@media {tinycss2.serialize(rule.prelude).strip()}", inside))
        return kept

    def _used_properties(self) -> set[str]:
        """Custom properties that some kept declaration needs, directly or through another one."""
        values: dict[str, set[str]] = {}
        needed: set[str] = set()
        for name, value in _all_declarations(self._rules):
            names = set(_VAR.findall(value))
            if name.startswith("--"):
                values.setdefault(name, set()).update(names)
            else:
                needed |= names
        open_ = list(needed)
        while open_:
            for name in values.get(open_.pop(), ()):
                if name not in needed:
                    needed.add(name)
                    open_.append(name)
        return needed

    def _print(self, rule, used: set[str]) -> str:
        head, body = rule
        if isinstance(head, str):
            inside = "".join(self._print(inner, used) for inner in body)
            return f"{head}{{{inside}}}" if inside else ""
        lines = [f"{name}:{value}" for name, value in body if not name.startswith("--") or name in used]
        return f"{','.join(head)}{{{';'.join(lines)}}}" if lines else ""


def _selectors(prelude) -> list[str]:
    parts: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return [" ".join(tinycss2.serialize(part).split()) for part in parts]


def _declarations(content) -> list[tuple[str, str]]:
    return [
        (item.name, " ".join(tinycss2.serialize(item.value).split()) + (" !important" * item.important))
        for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        if item.type == "declaration"
    ]


def _all_declarations(rules):
    for head, body in rules:
        if isinstance(head, str):
            yield from _all_declarations(body)
        else:
            yield from body
