// The review page as a person meets it: mouse, keyboard, small screens, assistive technology, hostile releases, large ones.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, page, pageOf, root } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TEXT = join(root, 'examples/hemacare_2004q1.txt');
const HTML = join(root, 'tests/releases/birch-foods_2016q3/release.htm');
/** Milliseconds to the first figure that answers a click: many times what an idle machine takes, for busy ones. */
const PATIENCE = 15_000;
/** Milliseconds of the browser's own work until then, which others' work on the machine adds little to: three times what is measured. */
const WORK = 3_000;

let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

const figure = (tab, digits) => tab.locator('#sheet mark[role]', { hasText: digits });
const panel = (tab) => tab.locator('#figure');
const chosen = (tab) => tab.locator('#sheet mark.selected');

test('it opens without complaint and tells what it holds', async () => {
  const tab = await chromium.open(page(TEXT));
  assert.match(await tab.locator('#summary').innerText(), /60 facts · 1 error · 0 warnings · 3 notes/);
  assert.equal(await tab.locator('#tab-findings').innerText(), 'Findings (4)');
  assert.ok(await tab.locator('#findings .card.error').isVisible(), 'what is wrong is not the first that one sees');
  for (const [kind, digits] of [['fact', '264,000'], ['repeated', '6,931,000'], ['error', '246,000'], ['note', 'Cash and marketable securities']]) {
    assert.ok(await tab.locator(`#sheet mark.${kind}`, { hasText: digits }).count(), `${digits} is not marked as ${kind}`);
  }
  assert.ok(await tab.locator('#sheet mark.change').count(), 'no change is marked');
  assert.deepEqual(tab.errors, []);
});

test('a figure shows all that is known of it, and its sum leads on', async () => {
  const tab = await chromium.open(page(TEXT));
  await figure(tab, '246,000').first().click();
  const told = await panel(tab).innerText();
  for (const words of ['246,000', 'USD', 'us-gaap:NetIncomeLoss', 'Net Income (Loss) Attributable to Parent', 'monetaryItemType, credit, duration',
    '2004-01-01 to 2004-03-31', '-3', 'Sum', 'Income before income taxes', 'narrative-mismatch', 'Printed otherwise']) {
    assert.ok(told.includes(words), `${words} is missing in:\n${told}`);
  }
  assert.equal(await chosen(tab).getAttribute('aria-pressed'), 'true');
  assert.ok(await tab.locator('#sheet mark.term').count() >= 2, 'the terms of the sum are not marked');
  await panel(tab).getByRole('button', { name: /^Income before income taxes/ }).click();
  assert.match(await panel(tab).locator('h2').innerText(), /Income before income taxes/);
  assert.match(await panel(tab).innerText(), /Also considered[^]*0\.\d\d\s+us-gaap:/);
  await panel(tab).getByRole('button', { name: 'Copy as JSON' }).click();
  const copied = JSON.parse(await tab.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied.value, '246000');
  assert.equal(copied.definition.balance, 'credit');
});

test('one error with both its places and the arithmetic', async () => {
  const tab = await chromium.open(page(TEXT));
  await tab.locator('#tab-findings').click();
  const cards = tab.locator('#findings .card.error');
  assert.equal(await cards.count(), 1);
  assert.match(await cards.innerText(), /264,000[^]*246,000 - 0 = 246,000[^]*line 103[^]*line 20/);
  await cards.getByRole('button', { name: /line 20/ }).click();
  assert.deepEqual(await chosen(tab).allInnerTexts(), ['246,000', '264,000']);
  assert.ok(await tab.locator('#sheet mark.selected').first().isVisible());
});

test('filters narrow the table and the marks, and can be cleared', async () => {
  const tab = await chromium.open(page(TEXT));
  await tab.locator('#found').check();
  await tab.waitForFunction(() => document.getElementById('tab-facts').textContent.includes(' of '));
  const rows = tab.locator('#facts tbody tr:visible');
  assert.ok(await rows.count() >= 2);
  assert.ok((await rows.allInnerTexts()).some((row) => row.includes('264,000')));
  assert.ok(await tab.locator('#sheet mark.dim').count() > 40);
  await tab.locator('#reset').click();
  await tab.waitForFunction(() => document.getElementById('tab-facts').textContent === 'Facts (60)');
  await tab.locator('#concept').selectOption('us-gaap:Revenues');
  await tab.locator('#period').selectOption('2003-01-01 to 2003-03-31');
  await tab.locator('#query').fill('6,931');
  await tab.waitForFunction(() => document.querySelectorAll('#facts tbody tr:not([hidden])').length === 1);
  await rows.first().click();
  assert.deepEqual([...new Set(await chosen(tab).allInnerTexts())], ['6,931,000']);
  await tab.locator('#query').fill('no such thing');
  await tab.locator('#none').waitFor();
});

test('the keyboard alone reaches everything', async () => {
  const tab = await chromium.open(page(TEXT));
  await tab.keyboard.press('ArrowRight');
  const first = await chosen(tab).first().innerText();
  await tab.keyboard.press('ArrowRight');
  assert.notEqual(await chosen(tab).first().innerText(), first);
  await tab.keyboard.press('/');
  await tab.keyboard.type('264');
  await tab.waitForFunction(() => document.querySelectorAll('#facts tbody tr:not([hidden])').length === 1);
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  assert.equal(await panel(tab).locator('.amount').innerText(), '264,000 USD');
  await tab.keyboard.press('n');
  assert.match(await panel(tab).innerText(), /narrative-mismatch/);
  const focused = () => document.getElementById('sheet').shadowRoot.activeElement?.textContent;
  assert.equal(await tab.evaluate(focused), '264,000', 'not the place that the finding is about');
  await tab.keyboard.press('f');
  assert.equal(await tab.locator('#tab-findings').getAttribute('aria-selected'), 'true');
  await tab.keyboard.press('ArrowLeft');
  assert.equal(await tab.locator('#tab-facts').getAttribute('aria-selected'), 'true');
  await tab.keyboard.press('Escape');
  assert.equal(await tab.evaluate(() => document.getElementById('sheet').shadowRoot.activeElement?.tagName), 'MARK');
});

for (const [kind, release] of [['text', TEXT], ['HTML', HTML]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on a ${kind} release, ${colorScheme}`, async () => {
      const tab = await chromium.open(page(release), { colorScheme });
      for (const step of [null, 'mark.fact', '#tab-facts', '#tab-findings']) {
        if (step) await tab.locator(step.startsWith('#') ? step : '#sheet ' + step).first().click();
        await tab.evaluate(axe);
        const { violations, passes } = await tab.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
        const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`);
        assert.deepEqual(told, [], step ?? 'as opened');
        assert.ok(passes.length > 15, 'axe looked at next to nothing');
      }
    });
  }
}

test('axe would have found something', async () => {
  const tab = await chromium.open(page(TEXT));
  await tab.evaluate(() => { document.getElementById('query').removeAttribute('aria-label'); document.getElementById('query').placeholder = ''; });
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a'] }));
  assert.deepEqual(violations.map((v) => v.id), ['label']);
});

const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script></script></pre></template>`;
const table = (label) => `ACME INC.\nStatements of Operations\n\n               Three Months Ended March 31,\n                   2004     2003\n` +
  `Net sales         $1,200   $1,100\nCost ${label}        800      700\nGross profit      $  400   $  400\n`;
const hostile = {
  'hostile.txt': table(HOSTILE),
  'hostile.htm': `<html><body onload="alert(3)"><p>ACME INC. ${HOSTILE}</p><svg onload=alert(4)></svg><iframe srcdoc="<script>alert(5)</script>"></iframe>` +
    `<p>Three Months Ended March 31, 2004</p><table><tr><td></td><td>2004</td><td>2003</td></tr><tr><td style="background:url(javascript:alert(6))">Net sales ` +
    `&lt;script&gt;alert(7)&lt;/script&gt;</td><td>$1,200</td><td>$1,100</td></tr><tr><td><a href="javascript:alert(8)">Gross profit</a></td><td>$400</td><td>$400</td></tr></table></body></html>`,
};
for (const [name, text] of Object.entries(hostile)) {
  test(`nothing of ${name} runs`, async () => {
    const tab = await chromium.open(pageOf(name, text));
    for (const mark of await tab.locator('#sheet mark[role]').all()) await mark.click();
    await tab.locator('#tab-facts').click();
    assert.ok(await tab.locator('#facts').innerText().then((rows) => rows.includes('<script>') || rows.includes('<img')), 'the label does not show');
    assert.equal(await tab.evaluate(() => document.querySelectorAll('#sheet').length && [...document.getElementById('sheet').shadowRoot.querySelectorAll('script, img, svg, iframe, a, [onerror], [onload]')].length), 0);
    assert.deepEqual(tab.errors, []);
    // and what would get in all the same is kept from running
    await tab.evaluate(() => { const script = document.createElement('script'); script.textContent = 'alert(9)'; document.body.append(script); });
    await tab.evaluate(() => { document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="alert(10)">'); });
    await tab.waitForTimeout(100);
    assert.ok(tab.errors.length && tab.errors.every((error) => error.includes('Content Security Policy') || error.includes('Content-Security-Policy')), tab.errors.join('\n'));
  });
}

test('it fits a phone, and the filters fold away', async () => {
  for (const release of [TEXT, HTML]) {
    const tab = await chromium.open(page(release), { width: 390, height: 844 });
    const overflow = () => tab.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]);
    assert.deepEqual(await overflow(), [0, 0]);
    assert.ok(!await tab.locator('#query').isVisible());
    await tab.locator('#more').click();
    assert.ok(await tab.locator('#query').isVisible());
    await tab.locator('#more').click();
    await tab.locator('#sheet mark.fact').nth(3).click();
    assert.ok(await panel(tab).locator('.amount').isVisible());
    assert.deepEqual(await overflow(), [0, 0]);
  }
});

test('paragraphs of HTML wrap on a phone, wide tables scroll for themselves', async () => {
  const cells = (n) => Array.from({ length: n }, (_, i) => `<td>$</td><td>1,${100 + i}</td>`).join('');
  const wide = `<html><body><p>ACME INC. (NYSE: ACM) today announced its results for the three months ended March 31, 2004, the best that it ever had.</p>` +
    `<table><tr><td>Three Months Ended March 31,</td>${Array.from({ length: 9 }, (_, i) => `<td></td><td>${2004 - i}</td>`).join('')}</tr><tr><td>Net sales of all the company</td>${cells(9)}</tr></table></body></html>`;
  const tab = await chromium.open(pageOf('wide.htm', wide), { width: 390, height: 844 });
  const widths = await tab.evaluate(() => ['p', 'table'].map((name) => document.getElementById('sheet').shadowRoot.querySelector(name).getBoundingClientRect().width));
  assert.ok(widths.every((width) => width > 100 && width <= 390), String(widths));
  const table = await tab.evaluate(() => { const { scrollWidth, clientWidth } = document.getElementById('sheet').shadowRoot.querySelector('table'); return scrollWidth > clientWidth; });
  assert.ok(table, 'the table is not wider than the screen');
});

test('places on one line of the file are told apart by their columns', async () => {
  const line = `<html><body><p>ACME INC. (NYSE: ACM): net sales for the three months ended March 31, 2004 were $1.2 million.</p><p>Three Months Ended March 31,</p><table><tr><td></td><td>2004</td><td>2003</td></tr>` +
    `<tr><td>Net sales</td><td>$1,200,000</td><td>$1,100,000</td></tr><tr><td>Cost of sales</td><td>800,000</td><td>700,000</td></tr></table></body></html>`;
  const tab = await chromium.open(pageOf('line.htm', line));
  await figure(tab, '1,200,000').first().click();
  assert.match(await panel(tab).innerText(), /table, line 1:\d+[^]*narrative, line 1:\d+/);
});

test('on paper stand the release, the findings and the facts', async () => {
  const tab = await chromium.open(page(TEXT), { colorScheme: 'dark' });
  await tab.emulateMedia({ media: 'print' });
  for (const [what, shown] of [['#filters', false], ['#sheet', true], ['#findings', true], ['#facts', true], ['#figure', false]]) {
    assert.equal(await tab.locator(what).isVisible(), shown, what);
  }
  assert.equal(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
});

/** A release of about the size of the largest real ones: as many figures, as deep in markup. */
function large() {
  const cell = (words) => `<td style="vertical-align:bottom;padding:2px 1pt;text-align:right"><div style="margin:0"><font style="font-family:inherit;font-size:10pt;color:#000000">${words}</font></div></td>`;
  const row = (i) => `<tr>${cell('Item ' + 'abcdefghij'[i % 10] + ' of line ' + 'klmnopqrst'[(i / 10 | 0) % 10])}${[1, 2, 3, 4].map((c) => cell('$') + cell((1000 + i * 7 + c).toLocaleString('en-US'))).join('')}</tr>`;
  const head = `<tr>${cell('')}${['March 31, 2004', 'March 31, 2003', 'March 31, 2002', 'March 31, 2001'].map((day) => cell('') + cell(day)).join('')}</tr>`;
  const part = (t) => `<p>Condensed Consolidated Statements of Operations ${'ABCDEFGHIJKLMNOP'[t]}</p><p>Three Months Ended</p><table>${head}${Array.from({ length: 32 }, (_, i) => row(i + t)).join('')}</table>`;
  return `<html><body><p>ACME INC. (NYSE: ACM) announces results</p>${Array.from({ length: 14 }, (_, t) => part(t)).join('')}</body></html>`;
}

const timed = async (name, url, digits) => {
  const tab = await chromium.open('about:blank');
  const metrics = await tab.context().newCDPSession(tab);
  await metrics.send('Performance.enable');
  const begin = performance.now();
  await tab.goto(url, { waitUntil: 'commit' });
  await tab.waitForFunction(() => document.getElementById('summary')?.textContent);
  await figure(tab, digits).first().click({ timeout: 60_000 });
  await panel(tab).locator('.amount').waitFor();
  const took = Math.round(performance.now() - begin);
  const ready = await tab.evaluate(() => Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd));
  const { metrics: spent } = await metrics.send('Performance.getMetrics');
  const work = Math.round(spent.find((metric) => metric.name === 'TaskDuration').value * 1000);
  console.log(`${name}: interactive after ${ready} ms, a figure chosen ${took} ms after the start, ${work} ms of work`);
  assert.ok(took < PATIENCE, `${took} ms`);
  assert.ok(work < WORK, `${work} ms of work`);
};

test('a large release is ready soon', async () => {
  const text = large();
  assert.ok(text.length > 700_000, String(text.length));
  await timed(`made-up release of ${Math.round(text.length / 1000)} kB`, pageOf('large.htm', text), /^1,001$/);
});

const oracle = join(root, '../shared/bench/dev/releases/oracle_2014q2.htm');
test('the largest measured release is ready soon', { skip: existsSync(oracle) ? false : 'the measured releases are not there' }, async () => {
  await timed('largest measured release', page(oracle), /^38,275$/);
});
