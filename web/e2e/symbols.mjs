import assert from 'node:assert/strict';
import { movingTrack, signedIn } from './center.mjs';
import { assertAccessible, assertRed, liveMap, signIn } from './steps.mjs';

const SIDES = ['Friend', 'Hostile', 'Neutral', 'Unknown'];
const listSymbol = (page) => page.locator('[data-track][aria-current] img');

/** The form of the list's symbol without its colours: which pixels it covers, as drawn large. */
function formOf(page) {
  return listSymbol(page).evaluate(async (image) => {
    const size = 96;
    const picture = new Image();
    picture.src = image.src;
    await picture.decode();
    const pen = new OffscreenCanvas(size, size).getContext('2d');
    const scale = size / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    pen.drawImage(picture, (size - width) / 2, (size - height) / 2, width, height);
    const { data } = pen.getImageData(0, 0, size, size);
    return Array.from({ length: size * size }, (_, at) => (data[at * 4 + 3] > 127 ? 1 : 0));
  });
}

/** The middle of the map in greys: what an eye without colours sees of the track that is there. */
export async function greysOf(page) {
  const { x, y, width, height } = await page.getByTestId('map').boundingBox();
  const png = await page.screenshot({
    clip: { x: x + width / 2 - 30, y: y + height / 2 - 30, width: 60, height: 60 },
  });
  return page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const pen = new OffscreenCanvas(60, 60).getContext('2d');
    pen.drawImage(picture, 0, 0);
    const { data: pixels } = pen.getImageData(0, 0, 60, 60);
    return Array.from({ length: 3600 }, (_, at) =>
      Math.round(0.299 * pixels[at * 4] + 0.587 * pixels[at * 4 + 1] + 0.114 * pixels[at * 4 + 2]),
    );
  }, png.toString('base64'));
}

export function differing(one, other, by) {
  return one.filter((value, at) => Math.abs(value - other[at]) >= by).length;
}

/** Asks until the answer is good; the last one if it never is, for the message. */
async function until(ask, good) {
  let answer;
  for (let left = 60; left > 0; left--) {
    answer = await ask();
    if (good(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return answer;
}

/** A moving track in the middle of the map, near enough to be more than a dot. */
async function openMovingTrack({ page, base, center, username, password }) {
  const { properties, geometry } = await movingTrack(await signedIn(center, username, password));
  const key = `${properties.station}/${encodeURIComponent(properties.track_id)}`;
  const place = geometry.coordinates.slice(0, 2).join(',');
  await page.goto(`${base}/ops?c=${place},11&sel=${key}&layers=labels:off;trails:none`);
  await page.getByTestId('track-fields').waitFor();
  await page.getByRole('button', { name: 'Follow' }).click();
}

export const symbols = [
  [
    'one key changes to MIL-STD-2525 and back, loads its symbols then only, and is remembered',
    async (world) => {
      const { page } = world;
      const loaded = [];
      page.on('request', (request) => loaded.push(request.url()));
      const military = () => loaded.filter((url) => url.includes('/military-')).length;
      await signIn(world, '/ops?c=11,56,5.5');
      await liveMap(world);
      await openMovingTrack(world);
      await liveMap(world);
      const before = await greysOf(page);
      assert.equal(military(), 0, 'the library came before anybody asked for it');
      await page.keyboard.press('x');
      await listSymbol(page).waitFor();
      assert.equal(military(), 1);
      const after = await until(
        () => greysOf(page),
        (greys) => differing(greys, before, 40) > 100,
      );
      assert.ok(differing(after, before, 40) > 100, 'the map shows what it showed before');
      await page.reload();
      await listSymbol(page).waitFor();
      await page.keyboard.press('Shift+L');
      const panel = page.getByTestId('layers');
      assert.ok(await panel.getByLabel('MIL-STD-2525').isChecked());
      await assertAccessible(page, 'military symbols');
      await page.keyboard.press('Escape');
      await page.keyboard.press('x');
      await listSymbol(page).waitFor({ state: 'detached' });
      await page.keyboard.press('x');
      await listSymbol(page).waitFor();
    },
  ],
  [
    'friend, hostile, neutral and unknown differ in MIL-STD-2525 without their colours',
    async (world) => {
      const { page } = world;
      await openMovingTrack(world);
      await liveMap(world);
      const sides = page.getByRole('group', { name: 'Affiliation' });
      const forms = [];
      const greys = [];
      for (const side of SIDES) {
        const address = await listSymbol(page).getAttribute('src');
        const chosen = await sides.getByLabel(side).isChecked();
        await sides.getByText(side).click();
        if (!chosen) {
          await page.waitForFunction(
            (old) => document.querySelector('[data-track][aria-current] img')?.src !== old,
            address,
          );
        }
        forms.push(await formOf(page));
        const other = (seen) => greys.every((known) => differing(seen, known, 30) > 60);
        const seen = await until(() => greysOf(page), other);
        assert.ok(other(seen), `${side} looks like one before it on the map`);
        greys.push(seen);
      }
      for (const [at, form] of forms.entries()) {
        for (const before of forms.slice(0, at)) {
          const unlike = differing(form, before, 1);
          assert.ok(unlike > 300, `${SIDES[at]}: ${unlike} of 9216 pixels differ`);
        }
      }
      await page.getByRole('button', { name: 'As reported' }).click();
      await page.getByText('As the sources report it').waitFor();
    },
  ],
  [
    'military symbols have nothing but red in the red theme',
    async (world) => {
      const { page, base } = world;
      await page.goto(`${base}/ops?c=11,56,6&theme=red`);
      await liveMap(world);
      await page.locator('[data-track] img').first().waitFor();
      await assertRed(page, 'military symbols');
      await page.keyboard.press('x');
      await page.locator('[data-track] img').first().waitFor({ state: 'detached' });
      await page.goto(`${base}/ops?theme=dark`);
      await liveMap(world);
    },
  ],
];
