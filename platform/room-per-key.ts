/** Lets in a few pieces of work at once, in all and of one key (a person, an organisation); there is no queue. */
export interface RoomPerKey {
  /** Runs `work` if there is room; without, throws what `full` gives. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** Room for one process. */
export function createRoomPerKey(most: { readonly all: number; readonly perKey: number }, full: () => Error): RoomPerKey {
  const inside = new Map<string, number>();
  let all = 0;
  return {
    async run(key, work) {
      const own = inside.get(key) ?? 0;
      if (own >= most.perKey || all >= most.all) throw full();
      inside.set(key, own + 1);
      all += 1;
      try {
        return await work();
      } finally {
        all -= 1;
        const left = (inside.get(key) ?? 1) - 1;
        if (left > 0) inside.set(key, left);
        else inside.delete(key);
      }
    },
  };
}
