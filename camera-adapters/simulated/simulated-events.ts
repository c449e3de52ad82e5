import type { CameraEvent, CameraEventKind } from '../../domain/camera-event.ts';
import type { SimulatedFaults, SimulatedSource } from '../../domain/camera-source.ts';
import { isAppError } from '../../domain/app-error.ts';
import type { ContactContext } from '../contract.ts';
import { answerContact, type Wait } from './simulated-contact.ts';

const FLAGS: readonly (readonly [fault: keyof SimulatedFaults, kind: CameraEventKind])[] = [
  ['covered', 'covered'],
  ['moved', 'scene_changed'],
  ['blurred', 'blurred'],
  ['dark', 'dark'],
];
/** Longer than anybody listens to one connection; the wait ends with the signal. */
const FOR_EVER_MS = 2 ** 31 - 1;

/** The flags of a simulated camera: what it is told to do wrong with its picture, told once when somebody begins to listen; then nothing more happens until the signal fires. */
export async function* simulatedEvents(source: SimulatedSource, context: ContactContext, wait: Wait): AsyncGenerator<CameraEvent> {
  const { faults } = source;
  try {
    const { receivedAtMs } = await answerContact(faults, context, wait);
    for (const [fault, kind] of FLAGS) {
      if (faults[fault] === true) yield { kind, active: true, isInitial: true, deviceTimeMs: receivedAtMs + (faults.clockOffsetMs ?? 0) };
    }
  } catch (error) {
    if (context.signal.aborted && isAppError(error, 'contact_cancelled')) return;
    throw error;
  }
  // it rejects with the signal only, and that is the normal end
  if (!context.signal.aborted) await wait(FOR_EVER_MS, context.signal).catch(() => undefined);
}
