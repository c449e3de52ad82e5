import { useEffect, useState } from 'react';

const LOOK_MS = 10_000;
const MINUTE_MS = 60_000;

const minuteNow = (): number => Math.floor(Date.now() / MINUTE_MS);

/** Minutes since 1970; draws anew when it is the next. */
export function useMinute(): number {
  const [minute, setMinute] = useState(minuteNow);
  useEffect(() => {
    // a long timer would sleep with the device
    const timer = setInterval(() => setMinute(minuteNow()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return minute;
}
