import assert from 'node:assert/strict';
import { faultsOfLayout } from './looks.mjs';
import { assertAccessible, liveMap, signIn } from './steps.mjs';

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
];
