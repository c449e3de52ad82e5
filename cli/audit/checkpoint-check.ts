import type { Queryable } from '../../db/database.ts';
import { listCheckpoints, listLogKeys, type LogKeySpan, type StoredCheckpoint } from '../../db/repositories/audit-checkpoint-repository.ts';
import { parseCheckpoint } from '../../domain/access-log/checkpoint.ts';
import { isSignedBy } from '../../domain/access-log/signed-note.ts';
import { sameHash } from '../../domain/merkle/tree-hash.ts';
import type { LogProblems } from './log-problems.ts';

const PAGE = 500;

/** Checkpoints that are compared with the tree while it grows. */
export interface CheckpointCheck {
  readonly count: number;
  /** The tree has `size` leaves now. */
  at(size: number, root: () => Uint8Array): Promise<void>;
  /** The tree grows no more. */
  end(size: number): void;
}

function isGood({ note, size, rootHash, logKeyId }: StoredCheckpoint, keys: ReadonlyMap<string, LogKeySpan>): boolean {
  const checkpoint = parseCheckpoint(note);
  const key = keys.get(logKeyId);
  if (checkpoint === undefined || key === undefined) return false;
  const isSame = checkpoint.origin === key.origin && checkpoint.size === size && sameHash(checkpoint.root, rootHash);
  return isSame && isSignedBy(checkpoint.note, { name: key.origin, publicKey: key.publicKey });
}

/** Whether it was signed by a key that may not sign so large a tree any more. */
function isLate({ size, logKeyId }: StoredCheckpoint, keys: ReadonlyMap<string, LogKeySpan>): boolean {
  return size > (keys.get(logKeyId)?.endSize ?? Number.POSITIVE_INFINITY);
}

/** The checkpoints that the service kept itself, and their signatures. */
export async function createCheckpointCheck(db: Queryable, problems: LogProblems): Promise<CheckpointCheck> {
  const keys = new Map((await listLogKeys(db)).map((key) => [key.id, key]));
  let [page, next, count] = [await listCheckpoints(db, undefined, PAGE), 0, 0];
  const advance = async (): Promise<void> => {
    next += 1;
    if (next < page.length || page.length < PAGE) return;
    [page, next] = [await listCheckpoints(db, page.at(-1), PAGE), 0];
  };
  return {
    get count() {
      return count;
    },
    async at(size, root) {
      for (let kept = page[next]; kept !== undefined && kept.size <= size; kept = page[next]) {
        if (!isGood(kept, keys)) problems.add(`The service's checkpoint of size ${kept.size}: it is not signed, or not what was signed.`);
        else if (isLate(kept, keys)) problems.add(`The service's checkpoint of size ${kept.size}: it is signed by a key that had ended.`);
        else if (kept.size !== size || !sameHash(root(), kept.rootHash))
          problems.add(`The service's checkpoint of size ${kept.size}: the entries have another root.`);
        count += 1;
        await advance();
      }
    },
    end(size) {
      const kept = page[next];
      if (kept !== undefined) problems.add(`The service signed a tree of ${kept.size} entries; there are ${size} now.`);
    },
  };
}
