import assert from 'node:assert/strict';
import { archive, inventedLand, vectorTile } from '../testing/pmtiles.mjs';
import { faultsOfLayout } from './looks.mjs';
import { assertAccessible, assertRed, liveMap, signIn } from './steps.mjs';

/** A piece of the Atlantic, where the built-in map has nothing but sea. */
const BOUNDS = [-40, 40, -30, 46];
const THERE = '/ops?c=-35,43,6&layers=labels:off';
/** Of the dark theme's land, as the map draws it. */
const LAND = [0x16, 0x1f, 0x2c];

const file = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

/** The colour of the map at a place of its box, both from 0 to 1. */
async function colourAt(page, across, down) {
  const { x, y, width, height } = await page.getByTestId('map').boundingBox();
  const png = await page.screenshot({
    clip: { x: x + width * across, y: y + height * down, width: 1, height: 1 },
  });
  return page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const pen = new OffscreenCanvas(1, 1).getContext('2d');
    pen.drawImage(picture, 0, 0);
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, png.toString('base64'));
}

const isLand = (colour) => colour.every((part, at) => Math.abs(part - LAND[at]) <= 3);

async function awaitColour(page, good) {
  let colour;
  for (let left = 60; left > 0; left--) {
    colour = await colourAt(page, 0.55, 0.4);
    if (good(colour)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.fail(`the sea is ${colour}`);
}

async function openLayers(page) {
  await page.keyboard.press('Shift+L');
  await page.getByTestId('layers').waitFor();
}

export const basemap = [
  [
    'without an imported map the layers panel says how to get one',
    async (world) => {
      const { page } = world;
      await signIn(world, `${THERE}&theme=dark`);
      await liveMap(world);
      await awaitColour(page, (colour) => !isLand(colour));
      await openLayers(page);
      await page.getByTestId('base-map').getByText('import a PMTiles file').waitFor();
      await assertAccessible(page, 'layers without an imported map');
    },
  ],
  [
    'an administrator imports a PMTiles file, and the map shows what is in it',
    async (world) => {
      const { page, base } = world;
      await page.goto(`${base}/settings`);
      const settings = page.getByTestId('base-map-settings');
      await settings.getByText('The built-in world map').waitFor();
      const picker = settings.getByLabel('PMTiles file');
      await picker.setInputFiles(file('text.pmtiles', Buffer.from('this is no map')));
      await settings.getByText('not a PMTiles archive').waitFor();
      await picker.setInputFiles(file('land.pmtiles', inventedLand(BOUNDS, 'Testholm')));
      await settings.getByText('An imported map of').waitFor();
      await assertAccessible(page, 'settings of the base map');
      assert.deepEqual(await page.evaluate(faultsOfLayout), []);
      await page.goto(`${base}${THERE}`);
      await liveMap(world);
      await awaitColour(page, isLand);
      await page.getByText('© Surveyors of Nowhere').waitFor();
      await openLayers(page);
      await page.locator('[data-testid=base-map][data-state=shown]').waitFor();
      await page.getByTestId('layers').getByText('Built-in', { exact: true }).click();
      await awaitColour(page, (colour) => !isLand(colour));
      await page.getByTestId('layers').getByText('Imported', { exact: true }).click();
      await awaitColour(page, isLand);
      await assertAccessible(page, 'layers with an imported map');
      await page.keyboard.press('Escape');
      await page.goto(`${base}${THERE}&theme=red`);
      await liveMap(world);
      await page.getByText('© Surveyors of Nowhere').waitFor();
      await assertRed(page, 'imported map');
      await page.goto(`${base}${THERE}&theme=dark`);
      await liveMap(world);
    },
  ],
  [
    'an imported map that cannot be read is named, and the built-in one stays',
    async (world) => {
      const { page, base } = world;
      const torn = archive(vectorTile({}), {}, { bounds: BOUNDS, directory: Buffer.from('torn') });
      await page.goto(`${base}/settings`);
      const settings = page.getByTestId('base-map-settings');
      await settings.getByText('An imported map of').waitFor();
      await settings.getByLabel('PMTiles file').setInputFiles(file('torn.pmtiles', torn));
      await page.getByText('The base map is imported').waitFor();
      await page.goto(`${base}${THERE}`);
      await liveMap(world);
      await openLayers(page);
      await page.locator('[data-testid=base-map][data-state=failed]').waitFor();
      await page.getByTestId('base-map').getByText('The built-in one is shown').waitFor();
      await awaitColour(page, (colour) => !isLand(colour));
      await page.goto(`${base}/settings`);
      await settings.getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await settings.getByText('The built-in world map').waitFor();
    },
  ],
];
