// Geofences as an operator uses them: drawn, typed, crossed, changed, switched off, deleted.
import assert from 'node:assert/strict';
import { openBrowser } from './browser.mjs';
import { report, signedIn } from './center.mjs';
import { faultsOfLayout, smallTargets } from './looks.mjs';
import { assertAccessible, fillSignIn, liveMap, signIn } from './steps.mjs';

// In the Kattegat, far from where other tests look.
const VIEW = 'c=11.5,56.5,9';
const RUN = Date.now().toString(36);
const NAMES = { drawn: `Drawn ${RUN}`, typed: `Typed ${RUN}`, thumb: `Thumb ${RUN}` };
const SHIP = `ship-${RUN}`;

const panelOf = (page) => page.getByTestId('fences');
const rowOf = (page, name) => panelOf(page).getByRole('listitem').filter({ hasText: name });
/** That the ship of this run entered the fence, in the list of crossings. */
const entryOf = (page, name) => rowOf(page, SHIP).filter({ hasText: `entered ${name}` });
const toastOf = (page, text) => page.locator('[data-sonner-toast]').filter({ hasText: text });

async function stored(ask, name) {
  const { items } = await ask('/geofences?limit=1000');
  return items.find((fence) => fence.name === name);
}

async function crossingsOf(ask, name) {
  const { items } = await ask('/geofences/crossings?limit=1000');
  return items.filter(({ geofence }) => geofence === name);
}

/** The center of a control, in CSS pixels of the page. */
async function middleOf(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
}

const asking = ({ center, username, password }) => signedIn(center, username, password);
const sailIn = (ask) => report(ask, SHIP, 56.5, 11.5);
const sailOut = (ask) => report(ask, SHIP, 56, 11.5);

async function until(check) {
  const ends = Date.now() + 30_000;
  while (!(await check())) {
    assert.ok(Date.now() < ends, 'it did not happen within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export const geofences = [
  [
    'a fence is drawn by clicks, from a button on the map',
    async (world) => {
      const { page } = world;
      await signIn(world, `/ops?${VIEW}`);
      await liveMap(world);
      await page.getByRole('button', { name: 'Geofences' }).click();
      const panel = panelOf(page);
      await panel.getByRole('button', { name: 'Draw a geofence' }).first().click();
      for (const [x, y] of [
        [900, 300],
        [1000, 300],
        [1000, 400],
        [950, 450],
      ]) {
        await page.mouse.click(x, y);
      }
      await page.keyboard.press('Backspace');
      assert.equal(await page.getByRole('button', { name: /^Corner \d$/ }).count(), 3);
      await panel.getByLabel('Name').fill(NAMES.drawn);
      await assertAccessible(page, 'drawing');
      await panel.getByRole('button', { name: 'Save' }).click();
      await rowOf(page, NAMES.drawn).waitFor();
      const ask = await asking(world);
      const fence = await stored(ask, NAMES.drawn);
      assert.equal(fence.geometry.coordinates[0].length, 4);
    },
  ],
  [
    'a fence is typed, in any notation, and a line that is no position is named',
    async ({ page }) => {
      const panel = panelOf(page);
      await panel.getByRole('button', { name: 'Draw a geofence' }).click();
      const corners = panel.getByLabel('Corners, one on each line');
      await corners.fill('56.4, 11.3\nhere');
      await panel.getByText('“here” is no position.').waitFor();
      await corners.fill(
        `56.4, 11.3\n56°24'00"N 11°42'00"E\n32V NH 00000 00000\n56.6, 11.7\n56.6, 11.3`,
      );
      await corners.fill(`56.4, 11.3\n56°24'00"N 11°42'00"E\n56.6, 11.7\n56.6, 11.3`);
      await panel.getByLabel('Name').fill(NAMES.typed);
      await panel.getByText('What it watches').click();
      await panel.getByRole('button', { name: 'Vessels' }).click();
      await assertAccessible(page, 'typing');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await panel.getByRole('button', { name: 'Save' }).click();
      await rowOf(page, NAMES.typed).filter({ hasText: 'Vessels' }).waitFor();
    },
  ],
  [
    'a track that enters raises a toast, a count, an entry in the list and an event',
    async (world) => {
      const { page } = world;
      const ask = await asking(world);
      await sailOut(ask);
      await sailIn(ask);
      await toastOf(page, `${SHIP} entered ${NAMES.typed}`).waitFor();
      await rowOf(page, NAMES.typed)
        .filter({ hasText: /[1-9]\d* inside/ })
        .waitFor();
      await panelOf(page).getByText('Crossings', { exact: true }).click();
      await entryOf(page, NAMES.typed).waitFor();
      const [crossing] = await crossingsOf(ask, NAMES.typed);
      assert.equal(crossing.track_id, `e2e:${SHIP}`);
      assert.equal(crossing.direction, 'enter');
      await assertAccessible(page, 'crossings');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
    },
  ],
  [
    'what repeats comes together in one toast',
    async (world) => {
      const { page } = world;
      const ask = await asking(world);
      for (const [sail, direction] of [
        [sailOut, 'exit'],
        [sailIn, 'enter'],
        [sailOut, 'exit'],
        [sailIn, 'enter'],
      ]) {
        await sail(ask);
        await until(async () => (await crossingsOf(ask, NAMES.typed))[0].direction === direction);
      }
      await toastOf(page, /×\d/).first().waitFor();
      assert.ok((await page.locator('[data-sonner-toast][data-visible=true]').count()) <= 3);
    },
  ],
  [
    'a crossing leads to the track, and back to its moment',
    async ({ page }) => {
      const row = entryOf(page, NAMES.typed).first();
      await row.getByRole('button', { name: /Show/ }).click();
      await page.getByTestId('track-title').filter({ hasText: SHIP }).waitFor();
      const time = await row.locator('time').getAttribute('datetime');
      await row.getByRole('button', { name: /^Replay/ }).click();
      await page
        .getByTestId('replay-time')
        .filter({ hasText: time.slice(11, 19) })
        .waitFor();
      await page.waitForFunction(
        (moment) => new URLSearchParams(location.search).get('t')?.startsWith(moment),
        time.slice(0, 19),
      );
      await page.keyboard.press('End');
      await page.getByTestId('replay-time').waitFor({ state: 'detached' });
      await panelOf(page)
        .getByRole('button', { name: new RegExp(`^Only ${SHIP}`) })
        .click();
      await panelOf(page)
        .getByLabel('Geofence', { exact: true })
        .selectOption({ label: NAMES.typed });
      await row.waitFor();
      await panelOf(page)
        .getByLabel('Geofence', { exact: true })
        .selectOption({ label: NAMES.drawn });
      await panelOf(page).getByText('No crossings').waitFor();
    },
  ],
  [
    'the address opens the list of crossings again',
    async (world) => {
      const { page } = world;
      await page.goto(`${world.base}/ops?${VIEW}&fences=crossings`);
      await liveMap(world);
      await entryOf(page, NAMES.typed).first().waitFor();
      await page.keyboard.press('Escape');
      await panelOf(page).waitFor({ state: 'detached' });
      await page.keyboard.press('Shift+B');
      await rowOf(page, NAMES.typed).waitFor();
    },
  ],
  [
    'a fence is changed by dragging a corner, by keys and by its name',
    async (world) => {
      const { page } = world;
      const ask = await asking(world);
      const before = (await stored(ask, NAMES.typed)).geometry.coordinates[0];
      await page.getByRole('button', { name: `Change ${NAMES.typed}` }).click();
      const corner = page.getByRole('button', { name: 'Corner 1', exact: true });
      await corner.waitFor();
      const [x, y] = await middleOf(corner);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 20, y + 10, { steps: 4 });
      await page.mouse.up();
      const side = page.getByRole('button', { name: 'New corner after corner 2' });
      await side.focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('button', { name: 'Corner 5', exact: true }).waitFor();
      await panelOf(page).getByLabel('Name').fill(`${NAMES.typed} wide`);
      await panelOf(page).getByRole('button', { name: 'Save' }).click();
      await rowOf(page, `${NAMES.typed} wide`).waitFor();
      const after = (await stored(ask, `${NAMES.typed} wide`)).geometry.coordinates[0];
      assert.equal(after.length, before.length + 1);
      assert.ok(after[0][0] < before[0][0], 'the first corner went west');
      assert.ok(after[0][1] < before[0][1], 'the first corner went south');
      assert.deepEqual(after[1], before[1]);
    },
  ],
  [
    'switched off it says nothing',
    async (world) => {
      const { page } = world;
      const name = `${NAMES.typed} wide`;
      await page.getByRole('button', { name: `Switch ${name} off` }).click();
      await rowOf(page, name).filter({ hasText: 'Off' }).waitFor();
      const ask = await asking(world);
      const before = (await crossingsOf(ask, name)).length;
      await sailOut(ask);
      await sailIn(ask);
      const [track] = (await ask('/tracks?station=ops')).features.filter(
        ({ id }) => id === `e2e:${SHIP}`,
      );
      assert.equal(track.geometry.coordinates[1], 56.5);
      assert.equal((await crossingsOf(ask, name)).length, before);
    },
  ],
  [
    'a viewer sees fences and crossings, and can change nothing',
    async (world) => {
      const ask = await asking(world);
      const viewer = { username: `viewer-${RUN}`, password: 'a sound horse eats hay' };
      await ask('/users', { ...viewer, email: null, admin: false, stations: { ops: 'viewer' } });
      const { page, close } = await openBrowser(world.base, world.size);
      try {
        await page.goto(`${world.base}/ops?${VIEW}&fences=list`);
        await fillSignIn(page, viewer.username, viewer.password);
        await rowOf(page, NAMES.drawn).waitFor();
        for (const verb of ['Change', 'Delete', 'Switch']) {
          assert.equal(
            await page.getByRole('button', { name: new RegExp(`^${verb} `) }).count(),
            0,
          );
        }
        assert.equal(await page.getByRole('button', { name: 'Draw a geofence' }).count(), 0);
      } finally {
        await close();
      }
    },
  ],
  [
    'a fence is deleted after a question',
    async ({ page }) => {
      for (const name of [NAMES.drawn, `${NAMES.typed} wide`]) {
        await page.getByRole('button', { name: `Delete ${name}` }).click();
        await page.getByRole('button', { name: 'Delete geofence' }).click();
        await rowOf(page, name).waitFor({ state: 'detached' });
      }
    },
  ],
];

export const geofencesByThumb = [
  [
    'a fence is drawn by taps, and nothing is too small or scrolls sideways',
    async (world) => {
      const { page } = world;
      await signIn(world, `/ops?${VIEW}`);
      await liveMap(world);
      await page.getByRole('button', { name: 'Geofences' }).tap();
      const panel = panelOf(page);
      await panel.getByRole('button', { name: 'Draw a geofence' }).first().tap();
      for (const [x, y] of [
        [120, 150],
        [220, 150],
        [220, 250],
      ]) {
        await page.touchscreen.tap(x, y);
      }
      await page.getByRole('button', { name: 'Corner 3', exact: true }).waitFor();
      await panel.getByLabel('Name').fill(NAMES.thumb);
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      assert.deepEqual(await page.evaluate(smallTargets), []);
      await assertAccessible(page, 'drawing by thumb');
      await panel.getByRole('button', { name: 'Save' }).tap();
      await rowOf(page, NAMES.thumb).waitFor();
      assert.deepEqual(await page.evaluate(smallTargets), []);
      await panel.getByText('Crossings', { exact: true }).tap();
      assert.deepEqual(await page.evaluate(smallTargets), []);
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await panel.getByText('Fences', { exact: true }).tap();
      await page.getByRole('button', { name: `Delete ${NAMES.thumb}` }).tap();
      await page.getByRole('button', { name: 'Delete geofence' }).tap();
      await rowOf(page, NAMES.thumb).waitFor({ state: 'detached' });
    },
  ],
];
