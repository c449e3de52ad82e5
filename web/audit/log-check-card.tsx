import { Alert, Button, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { vietnamDay } from '../../domain/vietnam-day.ts';
import type { AuditEvent } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './audit.module.css';
import type { LogFinding } from './log-finding.ts';
import { LogReportView } from './log-report-view.tsx';
import { checkpointFile, type LogMemory } from './log-memory.ts';
import type { LogCheck } from './use-log-check.ts';

/** Findings that no later check can mend: what the browser keeps says otherwise. */
const CONTRADICTIONS: ReadonlySet<LogFinding['kind']> = new Set([
  'keyChanged',
  'keyEnded',
  'keyForked',
  'otherLog',
  'logShorter',
  'historyChanged',
  'handoverChanged',
  'memoryDamaged',
]);
const OTHER_KEY: ReadonlySet<LogFinding['kind']> = new Set(['keyChanged', 'keyEnded', 'keyForked', 'otherLog']);

/** The button that checks the log in this browser, what it showed, and what the browser keeps of it. */
export function LogCheckCard({ check, events }: { readonly check: LogCheck; readonly events: readonly AuditEvent[] }): ReactElement {
  const { t } = useTranslation();
  const { report, found, error, isRunning, done, isNotKept, isForgotten } = check;
  const contradicted = report?.findings.filter(({ kind }) => CONTRADICTIONS.has(kind)) ?? [];
  const isOtherKey = contradicted.some(({ kind }) => OTHER_KEY.has(kind));
  return (
    <SectionCard title={t('auditCheck.title')}>
      <Text>{t('auditCheck.text')}</Text>
      <Button className={styles.verify} loading={isRunning} onClick={() => check.verify(events)}>
        {t('auditCheck.verify')}
      </Button>
      <div role="status" aria-live="polite">
        {isRunning && <Text>{t('auditCheck.running', { done, total: events.length })}</Text>}
        {!isRunning && report && <LogReportView report={report} />}
        {isForgotten && <Text>{t('auditCheck.accepted')}</Text>}
        {isNotKept && <Text>{t('auditCheck.notKept')}</Text>}
      </div>
      {error !== null && <ProblemView error={error} title={t('auditCheck.failed')} />}
      {!isRunning && contradicted.length > 0 && found.memory !== null && <StartAgain memory={found.memory} isOtherKey={isOtherKey} onForget={check.forget} />}
      <Kept memory={found.memory} />
      <Text size="sm">{t('auditCheck.limits')}</Text>
    </SectionCard>
  );
}

interface StartAgainProps {
  readonly memory: LogMemory;
  readonly isOtherKey: boolean;
  readonly onForget: () => void;
}

/** What is kept contradicts what came: loud, with what to do; only a second click drops what is kept. */
function StartAgain({ memory, isOtherKey, onForget }: StartAgainProps): ReactElement {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  return (
    <Alert role="alert" color="red" variant="outline" title={t(isOtherKey ? 'auditCheck.keyChangedTitle' : 'auditCheck.pastTitle')}>
      <Text>{isOtherKey ? t('auditCheck.keyChangedText', { day: formatInstant(memory.pinnedAtMs) }) : t('auditCheck.pastText')}</Text>
      <div className={styles.actions}>
        <SaveCheckpoint memory={memory} />
        {isAsked ? (
          <>
            <Text fw={600}>{t('auditCheck.acceptKeyAsk')}</Text>
            <Button color="red" onClick={onForget}>
              {t('auditCheck.acceptKeySure')}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {t('common.cancel')}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setAsked(true)}>
            {t('auditCheck.acceptKey')}
          </Button>
        )}
      </div>
    </Alert>
  );
}

function Kept({ memory }: { readonly memory: LogMemory | null }): ReactElement {
  const { t } = useTranslation();
  const newest = memory?.kept.at(-1);
  if (memory === null || newest === undefined) return <Text size="sm">{t('auditCheck.keptNone')}</Text>;
  return (
    <>
      <dl className={styles.kept}>
        <dt>{t('auditCheck.key')}</dt>
        <dd>
          <code>{memory.key}</code>
        </dd>
      </dl>
      <Text size="sm">
        {t('auditCheck.pinned', { time: formatInstant(memory.pinnedAtMs) })} · {t('auditCheck.kept', { time: formatInstant(newest.atMs) })}
      </Text>
      <SaveCheckpoint memory={memory} />
      <Text size="sm">{t('auditCheck.saveHint')}</Text>
    </>
  );
}

/** The newest kept checkpoint as a text file, for `matpho audit verify --from`. */
function SaveCheckpoint({ memory }: { readonly memory: LogMemory }): ReactElement {
  const { t } = useTranslation();
  function save(): void {
    const text = checkpointFile(memory);
    if (text === null) return;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `matpho-checkpoint-${vietnamDay(memory.kept.at(-1)?.atMs ?? 0)}.txt`;
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <Button variant="default" className={styles.verify} onClick={save}>
      {t('auditCheck.save')}
    </Button>
  );
}
