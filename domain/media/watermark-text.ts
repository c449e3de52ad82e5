import { idEnding } from '../id-ending.ts';
import type { TimeInterval } from '../time-interval.ts';

/** Who a copy was made for, and for which case. */
export interface WatermarkFacts {
  readonly displayName: string;
  readonly username: string;
  readonly organisationName: string;
  /** Reference number of the incident. */
  readonly caseNumber: string;
  readonly requestId: string;
  readonly uncertaintyMs: number;
}

const LONGEST = 36;

/** One line, without control characters and not longer than a picture is wide. */
function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

/** What a watermark says besides the running time, a line each. */
export interface WatermarkText {
  /** Who, and for which organisation. */
  readonly who: string;
  /** The case, and the end of the request's id. */
  readonly what: string;
  /** How exact the time is that stands before it. */
  readonly exact: string;
}

/** The words of a watermark. In Vietnamese whatever the reader's language: copies are shown to others. */
export function watermarkText(facts: WatermarkFacts): WatermarkText {
  const { displayName, username, organisationName, caseNumber, requestId, uncertaintyMs } = facts;
  return {
    who: `${plain(displayName)} (${plain(username)}) · ${plain(organisationName)}`,
    what: `Vụ việc ${plain(caseNumber)} · Phiếu ${idEnding(requestId)}`,
    exact: `±${Math.max(1, Math.ceil(uncertaintyMs / 1000))} giây`,
  };
}

/** The name of a copy that is saved: the case and the true time in Viet Nam, nothing of persons. */
export function copyFileName(caseNumber: string, shown: Pick<TimeInterval, 'fromMs'>, ending: 'mp4' | 'jpg'): string {
  const local = new Date(shown.fromMs + 7 * 3_600_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return `${caseNumber.replaceAll(/[^A-Za-z0-9-]+/g, '-')}-${local}.${ending}`;
}
