export { extentOf, isApprovalRequired, requireApproved } from '../../db/incidents/incident-extent.ts';
