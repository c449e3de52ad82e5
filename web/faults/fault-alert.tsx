import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultDetail } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import { Link } from '../routing/link.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { useKnownText } from '../ui/use-known-text.ts';

/** Which cameras failed together with this one. */
export function FaultAlert({ alert }: { readonly alert: NonNullable<FaultDetail['alert']> }): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const more = alert.cameraCount - alert.cameras.length;
  return (
    <SectionCard title={t('fault.together', { count: alert.cameraCount })}>
      <p style={{ margin: 0 }}>{knownText(`commonCause.${alert.commonCause}`, '')}</p>
      {alert.endedAt !== null && <p style={{ margin: 0 }}>{t(`alertEnding.${alert.endedBecause ?? 'unknown'}`, { time: formatInstant(alert.endedAt) })}</p>}
      <ul style={{ margin: 0, paddingLeft: '1.2rem' }}>
        {alert.cameras.map(({ id, name, siteName }) => (
          <li key={id}>
            <Link to="/cameras/$cameraId" params={{ cameraId: id }}>
              {name}
            </Link>{' '}
            · {siteName}
          </li>
        ))}
        {more > 0 && <li>{t('fault.andMore', { count: more })}</li>}
      </ul>
    </SectionCard>
  );
}
