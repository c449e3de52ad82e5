import type { ReactElement } from 'react';
import type { Incident } from '../api/api-types.ts';
import { Link } from '../routing/link.tsx';

/** An incident by its number, which is not torn apart at the end of a line. */
export function IncidentLink({ incident: { id, referenceNumber } }: { readonly incident: Pick<Incident, 'id' | 'referenceNumber'> }): ReactElement {
  return (
    <Link to="/incidents/$incidentId" params={{ incidentId: id }} style={{ whiteSpace: 'nowrap' }}>
      {referenceNumber}
    </Link>
  );
}
