// Steps that several tests take.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axeSource = await readFile(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

export async function fillSignIn(page, username, password) {
  await page.getByLabel('User name or e-mail').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function signIn({ page, base, username, password }, path = '/ops') {
  await page.goto(`${base}${path}`);
  await fillSignIn(page, username, password);
}

/** The map is drawn and data has come in more than twice. */
export async function liveMap({ page }) {
  await page.locator('[data-testid=map][data-state=ready]').waitFor();
  await page.waitForFunction(() => (window.__vtoc?.ticks ?? 0) > 2 && window.__vtoc.tracks > 0);
}

/** Draws a picture in the page again and counts: different colours, and what red light must not have. */
async function coloursOf(page, png) {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data: pixels } = pen.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    const leaks = [];
    for (let at = 0; at < pixels.length; at += 4) {
      const [red, green, blue] = [pixels[at], pixels[at + 1], pixels[at + 2]];
      seen.add((red << 16) | (green << 8) | blue);
      const most = Math.max(green, blue);
      if (most > 110 && most > 0.7 * red) {
        const place = at / 4;
        leaks.push(
          `${red},${green},${blue} at ${place % image.width},${(place / image.width) | 0}`,
        );
      }
    }
    return { different: seen.size, leaks: leaks.slice(0, 5), leaked: leaks.length };
  }, png.toString('base64'));
}

/** A page that is just a colour has not drawn a map. */
export async function assertDrawn(page) {
  const { different } = await coloursOf(page, await page.getByTestId('map').screenshot());
  assert.ok(different > 50, `the map has only ${different} colours`);
}

/** Nothing on the screen that would end the eyes' adaptation to the dark. */
export async function assertRed(page, where) {
  const { leaks, leaked } = await coloursOf(page, await page.screenshot());
  assert.equal(leaked, 0, `${where}: ${leaks.join(' | ')}`);
}

/** Nothing that axe calls serious or critical. */
export async function assertAccessible(page, where) {
  // Half faded in, anything has too little contrast.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  );
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'] }),
  );
  const bad = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html.slice(0, 160))
          .slice(0, 3)
          .join(' | ')}`,
    );
  assert.deepEqual(bad, [], where);
}

export function bareId(trackId) {
  const own = trackId.slice(trackId.indexOf(':') + 1);
  return trackId.startsWith('icao:') ? own.toUpperCase() : own;
}

export const positionOf = (page) => page.getByTestId('track-position').textContent();
