import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../api/api-types.ts';
import { formatCalendarDay, formatInstantSeconds } from '../formats/instant-format.ts';
import { ToneTag } from '../ui/tone-tag.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import type { AuditChoice } from './audit-choice.ts';
import styles from './audit.module.css';
import { EntryLink } from './entry-link.tsx';

interface AuditEntryProps {
  readonly event: AuditEvent;
  /** Names of cameras by id, as far as the reader may see them. */
  readonly names: ReadonlyMap<string, string>;
  /** The check found it wrong. */
  readonly isSpoilt: boolean;
  readonly onChoose: ((changed: Partial<AuditChoice>) => void) | undefined;
}

/** One entry in plain words: what, who, when, which cameras, under which case. */
export function AuditEntry({ event, names, isSpoilt, onChoose }: AuditEntryProps): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  return (
    <li className={`${styles.entry} ${isSpoilt ? styles.spoilt : ''}`}>
      <div className={styles.entryHead}>
        <b>{knownText(`auditAction.${event.action}`, event.action)}</b>
        {event.outcome === 'refused' && <ToneTag tone="warn">{t('auditEntry.refused')}</ToneTag>}
        {event.outcome !== 'refused' && event.outcome !== 'allowed' && <ToneTag tone="warn">{t('auditEntry.failed')}</ToneTag>}
        {isSpoilt && <ToneTag tone="bad">{t('auditEntry.doesNotHold')}</ToneTag>}
      </div>
      <span>
        <time dateTime={event.at}>{formatInstantSeconds(event.at)}</time> · <Who event={event} />
      </span>
      <Cameras event={event} names={names} isAll={onChoose !== undefined} />
      <span className={styles.small}>
        {event.incidentId === null ? t('auditEntry.noIncident') : t('auditEntry.incident', { number: event.referenceNumber ?? event.incidentId })}
      </span>
      {event.purpose !== null && <span>{t('auditEntry.purpose', { purpose: event.purpose })}</span>}
      <Reason event={event} />
      <Erased event={event} />
      <EntryLink seq={event.seq} />
      {onChoose && <Narrower event={event} onChoose={onChoose} />}
    </li>
  );
}

function Who({ event: { actor } }: { readonly event: AuditEvent }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  if (actor.role === null) return <>{actor.username ?? t('auditEntry.system')}</>;
  const role = knownText(`role.${actor.role}`, actor.role);
  if (actor.username === null) return <>{t('auditEntry.erasedWho', { role })}</>;
  const who = { name: actor.username, role };
  return <>{actor.organisationName === null ? t('auditEntry.who', who) : t('auditEntry.whoOf', { ...who, organisation: actor.organisationName })}</>;
}

function Cameras({ event, names, isAll }: { readonly event: AuditEvent; readonly names: ReadonlyMap<string, string>; readonly isAll: boolean }) {
  const { t } = useTranslation();
  if (event.cameraIds.length === 0) return null;
  const said = event.cameraIds.map((id) => names.get(id) ?? t(isAll ? 'auditEntry.unnamed' : 'auditEntry.otherCamera', { id }));
  return <span>{t('auditEntry.cameras', { names: said.join(', ') })}</span>;
}

function Reason({ event }: { readonly event: AuditEvent }): ReactElement | null {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const code = event.detail?.['code'];
  if (event.outcome !== 'refused' || typeof code !== 'string') return null;
  // what a refusal tells the one who was refused says 'you'
  const reason = knownText(`auditReason.${code}`, knownText(`problem.code.${code}`, code));
  return <span>{t('auditEntry.reason', { reason })}</span>;
}

/** What is missing by law, and under what. */
function Erased({ event: { erased } }: { readonly event: AuditEvent }): ReactElement | null {
  const { t } = useTranslation();
  const knownText = useKnownText();
  if (erased.length === 0) return null;
  return (
    <>
      {erased.map(({ part, basis, on }) => (
        <span key={part}>{t(`auditErased.${part}`, { basis: knownText(`auditErased.basis.${basis}`, basis), day: formatCalendarDay(on) })}</span>
      ))}
    </>
  );
}

function Narrower({ event, onChoose }: { readonly event: AuditEvent; readonly onChoose: (changed: Partial<AuditChoice>) => void }): ReactElement {
  const { t } = useTranslation();
  const { incidentId, actor, cameraIds } = event;
  const [camera] = cameraIds;
  return (
    <div className={styles.narrower}>
      {incidentId !== null && <UnstyledButton onClick={() => onChoose({ incident: incidentId })}>{t('auditEntry.onlyThisIncident')}</UnstyledButton>}
      {actor.id !== null && <UnstyledButton onClick={() => onChoose({ actor: actor.id ?? '' })}>{t('auditEntry.onlyThisActor')}</UnstyledButton>}
      {camera !== undefined && cameraIds.length === 1 && <UnstyledButton onClick={() => onChoose({ camera })}>{t('auditEntry.onlyThisCamera')}</UnstyledButton>}
    </div>
  );
}
