import { viAccount } from './vi/account.ts';
import { viAlarm } from './vi/alarm.ts';
import { viCamera } from './vi/camera.ts';
import { viCameraWork } from './vi/camera-work.ts';
import { viOffline } from './vi/offline.ts';
import { viProblem } from './vi/problem.ts';
import { viUser } from './vi/user.ts';
import { viShell } from './vi/shell.ts';

/** Vietnamese texts of the frame, the first page, the sign-in, and what they share with others. */
export const viFirst = {
  ...viShell,
  ...viAccount,
  ...viUser,
  ...viProblem,
  ...viCamera,
  ...viCameraWork,
  ...viAlarm,
  ...viOffline,
};
