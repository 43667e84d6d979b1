// How long the search takes to answer at 20,000 tracks, from the key press to its answer on the screen, in the built
// console (npm run build) against the stand-in:
//
//   npm run bench:palette [-- --tracks 20000]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values: flags } = parseArgs({ options: { tracks: { type: 'string', default: '20000' } } });
const QUERIES = [
  'SYN1',
  'syn19',
  'SYN1999',
  'f00',
  'f04e1',
  '0042',
  'cot',
  'norad:SYN',
  'skag',
  'zzz',
];
const ROUNDS = 3;
const PORT = '18999';

const standin = spawn(
  'node',
  [
    fileURLToPath(new URL('../testing/standin.mjs', import.meta.url)),
    ...['--port', PORT, '--tracks', flags.tracks, '--quiet'],
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
await new Promise((resolve) => standin.stdout.once('data', resolve));
const profile = mkdtempSync(join(tmpdir(), 'vtoc-palette-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.VTOC_E2E_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  viewport: { width: 1440, height: 900 },
});

/** Types into the search as a key press would, and waits until the list belongs to the text. */
function answerTime(text) {
  const input = document.querySelector('[cmdk-input]');
  const list = document.querySelector('[cmdk-list]');
  return new Promise((resolve) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const began = performance.now();
    const seen = new MutationObserver(() => {
      if (list.dataset.answered === text) {
        seen.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - began));
      }
    });
    seen.observe(list, { attributes: true, childList: true, subtree: true });
    set.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

try {
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(`http://127.0.0.1:${PORT}/settings`);
  await page.getByLabel('User name or e-mail').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill('synthetic');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByTestId('link-state').filter({ hasText: 'Live' }).waitFor();
  await page.waitForTimeout(5000);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  // The first search loads the names of places.
  await page.evaluate(answerTime, 'warm');
  await page.waitForTimeout(1000);
  for (const moving of [true, false]) {
    if (!moving) await fetch(`http://127.0.0.1:${PORT}/standin/pause`, { method: 'POST' });
    await page.waitForTimeout(2000);
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const text of QUERIES) times.push(await page.evaluate(answerTime, text));
    }
    times.sort((one, other) => one - other);
    const at = (part) => times[Math.floor(part * (times.length - 1))].toFixed(0);
    console.log(
      `${flags.tracks} tracks, ${moving ? 'all moving at 1 Hz' : 'none moving'}, from key press ` +
        `to answer: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`,
    );
  }
} finally {
  await browser.close();
  standin.kill();
  rmSync(profile, { recursive: true, force: true });
}
