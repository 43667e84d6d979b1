// Chat as two people have it, each in a browser of their own.
import assert from 'node:assert/strict';
import { openBrowser } from './browser.mjs';
import { signedIn } from './center.mjs';
import { faultsOfLayout, smallTargets } from './looks.mjs';
import { assertAccessible, fillSignIn, signIn } from './steps.mjs';

const RUN = Date.now().toString(36);
const NAME = `Watch ${RUN}`;
const OTHER = `chat-${RUN}`;
const PASSWORD = 'a sound horse eats hay';

const consoleOf = (page) => page.getByRole('region', { name: 'Chat' });
const logOf = (page) => consoleOf(page).getByRole('log');
const messageOf = (page, text) => logOf(page).getByRole('article').filter({ hasText: text });
const composerOf = (page) => consoleOf(page).getByRole('textbox', { name: /^Message/ });

async function write(page, text) {
  await composerOf(page).fill(text);
  await composerOf(page).press('Enter');
}

async function openChannel(page, name) {
  await consoleOf(page)
    .getByRole('button', { name: /^Channel/ })
    .click();
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
  await composerOf(page).waitFor();
}

let other;

export const chat = [
  [
    'the chat opens by its key and holds the station channels',
    async (world) => {
      const { page, center, username, password } = world;
      const ask = await signedIn(center, username, password);
      await ask('/users', { username: OTHER, password: PASSWORD, stations: { ops: 'operator' } });
      await ask('/channels', { name: NAME, station: 'ops' });
      await signIn(world, '/sources');
      await page.getByRole('heading', { name: 'Sources' }).waitFor();
      await page.keyboard.press('c');
      await composerOf(page).waitFor();
      await page.waitForFunction(() => document.activeElement?.id === 'chat-composer');
      await openChannel(page, NAME);
      await assertAccessible(page, 'chat');
    },
  ],
  [
    'a message reaches the other browser as it was meant',
    async ({ page, base, size }) => {
      other = await openBrowser(base, size);
      await other.page.goto(`${base}/sources`);
      await fillSignIn(other.page, OTHER, PASSWORD);
      await other.page.getByRole('heading', { name: 'Sources' }).waitFor();
      await other.page.keyboard.press('Control+.');
      await openChannel(other.page, NAME);
      await messageOf(other.page, 'warm').waitFor({ state: 'detached' });
      await write(page, `**hello** @${OTHER}, see !icao:000001 <b>now</b>`);
      await messageOf(page, 'hello').waitFor();
      await messageOf(other.page, 'hello').waitFor();
      assert.equal(await messageOf(other.page, 'hello').locator('strong').textContent(), 'hello');
      assert.equal(await messageOf(other.page, 'hello').locator('b').count(), 0);
    },
  ],
  [
    'reactions, edits and deletions show for both',
    async ({ page }) => {
      const theirs = messageOf(other.page, 'hello');
      await theirs.hover();
      await theirs.getByRole('button', { name: 'React' }).click();
      await other.page.getByRole('menuitem', { name: 'Good' }).click();
      await messageOf(page, 'hello').getByRole('button', { name: /👍 1/ }).waitFor();

      await composerOf(page).press('ArrowUp');
      await page.getByText('Editing your message').waitFor();
      await composerOf(page).fill('hello again');
      await composerOf(page).press('Enter');
      await messageOf(other.page, 'hello again').filter({ hasText: 'edited' }).waitFor();

      const mine = messageOf(page, 'hello again');
      await mine.hover();
      await mine.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await messageOf(other.page, 'Deleted').waitFor();
    },
  ],
  [
    'replies are in a thread below their message',
    async ({ page }) => {
      await write(page, 'who is on call?');
      const asked = messageOf(other.page, 'who is on call?');
      await asked.hover();
      await asked.getByRole('button', { name: 'Reply in a thread' }).click();
      const reply = consoleOf(other.page).getByRole('textbox', { name: 'Reply' });
      await reply.fill('me');
      await reply.press('Enter');
      await messageOf(page, 'who is on call?').getByRole('button', { name: '1 reply' }).click();
      await messageOf(page, 'me').waitFor();
      await consoleOf(page).getByRole('button', { name: /^Back/ }).click();
      await consoleOf(other.page).getByRole('button', { name: /^Back/ }).click();
    },
  ],
  [
    'what is unread is counted until it is looked at',
    async ({ page }) => {
      await other.page.keyboard.press('Control+.');
      await write(page, `are you there, @${OTHER}?`);
      await other.page
        .getByRole('button', { name: /^Chat, \d+ unread, you are mentioned/ })
        .click();
      await messageOf(other.page, 'are you there').waitFor();
      await other.page.getByRole('button', { name: 'Chat', exact: true }).waitFor();
    },
  ],
  [
    'what is written while the center is away is kept, over a reload, and sent once',
    async ({ page, link }) => {
      link.cut();
      await write(page, 'written in the dark');
      await page.getByText('Not sent yet').waitFor();
      link.mend();
      await page.reload();
      await messageOf(page, 'written in the dark').waitFor();
      await messageOf(other.page, 'written in the dark').waitFor();
      assert.equal(await messageOf(other.page, 'written in the dark').count(), 1);
    },
  ],
  [
    'words are found, and lead to their message',
    async ({ page }) => {
      await consoleOf(page).getByRole('button', { name: 'Search messages' }).click();
      await consoleOf(page).getByRole('searchbox').fill('on call');
      await consoleOf(page)
        .getByRole('button')
        .filter({ hasText: 'who is on call?' })
        .first()
        .click();
      await messageOf(page, 'who is on call?').waitFor();
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await other.close();
    },
  ],
];

export const chatByThumb = [
  [
    'the chat is one tap away and its controls are large enough',
    async (world) => {
      const { page } = world;
      await signIn(world, '/sources');
      await page.getByRole('button', { name: /^Chat/ }).click();
      await openChannel(page, NAME);
      await messageOf(page, 'written in the dark').waitFor();
      await write(page, 'by thumb');
      await messageOf(page, 'by thumb').waitFor();
      assert.deepEqual(await page.evaluate(smallTargets), []);
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await assertAccessible(page, 'chat by thumb');
      await page.getByRole('link', { name: 'Sources' }).click();
      await page.getByRole('heading', { name: 'Sources' }).waitFor();
    },
  ],
];
