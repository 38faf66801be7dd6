#!/bin/sh
# Makes the Python environments that the interop tests use: target/interop-venv, or where HEMAEXPORT_INTEROP_VENV says; and for Arelle with
# the SEC's rules, which is another release of it, target/edgar-venv or HEMAEXPORT_EDGAR_VENV.
# Quick when they stand already; about a minute and 1 GB when not. Needs Python 3.11 or later and its package index.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

environment() { # FOLDER REQUIREMENTS
  if cmp -s "$here/$2" "$1/requirements.txt"; then
    return
  fi
  python3 -m venv "$1"
  "$1/bin/python" -m pip --quiet install --disable-pip-version-check --requirement "$here/$2"
  cp "$here/$2" "$1/requirements.txt"
}

environment "${HEMAEXPORT_INTEROP_VENV:-$here/../target/interop-venv}" requirements.txt
environment "${HEMAEXPORT_EDGAR_VENV:-$here/../target/edgar-venv}" requirements-edgar.txt
