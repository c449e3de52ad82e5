import { sha256, type Sha256 } from '../merkle/sha256.ts';
import { sameHash } from '../merkle/tree-hash.ts';
import { fromBase64 } from './base64.ts';
import { canonicalJson } from './canonical-json.ts';
import { commitToSecret, type LeafFacts, type LeafSecrets, leafRecord, type PerSecret } from './leaf-input.ts';

/** An event in clear, with the salts that open its leaf. A salt is null where nothing was committed to, and once the clear text was erased. */
export interface DisclosedEvent {
  readonly facts: LeafFacts;
  readonly secrets: LeafSecrets;
  readonly salts: PerSecret<Uint8Array | null>;
}

/** What comparing an event with its leaf showed. */
export interface DisclosureCheck {
  /** Names of what the leaf says otherwise; empty when all agrees. */
  readonly differs: readonly string[];
  /** What is committed to and can't be looked at any more, since clear text and salt were erased. */
  readonly erased: readonly (keyof LeafSecrets)[];
}

const COMMITMENTS: PerSecret<(record: LeafJson) => unknown> = {
  actorId: (record) => record.actor?.['idCommitment'],
  actorUsername: (record) => record.actor?.['usernameCommitment'],
  detail: (record) => record['detailCommitment'],
};

type LeafJson = { readonly actor?: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;

function parseRecord(text: string): LeafJson | undefined {
  const record = JSON.parse(text) as LeafJson | null;
  return typeof record === 'object' && record !== null && !Array.isArray(record) ? record : undefined;
}

function textOf(input: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input);
}

function parseLeaf(input: Uint8Array): LeafJson | undefined {
  try {
    const text = textOf(input);
    const record = parseRecord(text);
    return record !== undefined && canonicalJson(record) === text ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Whose the cameras were, as the input of a leaf has it; undefined for what is no leaf. Whether the leaf is sound besides, {@link checkDisclosure} tells. Never throws. */
export function leafOwners(input: Uint8Array): readonly string[] | undefined {
  try {
    const owners = parseRecord(textOf(input))?.['owners'];
    return Array.isArray(owners) && owners.every((owner) => typeof owner === 'string') ? owners : undefined;
  } catch {
    return undefined;
  }
}

function isSame(key: string, a: LeafJson, b: LeafJson): boolean {
  // what somebody sent may have keys that every object inherits
  return Object.hasOwn(a, key) && Object.hasOwn(b, key) && canonicalJson(a[key]) === canonicalJson(b[key]);
}

type Judgement = 'agrees' | 'differs' | 'erased';

function judge(name: keyof LeafSecrets, said: unknown, { secrets, salts }: DisclosedEvent, hash: Sha256): Judgement {
  const value = secrets[name];
  const salt = salts[name];
  if (said === null) return value === null && salt === null ? 'agrees' : 'differs';
  const commitment = typeof said === 'string' ? fromBase64(said) : undefined;
  if (commitment === undefined) return 'differs';
  if (value === null && salt === null) return 'erased';
  return value !== null && salt !== null && sameHash(commitToSecret(name, value, salt, hash), commitment) ? 'agrees' : 'differs';
}

/** Compares an event in clear with the input of its leaf, byte for byte. Never throws. */
export function checkDisclosure(input: Uint8Array, event: DisclosedEvent, hash: Sha256 = sha256): DisclosureCheck {
  const record = parseLeaf(input);
  if (record === undefined) return { differs: ['form'], erased: [] };
  const names = Object.keys(COMMITMENTS) as (keyof LeafSecrets)[];
  const said = Object.fromEntries(names.map((name) => [name, COMMITMENTS[name](record)])) as PerSecret<unknown>;
  const judged = names.map((name) => ({ name, judgement: judge(name, said[name], event, hash) }));
  const bytes = (value: unknown): Uint8Array | null => (typeof value === 'string' ? (fromBase64(value) ?? null) : null);
  const expected = leafRecord(event.facts, { actorId: bytes(said.actorId), actorUsername: bytes(said.actorUsername), detail: bytes(said.detail) });
  const plain = [...new Set([...Object.keys(expected), ...Object.keys(record)])].filter((key) => !isSame(key, expected, record));
  return {
    differs: [...plain, ...judged.filter(({ judgement }) => judgement === 'differs').map(({ name }) => name)],
    erased: judged.filter(({ judgement }) => judgement === 'erased').map(({ name }) => name),
  };
}
