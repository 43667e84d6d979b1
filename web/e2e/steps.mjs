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

/** A page that is just a colour has not drawn a map. */
export async function assertDrawn(page) {
  const picture = (await page.getByTestId('map').screenshot()).toString('base64');
  const colours = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) {
      seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    }
    return seen.size;
  }, picture);
  assert.ok(colours > 50, `the map has only ${colours} colours`);
}

/** Nothing that axe calls serious or critical. */
export async function assertAccessible(page, where) {
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
