import { viAccount } from './vi/account.ts';
import { viAlarm } from './vi/alarm.ts';
import { viAudit } from './vi/audit.ts';
import { viCamera } from './vi/camera.ts';
import { viCameraWork } from './vi/camera-work.ts';
import { viCoverage } from './vi/coverage.ts';
import { viFault } from './vi/fault.ts';
import { viHold } from './vi/hold.ts';
import { viIncident } from './vi/incident.ts';
import { viMessage } from './vi/message.ts';
import { viOffline } from './vi/offline.ts';
import { viPackage } from './vi/package.ts';
import { viPolicy } from './vi/policy.ts';
import { viProblem } from './vi/problem.ts';
import { viRecorder } from './vi/recorder.ts';
import { viRequest } from './vi/request.ts';
import { viRoute } from './vi/route.ts';
import { viUser } from './vi/user.ts';
import { viShell } from './vi/shell.ts';

/** Vietnamese texts of the frame, the first page, the sign-in, and what they share with others. */
export const viFirst = {
  ...viShell,
  ...viAccount,
  ...viUser,
  ...viPolicy,
  ...viProblem,
  ...viCamera,
  ...viCameraWork,
  ...viCoverage,
  ...viFault,
  ...viIncident,
  ...viHold,
  ...viMessage,
  ...viRecorder,
  ...viRequest,
  ...viPackage,
  ...viRoute,
  ...viAlarm,
  ...viAudit,
  ...viOffline,
};
