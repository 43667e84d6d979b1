import assert from 'node:assert/strict';
import { movingTrack, signedIn } from './center.mjs';
import { faultsOfLayout } from './looks.mjs';
import { assertAccessible, assertDrawn, assertRed, liveMap, signIn } from './steps.mjs';

/** The camera as the address has it, once it rests there. */
async function cameraNear(page, longitude, latitude, degrees = 0.02) {
  await page.waitForFunction(
    ([east, north, reach]) => {
      const [x, y] = (new URLSearchParams(location.search).get('c') ?? '').split(',').map(Number);
      return Math.abs(x - east) < reach && Math.abs(y - north) < reach;
    },
    [longitude, latitude, degrees],
  );
}

async function find(page, text) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(text);
}

export const map = [
  [
    'typed coordinates are offered as a place to go to, however they are written',
    async (world) => {
      const { page } = world;
      await signIn(world, '/ops?c=11,56,5.5');
      await liveMap(world);
      for (const [text, longitude, latitude] of [
        ['31U DQ 48251 11935', 2.2945, 48.8582],
        [`57°43'12"N 10°35'00"E`, 10.5833, 57.72],
        ['32V 576000 6398000', 10.276, 57.716],
        ['-33.8568, 151.2153', 151.2153, -33.8568],
      ]) {
        await find(page, text);
        await page
          .locator('[cmdk-item][data-selected=true]')
          .filter({ hasText: 'Go to' })
          .waitFor();
        await page.keyboard.press('Enter');
        await cameraNear(page, longitude, latitude);
      }
    },
  ],
  [
    'a town is found by its name, without its marks, and gone to',
    async ({ page }) => {
      await find(page, 'tromso');
      await page.getByRole('option').filter({ hasText: 'Norway' }).first().click();
      await cameraNear(page, 18.96, 69.65, 0.1);
    },
  ],
  [
    'the position that is copied is the one that its text leads back to',
    async ({ page, context, base }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: base });
      await page.goto(`${base}/ops?c=10.5833,57.72,9`);
      await page.locator('[data-testid=map][data-state=ready]').waitFor();
      // Degrees at first; the second notation after them is MGRS.
      for (let i = 0; i < 2; i++) await page.getByTestId('pointer-position').click();
      await page.keyboard.press('Shift+M');
      await page.getByText('Position copied').waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(text, /^32V NJ \d{5} \d{5}$/);
      await page.keyboard.press('h');
      await find(page, text);
      await page.locator('[cmdk-item][data-selected=true]').filter({ hasText: 'Go to' }).waitFor();
      await page.keyboard.press('Enter');
      await cameraNear(page, 10.5833, 57.72, 0.001);
    },
  ],
  [
    'the strip shows where the pointer is, in the notation that is chosen',
    async ({ page }) => {
      const strip = page.getByTestId('pointer-position');
      await page.mouse.move(800, 400);
      await strip.filter({ hasText: /\d\d[A-Z] [A-Z]{2} \d{5} \d{5}$/ }).waitFor();
      for (let i = 0; i < 2; i++) await strip.click();
      await page.mouse.move(810, 420);
      await strip.filter({ hasText: / \d\d°\d\d′/ }).waitFor();
      for (let i = 0; i < 2; i++) await strip.click();
      await page.mouse.move(800, 410);
      await strip.filter({ hasText: /\d\d[A-Z] [A-Z]{2}/ }).waitFor();
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await assertAccessible(page, 'map');
    },
  ],
  [
    'layers are chosen in a panel, kept in the address, and open again from it',
    async (world) => {
      const { page } = world;
      await page.goto(`${world.base}/ops?c=11,56,5.5`);
      await liveMap(world);
      await page.keyboard.press('Shift+L');
      const panel = page.getByTestId('layers');
      await panel.getByRole('button', { name: 'Vessels' }).click();
      await panel.getByText('MGRS').click();
      await panel.getByRole('slider', { name: 'Opacity of tracks' }).fill('40');
      await page.waitForFunction(() => {
        const layers = new URLSearchParams(location.search).get('layers') ?? '';
        return /grid:mgrs.*hide:vessel.*fade:tracks=40/.test(layers);
      });
      await assertAccessible(page, 'layers');
      await page.reload();
      await liveMap(world);
      await page.getByRole('button', { name: 'Layers' }).click();
      await panel.getByRole('button', { name: 'Vessels', pressed: false }).waitFor();
      assert.equal(await panel.getByRole('radio', { name: 'MGRS' }).isChecked(), true);
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
    },
  ],
  [
    'what a layer hides is not drawn',
    async (world) => {
      const { page, base } = world;
      const hidden = 'aircraft,vessel,vehicle,person,station,object,satellite,emitter,other';
      const drawn = [];
      for (const layers of [`hide:${hidden};names:off`, 'names:off']) {
        await page.goto(`${base}/ops?c=10.6,57.6,8&layers=${layers}`);
        await liveMap(world);
        await page.waitForTimeout(1500);
        drawn.push((await page.getByTestId('map').screenshot()).length);
      }
      assert.ok(drawn[1] > drawn[0] * 1.2, `pictures of ${drawn.join(' and ')} bytes`);
    },
  ],
  [
    'the ruler gives distance and bearing of each leg and their sum',
    async (world) => {
      const { page } = world;
      await page.goto(`${world.base}/ops?c=0,0,5`);
      await page.locator('[data-testid=map][data-state=ready]').waitFor();
      await page.keyboard.press('m');
      const ruler = page.getByTestId('measure');
      const box = await page.getByTestId('map').boundingBox();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.click(x, y);
      await page.mouse.click(x + 91.02, y);
      await page.mouse.click(x + 91.02, y + 91.02);
      await ruler.getByRole('listitem').nth(1).waitFor();
      assert.match(await ruler.getByRole('listitem').nth(0).textContent(), /1120 NM090°/);
      assert.match(await ruler.getByRole('listitem').nth(1).textContent(), /2119 NM180°/);
      await ruler.getByText(/^2(39|40) NM$/).waitFor();
      await page.keyboard.press('Backspace');
      await ruler.getByText('120 NM').last().waitFor();
      assert.equal(await ruler.getByRole('listitem').count(), 1);
      await page.keyboard.press('Enter');
      await page.mouse.click(x, y + 60);
      assert.equal(await ruler.getByRole('listitem').count(), 1);
      await assertAccessible(page, 'measure');
      await page.keyboard.press('Escape');
      await ruler.waitFor({ state: 'detached' });
    },
  ],
  [
    'the red theme has nothing but red in it, symbols and panels included',
    async (world) => {
      const { page } = world;
      await page.goto(`${world.base}/ops?c=10.6,57.6,8&theme=red&layers=grid:degrees;rings:on`);
      await liveMap(world);
      await page.keyboard.press('j');
      await page.getByTestId('track-fields').waitFor();
      await page.keyboard.press('m');
      await page.mouse.click(600, 400);
      await page.mouse.click(800, 500);
      await page.keyboard.press('Enter');
      await assertDrawn(page);
      await assertRed(page, 'map and track');
      await page.keyboard.press('Shift+L');
      await page.getByTestId('layers').waitFor();
      await assertRed(page, 'layers');
      await page.keyboard.press('Escape');
      await find(page, 'skagen');
      await page.getByRole('option').filter({ hasText: 'Denmark' }).waitFor();
      await assertRed(page, 'search');
      await page.keyboard.press('Escape');
      await page.goto(`${world.base}/sources?theme=red`);
      await page.getByRole('row').nth(1).waitFor();
      await assertRed(page, 'sources');
      await page.goto(`${world.base}/ops?theme=dark`);
      await liveMap(world);
    },
  ],
  [
    'an operator says which side a track is on, and takes it back',
    async (world) => {
      const { page, center, username, password } = world;
      const ask = await signedIn(center, username, password);
      const { properties } = await movingTrack(ask);
      const id = encodeURIComponent(properties.track_id);
      const stored = async () =>
        (await ask(`/tracks/${id}?station=${properties.station}`)).properties.affiliation;
      await page.goto(`${world.base}/ops?sel=${properties.station}/${id}`);
      await page.getByTestId('track-fields').waitFor();
      const before = await stored();
      const sides = page.getByRole('group', { name: 'Affiliation' });
      await sides.getByText('Hostile').click();
      await page.getByText('Set by an operator').waitFor();
      assert.equal(await stored(), 'hostile');
      // The list shows the frame of a foe, whatever the colours are.
      await page.locator('[data-track][aria-current] svg path[stroke="var(--hostile)"]').waitFor();
      await assertAccessible(page, 'affiliation');
      await page.getByRole('button', { name: 'As reported' }).click();
      await page.getByText('As the sources report it').waitFor();
      assert.equal(await stored(), before);
    },
  ],
  [
    'the past is replayed on the same map, cannot be taken for live, and ends at one key',
    async (world) => {
      const { page } = world;
      await page.goto(`${world.base}/ops?c=11,56,5.5`);
      await liveMap(world);
      await page.keyboard.press('Space');
      const clock = page.getByTestId('replay-time');
      await clock.filter({ hasText: /REPLAY \d\d:\d\d:\d\dZ/ }).waitFor();
      await page.getByTestId('link-state').filter({ hasText: 'Replay' }).waitFor();
      const before = await clock.textContent();
      await page.waitForFunction(
        (text) => document.querySelector('[data-testid=replay-time]')?.textContent !== text,
        before,
      );
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
      await page.waitForFunction(() => new URLSearchParams(location.search).get('t') !== null);
      await assertAccessible(page, 'replay');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      const link = page.url();
      await page.keyboard.press('End');
      await clock.waitFor({ state: 'detached' });
      await page.getByTestId('link-state').filter({ hasText: 'Live' }).waitFor();
      const moment = new URL(link).searchParams.get('t');
      await page.goto(link);
      await clock.filter({ hasText: moment.slice(11, 19) }).waitFor();
      await page.getByRole('button', { name: 'Back to live' }).click();
      await liveMap(world);
    },
  ],
];
