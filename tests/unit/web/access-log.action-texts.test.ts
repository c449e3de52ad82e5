import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ACTIONS } from '../../../domain/permission-rule.ts';
import { en } from '../../../web/i18n/en.ts';
import { vi } from '../../../web/i18n/vi.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function textsOf(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Whatever looks like an action in files that write to the log: a helper may take it as an argument. What is refused is logged by the permission's name. */
function loggedActions(): string[] {
  const code = ['server', 'workers', 'cli', 'db'].flatMap((folder) => textsOf(folder, '.ts'));
  const writers = code.filter((text) => /\bappendAudit\b|\bwithRefusalsLogged\b|\bAuditEntry\b/.test(text));
  const literals = writers.flatMap((text) => [...text.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, name]) => String(name)));
  const inSql = textsOf('db', '.sql').flatMap((text) =>
    [...text.matchAll(/INSERT INTO audit_event[^;]*?'([a-z_]+\.[a-z_]+)'/g)].map(([, name]) => String(name)),
  );
  return [...new Set([...literals, ...inSql, ...ACTIONS])].sort();
}

function lacking(texts: object, actions: readonly string[]): string[] {
  return actions.filter((action) => {
    const [area = '', verb = ''] = action.split('.');
    const words = (texts as Record<string, Record<string, string> | undefined>)[area]?.[verb];
    return words === undefined || words.trim() === '';
  });
}

test('every action that is written to the access log is said in words, in both languages', () => {
  const actions = loggedActions();
  expect(actions.length).toBeGreaterThan(90);
  expect(actions).toEqual(expect.arrayContaining(['audit.erase', 'hold.second', 'subscription.code', 'retention.deleted', 'camera.picture']));
  expect(lacking(vi.auditAction, actions)).toEqual([]);
  expect(lacking(en.auditAction, actions)).toEqual([]);
});
