import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootageRequest } from '../api/api-types.ts';
import { formatInstant, formatInterval } from '../formats/instant-format.ts';
import { useCategoryName } from '../incidents/use-incidents.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser, useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { FactList } from '../ui/fact-list.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { RequestActions } from './request-actions.tsx';
import styles from './requests.module.css';
import { useRequestActions } from './use-request-actions.ts';
import { isOpenRequest, useRequestText } from './use-request-text.ts';

interface RequestItemProps {
  readonly request: FootageRequest;
  /** On the page of its incident: without the incident. */
  readonly withoutIncident?: boolean;
}

/** One request: whose camera, which seconds, for what; who agreed, which term is running, and what the reader may do. */
export function RequestItem({ request, withoutIncident = false }: RequestItemProps): ReactElement {
  const { t } = useTranslation();
  const headingId = useId();
  const text = useRequestText()(request, Date.now());
  const actions = useRequestActions(request);
  const may = useMay();
  const { id: userId } = useCurrentUser();
  const isWatchable = may('media.open') && request.requestedBy.id === userId && isOpenRequest(request, Date.now());
  const Heading = withoutIncident ? 'h3' : 'h2';
  return (
    <li className={`${cards.item} ${styles.request}`} aria-labelledby={headingId} data-mine={actions.some(({ awaited }) => awaited)}>
      <div className={cards.head}>
        <Heading id={headingId} className={cards.name}>
          <Link to="/cameras/$cameraId" params={{ cameraId: request.cameraId }}>
            {request.cameraName}
          </Link>
        </Heading>
        {request.emergency && <ToneTag tone="bad">{t('request.emergencyTag')}</ToneTag>}
        {request.needsSecond && <ToneTag tone="plain">{t('request.secondTag')}</ToneTag>}
        <ToneTag tone={text.tone}>{text.state}</ToneTag>
      </div>
      {text.terms.length > 0 && (
        <ul className={styles.terms}>
          {text.terms.map((term) => (
            <li key={term}>{term}</li>
          ))}
        </ul>
      )}
      <RequestFacts request={request} withoutIncident={withoutIncident} />
      <Decisions request={request} />
      {isWatchable && (
        <p className={styles.watch}>
          <Link to="/requests/$requestId/watch" params={{ requestId: request.id }}>
            {t('request.watch')}
          </Link>
          {!withoutIncident && (
            <Link to="/incidents/$incidentId/watch" params={{ incidentId: request.incident.id }}>
              {t('player.open')}
            </Link>
          )}
        </p>
      )}
      <RequestActions request={request} actions={actions} />
    </li>
  );
}

function RequestFacts({ request, withoutIncident }: { readonly request: FootageRequest; readonly withoutIncident: boolean }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const categoryName = useCategoryName();
  const { incident, asked } = request;
  const incidentName = `${categoryName(incident.category)} – ${incident.referenceNumber}`;
  const isNarrowed = asked.from !== request.from || asked.to !== request.to;
  return (
    <FactList
      facts={[
        {
          name: t('request.incident'),
          value: withoutIncident ? null : may('incident.read') ? (
            <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
              {incidentName}
            </Link>
          ) : (
            incidentName
          ),
        },
        { name: t('request.window'), value: formatInterval(request.from, request.to, true) },
        { name: t('request.asked'), value: isNarrowed ? formatInterval(asked.from, asked.to, true) : null },
        { name: t('request.purpose'), value: request.purpose },
        { name: t('request.legalBasis'), value: request.legalBasis },
        {
          name: t('request.by'),
          value: t('request.byValue', { name: request.requestedBy.username, organisation: request.requestedFor, at: formatInstant(request.requestedAt) }),
        },
        { name: t('request.board'), value: may('request.decide') ? null : request.ownerName },
        { name: t('request.justification'), value: request.justification },
        { name: t('request.missing'), value: request.missing === null ? null : t(`request.missingReason.${request.missing}`) },
        { name: t('request.note'), value: request.fulfilmentNote ?? (request.endedBecause === 'denied' ? null : request.endReason) },
      ]}
    />
  );
}

function Decisions({ request }: { readonly request: FootageRequest }): ReactElement | null {
  const { t } = useTranslation();
  if (request.decisions.length === 0) return null;
  return (
    <ul className={styles.decisions} aria-label={t('request.decisions')}>
      {request.decisions.map(({ part, decision, reason, decidedBy, decidedAt }) => (
        <li key={decidedBy.id}>
          <b>{t(`request.decided.${part}.${decision}`, { name: decidedBy.username, at: formatInstant(decidedAt) })}</b> {reason}
        </li>
      ))}
    </ul>
  );
}
