// Drives the console in a browser against a running center:
//
//   VTOC_E2E_URL=http://127.0.0.1:8080 VTOC_E2E_USERNAME=admin VTOC_E2E_PASSWORD=... npm run e2e
//
// VTOC_E2E_FRESH_URL is a center with the same administrator that was just made and has no sources.
//
// A word after it runs only the suites with that word in their name. The last line is `N passed, N failed`. A picture of each failure goes to VTOC_E2E_SHOTS, or a new
// temporary folder.
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administration, administrationByThumb } from './administration.mjs';
import { basemap } from './basemap.mjs';
import { openBrowser, outside } from './browser.mjs';
import { chat, chatByThumb } from './chat.mjs';
import { desktop } from './desktop.mjs';
import { firstSteps } from './first-steps.mjs';
import { geofences, geofencesByThumb } from './geofences.mjs';
import { makeLink } from './link.mjs';
import { map } from './map.mjs';
import { modes } from './modes.mjs';
import { phone } from './phone.mjs';
import { picture } from './picture.mjs';
import { playbooks, playbooksByThumb } from './playbooks.mjs';
import { replay, replayByThumb } from './replay.mjs';

const {
  VTOC_E2E_URL: usual,
  VTOC_E2E_FRESH_URL: fresh,
  VTOC_E2E_USERNAME: username,
  VTOC_E2E_PASSWORD: password,
} = process.env;
if (!usual || !fresh || !username || !password) {
  console.error('VTOC_E2E_URL, _FRESH_URL, _USERNAME and _PASSWORD are needed');
  process.exit(2);
}

const TEST_MS = 150_000;
let passed = 0;
let failed = 0;
let shots;

async function shotsFolder() {
  shots ??= process.env.VTOC_E2E_SHOTS ?? (await mkdtemp(join(tmpdir(), 'vtoc-shots-')));
  await mkdir(shots, { recursive: true });
  return shots;
}

async function runAll(suite, tests, size, { center = usual, ...options } = {}) {
  if (!suite.includes(process.argv[2] ?? '')) return;
  const link = await makeLink(center);
  const browser = await openBrowser(link.url, size, options);
  const world = { ...browser, link, center, base: link.url, username, password, size };
  for (const [name, test] of tests) {
    const began = Date.now();
    let timer;
    try {
      await Promise.race([
        test(world),
        new Promise((_, reject) => {
          timer = setTimeout(() => reject(new Error(`not done in ${TEST_MS / 1000} s`)), TEST_MS);
        }),
      ]);
      passed++;
      console.log(`ok     ${suite}: ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      const file = join(await shotsFolder(), `${suite}-${failed}.png`);
      await browser.page.screenshot({ path: file }).catch(() => undefined);
      console.log(
        `FAILED ${suite}: ${name}\n       ${error.message.replaceAll('\n', '\n       ')}\n       ${file}`,
      );
    } finally {
      clearTimeout(timer);
      link.mend();
    }
  }
  await browser.close();
  await link.close();
}

await runAll('first steps', firstSteps, { width: 1440, height: 900 }, { center: fresh });
await runAll('desktop', desktop, { width: 1440, height: 900 });
await runAll('administration', administration, { width: 1440, height: 900 });
await runAll('map', map, { width: 1440, height: 900 });
await runAll('picture', picture, { width: 1440, height: 900 });
await runAll('geofences', geofences, { width: 1440, height: 900 });
await runAll('playbooks', playbooks, { width: 1440, height: 900 });
await runAll('basemap', basemap, { width: 1440, height: 900 });
await runAll('modes', modes, { width: 1440, height: 900 });
await runAll('replay', replay, { width: 1440, height: 900 });
await runAll('replay by thumb', replayByThumb, { width: 390, height: 844 }, { touch: true });
await runAll('chat', chat, { width: 1440, height: 900 });
await runAll('phone', phone, { width: 390, height: 844 }, { touch: true });
await runAll(
  'administration by thumb',
  administrationByThumb,
  { width: 390, height: 844 },
  { touch: true },
);
await runAll('geofences by thumb', geofencesByThumb, { width: 390, height: 844 }, { touch: true });
await runAll('chat by thumb', chatByThumb, { width: 390, height: 844 }, { touch: true });
await runAll('playbooks by thumb', playbooksByThumb, { width: 390, height: 844 }, { touch: true });
if (outside.length === 0) {
  passed++;
  console.log('ok     no request left for anywhere but the center');
} else {
  failed++;
  console.log(`FAILED requests to the outside: ${[...new Set(outside)].join(', ')}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
