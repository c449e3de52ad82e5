import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { checkpointText } from '../../../domain/access-log/checkpoint.ts';
import { canonicalBytes } from '../../../domain/access-log/canonical-json.ts';
import { toBase64 } from '../../../domain/access-log/base64.ts';
import { writeSignedNote } from '../../../domain/access-log/signed-note.ts';
import type { PackedFile } from '../../../domain/evidence/manifest-shape.ts';
import { inclusionRanges } from '../../../domain/merkle/tree-range.ts';
import { createPackageWriter } from '../../../media/evidence/package-writer.ts';
import { addDocument, sealPackage, type PackageFacts, type PackageSigner, type SignatureStamper } from '../../../workers/evidence/seal-package.ts';
import { referenceTree } from '../audit/reference-tree.ts';

export const INCIDENT_ID = '11111111-1111-4111-8111-111111111111';
const REQUEST_ID = '22222222-2222-4222-8222-222222222222';
const CAMERA_ID = '33333333-3333-4333-8333-333333333333';
const PERSON = { id: '44444444-4444-4444-8444-444444444444', username: 'cán bộ' };
export const ORIGINAL_PATH = 'media/camera-1/20261122t010000000z-55555555-original.mp4';
export const COPY_PATH = 'copies/camera-1/20261122t010000000z-55555555-copy.mp4';
export const SNAPSHOT_PATH = 'media/camera-1/20261122t010002000z-66666666-picture.jpg';

/** A signer with a key that nobody knows. */
export function newSigner(origin = 'camera.example.vn/log/1'): PackageSigner {
  const { privateKey } = generateKeyPairSync('ed25519') as { privateKey: KeyObject };
  const publicKey = new Uint8Array(Buffer.from(privateKey.export({ format: 'jwk' }).x!, 'base64url'));
  return { key: { name: origin, publicKey }, sign: (text) => sign(null, Buffer.from(text), privateKey) };
}

/** A log of seven entries, three of them of the incident, as a manifest has it. */
function logPart(signer: PackageSigner): PackageFacts['log'] {
  const inputs = Array.from({ length: 7 }, (_, n) =>
    canonicalBytes({
      v: 1,
      at: `2026-11-22T03:00:0${n}.000Z`,
      actor: { role: 'officer' },
      action: 'request.read',
      outcome: 'allowed',
      incident: n % 2 === 1 ? INCIDENT_ID : null,
    }),
  );
  const tree = referenceTree(inputs);
  const text = checkpointText({ origin: signer.key.name, size: inputs.length, root: tree.hashOf(0, inputs.length) });
  const entries = [1, 3, 5].map((seq) => ({
    seq,
    leafInput: toBase64(inputs[seq]!),
    path: inclusionRanges(seq, inputs.length).map(({ from, to }) => toBase64(tree.hashOf(from, to))),
  }));
  return { checkpoint: writeSignedNote(text, signer.key, signer.sign(text)), entries, isCut: false };
}

/** Facts of a package with one request for one camera. */
export function packageFacts(signer: PackageSigner): PackageFacts {
  return {
    packageId: '77777777-7777-4777-8777-777777777777',
    createdAt: '2026-11-23T02:00:00.000Z',
    software: { name: 'matpho', version: '0.1.0' },
    incident: {
      id: INCIDENT_ID,
      referenceNumber: '2026-000123',
      category: 'brawl',
      occurredFrom: '2026-11-22T01:00:00.000Z',
      occurredTo: '2026-11-22T01:05:00.000Z',
      unitName: 'Tổ dân phố 3',
    },
    orderedBy: { person: PERSON, organisation: 'Công an xã Đinh Văn', at: '2026-11-23T01:59:00.000Z' },
    requests: [
      {
        id: REQUEST_ID,
        cameraId: CAMERA_ID,
        from: '2026-11-22T01:00:00.000Z',
        to: '2026-11-22T01:01:00.000Z',
        purpose: 'Làm rõ diễn biến vụ đánh nhau',
        legalBasis: 'Điều 7',
        emergency: false,
        justification: null,
        state: 'completed',
        requestedBy: PERSON,
        requestedFor: 'Công an xã Đinh Văn',
        requestedAt: '2026-11-22T03:00:00.000Z',
        decisions: [{ part: 'board', decision: 'approve', reason: 'Đúng phạm vi', by: { ...PERSON, username: 'tổ trưởng' }, at: '2026-11-22T04:00:00.000Z' }],
        accessFrom: '2026-11-22T04:00:00.000Z',
        accessUntil: '2026-11-29T04:00:00.000Z',
      },
    ],
    cameras: [
      {
        id: CAMERA_ID,
        name: 'Ngã ba chợ Đinh Văn 1',
        siteName: 'Ngã ba chợ',
        unitName: 'Tổ dân phố 3',
        ownerName: 'Ban điều hành tổ 3',
        placements: [
          {
            from: '2026-01-01T00:00:00.000Z',
            to: null,
            position: [108.2431, 11.789],
            heightM: 4.5,
            bearingDeg: 90,
            tiltDeg: 12,
            hfovDeg: 87,
            rangeM: 45,
            widthPx: 1920,
            heightPx: 1080,
            motion: 'ptz',
            panRangeDeg: 180,
            recordedAt: '2026-01-02T00:00:00.000Z',
          },
        ],
      },
    ],
    absent: [{ requestId: REQUEST_ID, cameraId: CAMERA_ID, from: '2026-11-22T01:00:05.000Z', to: '2026-11-22T01:01:00.000Z', reason: 'no_footage' }],
    uncopied: [],
    moments: [],
    log: logPart(signer),
  };
}

const CLOCK = { deviceTimeSource: 'clock_offset', clockOffsetMs: 61_000, clockUncertaintyMs: 900, clockMethod: 'onvif' } as const;

/** Two seconds into the original. */
const MOMENT = {
  id: '77777777-7777-4777-8777-777777777777',
  requestId: REQUEST_ID,
  cameraId: CAMERA_ID,
  at: '2026-11-22T01:00:02.500Z',
  uncertaintyMs: 50,
  deviceTime: '2026-11-22T01:01:03.500Z',
  note: 'Hai người bước vào khung hình',
  markedBy: PERSON,
  markedAt: '2026-11-22T05:00:00.000Z',
};

/** A copy for watching of an original, as a manifest lists it. */
function copyOf(source: PackedFile, packed: { path: string; sha256: string; byteLength: number }): PackedFile {
  if (source.kind !== 'original') throw new Error('not an original');
  const { requestId, cameraId, segmentId: id, sha256, path, trueFrom, trueTo, uncertaintyMs } = source;
  const watermark = { who: 'Cán bộ (canbo) · Công an xã Đinh Văn', what: 'Vụ việc 2026-000123 · Phiếu 222222222222' };
  return { kind: 'copy', ...packed, requestId, cameraId, of: { kind: 'segment', id, sha256, path }, trueFrom, trueTo, uncertaintyMs, maskCount: 1, watermark };
}

/** Writes a true package; `change` may lie in its facts before they are sealed. */
export async function writeTruePackage(
  path: string,
  signer: PackageSigner = newSigner(),
  change: (facts: PackageFacts) => PackageFacts = (facts) => facts,
  stamp?: SignatureStamper,
): Promise<PackageSigner> {
  const writer = createPackageWriter();
  const written = pipeline(writer.archive, createWriteStream(path));
  const pack = async (name: string, content: Buffer) => {
    const { sha256, byteLength } = await writer.add(name, content.length, content);
    return { path: name, sha256: sha256.toString('hex'), byteLength };
  };
  const files: PackedFile[] = [
    await addDocument(writer, 'readme.txt', 'Cách kiểm tra', 'matpho verify …\n'),
    {
      kind: 'original',
      ...(await pack(ORIGINAL_PATH, Buffer.from('moof'.repeat(500)))),
      ...CLOCK,
      requestId: REQUEST_ID,
      cameraId: CAMERA_ID,
      segmentId: '55555555-5555-4555-8555-555555555555',
      source: 'recorded',
      codec: 'h264',
      trueFrom: '2026-11-22T01:00:00.000Z',
      trueTo: '2026-11-22T01:00:05.000Z',
      uncertaintyMs: 50,
      deviceFrom: '2026-11-22T01:01:01.000Z',
      deviceTo: '2026-11-22T01:01:06.000Z',
      storedAt: '2026-11-22T01:00:06.000Z',
      handedInBy: null,
    },
    {
      kind: 'snapshot',
      ...(await pack(SNAPSHOT_PATH, Buffer.from('JFIF'.repeat(100)))),
      ...CLOCK,
      requestId: REQUEST_ID,
      cameraId: CAMERA_ID,
      snapshotId: '66666666-6666-4666-8666-666666666666',
      takenAt: '2026-11-22T01:00:02.000Z',
      deviceTime: '2026-11-22T01:01:03.000Z',
      widthPx: 1920,
      heightPx: 1080,
    },
  ];
  files.push(copyOf(files[1]!, await pack(COPY_PATH, Buffer.from('copy'.repeat(50)))));
  await sealPackage(writer, signer, change({ ...packageFacts(signer), moments: [MOMENT] }), files, stamp);
  await written;
  return signer;
}
