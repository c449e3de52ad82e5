import { Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { permittedScope } from '../../domain/permission-rule.ts';
import { useCurrentUser } from '../session/session-context.ts';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { readChoice, type AuditChoice } from './audit-choice.ts';
import { AuditFilterForm } from './audit-filter-form.tsx';
import { AuditLog } from './audit-log.tsx';

/** `/audit`: a board reads every look at its cameras, an auditor everything; both check it in the browser. */
export function AuditPage(): ReactElement {
  const { t } = useTranslation();
  const scope = permittedScope(useCurrentUser().role, 'audit.read');
  const search = useSearch({ from: '/_app/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const [openedMs] = useState(() => Date.now());
  if (scope === null) return <NotAllowedPage />;
  const isOwn = scope === 'own';
  const choice = readChoice(search, openedMs);
  const choose = (changed: Partial<AuditChoice>): void =>
    void navigate({ search: (newest) => ({ ...newest, seq: undefined, ...changed }), replace: true, resetScroll: false });
  const clear = (): void => void navigate({ search: {}, replace: true, resetScroll: false });
  return (
    <PageFrame title={t(isOwn ? 'audit.titleOwn' : 'audit.titleAll')}>
      <Text>{t(isOwn ? 'audit.leadOwn' : 'audit.leadAll')}</Text>
      <AuditFilterForm choice={choice} isOwn={isOwn} onChoose={choose} onClear={clear} />
      <AuditLog key={JSON.stringify(choice)} choice={choice} onChoose={isOwn ? undefined : choose} />
    </PageFrame>
  );
}
