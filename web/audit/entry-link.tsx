import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../routing/link.tsx';

/** An entry of the access log by its place: leads to it, whenever it was made. */
export function EntryLink({ seq }: { readonly seq: number }): ReactElement {
  const { t } = useTranslation();
  return (
    <Link to="/audit" search={{ seq: String(seq) }}>
      {t('auditEntry.place', { seq })}
    </Link>
  );
}
