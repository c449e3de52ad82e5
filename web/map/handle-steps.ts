/** What the arrow keys ask of something that is moved on a map or a picture: steps to the right and up, ten at a time with Shift. */
export interface HandleSteps {
  readonly right: number;
  readonly up: number;
}

const STEPS_OF_KEY: Readonly<Record<string, HandleSteps>> = {
  ArrowRight: { right: 1, up: 0 },
  ArrowLeft: { right: -1, up: 0 },
  ArrowUp: { right: 0, up: 1 },
  ArrowDown: { right: 0, up: -1 },
};

/** The steps of a key; null when it is none of ours. */
export function stepsOfKey(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>): HandleSteps | null {
  const steps = STEPS_OF_KEY[event.key];
  if (steps === undefined || event.altKey || event.ctrlKey || event.metaKey) return null;
  const times = event.shiftKey ? 10 : 1;
  return { right: steps.right * times, up: steps.up * times };
}
