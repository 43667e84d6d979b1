// Starts the system's Chromium without any network but the center, with a profile of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.VTOC_E2E_CHROMIUM ?? '/usr/bin/chromium';

/** Every request that did not go to the center. */
export const outside = [];

/** A browser with one page at `size`; `close` ends it and removes its profile. */
export async function openBrowser(base, size, { touch = false } = {}) {
  const host = new URL(base).hostname;
  const profile = await mkdtemp(join(tmpdir(), 'vtoc-e2e-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    ignoreDefaultArgs: true,
    args: [
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
      '--force-color-profile=srgb',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ${host}`,
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    viewport: size,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: 'reduce',
    timeout: 60_000,
  });
  context.setDefaultTimeout(40_000);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(http|ws)/.test(url.protocol) && url.host !== new URL(base).host) {
      outside.push(request.url());
    }
  });
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
