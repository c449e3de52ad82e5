import { enAdmin } from './en/admin.ts';
import { enAuditAction } from './en/audit-action.ts';
import { enClock } from './en/clock.ts';
import { enImport } from './en/import.ts';
import { enDiscovery } from './en/discovery.ts';
import { enHandIn } from './en/hand-in.ts';
import { enPlacement } from './en/placement.ts';
import { enPlayer } from './en/player.ts';
import { enPull } from './en/pull.ts';
import { enRegistering } from './en/registering.ts';
import { enServiceState } from './en/service-state.ts';
import { enWatch } from './en/watch.ts';
import { enLogErasure } from './en/log-erasure.ts';
import { enMask } from './en/mask.ts';
import { enSubjectRequest } from './en/subject-request.ts';
import { enCoverage } from './en/coverage.ts';
import { enFault } from './en/fault.ts';
import { enIncident } from './en/incident.ts';
import { enHold } from './en/hold.ts';
import { enMessage } from './en/message.ts';
import { enRecorder } from './en/recorder.ts';
import { enRequest } from './en/request.ts';
import { enPackage } from './en/package.ts';
import { enRoute } from './en/route.ts';
import { enAudit } from './en/audit.ts';
import { enPolicy } from './en/policy.ts';

/** English texts that only pages behind the first one need: they come with the first of those. */
export const enRest = {
  ...enPlacement,
  ...enClock,
  ...enImport,
  ...enHandIn,
  ...enPull,
  ...enDiscovery,
  ...enRegistering,
  ...enWatch,
  ...enPlayer,
  ...enAuditAction,
  ...enSubjectRequest,
  ...enLogErasure,
  ...enMask,
  ...enAdmin,
  ...enServiceState,
  ...enCoverage,
  ...enFault,
  ...enIncident,
  ...enHold,
  ...enMessage,
  ...enRecorder,
  ...enRequest,
  ...enPackage,
  ...enRoute,
  ...enAudit,
  ...enPolicy,
};
