import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const SERVER = join(import.meta.dirname, '../../../../server');

/** Every place where the server takes bytes out of the store, and what stands before it. Another one is another door: it needs a grant and a watermark, or a reason to have none. */
const DOORS: Readonly<Record<string, string>> = {
  'media/serve-copy.ts': 'copies of segments and pictures: under a grant, cut, masked, with the watermark burnt in',
  'evidence/serve-package.ts': 'evidence packages: untouched originals under a grant, and copies with the watermark',
  'cameras/own-picture.ts': 'pictures that the owning board took itself to check its camera, masked: one, or small ones of a list',
};

describe('footage leaves the server', () => {
  it('by these doors and no other', async () => {
    const files = (await readdir(SERVER, { recursive: true, withFileTypes: true })).filter((file) => file.isFile() && file.name.endsWith('.ts'));
    const found: string[] = [];
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      if (/\bblobs\s*\.\s*(?:open|read|withFile)\b|\.\s*(?:open|read|withFile)\(\s*\w+\.blobKey/.test(await readFile(path, 'utf8')))
        found.push(relative(SERVER, path).split(sep).join('/'));
    }
    expect(found.toSorted()).toEqual(Object.keys(DOORS).toSorted());
  });
});
