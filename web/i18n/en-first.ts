import { enAccount } from './en/account.ts';
import { enAlarm } from './en/alarm.ts';
import { enAudit } from './en/audit.ts';
import { enCamera } from './en/camera.ts';
import { enCameraWork } from './en/camera-work.ts';
import { enCoverage } from './en/coverage.ts';
import { enFault } from './en/fault.ts';
import { enHold } from './en/hold.ts';
import { enIncident } from './en/incident.ts';
import { enMessage } from './en/message.ts';
import { enOffline } from './en/offline.ts';
import { enPackage } from './en/package.ts';
import { enPolicy } from './en/policy.ts';
import { enProblem } from './en/problem.ts';
import { enRecorder } from './en/recorder.ts';
import { enRequest } from './en/request.ts';
import { enRoute } from './en/route.ts';
import { enUser } from './en/user.ts';
import { enShell } from './en/shell.ts';

/** English texts of the frame, the first page, the sign-in, and what they share with others. */
export const enFirst = {
  ...enShell,
  ...enAccount,
  ...enUser,
  ...enPolicy,
  ...enProblem,
  ...enCamera,
  ...enCameraWork,
  ...enCoverage,
  ...enFault,
  ...enIncident,
  ...enHold,
  ...enMessage,
  ...enRecorder,
  ...enRequest,
  ...enPackage,
  ...enRoute,
  ...enAlarm,
  ...enAudit,
  ...enOffline,
};
