import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Incident } from '../api/api-types.ts';

/** An incident by its number, which is not torn apart at the end of a line. */
export function IncidentLink({ incident: { id, referenceNumber } }: { readonly incident: Pick<Incident, 'id' | 'referenceNumber'> }): ReactElement {
  return (
    <Link to={`/incidents/${id}`} style={{ whiteSpace: 'nowrap' }}>
      {referenceNumber}
    </Link>
  );
}
