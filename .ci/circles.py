"""Refuses circles of imports between a crate's modules, arrows that point up between crates, and words that a crate must not know.

usage: circles.py [--files] [FOLDER]    from the workspace's root, or of the one in FOLDER; exit 1 where something was found

A module is a file or folder right under a crate's `src`; with `--files`, every file is one. What counts is where a name is
defined: a name that a `mod.rs` hands on belongs to the file behind it. Tests within the code are left out.
"""
import os
import re
import sys
from collections import defaultdict

# Which crates there are, the lowest first: each knows those of lines above its own, and no other.
LAYERS = [{"model", "migrations"}, {"desk"}, {"app"}, {"server", "frontend"}]
# What a crate must not name, as a part of a path or as a type.
UNKNOWN = {
    "model": {"axum", "leptos", "sea_orm", "tokio", "web_sys"},
    "desk": {"axum", "leptos", "routes", "texts", "Texts", "web_sys"},
}

RAW = re.compile(r'(?<!\w)b?r(#*)"')
CHAR = re.compile(r"'(?:\\u\{[0-9a-fA-F]+\}|\\x..|\\.|[^\\'\n])'")
TEST = re.compile(r"#\[cfg\((?:all\()?test\b[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?(\w+)\s+(\w+)?")
USE = re.compile(r"(pub(?:\([^)]*\))?\s+)?\buse\s+([^;]+);")
DEFINED = re.compile(r"\b(?:struct|enum|trait|type|const|static|union|fn|macro_rules!|mod)\s+(\w+)")
PATH = re.compile(r"(?<![\w:])((?:r#)?[a-z_]\w*(?:\s*::\s*(?:r#)?\w+)+)")


def blank(text):
    """Spaces in place of a text, its lines kept."""
    return re.sub(r"[^\n]", " ", text)


def end_of(text, at):
    """Where a comment, a text or a sign that begins at a place ends; None where none begins."""
    if text.startswith("//", at):
        return text.index("\n", at)
    if text.startswith("/*", at):
        return text.index("*/", at) + 2
    if raw := RAW.match(text, at):
        return text.index('"' + raw.group(1), raw.end()) + 1 + len(raw.group(1))
    if text[at] == '"':
        to = at + 1
        while to < len(text) and text[to] != '"':
            to += 2 if text[to] == "\\" else 1
        return to + 1
    sign = CHAR.match(text, at)
    return sign.end() if sign else None


def code_of(text):
    """A file's code without comments, texts and signs."""
    out, at, kept = [], 0, 0
    for start in re.finditer(r"//|/\*|[\"']|b?r#*\"", text):
        if start.start() < at or (end := end_of(text, start.start())) is None:
            continue
        out += [text[kept:start.start()], blank(text[start.start():end])]
        at = kept = end
    return "".join(out) + text[kept:]


def without_tests(code):
    """The code without what stands under `cfg(test)`, and the names of the files declared under it."""
    files, at = set(), 0
    while found := TEST.search(code, at):
        brace, semicolon = code.find("{", found.end()), code.find(";", found.end())
        end = semicolon + 1
        if brace < 0 or -1 < semicolon < brace:
            files |= {found.group(2)} if found.group(1) == "mod" else set()
        else:
            depth, end = 1, brace + 1
            while depth and end < len(code):
                depth += {"{": 1, "}": -1}.get(code[end], 0)
                end += 1
        code = code[:found.start()] + blank(code[found.start():end]) + code[end:]
        at = end
    return code, files


def leaves(tree):
    """What a `use` names: `a::{b as c, d::*}` is [([a, b], c), ([a, d, *], *)]."""
    tree = tree.strip()
    if "{" not in tree:
        path, _, alias = (part.strip() for part in tree.partition(" as "))
        names = [name.strip().removeprefix("r#") for name in path.split("::")]
        return [(names, alias or names[-1])] if tree else []
    before = [name.strip() for name in tree[:tree.index("{")].split("::") if name.strip()]
    found, depth, part = [], 0, ""
    for sign in tree[tree.index("{") + 1:tree.rindex("}")] + ",":
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign != "," or depth:
            part += sign
            continue
        for names, alias in leaves(part):
            found.append((before, before[-1] if alias == "self" else alias) if names == ["self"] else (before + names, alias))
        part = ""
    return found


class Module:
    """A file: what it defines, imports and hands on."""

    def __init__(self, crate, names, file):
        self.crate, self.names, self.file = crate, names, file
        with open(file, encoding="utf-8") as text:
            self.code, self.tests = without_tests(code_of(text.read()))
        self.defined = set(DEFINED.findall(self.code))
        self.below = set(re.findall(r"\bmod\s+(\w+)\s*;", self.code))
        self.uses, self.handed_on = [], set()
        for use in USE.finditer(self.code):
            for path, alias in leaves(re.sub(r"\s+", " ", use.group(2))):
                self.uses.append((path, alias, self.line(use.start())))
                if use.group(1):
                    self.handed_on.add(alias)
        self.body = USE.sub(lambda use: blank(use.group(0)), self.code)

    def line(self, at):
        """The line of a place."""
        return self.code.count("\n", 0, at) + 1


class House:
    """Every module of the workspace, and what each takes of which."""

    def __init__(self, crates):
        self.crates, self.modules, self.arrows = crates, {}, defaultdict(list)
        for crate, folder in crates.items():
            for below, _, files in os.walk(folder):
                for file in files:
                    if file.endswith(".rs"):
                        names = tuple(os.path.relpath(os.path.join(below, file), folder)[:-3].split(os.sep))
                        names = names[:-1] if names[-1] in ("mod", "lib") else names
                        self.modules[crate, names] = Module(crate, names, os.path.join(below, file))
        for key in [key for key in self.modules if self.is_test(*key)]:
            del self.modules[key]
        for module in self.modules.values():
            self.walk(module)

    def is_test(self, crate, names):
        """Whether a file, or a folder above it, was declared under `cfg(test)`."""
        ups = [self.modules.get((crate, names[:cut])) for cut in range(len(names))]
        return any(up and name in up.tests for up, name in zip(ups, names))

    def absolute(self, module, path):
        """The crate and the names within it that a path means in a module; None where it is foreign."""
        head, rest = path[0], list(path[1:])
        if head == "crate":
            return module.crate, rest
        if head in ("self", "super") or head in module.below:
            names, rest = list(module.names), list(path)[head == "self":]
            while rest[:1] == ["super"]:
                names, rest = names[:-1], rest[1:]
            return module.crate, names + rest
        return (head, rest) if head in self.crates and head != module.crate else None

    def defines(self, crate, names, seen=()):
        """The module that defines what an absolute path names, and the name; an empty one for the module itself."""
        for cut in range(len(names), -1, -1):
            module = self.modules.get((crate, tuple(names[:cut])))
            if module is None:
                continue
            if cut == len(names):
                return module, ""
            name, rest = names[cut], names[cut + 1:]
            if name not in module.defined or name in module.handed_on:
                # Where the two builds hand on different files, the server's stands last.
                for path, alias, _ in reversed(module.uses):
                    to = self.absolute(module, path[:-1] + [name] if alias == "*" else path)
                    if alias in (name, "*") and to and (to[0], tuple(to[1])) not in seen:
                        found = self.defines(to[0], to[1] + rest, (*seen, (crate, tuple(names)), (to[0], tuple(to[1]))))
                        if found and (alias == name or found[1] in found[0].defined):
                            return found
            return module, name
        return None

    def note(self, module, to, line):
        """Notes what a module takes of another, and answers it."""
        found = to and self.defines(*to)
        if found and found[0] is not module:
            self.arrows[module, found[0]].append((line, found[1]))
        return found

    def walk(self, module):
        """Follows each import and each path of a module."""
        modules = {}
        for path, alias, line in module.uses:
            to = self.absolute(module, path[:-1] if alias == "*" else path)
            found = to and self.defines(*to)
            if found and not found[1] and alias != "*":
                # A module by its name: what is taken of it counts.
                modules[alias] = to
            elif alias not in module.handed_on or not module.file.endswith(("mod.rs", "lib.rs")):
                self.note(module, to, line)
        for said in PATH.finditer(module.body):
            path = [name.strip().removeprefix("r#") for name in said.group(1).split("::")]
            known = modules.get(path[0])
            self.note(module, (known[0], known[1] + path[1:]) if known else self.absolute(module, path), module.line(said.start()))


def circles(edges):
    """The groups of modules in which each reaches each other: all that one reaches and that reach it."""
    def reach(start):
        met, next_ones = set(), [start]
        while next_ones:
            for one in edges.get(next_ones.pop(), ()):
                if one not in met:
                    met.add(one)
                    next_ones.append(one)
        return met
    reached = {one: reach(one) for one in edges}
    groups = {frozenset(other for other in far if one in reached.get(other, ())) for one, far in reached.items() if one in far}
    return sorted(sorted(group) for group in groups)


def faults(house, is_of_files):
    """What is wrong, a sentence each."""
    layer = {crate: at for at, crates in enumerate(LAYERS) for crate in crates}
    called = lambda module: module.file if is_of_files else f"{module.crate}::{(*module.names, 'lib')[0]}"
    edges, places = defaultdict(set), defaultdict(list)
    for (one, other), takes in house.arrows.items():
        if one.crate != other.crate and layer[other.crate] >= layer[one.crate]:
            yield from (f"{one.file}:{line} takes {name} of {other.crate}, which stands above it" for line, name in takes)
        elif called(one) != called(other):
            edges[called(one)].add(called(other))
            places[called(one), called(other)] += [f"{one.file}:{line} {name}" for line, name in takes]
    for circle in circles(edges):
        yield f"a circle: {', '.join(circle)}"
        within = [(len(at), pair, at) for pair, at in places.items() if pair[0] in circle and pair[1] in circle]
        yield from (f"    {one} -> {other}: {'; '.join(at[:5])}" for _, (one, other), at in sorted(within))
    for module in house.modules.values():
        for word in sorted(UNKNOWN.get(module.crate, ())):
            pattern = rf"\b{word}\b" if word[0].isupper() else rf"\b{word}\s*::|::\s*\{{?\s*{word}\b"
            for found in re.finditer(pattern, module.code):
                yield f"{module.file}:{module.line(found.start())} names {word}, which {module.crate} does not know"


def main():
    """Reads the workspace, and says what is wrong with it."""
    os.chdir(next((argument for argument in sys.argv[1:] if argument != "--files"), "."))
    said = lambda file, pattern: re.search(pattern, open(file, encoding="utf-8").read(), re.M).group(1)
    members = re.findall(r'"([^"]+)"', said("Cargo.toml", r"^members = \[([^\]]*)\]"))
    crates = {said(f"{member}/Cargo.toml", r'^name = "(.*)"'): f"{member}/src" for member in members}
    if strange := set(crates) ^ set().union(*LAYERS):
        sys.exit(f"the layers at the head of circles.py and the workspace differ: {', '.join(sorted(strange))}")
    sys.exit("\n".join(faults(House(crates), "--files" in sys.argv)) or 0)


if __name__ == "__main__":
    main()
