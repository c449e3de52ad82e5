import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { idEnding } from '../../domain/id-ending.ts';
import type { EvidencePackage } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { Link } from '../routing/link.tsx';
import { useCurrentUser } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { FactList } from '../ui/fact-list.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import { PackageContents } from './package-contents.tsx';
import { PackageDownload } from './package-download.tsx';
import { PackageProgress } from './package-progress.tsx';
import { PackageStamp } from './package-stamp.tsx';
import { PackageVerify } from './package-verify.tsx';
import styles from './packages.module.css';

const TONES = { waiting: 'warn', building: 'warn', ready: 'good', failed: 'bad', dropped: 'plain' } as const;

interface PackageItemProps {
  readonly evidence: EvidencePackage;
  /** Beside others, of other cases. */
  readonly withIncident: boolean;
}

/** One package: how far it is, what is in it, how it is fetched and how somebody else checks it. */
export function PackageItem({ evidence, withIncident }: PackageItemProps): ReactElement {
  const { t } = useTranslation();
  const headingId = useId();
  const known = useKnownText();
  const { id: userId } = useCurrentUser();
  const { state, error, contents, incident } = evidence;
  const isMine = evidence.orderedBy.id === userId;
  const isGrowing = state === 'waiting' || state === 'building';
  const Heading = withIncident ? 'h2' : 'h3';
  return (
    <li className={cards.item} aria-labelledby={headingId}>
      <div className={cards.head}>
        <Heading id={headingId} className={cards.name}>
          {withIncident ? (
            <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
              {t('package.ofCase', { number: incident.referenceNumber })}
            </Link>
          ) : (
            t('package.name', { id: idEnding(evidence.id) })
          )}
        </Heading>
        <ToneTag tone={TONES[state]}>{t(`package.state.${state}`)}</ToneTag>
      </div>
      {isGrowing && <PackageProgress evidence={evidence} isFollowed={isMine} />}
      {error !== null && !isGrowing && <p className={cards.line}>{known(`package.error.${error.code}`, t('package.error.other'))}</p>}
      {state === 'dropped' && <p className={cards.line}>{t('package.dropped')}</p>}
      <PackageFacts evidence={evidence} />
      {contents !== null && <PackageContents contents={contents} />}
      {state === 'ready' && isMine && <PackageDownload evidence={evidence} />}
      {state === 'ready' && !isMine && <p className={cards.quiet}>{t('package.notYours', { name: evidence.orderedBy.username })}</p>}
      {evidence.keyFingerprint !== null && <PackageVerify evidence={evidence} fingerprint={evidence.keyFingerprint} />}
    </li>
  );
}

function PackageFacts({ evidence }: { readonly evidence: EvidencePackage }): ReactElement {
  const { t } = useTranslation();
  const { bytes } = useFormats();
  const { byteLength, fileCount, finishedAt, sha256, timestamp } = evidence;
  return (
    <FactList
      facts={[
        {
          name: t('package.by'),
          value: t('package.byValue', { name: evidence.orderedBy.username, organisation: evidence.orderedFor, at: formatInstant(evidence.orderedAt) }),
        },
        { name: t('package.requests'), value: t('package.requestCount', { count: evidence.requestIds.length }) },
        { name: t('package.finishedAt'), value: sha256 === null || finishedAt === null ? null : formatInstant(finishedAt) },
        { name: t('package.stamp.name'), value: timestamp.state === 'none' ? null : <PackageStamp evidence={evidence} /> },
        { name: t('package.size'), value: byteLength === null ? null : t('package.sizeValue', { size: bytes(byteLength), count: fileCount ?? 0 }) },
        { name: t('package.sha256'), value: sha256 === null ? null : <code className={styles.code}>{sha256}</code> },
      ]}
    />
  );
}
