import assert from 'node:assert/strict';
import { faultsOfLayout } from './looks.mjs';
import { assertAccessible, assertDrawn, liveMap, signIn } from './steps.mjs';

const cameraOf = (page) => new URL(page.url()).searchParams.get('c');
const kept = (page) =>
  page.evaluate(() => document.querySelector('[data-testid=strip-counts]')?.textContent);

/** The picture once the fine coast and the labels have come: three times the same, seconds apart. */
async function settled(page) {
  let same = 0;
  let last = await page.screenshot();
  for (let left = 30; left > 0 && same < 3; left--) {
    await page.waitForTimeout(1500);
    const next = await page.screenshot();
    same = next.equals(last) ? same + 1 : 0;
    last = next;
  }
  assert.equal(same, 3, 'the picture never comes to rest');
  return last;
}

export const modes = [
  [
    'a kiosk shows the map, its counts and the link, and nothing to work with',
    async (world) => {
      const { page } = world;
      await signIn(world, '/ops?kiosk=1&c=11,56,5.5&theme=dark');
      await liveMap(world);
      await assertDrawn(page);
      await page.getByTestId('link-state').filter({ hasText: 'Live' }).waitFor();
      await page.getByTestId('strip-counts').waitFor();
      assert.equal(await page.getByRole('banner').count(), 0);
      assert.equal(await page.getByRole('navigation').count(), 0);
      assert.equal(await page.getByRole('textbox').count(), 0);
      await assertAccessible(page, 'kiosk');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await page.keyboard.press('+');
      await page.waitForFunction(
        () => !new URLSearchParams(location.search).get('c')?.endsWith(',5.5'),
      );
      assert.equal(new URL(page.url()).searchParams.get('kiosk'), '1');
    },
  ],
  [
    'a frozen picture stays as it opened: clock, tracks and camera',
    async (world) => {
      const { page, base } = world;
      await page.goto(`${base}/ops?freeze=1&kiosk=1&c=11,56,6`);
      await liveMap(world);
      const shot = await settled(page);
      const before = await kept(page);
      const ticks = await page.evaluate(() => window.__vtoc.ticks);
      await page.keyboard.press('+');
      await page.keyboard.press('ArrowLeft');
      await page.mouse.wheel(0, -400);
      await page.waitForFunction((old) => window.__vtoc.ticks > old + 3, ticks);
      assert.equal(await kept(page), before);
      assert.equal(cameraOf(page), '11,56,6');
      assert.ok(shot.equals(await page.screenshot()), 'the picture has changed');
      await page.goto(`${base}/ops?freeze=1&c=11,56,6`);
      await liveMap(world);
      const clock = () => page.locator('header time').textContent();
      const at = await clock();
      await page.waitForTimeout(2500);
      assert.equal(await clock(), at);
    },
  ],
  [
    'keys are changed, named when they are taken, switched off and had back',
    async (world) => {
      const { page, base } = world;
      await page.goto(`${base}/settings`);
      const keys = page.getByTestId('key-settings');
      await keys.getByRole('button', { name: 'Change the key of Layers' }).click();
      await page.keyboard.press('x');
      await keys.getByText('“Symbols: simple, MIL-STD-2525” has this key').waitFor();
      await keys.getByRole('button', { name: 'Change the key of Layers' }).click();
      await page.keyboard.press('y');
      await keys.getByTestId('keys-layers').getByText('y', { exact: true }).waitFor();
      await keys.getByRole('button', { name: 'Switch off the key of North up' }).click();
      await keys.getByTestId('keys-north').getByText('off').waitFor();
      await assertAccessible(page, 'keys');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await page.goto(`${base}/ops?c=11,56,6,40`);
      await liveMap(world);
      await page.keyboard.press('Shift+L');
      await page.keyboard.press('n');
      await page.keyboard.press('y');
      await page.getByTestId('layers').waitFor();
      assert.equal(cameraOf(page), '11,56,6,40');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Layers', exact: true }).hover();
      await page.getByRole('tooltip').getByText('y', { exact: true }).waitFor();
      await page.keyboard.press('?');
      const help = page.getByRole('dialog');
      await help.getByText('Layers').locator('..').getByText('y', { exact: true }).waitFor();
      assert.equal(await help.getByText('North up').count(), 0);
      await page.keyboard.press('Escape');
      await page.goto(`${base}/settings`);
      await keys.getByRole('button', { name: 'Reset all keys' }).click();
      await keys.getByTestId('keys-north').getByText('n', { exact: true }).waitFor();
    },
  ],
  [
    'what was chosen in the search comes first the next time',
    async (world) => {
      const { page, base } = world;
      await page.goto(`${base}/ops?c=11,56,6`);
      await liveMap(world);
      const options = page.getByRole('option');
      const search = async (text) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox').fill(text);
      };
      await search('skagen');
      await page.locator('[cmdk-item][data-selected=true]', { hasText: 'Denmark' }).waitFor();
      await page.keyboard.press('Enter');
      await search('north');
      await options.filter({ hasText: 'North up' }).first().click();
      await page.keyboard.press('Control+k');
      const recent = page.getByRole('group', { name: 'Recent' });
      await recent.getByText('North up').waitFor();
      assert.deepEqual(
        (await recent.getByRole('option').allTextContents()).map((text) => text.slice(0, 6)),
        ['North ', 'Skagen'],
      );
      await assertAccessible(page, 'search');
      await page.keyboard.press('Escape');
    },
  ],
];
