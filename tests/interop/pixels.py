"""Holds inline documents against the pages they were made of, in Chromium: JSON pairs [original, inline] on standard input.

Without the tags of Inline XBRL not one pixel may differ. With them no word may stand elsewhere; what is left to differ is the edge of
letters where a tag parts a word from its neighbours, since browsers draw the parts one by one. Says for each pair how many pixels that is.
"""
import html
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"]
WIDTH, TALLEST = 1000, 14000
PLACES = """<script>window.onload = function () {
  var places = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), at = 0, node;
  while ((node = walker.nextNode())) {
    for (var i = 0; i < node.data.length; i++) {
      if (/\\s/.test(node.data[i])) continue;
      var range = document.createRange();
      range.setStart(node, i); range.setEnd(node, i + 1);
      var box = range.getBoundingClientRect();
      if (node.parentNode.nodeName == 'SCRIPT' || !box.height) continue;
      if (i == 0 || /\\s/.test(node.data[i - 1])) places.push([at, node.data[i], box.left, box.top]);
      at++;
    }
  }
  var out = document.createElement('pre');
  out.id = 'places'; out.textContent = JSON.stringify([document.documentElement.scrollHeight, places]);
  document.body.appendChild(out);
}</script>"""


def chromium(arguments, page, height=1000):
    return subprocess.run([*CHROMIUM, f"--window-size={WIDTH},{height}", *arguments, "file://" + page], capture_output=True, text=True, timeout=300).stdout


def shot(page, height):
    picture = page + ".png"
    chromium(["--screenshot=" + picture], page, height)
    return numpy.asarray(Image.open(picture).convert("RGB"))


def places(page, text):
    """How tall the page is, and where each word begins: by the number of letters before it."""
    with open(page + ".places.htm", "w", encoding="utf-8") as file:
        file.write(text + PLACES)
    dumped = chromium(["--dump-dom"], page + ".places.htm")
    found = re.search(r'<pre id="places">(.*?)</pre>', dumped, re.S)
    height, found = json.loads(html.unescape(found.group(1)))
    return height, {at: place for at, *place in found}


def untagged(text):
    header = re.search(r'<div style="display:none">\s*<ix:header>.*?</ix:header>\s*</div>', text, re.S)
    return re.sub(r"</?ix:\w+\b[^>]*>", "", text[: header.start()] + text[header.end() :])


def compare(original, inline, scratch):
    texts = {"original": open(original, encoding="utf-8").read(), "inline": open(inline, encoding="utf-8").read()}
    texts["untagged"] = untagged(texts["inline"])
    pages = {kind: os.path.join(scratch, kind + ".htm") for kind in texts}
    for kind, page in pages.items():
        with open(page, "w", encoding="utf-8") as file:
            # the original may say that it is in another encoding
            file.write(re.sub(r"charset=[\w-]+", "charset=utf-8", texts[kind]))
    height, was = places(pages["original"], texts["original"])
    _, now = places(pages["inline"], texts["inline"])
    shots = {kind: shot(page, min(height + 100, TALLEST)) for kind, page in pages.items()}
    assert (shots["original"] < 128).any(), f"{original}: nothing is shown"
    differ = {kind: int((shots["original"] != shots[kind]).any(axis=2).sum()) for kind in ("untagged", "inline")}
    assert differ["untagged"] == 0, f"{inline}: {differ['untagged']} pixels differ without the tags"
    # a tag may begin in a word, so the inline document may have more beginnings
    moved = [(place, now.get(at)) for at, place in was.items() if at not in now or place[0] != now[at][0] or any(abs(a - b) > 0.5 for a, b in zip(place[1:], now[at][1:]))]
    assert was and not moved, f"{inline}: {len(moved)} of {len(was)} words moved: {moved[:5]}"
    print(f"{os.path.basename(inline)}: {len(was)} words in their places; pixels that differ: 0 untagged, {differ['inline']} tagged, of {shots['inline'].shape[0] * shots['inline'].shape[1]}")


with tempfile.TemporaryDirectory() as scratch:
    for pair in json.load(sys.stdin):
        compare(*pair, scratch)
