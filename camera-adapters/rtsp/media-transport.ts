/** Where a track's packets go. `arrivedAtMs` is when we read them, epoch milliseconds. */
export interface MediaListener {
  rtp(bytes: Buffer, arrivedAtMs: number): void;
  rtcp(bytes: Buffer, arrivedAtMs: number): void;
}

/** One way for a track's packets to come: negotiated by the `Transport` field of SETUP (RFC 2326 §12.39). */
export interface MediaTransport {
  /** What we ask for. */
  readonly offer: string;
  /** Takes the camera's answer. @throws AppError `camera`/`bad_answer` when it is not what was asked for. */
  accept(answer: string): void;
  close(): void;
}
