import type { AlertFaultRow } from '../../db/repositories/alert-repository.ts';
import type { AlertMember } from '../../domain/alert-facts.ts';
import { likelyCause } from '../../domain/fault-cause.ts';
import type { CommonCause, FaultCause } from '../../domain/fault-terms.ts';

/** The likely cause of a fault, given what it has in common with others. */
export function causeOf({ state, cause, flapCount }: AlertFaultRow, commonCause: CommonCause | null): FaultCause {
  return likelyCause({ state, cause, flapCount, ...(commonCause && { commonCause }) });
}

/** A fault as its alert tells of it. */
export function toMember(fault: AlertFaultRow, cause: FaultCause): AlertMember {
  const { facet, state, failingFromMs, unitName, organisationName } = fault;
  return { camera: { id: fault.cameraId, name: fault.cameraName, siteName: fault.siteName }, facet, state, cause, failingFromMs, unitName, organisationName };
}
