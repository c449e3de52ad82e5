import { viCamera } from './vi/camera.ts';
import { viCameraWork } from './vi/camera-work.ts';
import { viIncident } from './vi/incident.ts';
import { viProblem } from './vi/problem.ts';
import { viRecorder } from './vi/recorder.ts';
import { viShell } from './vi/shell.ts';

/** All Vietnamese texts; the English ones have the same keys. */
export const vi = { ...viShell, ...viProblem, ...viCamera, ...viCameraWork, ...viIncident, ...viRecorder };
