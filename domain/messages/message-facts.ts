import { FACET_STATES, type Facet } from '../health-facet.ts';

/** What a message says of an alert, read from its `facts`. Everything may be missing: who writes alerts may know less, or more than this version. */
export interface MessageFacts {
  readonly cameras: readonly { readonly id: string | null; readonly name: string }[];
  /** All cameras, more than are named. */
  readonly cameraCount: number;
  readonly siteName: string | null;
  readonly unitName: string | null;
  readonly facet: Facet | null;
  /** A state of that facet. */
  readonly state: string | null;
  /** Code of the likely cause. */
  readonly cause: string | null;
}

const MOST_NAME_LENGTH = 80;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
}

/** What programs take for the dot of a domain (IDNA, UTS 46) before a letter: top-level domains begin with one. A number may follow: "3.2" is a street. */
const DOMAIN_DOT = /(?<=[\p{L}\p{M}\p{N}_-])[.\u2024\u3002\uFE52\uFF0E\uFF61](?=[\p{L}\p{M}])/gu;
/** An IPv4 address with a port or path behind it. */
const DIALLED_ADDRESS = /\d{1,3}(?:\.\d{1,3}){3}(?=[/:])/g;
/** Schemes that need no slashes. */
const SCHEME = /\b(mailto|tel|sms|tg|skype|javascript|data):(?=\S)/giu;

/** Takes links apart with spaces, so that a person still reads what was typed and no program makes a link of it. */
function withoutLinks(text: string): string {
  return text
    .replaceAll(/:\/\/|www\./giu, ' ')
    .replaceAll(SCHEME, '$1: ')
    .replaceAll(DOMAIN_DOT, '. ')
    .replaceAll(DIALLED_ADDRESS, (address) => address.replaceAll('.', '. '));
}

/** Names are typed by people: one line, of a length that can be read, and nothing that a mail program makes a link of. */
export function safeText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = withoutLinks(value.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' '))
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  if (text === '') return null;
  return text.length <= MOST_NAME_LENGTH ? text : `${text.slice(0, MOST_NAME_LENGTH - 1).trimEnd()}…`;
}

function readCamera(value: unknown): { id: string | null; name: string } | null {
  const { id, name } = fieldsOf(value);
  const text = safeText(name);
  return text === null ? null : { id: typeof id === 'string' ? id : null, name: text };
}

/** Reads `alert.facts`: `{ cameras: [{id, name}], cameraCount, siteName, unitName, facet, state, cause }`; what isn't as it should be is left out. */
export function readMessageFacts(value: unknown): MessageFacts {
  const fields = fieldsOf(value);
  const list: readonly unknown[] = Array.isArray(fields['cameras']) ? fields['cameras'] : [];
  const count = fields['cameraCount'];
  const facet = Object.keys(FACET_STATES).find((known) => known === fields['facet']) as Facet | undefined;
  return {
    cameras: list.map(readCamera).filter((camera) => camera !== null),
    cameraCount: Math.max(list.length, typeof count === 'number' && Number.isFinite(count) ? Math.floor(count) : 0),
    siteName: safeText(fields['siteName']),
    unitName: safeText(fields['unitName']),
    facet: facet ?? null,
    state: safeText(fields['state']),
    cause: safeText(fields['cause']),
  };
}
