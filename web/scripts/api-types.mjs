// Makes src/lib/api-schema.d.ts, the shapes of the API, of the document that the center serves. Never committed.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../../docs/openapi.json', import.meta.url);
const TYPES = new URL('../src/lib/api-schema.d.ts', import.meta.url);

// An object whose fields the document leaves open holds something unknown, not nothing.
const made = astToString(await openapiTS(DOCUMENT, { emptyObjectsUnknown: true }));
const kept = await readFile(TYPES, 'utf8').catch(() => '');
// Written only when it changes: a newer file would make the next start build the console again.
if (made !== kept) {
  await writeFile(TYPES, made);
}
