import type { Camera } from '../api/api-types.ts';

/** What decides the advice on a camera. */
export type AdvisedCamera = Pick<Camera, 'state' | 'facets' | 'lastContactAt' | 'lastProblem' | 'source' | 'purpose' | 'notice'> &
  Partial<Pick<Camera, 'recorder'>>;

/** Everything that a board can be told to do; each has a text `advice.<name>` in every language. */
export const ADVICES = [
  'none',
  'offline_power',
  'offline_never_seen',
  'wrong_password',
  'covered',
  'blurred',
  'dark',
  'moved',
  'frozen',
  'recording_gap',
  'clock_off',
  'degraded_other',
  'maintenance',
  'unknown_yet',
  'recorder_down',
  'recorder_refused',
  'confirmation_due',
  'not_there',
  'not_filming',
  'hand_in_only',
  'draft_purpose',
  'draft_notice',
  'draft_both',
] as const;
export type Advice = (typeof ADVICES)[number];

const PICTURE_FAULTS = ['covered', 'blurred', 'dark', 'moved', 'frozen'] as const;
const SIGN_IN_PROBLEMS = ['auth_failed', 'wrong_credentials'];

/** The one thing to do next about a camera: the gravest fault decides. */
export function cameraAdvice(camera: AdvisedCamera): Advice {
  switch (camera.state) {
    case 'online':
      return 'none';
    case 'maintenance':
      return 'maintenance';
    case 'draft':
      return draftAdvice(camera);
    case 'unknown':
      return camera.source.kind === 'registered' ? handInAdvice(camera) : 'unknown_yet';
    case 'offline':
      if (isSignInProblem(camera)) return 'wrong_password';
      if (camera.recorder?.down === true) return camera.lastProblem?.code === 'connection_refused' ? 'recorder_refused' : 'recorder_down';
      return camera.lastContactAt === null ? 'offline_never_seen' : 'offline_power';
    case 'degraded':
      return degradedAdvice(camera);
  }
}

/** Milliseconds since the last answer of a camera that gives none now; null while it answers or never did. */
export function offlineForMs(camera: Pick<Camera, 'state' | 'lastContactAt'>, nowMs: number): number | null {
  if (camera.state !== 'offline' || camera.lastContactAt === null) return null;
  return Math.max(0, nowMs - Date.parse(camera.lastContactAt));
}

function draftAdvice({ purpose, notice }: AdvisedCamera): Advice {
  if (purpose === null) return notice === null ? 'draft_both' : 'draft_purpose';
  return 'draft_notice';
}

/** What its board has to do about a camera that nobody can dial. */
function handInAdvice({ lastProblem }: AdvisedCamera): Advice {
  return (['confirmation_due', 'not_there', 'not_filming'] as const).find((code) => code === lastProblem?.code) ?? 'hand_in_only';
}

function degradedAdvice(camera: AdvisedCamera): Advice {
  const fault = PICTURE_FAULTS.find((state) => state === camera.facets.picture);
  if (fault) return fault;
  if (camera.facets.recording === 'gap') return 'recording_gap';
  if (camera.facets.clock === 'off') return 'clock_off';
  return isSignInProblem(camera) ? 'wrong_password' : 'degraded_other';
}

function isSignInProblem({ lastProblem }: AdvisedCamera): boolean {
  return lastProblem !== null && SIGN_IN_PROBLEMS.includes(lastProblem.code);
}
