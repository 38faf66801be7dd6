// Pages made by the program, opened in the system's Chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

export const root = resolve(import.meta.dirname, '../..');
const built = ['release', 'debug'].map((kind) => join(root, 'target', kind, 'hemaexport'));
const program = process.env.HEMAEXPORT ? resolve(process.env.HEMAEXPORT) : built.find(existsSync);
const scratch = mkdtempSync(join(tmpdir(), 'hemaexport-browser-'));
const flags = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** The review page of a release, as a URL. */
export function page(release) {
  const folder = join(scratch, 'pages', String(Math.abs(hash(release))));
  mkdirSync(folder, { recursive: true });
  execFileSync(program, ['--no-config', '-qq', '--force', release, '-f', 'html', '-o', folder + '/']);
  const name = readdirSync(folder).find((file) => file.endsWith('.html'));
  return 'file://' + join(folder, name);
}

/** The review page of a release given as text. */
export function pageOf(name, text) {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return page(path);
}

/** A browser with nothing remembered; `close` ends it and removes what it left behind. */
export async function browser() {
  const context = await chromium.launchPersistentContext(mkdtempSync(join(scratch, 'profile-')), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: flags.split(' '),
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return {
    /** Opens a URL; `errors` fills with what the page complains of. */
    async open(url, { width = 1440, height = 900, colorScheme = 'light' } = {}) {
      const tab = await context.newPage();
      const errors = [];
      tab.on('pageerror', (error) => errors.push(error.message));
      tab.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      tab.on('dialog', (dialog) => { errors.push('dialog: ' + dialog.message()); dialog.dismiss(); });
      await tab.setViewportSize({ width, height });
      await tab.emulateMedia({ colorScheme });
      await tab.goto(url);
      return Object.assign(tab, { errors });
    },
    async close() {
      await context.close();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function hash(text) {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) | 0, 7);
}
