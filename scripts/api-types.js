// Writes web/generated/api.ts, the types of every route, from the OpenAPI document: `npm run api-types`. With `--check` it writes nothing and fails when the file is not what it would write.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { buildApiDocument } from '../server/api-document.ts';

const FILE = fileURLToPath(new URL('../web/generated/api.ts', import.meta.url));
const NAME = relative(fileURLToPath(new URL('../', import.meta.url)), FILE);
const HEAD = '// Made by `npm run api-types` from the OpenAPI document of the server. Not to be changed by hand: change the routes, and make it anew.\n\n';

/** The types as text. Sorted, so that routes may be registered in another order without a difference. */
async function apiTypes() {
  const syntax = await openapiTS(await buildApiDocument(), { immutable: true, alphabetize: true, silent: true });
  return format(HEAD + astToString(syntax), { ...(await resolveConfig(FILE)), objectWrap: 'collapse', filepath: FILE });
}

const made = await apiTypes();
const there = await readFile(FILE, 'utf8').catch(() => '');
if (made === there) console.log(`${NAME} is what the routes say`);
else if (process.argv.includes('--check')) {
  console.error(
    `${NAME} differs from what the routes say now. Run "npm run api-types", see with "npm run check" what no longer fits in web/, and commit both.`,
  );
  process.exitCode = 1;
} else {
  await mkdir(dirname(FILE), { recursive: true });
  await writeFile(FILE, made);
  console.log(`${NAME} is made anew`);
}
