import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import type { ImportOutcome } from '../../domain/camera-import/import-outcome.ts';
import type { CameraImport } from '../api/api-types.ts';
import { outcomesUrl } from '../api/import-api.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { camerasPathOf } from '../routing/home-path.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser } from '../session/session-context.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ImportRows } from './import-rows.tsx';
import { OutcomeFilter } from './outcome-filter.tsx';
import { useImportProblemText } from './use-import-problem-text.ts';
import { isImportOver, useImport } from './use-imports.ts';

/** `/cameras/imports/$importId`: how far a list is, and what became of each of its rows. */
export function ImportOutcomePage(): ReactElement {
  const { t } = useTranslation();
  const { importId } = useParams({ from: '/_app/cameras/imports/$importId' });
  return (
    <PageOf query={useImport(importId)} pendingTitle={t('import.outcomeTitle')}>
      {(found) => <ImportSections key={found.id} found={found} />}
    </PageOf>
  );
}

function ImportSections({ found }: { readonly found: CameraImport }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const [outcome, setOutcome] = useState<ImportOutcome>();
  const hasRows = found.rowsDone > 0;
  return (
    <PageFrame title={t('import.outcomeTitle')}>
      <SectionCard title={found.fileName}>
        <ImportStatus found={found} />
        {found.drafts > 0 && <DraftNotice count={found.drafts} />}
        {found.ignoredColumns.length > 0 && <Text mt="sm">{t('import.ignored', { columns: found.ignoredColumns.join(', ') })}</Text>}
        <Group gap="sm" mt="md">
          {hasRows && isImportOver(found) && (
            <Button component="a" href={outcomesUrl(found.id, language)} download variant="default">
              {t('import.download')}
            </Button>
          )}
          <LinkButton to="/cameras/import" variant="default">
            {t('import.another')}
          </LinkButton>
        </Group>
      </SectionCard>
      {hasRows && (
        <SectionCard title={t('import.byOutcome')}>
          <OutcomeFilter counts={found.counts} value={outcome} onChange={setOutcome} />
          <ImportRows importId={found.id} outcome={outcome} isOver={isImportOver(found)} />
        </SectionCard>
      )}
    </PageFrame>
  );
}

function DraftNotice({ count }: { readonly count: number }): ReactElement {
  const { t } = useTranslation();
  const { role } = useCurrentUser();
  return (
    <Alert color="orange" mt="sm" title={t('import.drafts', { count })}>
      {t('import.draftsAdvice')}{' '}
      <Link to={camerasPathOf(role)} search={{ state: 'draft' }}>
        {t('import.draftsLink')}
      </Link>
    </Alert>
  );
}

function ImportStatus({ found }: { readonly found: CameraImport }): ReactElement {
  const { t } = useTranslation();
  const problemText = useImportProblemText();
  if (found.state === 'failed') {
    return (
      <Alert role="alert" color="red" variant="light" title={t('import.failed')}>
        {found.error !== null && problemText(found.error)} {t('import.failedAdvice')} {found.rowsDone > 0 && t('import.keptRows', { count: found.rowsDone })}
      </Alert>
    );
  }
  const text =
    found.state === 'completed'
      ? t('import.done', { count: found.rowsDone })
      : found.rowsTotal === null
        ? t('import.starting')
        : t('import.running', { done: found.rowsDone, total: found.rowsTotal });
  return (
    <div role="status" aria-live="polite">
      <Text mb="xs">{text}</Text>
      <Progress value={Math.max(3, found.progress * 100)} animated={!isImportOver(found)} aria-label={t('import.outcomeTitle')} />
    </div>
  );
}
