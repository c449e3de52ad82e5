import { useEffect, useRef, useState } from 'react';

const TONES_HZ = [880, 660, 880];
const TONE_S = 0.25;

function play(context: AudioContext): void {
  for (const [index, hz] of TONES_HZ.entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = hz;
    tone.connect(context.destination);
    tone.start(context.currentTime + index * TONE_S);
    tone.stop(context.currentTime + (index + 0.9) * TONE_S);
  }
}

/**
 * A sound for each alarm that was not there before, once somebody switched it on: browsers play nothing that no one asked for. `ringing` are the ids of alarms that wait; undefined while they are
 * not known.
 */
export function useAlarmSound(ringing: readonly string[] | undefined): { readonly isOn: boolean; readonly toggle: () => void } {
  const audio = useRef<AudioContext | null>(null);
  const known = useRef<ReadonlySet<string> | null>(null);
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    if (ringing === undefined) return;
    const isNew = known.current !== null && ringing.some((id) => !known.current!.has(id));
    known.current = new Set([...(known.current ?? []), ...ringing]);
    if (isNew && isOn && audio.current !== null) play(audio.current);
  }, [ringing, isOn]);
  useEffect(() => () => void audio.current?.close(), []);
  return {
    isOn,
    toggle: () => {
      audio.current ??= new AudioContext();
      void audio.current.resume();
      setOn(!isOn);
    },
  };
}
