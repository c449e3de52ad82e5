/** Tests of everything that talks to the database. */
export const OF_THE_DATABASE = ['tests/integration/server/**/*.test.ts', 'tests/integration/db/**/*.test.ts', 'tests/integration/workers/*-job.*.test.ts'];

const SERVER = 'tests/integration/server';
const WORKERS = 'tests/integration/workers';

/**
 * Those among them that `npm test` runs on PostgreSQL alone: the statements that they go by are those of a file that it runs on the embedded database too (`access.matrix` goes over every route there), and what they test lies above them.
 * A start of the embedded database is ten seconds of computing. `npm run test:embedded` runs these as well.
 */
export const ABOVE_THE_DATABASE = [
  // packages, pictures and copies: files; their rows: evidence-package.course, media.watching, media.one-statement
  `${SERVER}/evidence-package.{contents,process,timestamp}.*`,
  `${SERVER}/masks.every-door.*`,
  `${SERVER}/media.ranges.*`,
  `${SERVER}/fault.photographs.*`,
  `${SERVER}/case-moment.*`,
  // HTTP, other services, messages
  `${SERVER}/{provider,security,alert-subscription,push-subscription,events,discovery,api}.*`,
  `${SERVER}/{footage-request.messages,alarm.unanswered,account.settings,name.personal-data}.*`,
  // other courses through the tables of footage-request.course, incident.candidates, incident.holds, camera-import.outcomes, camera.registration, session.sign-in
  `${SERVER}/footage-request.{emergency,limits}.*`,
  `${SERVER}/incident.{merging,extent}.*`,
  `${SERVER}/camera-import.{interrupted,upload,unit-names}.*`,
  `${SERVER}/{camera.confirmation,clock.readings,case.limits,account.second-factor}.*`,
  // keys: the command's own test rotates one on the embedded database
  'tests/integration/db/access-log.key-rotation.*',
  // cameras and recorders: ping-due-cameras-job.states writes what they write
  `${WORKERS}/{check-recorder,discover-cameras,renew-capabilities,take-alarm-burst}-job.*`,
  `${WORKERS}/ping-due-cameras-job.recorders.*`,
];
