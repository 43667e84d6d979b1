// The past on the same map: what was known then, and the way back.
import assert from 'node:assert/strict';
import { report, signedIn } from './center.mjs';
import { faultsOfLayout, smallTargets } from './looks.mjs';
import { assertAccessible, liveMap, signIn } from './steps.mjs';

const SHIP = `past-${Date.now().toString(36)}`;
const SELECTED = `sel=ops/e2e:${SHIP}`;
const NOW = Date.now();
const ago = (seconds) => new Date(Math.floor(NOW / 1000 - seconds) * 1000).toISOString();
const at = (seconds) => `/ops?c=3.5,57,8&t=${ago(seconds)}&${SELECTED}`;

/** Ten minutes and five minutes ago it was somewhere, under another name each time. */
async function sail({ center, username, password }) {
  const ask = await signedIn(center, username, password);
  await report(ask, SHIP, 57, 3.5, { event_time: ago(600), payload: { name: 'ANNA' } });
  await report(ask, SHIP, 57, 3.6, { event_time: ago(300), payload: { name: 'BERTA' } });
}

const clockOf = (page) => page.getByTestId('replay-time');
const nameField = (page) =>
  page.getByTestId('track-fields').getByRole('row').filter({ hasText: 'Name' });

export const replay = [
  [
    'a selected track has the fields, the trail and the ages of the moment',
    async (world) => {
      const { page } = world;
      await sail(world);
      await signIn(world, at(400));
      await clockOf(page)
        .filter({ hasText: ago(400).slice(11, 19) })
        .waitFor();
      await nameField(page).filter({ hasText: 'ANNA' }).waitFor();
      assert.equal(await nameField(page).getByRole('cell').last().textContent(), '3 m');
      await page.getByTestId('track-details').getByText('Then', { exact: true }).waitFor();
      assert.equal(await page.locator('[aria-label=Track] ol time').count(), 1);
      await assertAccessible(page, 'a track of the past');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
    },
  ],
  [
    'later in the replay they are those of later',
    async ({ page }) => {
      await page.getByRole('slider', { name: 'Time' }).fill(String(Date.parse(ago(200))));
      await nameField(page).filter({ hasText: 'BERTA' }).waitFor();
      await page.waitForFunction(
        () => document.querySelectorAll('[aria-label=Track] ol time').length === 2,
      );
      await page.waitForFunction(
        (moment) => {
          const shown = Date.parse(new URLSearchParams(location.search).get('t') ?? '');
          return Math.abs(shown - moment) <= 2_000;
        },
        Date.parse(ago(200)),
      );
    },
  ],
  [
    'before it was heard, nothing is known of it',
    async (world) => {
      await world.page.goto(`${world.base}${at(700)}`);
      await world.page.getByText('Not known at that time').waitFor();
    },
  ],
  [
    'speed and steps go by keys, and End leads back to the present',
    async (world) => {
      const { page } = world;
      await page.goto(`${world.base}${at(400)}`);
      await clockOf(page)
        .filter({ hasText: ago(400).slice(11, 19) })
        .waitFor();
      await page.keyboard.press(']');
      await clockOf(page)
        .filter({ hasText: ago(390).slice(11, 19) })
        .waitFor();
      await page.keyboard.press('}');
      await page
        .getByRole('button', { name: /^Speed/ })
        .filter({ hasText: '30×' })
        .waitFor();
      await page.keyboard.press('End');
      await clockOf(page).waitFor({ state: 'detached' });
      await page.getByTestId('link-state').filter({ hasText: 'Live' }).waitFor();
      await nameField(page).filter({ hasText: 'BERTA' }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get('t'), null);
      await liveMap(world);
    },
  ],
];

export const replayByThumb = [
  [
    'the bar stands above the panel, large enough and over nothing, and leads back',
    async (world) => {
      const { page } = world;
      await sail(world);
      await signIn(world, at(400));
      await clockOf(page)
        .filter({ hasText: ago(400).slice(11, 19) })
        .waitFor();
      const bar = page.getByTestId('replay');
      const sheet = page.getByRole('region', { name: 'Selected track' });
      await sheet.getByText('Then', { exact: true }).waitFor();
      for (const height of ['peek', 'half']) {
        const above = await bar.boundingBox();
        const below = await sheet.boundingBox();
        assert.ok(above.y + above.height <= below.y, `the bar is clear of the panel at ${height}`);
        assert.deepEqual(await page.evaluate(faultsOfLayout), [], height);
        assert.deepEqual(await page.evaluate(smallTargets), [], height);
        await assertAccessible(page, `replay by thumb, ${height}`);
        if (height === 'peek')
          await page.getByRole('button', { name: 'Make the panel larger' }).tap();
      }
      await bar.getByRole('button', { name: 'Ten seconds on' }).tap();
      await clockOf(page)
        .filter({ hasText: ago(390).slice(11, 19) })
        .waitFor();
      await bar.getByRole('button', { name: 'Back to live' }).tap();
      await clockOf(page).waitFor({ state: 'detached' });
      await page.getByTestId('link-state').filter({ hasText: 'Live' }).waitFor();
    },
  ],
];
