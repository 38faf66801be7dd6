"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const host = byId("sheet");
  if (!host.shadowRoot) { // browsers that do not know declarative shadow trees
    const template = host.querySelector("template");
    host.attachShadow({ mode: "open" }).append(template.content);
    template.remove();
  }
  const sheet = host.shadowRoot;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const numbers = (text) => (text ? text.split(" ").map(Number) : []);

  // which marks belong to which fact and finding
  const marks = [...sheet.querySelectorAll("mark")];
  const marksOf = data.facts.map(() => []);
  const marksOfFinding = data.findings.map(() => []);
  const findingsOf = data.facts.map(() => new Set());
  for (const mark of marks) {
    const facts = numbers(mark.dataset.f);
    const findings = numbers(mark.dataset.d);
    for (const fact of facts) {
      marksOf[fact].push(mark);
      for (const finding of findings) findingsOf[fact].add(finding);
    }
    for (const finding of findings) marksOfFinding[finding].push(mark);
    if (facts.length || findings.length || mark.dataset.u) { mark.tabIndex = -1; mark.setAttribute("role", "button"); }
  }
  const stops = marks.filter((mark) => mark.tabIndex === -1 && mark.hasAttribute("role"));
  if (stops[0]) stops[0].tabIndex = 0;

  const statementOf = data.facts.map(() => null);
  data.statements.forEach((statement, i) => { for (const fact of statement.facts) statementOf[fact] ??= i; });
  const sumsOf = new Map();
  data.sums.forEach((sum) => {
    for (const fact of [sum.total, ...sum.parts.map(([part]) => part)]) sumsOf.set(fact, [...(sumsOf.get(fact) ?? []), sum]);
  });

  const changesOf = new Map();
  data.changes.forEach((change) => { for (const fact of change) changesOf.set(fact, [...(changesOf.get(fact) ?? []), change]); });
  const othersOf = new Map();
  data.conflicts.forEach(([kept, other]) => { othersOf.set(kept, [...(othersOf.get(kept) ?? []), other]); othersOf.set(other, [...(othersOf.get(other) ?? []), kept]); });

  // numbers are kept as text: a double would round them
  const isNumber = (fact) => fact.unit !== null;
  const grouped = (text) => {
    const [whole, fraction] = text.replace("-", "").split(".");
    const body = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
    return text.startsWith("-") ? "(" + body + ")" : body;
  };
  const isPercent = (fact) => data.concepts[fact.concept]?.type === "percentItemType";
  const hundredfold = (text) => {
    const [whole, fraction = ""] = text.replace("-", "").split(".");
    const digits = whole + fraction.padEnd(2, "0").slice(0, 2), rest = fraction.slice(2);
    return (text.startsWith("-") ? "-" : "") + digits.replace(/^0+(?=\d)/, "") + (rest ? "." + rest : "");
  };
  const shown = (fact) => (!isNumber(fact) ? fact.value : isPercent(fact) ? grouped(hundredfold(fact.value)).replace(/(\)?)$/, "%$1") : grouped(fact.value));
  // a file of a single line needs the column, too
  const where = (places, i) => `line ${places[i].line}` + (places.some((other, n) => n !== i && other.line === places[i].line) ? `:${places[i].column}` : "");
  const period = (fact) => (fact.start ? fact.start + " to " + fact.end : "at " + fact.end);
  const tell = (text) => { byId("told").textContent = text; };
  const say = (text) => { byId("said").textContent = text; setTimeout(() => { byId("said").textContent = ""; }, 1800); };

  // ---- tabs
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const open = (name, focus = false) => {
    if (name === "facts") rows();
    for (const tab of tabs) {
      const on = tab.getAttribute("aria-controls") === name;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = !on;
      if (on && focus) tab.focus();
    }
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => open(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) open(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length].getAttribute("aria-controls"), true);
    });
  }

  // ---- choosing a fact
  let chosen = null;
  const clear = () => {
    for (const mark of sheet.querySelectorAll("mark.selected, mark.term")) { mark.classList.remove("selected", "term"); mark.removeAttribute("aria-pressed"); }
  };
  const select = (mark) => { mark.classList.add("selected"); mark.setAttribute("aria-pressed", "true"); };
  const choose = (id, mark = marksOf[id][0], focus = false) => {
    clear();
    chosen = id;
    for (const other of marksOf[id]) select(other);
    for (const sum of sumsOf.get(id) ?? []) {
      for (const fact of [sum.total, ...sum.parts.map(([part]) => part)]) {
        if (fact !== id) for (const other of marksOf[fact]) other.classList.add("term");
      }
    }
    if (mark) { mark.scrollIntoView({ block: "center", inline: "nearest" }); stop(mark); if (focus) mark.focus({ preventScroll: true }); }
    byId("facts").querySelector("tr.selected")?.classList.remove("selected");
    built?.[id].classList.add("selected");
    showFigure(id);
    open("figure");
    tell(`${data.facts[id].label || data.facts[id].concept}: ${shown(data.facts[id])} ${data.facts[id].unit ?? ""}, ${period(data.facts[id])}`);
  };
  const link = (id, text, weight) => {
    const fact = data.facts[id];
    const button = make("button", { type: "button", className: "link" }, make("span", {}, text), make("span", { className: "figure" }, (weight < 0 ? "− " : "") + shown(fact)));
    button.addEventListener("click", () => choose(id));
    return make("li", {}, button);
  };
  const pairs = (list) => {
    const dl = make("dl");
    for (const [name, ...values] of list) if (values[0] !== null && values[0] !== undefined && values[0] !== "") dl.append(make("dt", {}, name), make("dd", {}, ...values));
    return dl;
  };
  const bar = (share) => { const i = make("i"); i.style.width = share * 100 + "%"; return make("span", { className: "bar" }, i); };

  const showFigure = (id) => {
    const fact = data.facts[id];
    const concept = data.concepts[fact.concept] ?? {};
    const panel = byId("figure");
    const amount = make("p", { className: isNumber(fact) ? "amount" : "amount words" }, shown(fact));
    if (fact.unit && !isPercent(fact)) amount.append(" ", make("small", {}, fact.unit));
    const copy = make("button", { type: "button" }, "Copy as JSON");
    copy.addEventListener("click", () => copyText(JSON.stringify({ id: "f" + (id + 1), ...fact, definition: concept }, null, 2)));
    panel.replaceChildren(
      make("h2", {}, fact.label || concept.label || fact.concept), amount,
      pairs([
        ["Concept", make("code", {}, fact.concept)], ["Meaning", concept.label], ["Type", concept.type && [concept.type, concept.balance, concept.period].filter(Boolean).join(", ")],
        ["Period", period(fact)], ["Value", isPercent(fact) ? `${fact.value} ${fact.unit}` : null], ["Decimals", fact.decimals],
        ...fact.dimensions.map(([axis, member, axisLabel, memberLabel]) => [axisLabel, memberLabel]),
        ["Confidence", bar(fact.confidence), fact.confidence.toFixed(2)], ["Fact", "f" + (id + 1)],
      ]), make("p", {}, copy));
    for (const sum of sumsOf.get(id) ?? []) panel.append(make("h3", {}, "Sum"), sumList(sum));
    for (const [earlier, later, stated] of changesOf.get(id) ?? []) {
      const total = link(stated, "stated as", 1);
      total.className = "total";
      panel.append(make("h3", {}, "Change"), make("ul", {}, link(earlier, "from " + period(data.facts[earlier]), 1), link(later, "to " + period(data.facts[later]), 1), total));
    }
    const others = othersOf.get(id) ?? [];
    if (others.length) panel.append(make("h3", {}, "Printed otherwise"), make("ul", {}, ...others.map((other) => link(other, data.facts[other].label, 1))));
    if (fact.mentions.length) {
      panel.append(make("h3", {}, fact.mentions.length > 1 ? "Said at" : "Said once"), make("ul", {}, ...fact.mentions.map((mention, i) => {
        const button = make("button", { type: "button", className: "link" }, make("span", {}, `${mention.in}, ${where(fact.mentions, i)}`), make("span", { className: "figure" }, mention.text.slice(0, 40)));
        button.addEventListener("click", () => { const place = marksOf[id][i] ?? marksOf[id][0]; if (place) { place.scrollIntoView({ block: "center" }); stop(place); place.focus({ preventScroll: true }); } });
        return make("li", {}, button);
      })));
    }
    const runners = fact.candidates.filter(([name]) => name !== fact.concept);
    if (runners.length) panel.append(make("h3", {}, "Also considered"), pairs(runners.map(([name, share]) => [share.toFixed(2), make("code", {}, name)])));
    for (const finding of findingsOf[id]) panel.append(make("h3", {}, "Finding"), card(finding));
    panel.scrollTop = 0;
  };
  const sumList = (sum) => {
    const list = make("ul", {}, ...sum.parts.map(([part, weight]) => link(part, data.facts[part].label || "(unlabelled)", weight)));
    const total = link(sum.total, data.facts[sum.total].label || "(unlabelled)", 1);
    total.className = "total";
    list.append(total);
    const scale = 10n ** 9n;
    const exact = (text) => { const [whole, fraction = ""] = text.replace("-", "").split("."); const value = BigInt(whole) * scale + BigInt(fraction.padEnd(9, "0").slice(0, 9)); return text.startsWith("-") ? -value : value; };
    const got = sum.parts.reduce((all, [part, weight]) => all + BigInt(weight) * exact(data.facts[part].value), 0n);
    if (got !== exact(data.facts[sum.total].value)) list.append(make("li", { className: "off" }, "The parts give " + grouped(String(got / scale)) + "."));
    return list;
  };
  const copyText = async (text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = make("textarea", { value: text });
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    say("Copied");
  };

  // ---- the release
  const stop = (mark) => { for (const other of stops) other.tabIndex = other === mark ? 0 : -1; };
  const activate = (mark) => {
    const facts = numbers(mark.dataset.f);
    const findings = numbers(mark.dataset.d);
    if (facts.length) choose(facts[(facts.indexOf(chosen) + 1) % facts.length], mark, true);
    else if (mark.dataset.u) showUnread(mark, findings);
    else if (findings.length) { showFinding(findings[0]); showCards(findings); }
  };
  const showCards = (findings) => { byId("figure").replaceChildren(...findings.map(card)); open("figure"); };
  const showUnread = (mark, findings) => {
    const why = data.numbers.find(([name]) => name === mark.dataset.u);
    clear();
    select(mark);
    chosen = null;
    byId("figure").replaceChildren(make("h2", {}, "Not read"), make("p", { className: "amount" }, mark.textContent), make("p", { className: "hint" }, "One of the " + why[2] + "."), ...findings.map(card));
    open("figure");
    tell("Not read: " + mark.textContent);
  };
  sheet.addEventListener("click", (event) => { const mark = event.target.closest("mark[role]"); if (mark) activate(mark); });
  sheet.addEventListener("keydown", (event) => {
    const mark = event.target.closest("mark[role]");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); activate(mark); }
    if (mark && step) {
      event.preventDefault();
      const next = stops[Math.min(Math.max(stops.indexOf(mark) + step, 0), stops.length - 1)];
      stop(next); next.focus(); activate(next); next.focus();
    }
  });

  // ---- findings
  const card = (i) => {
    const finding = data.findings[i];
    const places = make("ul", {}, ...finding.places.map((place, n) => {
      const button = make("button", { type: "button", className: "link" }, make("span", {}, `${where(finding.places, n)}: ${place.text}`), make("span", { className: "figure" }, place.printed.slice(0, 40)));
      button.addEventListener("click", () => showFinding(i, n));
      return make("li", {}, button);
    }));
    return make("div", { className: "card " + finding.severity }, make("span", { className: "severity" }, finding.severity + ": " + finding.code), make("p", {}, finding.message), places, finding.help ? make("p", { className: "hint" }, finding.help) : null);
  };
  const showFinding = (i, n = 0) => {
    clear();
    for (const mark of marksOfFinding[i]) select(mark);
    // of places that print the same, each is told by its rank in the release
    const places = data.findings[i].places, place = places[n];
    const alike = places.filter((other) => other.printed === place?.printed).sort((a, b) => a.line - b.line || a.column - b.column);
    const candidates = marksOfFinding[i].filter((candidate) => candidate.textContent.trim() === place?.printed);
    const mark = candidates[alike.indexOf(place)] ?? candidates[0] ?? marksOfFinding[i][0];
    mark?.scrollIntoView({ block: "center" });
    return mark;
  };
  const order = { error: 0, warning: 1, note: 2 };
  const sorted = data.findings.map((_, i) => i).sort((a, b) => order[data.findings[a].severity] - order[data.findings[b].severity]);
  const numbersOf = make("dl", { className: "counts" }, ...data.numbers.flatMap(([name, count, meaning]) => [make("dt", { className: "figure" }, String(count)), make("dd", {}, meaning)]));
  byId("findings").replaceChildren(
    ...(sorted.length ? sorted.map(card) : [make("p", { className: "hint" }, "Nothing found.")]),
    make("h2", { className: "small" }, `The ${data.numbers.reduce((all, [, count]) => all + count, 0)} numbers of the release`), numbersOf);
  let next = 0;
  const nextFinding = () => {
    const placed = sorted.filter((i) => marksOfFinding[i].length);
    if (!placed.length) return;
    const i = placed[next++ % placed.length];
    showCards([i]);
    const mark = showFinding(i);
    stop(mark);
    mark.focus({ preventScroll: true });
    tell(data.findings[i].severity + ": " + data.findings[i].message);
  };

  // ---- the table of facts
  const row = (fact, id) => {
    const button = make("button", { type: "button" }, fact.label || fact.concept);
    const line = make("tr", {}, make("td", {}, button, make("small", {}, fact.concept)), make("td", { className: "figure" }, isNumber(fact) ? shown(fact) : make("span", { className: "words" }, fact.value.slice(0, 60)), make("small", {}, isPercent(fact) ? "" : fact.unit ?? "")), make("td", { className: "days" }, ...(fact.start ? [fact.start, make("br"), "to " + fact.end] : ["at " + fact.end])), make("td", { className: "figure conf" }, fact.confidence.toFixed(2)));
    line.addEventListener("click", () => choose(id));
    line.hidden = !kept[id];
    if (id === chosen) line.classList.add("selected");
    return line;
  };
  const kept = data.facts.map(() => true);
  let built = null; // made when first needed: a third of the elements of a large page
  const rows = () => {
    if (built) return;
    built = data.facts.map(row);
    byId("facts").append(make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Fact"), make("th", { scope: "col", className: "figure value" }, "Value"), make("th", { scope: "col", className: "days" }, "Period"), make("th", { scope: "col", className: "figure conf" }, "Conf."))), make("tbody", {}, ...built)), make("p", { id: "none", className: "hint", hidden: kept.includes(true) }, "No fact is left by the filter."));
  };
  addEventListener("beforeprint", rows);
  matchMedia("print").addEventListener("change", (media) => { if (media.matches) rows(); });

  // ---- filters
  const periods = [...new Set(data.facts.map(period))].sort((a, b) => (a.slice(-10) < b.slice(-10) ? 1 : -1));
  byId("period").append(...periods.map((value) => make("option", { value }, value)));
  byId("statement").append(...data.statements.map((statement, i) => make("option", { value: i }, statement.title)));
  const names = [...new Set(data.facts.map((fact) => fact.concept))].sort();
  byId("concept").append(...names.map((value) => make("option", { value }, value)));
  const filter = () => {
    const words = byId("query").value.toLowerCase().split(/\s+/).filter(Boolean);
    const statement = byId("statement").value, when = byId("period").value, concept = byId("concept").value, found = byId("found").checked, doubtful = byId("doubtful").checked;
    let count = 0;
    const shownFact = data.facts.map((fact, id) => {
      const text = `${fact.label} ${fact.concept} ${fact.value} ${shown(fact)}`.toLowerCase();
      const keep = words.every((word) => text.includes(word)) && (statement === "" || statementOf[id] === Number(statement)) && (when === "" || period(fact) === when) && (concept === "" || fact.concept === concept) && (!found || findingsOf[id].size) && (!doubtful || fact.confidence < data.low);
      kept[id] = keep;
      if (built) built[id].hidden = !keep;
      count += keep ? 1 : 0;
      return keep;
    });
    for (const mark of marks) { const facts = numbers(mark.dataset.f); mark.classList.toggle("dim", facts.length > 0 && !facts.some((id) => shownFact[id])); }
    byId("reset").hidden = count === data.facts.length;
    byId("more").textContent = count === data.facts.length ? "Filter" : `Filter (${count})`;
    if (byId("none")) byId("none").hidden = count > 0;
    byId("tab-facts").textContent = count === data.facts.length ? `Facts (${count})` : `Facts (${count} of ${data.facts.length})`;
  };
  let waiting = 0;
  byId("filters").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { filter(); open("facts"); }, 80); });
  byId("filters").addEventListener("reset", () => setTimeout(filter));
  byId("more").addEventListener("click", () => byId("more").setAttribute("aria-expanded", byId("filters").classList.toggle("open")));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("tab-findings").textContent = `Findings (${data.findings.length})`;
  filter();

  // ---- summary, theme, keys
  const count = (severity) => data.findings.filter((finding) => finding.severity === severity).length;
  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  byId("summary").append(`${plural(data.facts.length, "fact")} · `, make("span", { className: count("error") ? "error" : "" }, plural(count("error"), "error")), " · ", make("span", { className: count("warning") ? "warning" : "" }, plural(count("warning"), "warning")), ` · ${plural(count("note"), "note")} · ${data.source.name.split("/").pop()}`);
  byId("summary").title = data.source.name;
  if (count("error") || count("warning")) open("findings");
  const root = document.documentElement;
  root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  byId("theme").addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("#filters")) { byId("facts").focus(); return; }
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); byId("query").focus(); }
    if (event.key === "f") open("findings", true);
    if (event.key === "n") nextFinding();
    if (event.key === "Escape") stops.find((mark) => mark.tabIndex === 0)?.focus();
    if ((event.key === "ArrowRight" || event.key === "ArrowLeft") && event.target === document.body && stops[0]) { stops[0].focus(); activate(stops[0]); }
  });
})();
