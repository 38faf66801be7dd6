#!/usr/bin/env python3
"""Holds the crates that hemaexport is built of to a few rules; exits with 1 and says which are broken.

Every crate comes from crates.io under a licence of ALLOWED; no crate is in the program twice but those of TWICE; none of ours holds unsafe
code; and the program, where it is built, imports nothing that speaks to a network. Works offline: no list of advisories is asked.

    scripts/supply_chain.py [target/release/hemaexport]
"""

import json
import re
import subprocess
import sys
from collections import defaultdict

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0",
    "Unicode-3.0", "Unlicense", "Zlib",
}
TWICE = {
    "getrandom": "ahash of arrow has 0.3, zip has 0.4",
    "syn": "zerocopy of arrow has 2, serde and clap have 3; used while building only",
}
# sendmsg and recvmsg are not among them: the standard library passes the handle of a child process over a pair of sockets of its own.
NETWORK = {"socket", "connect", "bind", "listen", "accept", "accept4", "getaddrinfo", "gethostbyname", "sendto", "recvfrom"}


def main() -> int:
    metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--locked", "--format-version", "1"]))
    packages = {package["id"]: package for package in metadata["packages"]}
    shipped = reachable(metadata["resolve"])
    faults = []
    for package in packages.values():
        name = f"{package['name']} {package['version']}"
        if package["source"] is None:
            continue
        if not package["source"].startswith("registry+https://github.com/rust-lang/crates.io-index"):
            faults.append(f"{name} comes from {package['source']}")
        if not is_allowed(package["license"] or ""):
            faults.append(f"{name} is under {package['license'] or 'no licence that it names'}")
    versions = defaultdict(set)
    for identity in shipped:
        versions[packages[identity]["name"]].add(packages[identity]["version"])
    for name, found in sorted(versions.items()):
        if len(found) > 1 and name not in TWICE:
            faults.append(f"{name} is in the program as {' and '.join(sorted(found))}: cargo tree -e normal,build -i {name}@...")
    for name in TWICE:
        if len(versions[name]) < 2:
            faults.append(f"{name} is no longer there twice: take it out of TWICE")
    faults += unsafe_code()
    faults += network(sys.argv[1]) if len(sys.argv) > 1 else []
    print(f"{len(packages)} crates, {len(shipped)} of them in the program; {len(faults)} faults")
    print("\n".join(faults))
    return 1 if faults else 0


def reachable(resolve: dict) -> set:
    """The crates of the program: what its normal and build dependencies lead to on this platform."""
    nodes = {node["id"]: node for node in resolve["nodes"]}
    host = re.search(r"host: (\S+)", subprocess.check_output(["rustc", "-vV"], text=True))[1]
    tree = subprocess.check_output(["cargo", "tree", "--locked", "-e", "normal,build", "--prefix", "none", "--target", host], text=True)
    lines = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    return {identity for identity in nodes if (name_of(identity)) in lines}


def name_of(identity: str) -> tuple:
    """Name and version of a package's identity, as `cargo tree` prints them."""
    tail = identity.rsplit("#", 1)[1]
    name, _, version = tail.rpartition("@")
    return (name or identity.split("#")[0].rsplit("/", 1)[1], f"v{version or tail}")


def is_allowed(expression: str) -> bool:
    """Whether some choice that an SPDX expression leaves holds allowed licences only."""
    expression = expression.replace("/", " OR ")
    tokens = re.findall(r"\(|\)|OR\b|AND\b|[\w.+-]+(?: WITH [\w.-]+)?", expression)
    verdict = [{"(": "(", ")": ")", "OR": "or", "AND": "and"}.get(token, str(token in ALLOWED)) for token in tokens]
    return bool(verdict) and bool(eval(" ".join(verdict), {"__builtins__": {}}))  # words and brackets of the list above only


def unsafe_code() -> list:
    with open("Cargo.toml", encoding="utf-8") as manifest:
        return [] if re.search(r'^unsafe_code = "forbid"', manifest.read(), re.M) else ["Cargo.toml no longer forbids unsafe code"]


def network(program: str) -> list:
    symbols = subprocess.check_output(["nm", "-D", "--undefined-only", program], text=True)
    found = {line.split()[-1].split("@")[0] for line in symbols.splitlines()} & NETWORK
    return [f"{program} imports {name}: it could speak to a network" for name in sorted(found)]


if __name__ == "__main__":
    sys.exit(main())
