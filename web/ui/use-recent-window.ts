import { useMemo, useState } from 'react';
import type { TimeInterval } from '../../domain/time-interval.ts';

/** How far back a strip of time looks. */
export const LOOK_BACKS = ['day', 'week'] as const;
export type LookBack = (typeof LOOK_BACKS)[number];

const LENGTH_MS: Readonly<Record<LookBack, number>> = { day: 86_400_000, week: 7 * 86_400_000 };
const STEP_MS = 60_000;

/** The last day or week. It ends on a whole minute, so that drawing again doesn't fetch again. */
export function useRecentWindow(): { readonly lookBack: LookBack; readonly setLookBack: (lookBack: LookBack) => void; readonly window: TimeInterval } {
  const [lookBack, setLookBack] = useState<LookBack>('day');
  const window = useMemo(() => {
    const toMs = Math.ceil(Date.now() / STEP_MS) * STEP_MS;
    return { fromMs: toMs - LENGTH_MS[lookBack], toMs };
  }, [lookBack]);
  return { lookBack, setLookBack, window };
}
