import assert from 'node:assert/strict';
import { movingTrack, signedIn } from './center.mjs';
import { faultsOfLayout, smallTargets } from './looks.mjs';
import { assertAccessible, assertDrawn, bareId, liveMap, signIn } from './steps.mjs';

export const phone = [
  [
    'signs in to a full map with a panel of tracks',
    async (world) => {
      await signIn(world);
      await liveMap(world);
      await assertDrawn(world.page);
      await world.page.getByRole('region', { name: 'Tracks' }).waitFor();
      await world.page.getByRole('navigation', { name: 'Pages' }).waitFor();
    },
  ],
  [
    'a link from the desktop opens the same track',
    async (world) => {
      const { page, base, center, username, password } = world;
      const { properties } = await movingTrack(await signedIn(center, username, password));
      const key = `${properties.station}/${properties.track_id}`;
      await page.goto(`${base}/ops?sel=${encodeURIComponent(key)}`);
      await liveMap(world);
      const sheet = page.getByRole('region', { name: 'Selected track' });
      await sheet.filter({ hasText: bareId(properties.track_id) }).waitFor();
    },
  ],
  [
    'the panel grows to the whole field table and shrinks again',
    async ({ page }) => {
      await page.getByRole('button', { name: 'Make the panel larger' }).click();
      await page.getByTestId('track-fields').waitFor();
      await page.getByRole('button', { name: 'Make the panel larger' }).click();
      await page.getByRole('button', { name: 'Make the panel smaller' }).click();
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
    },
  ],
  [
    'every control is large enough for a thumb',
    async ({ page }) => {
      assert.deepEqual(await page.evaluate(smallTargets), []);
      await page.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('region', { name: 'Tracks' }).waitFor();
      assert.deepEqual(await page.evaluate(smallTargets), []);
      await assertAccessible(page, 'phone');
    },
  ],
];
