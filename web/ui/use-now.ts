import { useEffect, useState } from 'react';

/** The time, epoch milliseconds, looked at every `everyMs`: a timer until a moment would sleep with the device. */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
