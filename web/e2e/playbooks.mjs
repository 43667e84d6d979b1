// Playbooks, driven as an operator would: started from the form, watched, and looked at again by their link.
import assert from 'node:assert/strict';
import { signedIn } from './center.mjs';
import { faultsOfLayout, smallTargets } from './looks.mjs';
import { assertAccessible, assertRed, signIn } from './steps.mjs';

const PLAYBOOK = 'track_report';
const TITLE = 'Tracks in an area';
const THEMES = ['dark', 'light', 'red'];
const AREA = '-180,-90,180,90';

async function openForm({ page, base }) {
  await page.goto(`${base}/playbooks`);
  await page.getByRole('button', { name: `Run ${TITLE}` }).click();
  const form = page.getByRole('dialog', { name: TITLE });
  await form.getByLabel('bbox (needed)').waitFor();
  return form;
}

async function state(page, word) {
  await page.getByRole('main').getByRole('status').filter({ hasText: word }).waitFor();
}

/** A run that has ended well. */
async function endedRun(ask) {
  const input = { bbox: AREA };
  const { id } = await ask('/agentkit/runs?station=ops', { playbook: PLAYBOOK, input });
  for (const ends = Date.now() + 30_000; Date.now() < ends; ) {
    const { run } = await ask(`/agentkit/runs/${id}`);
    if (run.state === 'succeeded') return id;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`run ${id} has not ended`);
}

async function assertLooks(page, path) {
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  await page.evaluate(() => document.fonts.ready);
  assert.deepEqual(await page.evaluate(faultsOfLayout), [], path);
}

export const playbooks = [
  [
    'what is wrong with an input stands at its field',
    async (world) => {
      const { page } = world;
      await signIn(world, '/playbooks');
      await page.getByRole('list', { name: 'Playbooks' }).waitFor();
      const form = await openForm(world);
      assert.equal(await form.getByLabel('max_age').inputValue(), '900');
      await form.getByLabel('max_age').fill('soon');
      await form.getByRole('button', { name: 'Start run' }).click();
      await form.getByText('Must be a whole number').waitFor();
      await form.getByText('Is missing').waitFor();
      const wrong = form.getByLabel('max_age');
      assert.equal(await wrong.getAttribute('aria-invalid'), 'true');
      assert.match(
        await page.evaluate(
          (id) => document.getElementById(id)?.textContent ?? '',
          await wrong.getAttribute('aria-describedby'),
        ),
        /whole number/,
      );
    },
  ],
  [
    'a run started from the form is watched to its end, and its link opens the same',
    async (world) => {
      const { page } = world;
      const form = await openForm(world);
      await form.getByLabel('bbox (needed)').fill(AREA);
      await form.getByRole('button', { name: 'Start run' }).click();
      await page.waitForURL(/\/playbooks\/runs\/[0-9a-f-]{36}$/);
      await state(page, 'Succeeded');
      const output = page.getByRole('region', { name: 'Output', exact: true });
      await output.getByText('vessels:').waitFor();
      const graph = page.getByRole('region', { name: 'Graph' });
      const box = graph.getByRole('button', { name: /^vessels/ });
      assert.match((await box.textContent()) ?? '', /done/);
      await box.click();
      await page.getByRole('region', { name: 'Step vessels' }).getByText('kind:').first().waitFor();
      assert.equal(new URL(page.url()).searchParams.get('step'), 'vessels');
      await page.reload();
      await state(page, 'Succeeded');
      await page.getByRole('region', { name: 'Step vessels' }).getByText('kind:').first().waitFor();
      assert.equal(await box.getAttribute('aria-pressed'), 'true');
    },
  ],
  [
    'a dry run is marked, and the list is narrowed by the address',
    async (world) => {
      const { page, base } = world;
      const form = await openForm(world);
      await form.getByLabel('bbox (needed)').fill(AREA);
      await form.getByLabel('Dry run').check();
      await form.getByRole('button', { name: 'Start dry run' }).click();
      await page.waitForURL(/\/playbooks\/runs\//);
      await state(page, 'Dry run');
      await state(page, 'Succeeded');
      await page.goto(`${base}/playbooks?tab=runs&playbook=${PLAYBOOK}&state=succeeded`);
      const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row');
      await rows.filter({ hasText: 'Dry run' }).first().waitFor();
      await page.getByLabel('State').selectOption('cancelled');
      await page.getByText('No run fits these filters').waitFor();
      assert.equal(new URL(page.url()).searchParams.get('state'), 'cancelled');
    },
  ],
  [
    'a run goes on after a chosen step as a run of its own, once confirmed',
    async (world) => {
      const { page, base, center, username, password } = world;
      const id = await endedRun(await signedIn(center, username, password));
      await page.goto(`${base}/playbooks/runs/${id}?step=vessels`);
      await page.getByRole('button', { name: 'Replay after this step' }).click();
      await page.getByRole('button', { name: 'Start the replay' }).click();
      await page.waitForURL((url) => !url.pathname.endsWith(id));
      await page.getByRole('link', { name: 'the run before' }).waitFor();
      await state(page, 'Succeeded');
    },
  ],
  [
    'a run that there is not is said not to exist',
    async ({ page, base }) => {
      await page.goto(`${base}/playbooks/runs/00000000-0000-7000-8000-000000000000`);
      await page.getByText('There is no such run').waitFor();
    },
  ],
  [
    'every page looks right in every theme, and a screen reader gets along',
    async (world) => {
      const { page, base, center, username, password } = world;
      const id = await endedRun(await signedIn(center, username, password));
      for (const theme of THEMES) {
        for (const path of [
          '/playbooks?',
          '/playbooks?tab=runs',
          '/playbooks?tab=approvals',
          `/playbooks?run=${PLAYBOOK}`,
          `/playbooks/runs/${id}?step=vessels`,
        ]) {
          await page.goto(`${base}${path}&theme=${theme}`);
          await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({
            state: 'attached',
          });
          if (path.includes('run=')) await page.getByRole('dialog').waitFor();
          await assertLooks(page, `${path} ${theme}`);
          await assertAccessible(page, `${path} ${theme}`);
          if (theme === 'red') await assertRed(page, path);
        }
      }
    },
  ],
];

export const playbooksByThumb = [
  [
    'every page fits a phone, and nothing is too small for a thumb',
    async (world) => {
      const { page, base, center, username, password } = world;
      const id = await endedRun(await signedIn(center, username, password));
      await signIn(world, '/playbooks');
      await page.getByRole('list', { name: 'Playbooks' }).waitFor();
      for (const path of [
        '/playbooks',
        '/playbooks?tab=runs',
        '/playbooks?tab=approvals',
        `/playbooks?run=${PLAYBOOK}`,
        `/playbooks/runs/${id}?step=vessels`,
      ]) {
        await page.goto(`${base}${path}`);
        await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({
          state: 'attached',
        });
        if (path.includes('run=')) await page.getByRole('dialog').waitFor();
        await assertLooks(page, path);
        assert.deepEqual(await page.evaluate(smallTargets), [], path);
        await assertAccessible(page, path);
      }
    },
  ],
];
