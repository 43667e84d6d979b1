// The pages of whoever runs the center, driven as an administrator would.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { openBrowser } from './browser.mjs';
import { faultsOfLayout, smallTargets } from './looks.mjs';
import { assertAccessible, fillSignIn, signIn } from './steps.mjs';

const PAGES = [
  ['/sources', 'Sources'],
  ['/sources?source=new', 'Sources'],
  ['/users', 'Users'],
  ['/users?user=new', 'Users'],
  ['/keys', 'API keys'],
  ['/keys?key=new', 'API keys'],
  ['/audit', 'Audit'],
  ['/queue', 'Queue'],
  ['/settings', 'Settings'],
];
const THEMES = ['dark', 'light', 'red'];
const NAME = `e2e-${Date.now().toString(36)}`;
const FIRST = 'a sound horse eats hay';
const SECOND = 'another horse eats oats';

async function open({ page, base }, path, title) {
  await page.goto(`${base}${path}`);
  await page
    .getByRole('heading', { name: title, level: 1, includeHidden: true })
    .waitFor({ state: 'attached' });
  if (path.includes('=new')) {
    await page.getByRole('dialog').waitFor();
    // The stations come later and push down what is below them.
    await page.waitForLoadState('networkidle');
  }
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
}

async function toast(page, text) {
  await page.locator('[data-sonner-toast]').filter({ hasText: text }).first().waitFor();
}

/** As somebody else, in a browser session of its own; ends it afterwards. */
async function asUser({ base, size }, username, password, work) {
  const { page, close } = await openBrowser(base, size);
  try {
    await page.goto(`${base}/settings`);
    await fillSignIn(page, username, password);
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await work(page);
  } finally {
    await close();
  }
}

export const administration = [
  [
    'the rail leads to every page by its key',
    async (world) => {
      const { page } = world;
      await signIn(world, '/sources');
      await page.getByRole('table', { name: 'Sources' }).waitFor();
      for (const [key, path] of [
        ['p', '/playbooks'],
        ['r', '/users'],
        ['k', '/keys'],
        ['u', '/audit'],
        ['q', '/queue'],
        [',', '/settings'],
        ['s', '/sources'],
      ]) {
        await page.keyboard.press('g');
        await page.keyboard.press(key);
        await page.waitForURL((url) => url.pathname === path);
      }
    },
  ],
  [
    'a user is made, found and given a role; what is wrong stands at its field',
    async (world) => {
      const { page } = world;
      await open(world, '/users', 'Users');
      await page.getByRole('button', { name: 'New user' }).click();
      await page.getByLabel('User name').fill(NAME);
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByLabel('Role in Operations').selectOption('operator');
      await page.getByRole('button', { name: 'Create user' }).click();
      await page.getByText('Needs at least 12 characters').waitFor();
      await page.getByLabel('Password', { exact: true }).fill(FIRST);
      await page.getByRole('button', { name: 'Create user' }).click();
      await toast(page, 'may sign in now');
      await page.getByLabel('Find by name or e-mail').fill(NAME);
      await page.getByRole('row').filter({ hasText: 'ops: operator' }).waitFor();
      assert.match(page.url(), new RegExp(`q=${NAME}`));
    },
  ],
  [
    'a user changes the own password, and is asked to sign in again when disabled',
    async (world) => {
      await asUser(world, NAME, FIRST, async (page) => {
        await page.getByRole('list', { name: 'Sessions' }).getByText('this session').waitFor();
        assert.equal(await page.getByRole('link', { name: 'Users' }).count(), 0);
        await page.getByRole('button', { name: 'Change password' }).click();
        await page.getByLabel('Current password').fill('wrong');
        await page.getByLabel('New password', { exact: true }).fill(SECOND);
        await page.getByLabel('New password again').fill(SECOND);
        const change = page.getByRole('dialog').getByRole('button', { name: 'Change password' });
        await change.click();
        await page.getByRole('alert').waitFor();
        await page.getByLabel('Current password').fill(FIRST);
        await change.click();
        await toast(page, 'password is changed');

        await open(world, `/users?q=${NAME}`, 'Users');
        await world.page.getByRole('button', { name: NAME }).click();
        await world.page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').waitFor();
        await world.page.getByRole('button', { name: 'Disable' }).click();
        await toast(world.page, 'disabled and signed out');

        await page.getByLabel(/^Metric/).check();
        await page.getByRole('link', { name: 'Sources' }).click();
        const dialog = page.getByRole('dialog', { name: 'Sign in again' });
        await dialog.waitFor();
        await world.page.getByRole('button', { name: 'Enable' }).click();
        await toast(world.page, 'may sign in again');
        await dialog.getByLabel('Password', { exact: true }).fill(SECOND);
        await dialog.getByRole('button', { name: 'Sign in' }).click();
        await dialog.waitFor({ state: 'detached' });
        await page.getByRole('table', { name: 'Sources' }).waitFor();
      });
    },
  ],
  [
    'a user is deleted after a question',
    async (world) => {
      const { page } = world;
      await open(world, `/users?q=${NAME}`, 'Users');
      await page.getByRole('button', { name: NAME }).click();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Delete user' }).click();
      await page.getByText('Nobody is called that').waitFor();
    },
  ],
  [
    'a key is shown once, works, and is revoked',
    async (world) => {
      const { page, center } = world;
      await open(world, '/keys?key=new', 'API keys');
      await page.getByLabel('Name').fill(NAME);
      await page.getByLabel(/^Metrics/).check();
      await page.getByRole('button', { name: 'Create key' }).click();
      const key = await page.getByTestId('new-key').textContent();
      await assertAccessible(page, 'a new key');
      const posted = await fetch(`${center}/api/v1/tracks`, { headers: { 'X-API-Key': key } });
      assert.equal(posted.status, 403);
      await page.getByRole('button', { name: 'I have kept it' }).click();
      await page.getByTestId('new-key').waitFor({ state: 'detached' });
      assert.equal(await page.getByText(key).count(), 0);
      await page.getByRole('button', { name: `Revoke ${NAME}` }).click();
      await page.getByRole('button', { name: 'Revoke key' }).click();
      await toast(page, 'is revoked');
      const after = await fetch(`${center}/api/v1/tracks`, { headers: { 'X-API-Key': key } });
      assert.equal(after.status, 401);
    },
  ],
  [
    'the audit log is narrowed, opened, verified and exported',
    async (world) => {
      const { page } = world;
      await open(world, `/audit?target=${NAME}`, 'Audit');
      const rows = page.getByRole('table', { name: 'Audit rows' });
      await rows.getByRole('button', { name: 'user.deleted' }).waitFor();
      await page.getByLabel('Action').fill('user.changed');
      await rows.getByRole('button', { name: 'user.deleted' }).waitFor({ state: 'detached' });
      await rows.getByRole('button', { name: 'user.changed' }).first().click();
      const drawer = page.getByRole('dialog', { name: 'user.changed' });
      await drawer.getByText('− was').waitFor();
      await assertAccessible(page, 'an audit row');
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Verify chain' }).click();
      await page.getByText(/chains are whole/).waitFor();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export CSV' }).click(),
      ]);
      const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
      assert.match(lines[0], /^time,actor_kind,actor,/);
      assert.ok(lines.length > 1 && lines.slice(1).every((line) => line.includes(NAME)));
    },
  ],
  [
    'a source is added with its faults named, changed, stopped and deleted',
    async (world) => {
      const { page } = world;
      await open(world, '/sources', 'Sources');
      await page.getByRole('button', { name: 'Add source' }).click();
      const form = page.getByRole('dialog', { name: 'Add a source' });
      await form.getByLabel(/^Vessels/).check();
      await form.getByLabel('TCP URL').fill('nowhere');
      await form.getByRole('button', { name: 'Add source' }).click();
      await form.getByText('Must have 1 to 120 characters').waitFor();
      await form.getByLabel('Name').fill(NAME);
      await form.getByRole('button', { name: 'Add source' }).click();
      await form.getByText(/Must be like tcp:/).waitFor();
      await form.getByLabel('TCP URL').fill('tcp://127.0.0.1:9');
      await form.getByRole('button', { name: 'Add source' }).click();
      const drawer = page.getByRole('dialog', { name: NAME, exact: true });
      await drawer.getByText('Trying again', { exact: true }).waitFor();
      await assertAccessible(page, 'a source');
      await drawer.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Name').fill(`${NAME} harbour`);
      await page.getByRole('button', { name: 'Save' }).click();
      const renamed = page.getByRole('dialog', { name: `${NAME} harbour`, exact: true });
      await renamed.getByRole('button', { name: 'Disable' }).click();
      await renamed.getByText('Disabled', { exact: true }).waitFor();
      await renamed.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Delete source' }).click();
      await toast(page, 'is deleted');
    },
  ],
  [
    'a source shows the last messages as they came',
    async (world) => {
      const { page } = world;
      await open(world, '/sources', 'Sources');
      const rows = page.getByRole('table', { name: 'Sources' });
      await rows.getByRole('row').filter({ hasText: 'Online' }).getByRole('button').first().click();
      const lines = page.getByRole('dialog').getByRole('listitem');
      await lines.first().waitFor();
      assert.match(await lines.first().textContent(), /^\d\d:\d\d:\d\dZ/);
    },
  ],
  [
    'what is chosen in the settings outlives a reload',
    async (world) => {
      const { page } = world;
      await open(world, '/settings', 'Settings');
      await page.getByLabel(/^MGRS/).check();
      await page.reload();
      await page.getByLabel(/^MGRS/).waitFor();
      assert.equal(await page.getByLabel(/^MGRS/).isChecked(), true);
      await page.getByLabel(/^Degrees/).check();
    },
  ],
  ...PAGES.map(([path, title]) => [
    `${path} has no serious fault of accessibility in any theme`,
    async (world) => {
      for (const theme of THEMES) {
        await open(world, `${path}${path.includes('?') ? '&' : '?'}theme=${theme}`, title);
        await assertAccessible(world.page, `${path} ${theme}`);
      }
    },
  ]),
  ...[
    [1440, 900],
    [1024, 768],
    [390, 844],
  ].map(([width, height]) => [
    `no page of the administration overlaps or is cut off at ${width} x ${height}`,
    async (world) => {
      await world.page.setViewportSize({ width, height });
      for (const [path, title] of PAGES) {
        await open(world, path, title);
        assert.deepEqual(await world.page.evaluate(faultsOfLayout), [], path);
      }
      await world.page.setViewportSize(world.size);
    },
  ]),
];

export const administrationByThumb = [
  [
    'the other pages are behind one button',
    async (world) => {
      const { page } = world;
      await signIn(world, '/sources');
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Audit' }).click();
      await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
    },
  ],
  [
    'every control of the administration is large enough for a thumb',
    async (world) => {
      for (const [path, title] of PAGES) {
        await open(world, path, title);
        assert.deepEqual(await world.page.evaluate(smallTargets), [], path);
        assert.deepEqual(await world.page.evaluate(faultsOfLayout), [], path);
      }
    },
  ],
];
