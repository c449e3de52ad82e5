/** Who pages are opened as. */
export type PagePerson = 'board' | 'officer' | 'officer2' | 'commander' | 'auditor' | 'admin';

/** What things are called in a town that pages are looked at in. */
export interface PageWords {
  /** A name, of at most as many letters as the service takes; it begins with `start`. */
  readonly name: (start: string) => string;
  /** A sentence that somebody writes down. */
  readonly text: (start: string) => string;
}

/** A town that stands already: its people, one incident with footage on hand, and a fault. */
export interface PageTown {
  readonly words: PageWords;
  /** Sends as somebody and gives the answer's body. @throws Error with what the service said when it refused */
  readonly ask: <T = { readonly id: string }>(
    who: PagePerson,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<T>;
  readonly password: string;
  /** The neighbourhood of `board`, and the unit of `officer` and `commander` above it. */
  readonly unitId: string;
  readonly wardId: string;
  readonly incident: { readonly id: string; readonly fromMs: number; readonly toMs: number; readonly position: readonly [number, number] };
  /** Cameras of `board` that have footage of the incident, the best first. */
  readonly cameraIds: readonly [string, string];
  readonly faultId: string;
  /** A short MP4 file. */
  readonly video: Buffer;
}

/** What addresses of pages name. */
export interface PageRecords {
  readonly camera: string;
  readonly importId: string;
  readonly fault: string;
  readonly recorder: string;
  readonly incident: string;
  /** One whose extent nobody has agreed to yet. */
  readonly longIncident: string;
  readonly request: string;
  readonly unit: string;
  /** Of `board`. */
  readonly organisation: string;
  /** Token of an invitation that nobody has used. */
  readonly invitation: string;
}
