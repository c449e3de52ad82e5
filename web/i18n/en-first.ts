import { enAccount } from './en/account.ts';
import { enAlarm } from './en/alarm.ts';
import { enCamera } from './en/camera.ts';
import { enCameraWork } from './en/camera-work.ts';
import { enOffline } from './en/offline.ts';
import { enProblem } from './en/problem.ts';
import { enUser } from './en/user.ts';
import { enShell } from './en/shell.ts';

/** English texts of the frame, the first page, the sign-in, and what they share with others. */
export const enFirst = {
  ...enShell,
  ...enAccount,
  ...enUser,
  ...enProblem,
  ...enCamera,
  ...enCameraWork,
  ...enAlarm,
  ...enOffline,
};
