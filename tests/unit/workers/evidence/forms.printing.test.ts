import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PackedFile } from '../../../../domain/evidence/manifest-shape.ts';
import { custodyForm } from '../../../../workers/evidence/forms/custody-form.ts';
import { handoverForm } from '../../../../workers/evidence/forms/handover-form.ts';
import { requestForm } from '../../../../workers/evidence/forms/request-form.ts';
import { newSigner, packageFacts } from '../../../support/evidence/true-package.ts';

const signer = newSigner();
const facts = packageFacts(signer);
const [request, camera] = [facts.requests[0]!, facts.cameras[0]!];

/** All code points that the fonts of a PDF map to, from their ToUnicode tables. */
function textOf(pdf: Buffer): Set<string> {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) => {
    try {
      return inflateSync(Buffer.from(body!, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  const maps = streams.filter((text) => text.includes('beginbfrange') || text.includes('beginbfchar'));
  return new Set(maps.flatMap((map) => [...map.matchAll(/<([0-9a-f]{4})>/gi)].map(([, code]) => String.fromCodePoint(Number.parseInt(code!, 16)))));
}

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

const picture = (n: number): PackedFile => ({
  kind: 'snapshot',
  path: `media/camera-1/${n}.jpg`,
  sha256: 'a'.repeat(64),
  byteLength: 1,
  deviceTimeSource: 'none',
  clockOffsetMs: null,
  clockUncertaintyMs: null,
  clockMethod: null,
  requestId: request.id,
  cameraId: camera.id,
  snapshotId: request.id,
  takenAt: request.from,
  deviceTime: null,
  widthPx: 1,
  heightPx: 1,
});

test('all forms are made on one page each, with an embedded font that has every Vietnamese mark that they use', async () => {
  const marks = 'ạảãàáâậầấẩẫăắằặẳẵẹẻẽèéêệềếểễịỉĩìíọỏõòóôộồốổỗơớờợởỡụủũùúưựừứửữỵỷỹỳýđĐ';
  const forms = [
    await requestForm({ ...request, purpose: marks }, camera, facts),
    await handoverForm(facts, signer, [picture(1)]),
    await custodyForm(facts, [picture(1)]),
  ];
  for (const pdf of forms) expect([pdf.subarray(0, 5).toString(), pagesOf(pdf), pdf.includes('/FontFile2')]).toEqual(['%PDF-', 1, true]);
  const known = textOf(forms[0]!);
  expect([...marks].filter((mark) => !known.has(mark))).toEqual([]);
});

test('whatever people typed is only text, and long tables end', async () => {
  const hostile = { ...request, purpose: `{image:'/etc/passwd'} http://127.0.0.1:9/x.png ${'mục đích '.repeat(400)}\u0000`, decisions: [] };
  expect((await requestForm(hostile, camera, facts)).length).toBeGreaterThan(1000);
  const few = await custodyForm(
    facts,
    Array.from({ length: 601 }, (_, n) => picture(n)),
  );
  const many = await custodyForm(
    facts,
    Array.from({ length: 5000 }, (_, n) => picture(n)),
  );
  expect(pagesOf(many)).toBe(pagesOf(few));
});
