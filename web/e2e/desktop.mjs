import assert from 'node:assert/strict';
import { movingTrack, signedIn } from './center.mjs';
import { faultsOfLayout } from './looks.mjs';
import {
  assertAccessible,
  assertDrawn,
  bareId,
  fillSignIn,
  liveMap,
  positionOf,
  signIn,
} from './steps.mjs';

const SIZES = [
  [1440, 900],
  [1280, 800],
  [1024, 768],
  [390, 844],
];
const THEMES = ['dark', 'light', 'red'];
const NOWHERE = '/no-such-page';

let found;

export const desktop = [
  [
    'a wrong password is called wrong',
    async ({ page, base, username }) => {
      await page.goto(`${base}/`);
      await fillSignIn(page, username, 'wrong');
      await page.getByRole('alert').filter({ hasText: 'password is wrong' }).waitFor();
      assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '');
    },
  ],
  [
    'the sign-in page says where the first password is',
    async ({ page }) => {
      await page.getByText('printed once').waitFor();
      await assertAccessible(page, 'sign-in');
    },
  ],
  [
    'a center that is away is called away, not a wrong password',
    async ({ page, link, username, password }) => {
      link.cut();
      await fillSignIn(page, username, password);
      await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
      link.mend();
    },
  ],
  [
    'a deep link leads over the sign-in to its view',
    async (world) => {
      await signIn(world, '/ops?c=11,56,5.5');
      await liveMap(world);
      assert.match(world.page.url(), /\/ops\?.*c=11(%2C|,)56(%2C|,)5\.5/);
      await assertDrawn(world.page);
    },
  ],
  [
    'the page says that it is live, how old the data is, and that it is a demo where it is one',
    async ({ page, center }) => {
      const state = page.getByTestId('link-state');
      await state.filter({ hasText: /Live\s*\d+\.\d s/ }).waitFor();
      const about = await (await fetch(`${center}/api/v1/about`)).json();
      assert.equal(await page.getByText('DEMO', { exact: true }).count(), about.demo ? 1 : 0);
      await page
        .locator('header time')
        .filter({ hasText: /^\d\d:\d\d:\d\dZ$/ })
        .waitFor();
    },
  ],
  [
    'a track is found by the search and opened',
    async ({ page, center, username, password }) => {
      found = await movingTrack(await signedIn(center, username, password));
      const { track_id: id, station } = found.properties;
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill(bareId(id));
      await page
        .locator('[cmdk-item][data-selected=true]')
        .filter({ hasText: bareId(id) })
        .waitFor();
      await page.keyboard.press('Enter');
      await page
        .getByTestId('track-details')
        .filter({ hasText: bareId(id) })
        .waitFor();
      await page.waitForFunction(
        (key) => new URLSearchParams(location.search).get('sel') === key,
        `${station}/${id}`,
      );
      await page.locator(`[data-track="${station}/${id}"][aria-current=true]`).waitFor();
    },
  ],
  [
    'its details show every field with source and age',
    async ({ page }) => {
      const fields = page.getByTestId('track-fields');
      await fields.getByRole('row').nth(3).waitFor();
      for (const name of ['Latitude', 'Longitude']) {
        const row = fields.getByRole('row').filter({ hasText: name });
        await row.filter({ hasText: found.properties.source }).waitFor();
        assert.match(await row.getByRole('cell').last().textContent(), /^\d+ [smhd]$/);
      }
    },
  ],
  [
    'the open track moves',
    async ({ page }) => {
      const before = await positionOf(page);
      await page.waitForFunction(
        (text) => document.querySelector('[data-testid=track-position]')?.textContent !== text,
        before,
        { timeout: 120_000 },
      );
    },
  ],
  [
    'keys follow, close, walk the list and show help',
    async ({ page }) => {
      await page.keyboard.press('f');
      await page.getByRole('button', { name: 'Following' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByTestId('track-details').waitFor({ state: 'detached' });
      await page.keyboard.press('j');
      await page.getByTestId('track-details').waitFor();
      const first = await page.getByTestId('track-title').textContent();
      await page.keyboard.press('j');
      await page.waitForFunction(
        (title) =>
          document.querySelector('[data-testid=track-title]') !== null &&
          new URLSearchParams(location.search).get('sel') !== null &&
          document.querySelector('[data-track][aria-current]') !== null &&
          title !== undefined,
        first,
      );
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  ],
  [
    'a filter leaves the same number in list and address, and one click clears it',
    async ({ page }) => {
      const count = page.getByTestId('track-count');
      const filters = page.getByRole('group', { name: 'Filters' });
      await filters.getByRole('button', { pressed: false }).nth(1).click();
      await count.filter({ hasText: ' of ' }).waitFor();
      assert.match(page.url(), /[?&]f=kind/);
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.waitForFunction(
        () => !document.querySelector('[data-testid=track-count]').textContent.includes('of'),
      );
    },
  ],
  [
    'a link to a track that does not exist says so',
    async (world) => {
      await world.page.goto(`${world.base}/ops?sel=ops/icao:ffffff`);
      await world.page.getByRole('heading', { name: 'Track not found' }).waitFor();
      await world.page.keyboard.press('Escape');
      await world.page.getByTestId('track-details').waitFor({ state: 'detached' });
      await liveMap(world);
    },
  ],
  [
    'a lost link is said in words, and mends by itself',
    async ({ page, link }) => {
      const state = page.getByTestId('link-state');
      link.cut();
      await state.filter({ hasText: 'Reconnecting' }).waitFor();
      await page
        .getByTestId('lost-banner')
        .filter({ hasText: 'connection to the center is lost' })
        .waitFor();
      link.mend();
      await page.getByRole('button', { name: 'Try now' }).click();
      await state.filter({ hasText: 'Live' }).waitFor();
      await page.getByTestId('lost-banner').waitFor({ state: 'detached' });
    },
  ],
  [
    'a reload keeps the session',
    async (world) => {
      await world.page.reload();
      await liveMap(world);
    },
  ],
  [
    'the sources are listed with their state',
    async ({ page, base }) => {
      await page.goto(`${base}/sources`);
      await page.getByRole('table', { name: 'Sources' }).getByRole('row').nth(1).waitFor();
      await page.getByText('Last data').first().waitFor();
    },
  ],
  [
    'an address without a page says so',
    async ({ page, base }) => {
      await page.goto(`${base}${NOWHERE}`);
      await page.getByText('There is no page at this address').waitFor();
      await page.getByRole('link', { name: 'Go to operations' }).waitFor();
    },
  ],
  ...['/ops', '/sources', NOWHERE].map((path) => [
    `${path} has no serious fault of accessibility in any theme`,
    async (world) => {
      for (const theme of THEMES) {
        await world.page.goto(`${world.base}${path}?theme=${theme}`);
        await settled(world, path);
        assert.equal(await world.page.locator('html').getAttribute('data-theme'), theme);
        await assertAccessible(world.page, `${path} ${theme}`);
      }
    },
  ]),
  [
    'an open track, the search and the keys have no serious fault of accessibility',
    async (world) => {
      await openFirst(world, 'dark');
      await assertAccessible(world.page, 'details');
      await world.page.keyboard.press('Control+k');
      await world.page.getByRole('combobox').waitFor();
      await assertAccessible(world.page, 'search');
      await world.page.keyboard.press('Escape');
    },
  ],
  ...SIZES.map(([width, height]) => [
    `nothing overlaps or is cut off at ${width} x ${height}`,
    async (world) => {
      await world.page.setViewportSize({ width, height });
      for (const path of ['/ops', '/sources', NOWHERE]) {
        await world.page.goto(`${world.base}${path}?theme=dark`);
        await settled(world, path);
        assert.deepEqual(await world.page.evaluate(faultsOfLayout), [], path);
      }
      if (width > 760) {
        await openFirst(world, 'light');
        assert.deepEqual(await world.page.evaluate(faultsOfLayout), [], 'with an open track');
      }
    },
  ]),
  [
    'signing out leads back to the sign-in page',
    async ({ page, base, size }) => {
      await page.setViewportSize(size);
      await page.goto(`${base}/sources`);
      await page.getByRole('button', { name: /^Account/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
    },
  ],
];

async function settled(world, path) {
  if (path === '/ops') {
    await liveMap(world);
    await world.page.getByTestId('track-count').filter({ hasText: /\d/ }).waitFor();
  } else if (path === '/sources') {
    await world.page.getByRole('row').nth(1).waitFor();
  } else {
    await world.page.getByText('There is no page at this address').waitFor();
  }
}

async function openFirst(world, theme) {
  await world.page.goto(`${world.base}/ops?theme=${theme}`);
  await liveMap(world);
  await world.page.locator('[data-track]').first().click();
  await world.page.getByTestId('track-fields').waitFor();
}
