// Measures what drawing tracks costs: processor time of Chromium's renderer and GPU processes per update of
// all tracks and per panned frame, beside the empty basemap and a GeoJSON symbol layer in the same run.
//
//   node bench/render.mjs [--tracks 1000,5000,20000] [--seconds 6] [--trails none|all] [--labels off|all]
//     [--alone] [--chromium /usr/bin/chromium]
//
// With --alone the GeoJSON layer is left out. Also prints the longest main-thread task while updates arrived and while the map was panned, and the time of
// a search. Software rendering (SwiftShader) draws on the same processor, so compare ratios, not figures.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values: flags } = parseArgs({
  options: {
    tracks: { type: 'string', default: '1000,5000,20000' },
    seconds: { type: 'string', default: '6' },
    trails: { type: 'string', default: 'none' },
    labels: { type: 'string', default: 'off' },
    alone: { type: 'boolean', default: false },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const web = fileURLToPath(new URL('..', import.meta.url));
const PANNED_FRAMES = 10;
const CLOCK_TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

function startStandin(tracks) {
  const args = ['testing/standin.mjs', '--port', '0', '--tracks', String(tracks), '--quiet'];
  const child = spawn(process.execPath, [...args, '--dist', 'dist-bench'], { cwd: web });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stderr.once('data', (text) => reject(new Error(String(text))));
    child.stdout.once('data', (text) => {
      resolve({ child, address: /http:\S+/.exec(String(text))[0] });
    });
  });
}

async function startBrowser(profile) {
  const args = [
    '--headless=new',
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-dev-shm-usage',
    '--hide-scrollbars',
    '--mute-audio',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    'about:blank',
  ];
  return chromium.launchPersistentContext(profile, {
    executablePath: flags.chromium,
    ignoreDefaultArgs: true,
    args,
    viewport: { width: 1440, height: 900 },
    timeout: 60_000,
  });
}

/** Processor seconds so far of the browser's renderer and GPU processes, found by their profile folder. */
function processorSeconds(profile) {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes(profile) || !/--type=(renderer|gpu-process)/.test(command)) continue;
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // The process ended while it was read.
    }
  }
  return ticks / CLOCK_TICKS;
}

async function measure(mode, tracks) {
  const profile = mkdtempSync(join(tmpdir(), 'vtoc-render-'));
  const { child, address } = await startStandin(tracks);
  const browser = await startBrowser(profile);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${address}/?mode=${mode}&trails=${flags.trails}&labels=${flags.labels}`);
    await page.waitForFunction(() => window.bench?.ready && window.bench.updates > 2, null, {
      timeout: 120_000,
    });
    const updates = await cost(page, profile, Number(flags.seconds) * 1000);
    const searchMs = await page.evaluate(async () => {
      const begin = performance.now();
      await window.bench.picture?.search('99', 20);
      const searchMs = performance.now() - begin;
      window.bench.longest = 0;
      return searchMs;
    });
    await fetch(`${address}/standin/pause`, { method: 'POST' });
    const before = processorSeconds(profile);
    await page.evaluate(async (frames) => {
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
      for (let i = 0; i < frames; i++) {
        window.bench.panBy(i % 2 ? -40 : 40);
        await drawn();
      }
    }, PANNED_FRAMES);
    const frame = ((processorSeconds(profile) - before) / PANNED_FRAMES) * 1000;
    const panTask = await page.evaluate(() => window.bench.longest);
    return { mode, tracks, ...updates, frame, panTask, searchMs };
  } finally {
    await browser.close();
    child.kill();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function cost(page, profile, milliseconds) {
  const begin = await page.evaluate(() => {
    window.bench.longest = 0;
    return window.bench.updates;
  });
  const before = processorSeconds(profile);
  await page.waitForTimeout(milliseconds);
  const used = processorSeconds(profile) - before;
  const { updates, longest } = await page.evaluate(() => window.bench);
  const count = Math.max(1, updates - begin);
  return { update: (used / count) * 1000, task: longest, updates: count };
}

function line(...cells) {
  console.log(cells.map((cell, i) => String(cell).padStart(i === 0 ? 9 : 13)).join(''));
}

console.log(`CPU-ms of renderer and GPU process, SwiftShader, 1440x900, zoom 4`);
line(
  'tracks',
  'renderer',
  'update',
  'vs empty',
  'panned frame',
  'vs empty',
  'longest task',
  'while panned',
);
const base = await measure('empty', 0);
const ratio = (value, to) => (value / to).toFixed(2);
function print({ mode, tracks, update, frame, task, panTask }) {
  const parts = [update.toFixed(0), ratio(update, base.update), frame.toFixed(0)];
  line(tracks, mode, ...parts, ratio(frame, base.frame), task.toFixed(0), panTask.toFixed(0));
}
print(base);
for (const tracks of flags.tracks.split(',').map(Number)) {
  const custom = await measure('custom', tracks);
  print(custom);
  if (flags.alone) continue;
  const geojson = await measure('geojson', tracks);
  print(geojson);
  const net = (geojson.update - base.update) / Math.max(1, custom.update - base.update);
  console.log(
    `          GeoJSON : custom, net of the basemap = ${net.toFixed(1)} : 1 per update; ` +
      `a search took ${custom.searchMs.toFixed(1)} ms`,
  );
}
