import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SERVICES = 'tests/support/services';

test('what the built benchmarks start beside Node lies beside them', async () => {
  const names = (await readdir(join(ROOT, SERVICES))).filter((name) => !name.endsWith('.ts'));
  expect(names).toContain('rtsp_server.py');
  for (const name of names) expect(await readFile(join(ROOT, 'dist', SERVICES, name), 'utf8'), name).toBe(await readFile(join(ROOT, SERVICES, name), 'utf8'));
});
