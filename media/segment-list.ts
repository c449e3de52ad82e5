import type { Readable } from 'node:stream';

/** A line of ffmpeg's segment list: a file that is closed. */
export interface SegmentListEntry {
  /** File name without folder. */
  readonly name: string;
  /** Its first packet in the input's timestamps, in milliseconds; of the first file of a list always 0, whatever its packet had. */
  readonly startMs: number;
  /** End of its last frame in the input's timestamps, in milliseconds. */
  readonly endMs: number;
}

/** Reads the list (`-segment_list_type csv`: name, start, end in seconds) as it is written; a line that is cut off is dropped. */
export async function* readSegmentList(list: Readable): AsyncGenerator<SegmentListEntry, void, undefined> {
  let unfinished = '';
  for await (const chunk of list as AsyncIterable<Buffer>) {
    const lines = (unfinished + chunk.toString('utf8')).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) {
      const match = /^([^,"/]+),(-?[\d.]+),(-?[\d.]+)\s*$/.exec(line);
      if (match?.[1] !== undefined) yield { name: match[1], startMs: Number(match[2]) * 1000, endMs: Number(match[3]) * 1000 };
    }
  }
}
