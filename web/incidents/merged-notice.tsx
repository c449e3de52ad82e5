import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../api/api-types.ts';
import { unmergeIncident } from '../api/hold-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useMay } from '../session/session-context.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { IncidentLink } from './incident-link.tsx';
import { ReasonForm } from './reason-form.tsx';

/** Where a merged report went, or which reports an incident took in; nothing for one that is in no merge. */
export function MergedNotice({ incident }: { readonly incident: Incident }): ReactElement | null {
  const { t } = useTranslation();
  const { mergedInto, mergedFrom } = incident;
  if (mergedInto === null && mergedFrom.length === 0) return null;
  return (
    <SectionCard title={t('merged.title')}>
      {mergedInto !== null && (
        <>
          <Text>
            {t('merged.into')} <IncidentLink incident={mergedInto} />. {t('merged.intoText')}
          </Text>
          <Unmerge incident={incident} />
        </>
      )}
      {mergedFrom.length > 0 && (
        <Text>
          {t('merged.from')}{' '}
          {mergedFrom.map((report, index) => (
            <span key={report.id}>
              {index > 0 && ', '}
              <IncidentLink incident={report} />
            </span>
          ))}
        </Text>
      )}
    </SectionCard>
  );
}

function Unmerge({ incident }: { readonly incident: Incident }): ReactElement | null {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  if (!may('incident.update')) return null;
  if (!asking) {
    return (
      <Button size="sm" variant="default" style={{ alignSelf: 'start', justifySelf: 'start' }} onClick={() => setAsking(true)}>
        {t('merged.undo')}
      </Button>
    );
  }
  const undo = async (reason: string) => {
    await unmergeIncident(incident.id, reason);
    await client.invalidateQueries({ queryKey: queryKeys.incidents });
  };
  return <ReasonForm label={t('merged.undoReason')} save={t('merged.undo')} onSave={undo} onDone={() => setAsking(false)} />;
}
