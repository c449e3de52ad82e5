import { z } from 'zod';
import * as account from '../../domain/wire/account-wire.ts';
import * as alarm from '../../domain/wire/alarm-wire.ts';
import * as apiKey from '../../domain/wire/api-key-wire.ts';
import * as audit from '../../domain/wire/audit-wire.ts';
import * as cameraImport from '../../domain/wire/camera-import-wire.ts';
import * as camera from '../../domain/wire/camera-wire.ts';
import * as capability from '../../domain/wire/capability-wire.ts';
import * as caseMoment from '../../domain/wire/case-moment-wire.ts';
import * as clock from '../../domain/wire/clock-wire.ts';
import * as common from '../../domain/wire/common-wire.ts';
import * as confirmation from '../../domain/wire/confirmation-wire.ts';
import * as contact from '../../domain/wire/contact-wire.ts';
import * as coverageSummary from '../../domain/wire/coverage-summary-wire.ts';
import * as coverage from '../../domain/wire/coverage-wire.ts';
import * as discovery from '../../domain/wire/discovery-wire.ts';
import * as evidencePackage from '../../domain/wire/evidence-package-wire.ts';
import * as fault from '../../domain/wire/fault-wire.ts';
import * as footagePull from '../../domain/wire/footage-pull-wire.ts';
import * as footageRequest from '../../domain/wire/footage-request-wire.ts';
import * as handIn from '../../domain/wire/hand-in-wire.ts';
import * as hold from '../../domain/wire/hold-wire.ts';
import * as incidentMerge from '../../domain/wire/incident-merge-wire.ts';
import * as incident from '../../domain/wire/incident-wire.ts';
import * as logErasure from '../../domain/wire/log-erasure-wire.ts';
import * as maskReview from '../../domain/wire/mask-review-wire.ts';
import * as mask from '../../domain/wire/mask-wire.ts';
import * as media from '../../domain/wire/media-wire.ts';
import * as message from '../../domain/wire/message-wire.ts';
import * as organisation from '../../domain/wire/organisation-wire.ts';
import * as ownPicture from '../../domain/wire/own-picture-wire.ts';
import * as place from '../../domain/wire/place-wire.ts';
import * as provider from '../../domain/wire/provider-wire.ts';
import * as recorder from '../../domain/wire/recorder-wire.ts';
import * as route from '../../domain/wire/route-wire.ts';
import * as service from '../../domain/wire/service-wire.ts';
import * as session from '../../domain/wire/session-wire.ts';
import * as sign from '../../domain/wire/sign-wire.ts';
import * as subjectRequest from '../../domain/wire/subject-request-wire.ts';
import * as unit from '../../domain/wire/unit-wire.ts';
import * as user from '../../domain/wire/user-wire.ts';

const WIRES = [
  account,
  alarm,
  apiKey,
  audit,
  cameraImport,
  camera,
  capability,
  caseMoment,
  clock,
  common,
  confirmation,
  contact,
  coverageSummary,
  coverage,
  discovery,
  evidencePackage,
  fault,
  footagePull,
  footageRequest,
  handIn,
  hold,
  incidentMerge,
  incident,
  logErasure,
  maskReview,
  mask,
  media,
  message,
  organisation,
  ownPicture,
  place,
  provider,
  recorder,
  route,
  service,
  session,
  sign,
  subjectRequest,
  unit,
  user,
];

/**
 * Gives the shapes of answers their names in the OpenAPI document: `cameraOut` is `Camera` there, said once and referred to. Bodies stay where they are asked for.
 * To be called before the routes are registered; again it does nothing new.
 */
export function nameAnswers(): void {
  for (const wire of WIRES) {
    for (const [name, schema] of Object.entries<unknown>(wire)) {
      if (name.endsWith('Out') && schema instanceof z.ZodObject) z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id: answerName(name) });
    }
  }
}

/** `cameraOut` → `Camera`. */
export function answerName(exportName: string): string {
  return exportName.charAt(0).toUpperCase() + exportName.slice(1, -'Out'.length);
}
