import { sameHash } from '../merkle/tree-hash.ts';
import { checkpointText, parseCheckpoint, type Checkpoint, type SignedCheckpoint } from './checkpoint.ts';
import { isSignedBy, noteKeyText, parseNoteKey, type NoteKey } from './signed-note.ts';

/** One key of the log gives way to another, at the tree of a checkpoint that both sign. */
export interface KeyHandover {
  /** As it came: text and signatures. */
  readonly note: string;
  /** The last tree that `ends` signs. */
  readonly checkpoint: SignedCheckpoint;
  readonly ends: NoteKey;
  readonly begins: NoteKey;
}

const ENDS = 'key-ends: ';
const BEGINS = 'key-begins: ';

/**
 * The text that both keys sign: a checkpoint (C2SP tlog-checkpoint) with two extension lines that name both keys. A checkpoint alone, with a second signature put under it, hands nothing over: anybody can add one of their own.
 */
export function handoverText(checkpoint: Checkpoint, ends: NoteKey, begins: NoteKey): string {
  return `${checkpointText(checkpoint)}${ENDS}${noteKeyText(ends)}\n${BEGINS}${noteKeyText(begins)}\n`;
}

function keyAfter(label: string, line: string | undefined, origin: string): NoteKey | undefined {
  const key = line?.startsWith(label) === true ? parseNoteKey(line.slice(label.length)) : undefined;
  return key?.name === origin ? key : undefined;
}

/** Takes a hand-over apart; undefined when it is none. Its signatures are not looked at. Never throws. */
export function parseHandover(text: string): KeyHandover | undefined {
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) return undefined;
  const [endsLine, beginsLine, ...more] = checkpoint.note.text.slice(0, -1).split('\n').slice(3);
  const ends = keyAfter(ENDS, endsLine, checkpoint.origin);
  const begins = keyAfter(BEGINS, beginsLine, checkpoint.origin);
  if (ends === undefined || begins === undefined || more.length > 0 || sameHash(ends.publicKey, begins.publicKey)) return undefined;
  return { note: text, checkpoint, ends, begins };
}

/** Whether both keys signed it. Never throws. */
export function isHandedOver({ checkpoint, ends, begins }: KeyHandover): boolean {
  return isSignedBy(checkpoint.note, ends) && isSignedBy(checkpoint.note, begins);
}
