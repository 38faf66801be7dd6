#!/bin/sh
# Makes the Python environment that the interop tests use (target/interop-venv, or where HEMAEXPORT_INTEROP_VENV says).
# Quick when it stands already; about a minute and 900 MB when not. Needs Python 3.11 or later and its package index.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${HEMAEXPORT_INTEROP_VENV:-$here/../target/interop-venv}
stamp=$venv/requirements.txt
if cmp -s "$here/requirements.txt" "$stamp"; then
  exit 0
fi
python3 -m venv "$venv"
"$venv/bin/python" -m pip --quiet install --disable-pip-version-check --requirement "$here/requirements.txt"
cp "$here/requirements.txt" "$stamp"
