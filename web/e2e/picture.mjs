// What the picture tells an eye, with vessels of the tests' own in the empty South Atlantic.
import assert from 'node:assert/strict';
import { report, signedIn } from './center.mjs';
import { differing, greysOf } from './greys.mjs';
import { liveMap, signIn } from './steps.mjs';

const RUN = Date.now().toString(36);
const SIDES = ['friend', 'hostile', 'neutral', 'unknown'];
const LATITUDE = -40;
const placeOf = (side) => -20 + SIDES.indexOf(side);
const countOf = (page) => page.getByTestId('track-count');
const filtersOf = (page) => page.getByRole('group', { name: 'Filters' });

export const picture = [
  [
    'the four affiliations differ by shape, without their colours',
    async (world) => {
      const { page, base } = world;
      const ask = await signedIn(world.center, world.username, world.password);
      for (const side of SIDES) {
        const more = { affiliation: side, course: 0 };
        await report(ask, `${side}-${RUN}`, LATITUDE, placeOf(side), more);
      }
      await signIn(world);
      await liveMap(world);
      const seen = [];
      for (const side of SIDES) {
        await page.goto(
          `${base}/ops?c=${placeOf(side)},${LATITUDE},11&layers=labels:off;names:off&f=view:1`,
        );
        await liveMap(world);
        await countOf(page).filter({ hasText: /^1 of/ }).waitFor();
        seen.push(await greysOf(page));
      }
      seen.forEach((one, at) => {
        for (const before of seen.slice(0, at)) {
          const unlike = differing(one, before, 30);
          assert.ok(unlike > 60, `${SIDES[at]}: only ${unlike} of 3600 pixels differ`);
        }
      });
    },
  ],
  [
    'hostile, vessels and in view leave a number that list, strip and address agree on',
    async (world) => {
      const { page, base } = world;
      await page.goto(`${base}/ops?c=-18.5,${LATITUDE},6`);
      await liveMap(world);
      for (const chip of [/^In view/, /^Vessels/, /^Hostile/]) {
        await filtersOf(page).getByRole('button', { name: chip }).click();
      }
      await countOf(page).filter({ hasText: /^1 of/ }).waitFor();
      await page
        .locator('[data-track]')
        .filter({ hasText: `hostile-${RUN}` })
        .waitFor();
      assert.equal(await page.locator('[data-track]').count(), 1);
      await page.getByTestId('strip-counts').filter({ hasText: '/ 1 in view' }).waitFor();
      assert.match(decodeURIComponent(page.url()), /f=kind:vessel;aff:hostile;view:1/);
      await page.getByRole('button', { name: 'Clear' }).click();
      await countOf(page).filter({ hasText: 'of' }).waitFor({ state: 'detached' });
    },
  ],
  [
    'the trail leads to where the symbol points',
    async (world) => {
      const { page, base } = world;
      const ask = await signedIn(world.center, world.username, world.password);
      const ship = `trail-${RUN}`;
      const now = Date.now();
      for (const [seconds, longitude] of [
        [240, -30.2],
        [120, -30.1],
        [1, -30],
      ]) {
        const event_time = new Date(now - seconds * 1000).toISOString();
        await report(ask, ship, LATITUDE, longitude, { course: 90, event_time });
      }
      const look = async (trails) => {
        await page.goto(
          `${base}/ops?c=-30.1,${LATITUDE},11&sel=ops/e2e:${ship}&layers=labels:off;names:off;trails:${trails}`,
        );
        await liveMap(world);
        await page.getByTestId('track-fields').waitFor();
        await page.waitForFunction(
          () => document.querySelectorAll('[aria-label=Track] ol time').length === 3,
        );
        // The middle of the map lies on the way, west of the symbol, which points east.
        return greysOf(page);
      };
      const without = await look('none');
      await page.keyboard.press('t');
      await page.waitForFunction(
        () => !(new URLSearchParams(location.search).get('layers') ?? '').includes('trails:none'),
      );
      let drawn = 0;
      for (let left = 40; left > 0 && drawn < 60; left--) {
        drawn = differing(await greysOf(page), without, 30);
      }
      assert.ok(drawn >= 60, 'the trail goes through the middle of the map');
      const course = page.getByTestId('track-details').getByText('090°');
      await course.first().waitFor();
    },
  ],
];
