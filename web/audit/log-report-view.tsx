import { Alert, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatInstantSeconds } from '../formats/instant-format.ts';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './audit.module.css';
import { EntryLink } from './entry-link.tsx';
import type { LogFinding } from './log-finding.ts';
import type { LogReport } from './verify-shown.ts';

/** What the check showed, in plain words; everything that doesn't hold is named. */
export function LogReportView({ report }: { readonly report: LogReport }): ReactElement {
  const { t } = useTranslation();
  const { findings, checkedEntries: checked, size } = report;
  const sentence = useFindingText();
  if (findings.length === 0)
    return (
      <Alert role="group" color="green" title={t('auditCheck.good')}>
        <Text>{t('auditCheck.goodText', { checked, size })}</Text>
        <Notes report={report} />
      </Alert>
    );
  return (
    <Alert role="group" color="red" title={t('auditCheck.bad', { total: findings.length })}>
      <Text>{size === null ? t('auditCheck.unread') : t('auditCheck.badText', { checked })}</Text>
      <ul className={styles.findings}>
        {findings.map((finding) => (
          <li key={JSON.stringify(finding)}>
            {sentence(finding)} {'seq' in finding && <EntryLink seq={finding.seq} />}
          </li>
        ))}
      </ul>
      <Text fw={600}>{t('auditCheck.whatToDo')}</Text>
      <Notes report={report} />
    </Alert>
  );
}

function Notes({ report }: { readonly report: LogReport }): ReactElement {
  const { t } = useTranslation();
  const { comparedWith, erasedEntries, isFirstUse, isKeyFollowed } = report;
  // two of one minute read alike
  const times = [...new Set(comparedWith.map(({ atMs }) => formatInstant(atMs)))].join('; ');
  return (
    <>
      {isFirstUse && <Text>{t('auditCheck.firstUse')}</Text>}
      {isKeyFollowed && <Text>{t('auditCheck.keyFollowed')}</Text>}
      {times !== '' && <Text>{t('auditCheck.since', { times })}</Text>}
      {erasedEntries > 0 && <Text>{t('auditCheck.erased', { total: erasedEntries })}</Text>}
    </>
  );
}

function useFindingText(): (finding: LogFinding) => string {
  const { t } = useTranslation();
  const knownText = useKnownText();
  return (finding) => {
    switch (finding.kind) {
      case 'logShorter':
      case 'historyChanged':
        return t(`auditFinding.${finding.kind}`, { time: formatInstant(finding.keptAtMs), keptSize: finding.keptSize, size: finding.size });
      case 'handoverChanged':
        return t('auditFinding.handoverChanged', { keptSize: finding.keptSize, size: finding.size });
      case 'entryDiffers': {
        const fields = [...new Set(finding.fields.map((name) => knownText(`auditField.${name}`, name)))].join(', ');
        return t('auditFinding.entryDiffers', { seq: finding.seq, time: formatInstantSeconds(finding.at), fields });
      }
      case 'entryNotInLog':
      case 'entryTwice':
        return t(`auditFinding.${finding.kind}`, { seq: finding.seq, time: formatInstantSeconds(finding.at) });
      default:
        return t(`auditFinding.${finding.kind}`);
    }
  };
}
