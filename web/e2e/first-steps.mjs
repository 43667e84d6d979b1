// A center that was just made guides its administrator, and nobody else.
import assert from 'node:assert/strict';
import { openBrowser } from './browser.mjs';
import { signedIn } from './center.mjs';
import { faultsOfLayout, smallTargets } from './looks.mjs';
import { assertAccessible, fillSignIn, signIn } from './steps.mjs';

const OWN = 'a sound horse eats hay';
const guideOf = (page) => page.getByRole('dialog', { name: 'Welcome to your new center' });

/** As somebody at another machine: nothing is remembered of this browser. */
async function elsewhere({ base, size }, touch, username, password, work) {
  const { page, close } = await openBrowser(base, size, { touch });
  try {
    await page.goto(`${base}/ops`);
    await fillSignIn(page, username, password);
    await work(page);
  } finally {
    await close();
  }
}

async function assertNoGuide(page) {
  await page.locator('[data-testid=map][data-state=ready]').waitFor();
  await page.getByTestId('link-state').filter({ hasText: 'Live' }).waitFor();
  assert.equal(await guideOf(page).count(), 0);
}

export const firstSteps = [
  [
    'the guide begins with a password of one’s own, and says what is wrong with it',
    async (world) => {
      const { page } = world;
      await signIn(world);
      const guide = guideOf(page);
      await guide.getByText('Step 1 of 3').waitFor();
      for (const theme of ['dark', 'light', 'red']) {
        await page.evaluate((name) => {
          document.documentElement.dataset.theme = name;
        }, theme);
        await assertAccessible(page, `first step, ${theme}`);
      }
      await guide.getByLabel('Current password').fill('wrong');
      await guide.getByLabel('New password', { exact: true }).fill(OWN);
      await guide.getByLabel('New password again').fill(OWN);
      await guide.getByRole('button', { name: 'Change password' }).click();
      await guide.getByRole('alert').waitFor();
      await guide.getByLabel('Current password').fill(world.password);
      await page.keyboard.press('Enter');
      await guide.getByText('Step 2 of 3').waitFor();
    },
  ],
  [
    'theme, coordinates and units are chosen by the keyboard, and a step back loses nothing',
    async ({ page }) => {
      const guide = guideOf(page);
      await guide.getByLabel(/^Light/).focus();
      await page.keyboard.press('Space');
      await guide.getByLabel(/^MGRS/).focus();
      await page.keyboard.press('Space');
      assert.equal(await page.locator('html').getAttribute('data-theme'), 'light');
      await assertAccessible(page, 'second step');
      await guide.getByRole('button', { name: 'Next' }).focus();
      await page.keyboard.press('Enter');
      await guide.getByText('Step 3 of 3').waitFor();
      await guide.getByRole('button', { name: 'Back' }).click();
      assert.equal(await guide.getByLabel(/^MGRS/).isChecked(), true);
      await guide.getByRole('button', { name: 'Next' }).click();
    },
  ],
  [
    'it ends with the form for a source, and is not shown again',
    async ({ page, base }) => {
      const guide = guideOf(page);
      await guide.getByText('./vtoc up --demo').waitFor();
      await assertAccessible(page, 'third step');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await guide.getByRole('link', { name: 'APRS-IS' }).click();
      const form = page.getByRole('dialog', { name: 'Add a source' });
      await form.getByRole('radio', { name: /^Radio stations/ }).waitFor();
      assert.equal(await form.getByRole('radio', { name: /^Radio stations/ }).isChecked(), true);
      await page.goto(`${base}/ops`);
      await assertNoGuide(page);
    },
  ],
  [
    'on a phone it fits, and can be left at once',
    async (world) => {
      const phone = { ...world, size: { width: 390, height: 844 } };
      await elsewhere(phone, true, world.username, OWN, async (page) => {
        const guide = guideOf(page);
        await guide.getByText('Step 1 of 3').waitFor();
        assert.deepEqual(await page.evaluate(faultsOfLayout), []);
        assert.deepEqual(await page.evaluate(smallTargets), []);
        await guide.getByRole('button', { name: 'Keep this password' }).tap();
        await guide.getByRole('button', { name: 'Next' }).tap();
        await guide.getByText('Step 3 of 3').waitFor();
        assert.deepEqual(await page.evaluate(faultsOfLayout), []);
        assert.deepEqual(await page.evaluate(smallTargets), []);
        await guide.getByRole('button', { name: 'Close' }).tap();
        await guide.waitFor({ state: 'detached' });
        await page.reload();
        await assertNoGuide(page);
      });
    },
  ],
  [
    'others are not guided',
    async (world) => {
      const ask = await signedIn(world.center, world.username, OWN);
      const vera = { username: 'vera', email: null, admin: false, stations: { ops: 'operator' } };
      await ask('/users', { ...vera, password: OWN });
      await elsewhere(world, false, 'vera', OWN, assertNoGuide);
    },
  ],
  [
    'a center that has a source guides nobody',
    async (world) => {
      const ask = await signedIn(world.center, world.username, OWN);
      await ask('/telemetry/sources', { name: 'Roof', type: 'external', station: 'ops' });
      await elsewhere(world, false, world.username, OWN, assertNoGuide);
    },
  ],
];
