import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import { useFacetText } from '../cameras/use-facet-text.ts';
import { formatInstant, formatTime } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { FactList } from '../ui/fact-list.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import { facetsThen } from './health-then.ts';

/** Place in the picture, pixel density, light and health of a candidate, as they were then. */
export function CandidateFacts({ candidate }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  return (
    <FactList
      facts={[
        { name: t('candidates.distance'), value: <Distance candidate={candidate} /> },
        { name: t('candidates.density'), value: candidate.sees === 'none' ? null : <Density candidate={candidate} /> },
        { name: t('candidates.light'), value: t(`candidates.lights.${candidate.light}`) },
        { name: t('candidates.healthThen'), value: <HealthThen candidate={candidate} /> },
      ]}
    />
  );
}

function Distance({ candidate }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const { sees, motion, offAxisDeg, placementRecordedAfter } = candidate;
  const lines = [
    formats.distance(candidate.distanceM),
    ...(sees === 'none' || motion !== 'fixed' ? [] : [t('candidates.offAxis', { angle: formats.number(offAxisDeg, 0) })]),
    ...(placementRecordedAfter === null ? [] : [t('candidates.recordedAfter', { at: formatInstant(placementRecordedAfter) })]),
  ];
  return (
    <>
      {lines.map((line) => (
        <span key={line} style={{ display: 'block' }}>
          {line}
        </span>
      ))}
    </>
  );
}

function Density({ candidate }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  const levelName = (edition: 'iec2014' | 'iec2025', of: Candidate['level'] = candidate.level) => {
    const level = of[edition];
    return level === null ? t('level.below') : knownText(`level.${edition}.${level}`, level);
  };
  return (
    <>
      {t('candidates.pxPerM', { density: formats.number(candidate.pxPerM, 1) })}
      <br />
      {t('candidates.levels', { level2014: levelName('iec2014'), level2025: levelName('iec2025') })}
      <br />
      {t('candidates.nearest', {
        density: formats.number(candidate.nearest.pxPerM, 1),
        level2014: levelName('iec2014', candidate.nearest.level),
        level2025: levelName('iec2025', candidate.nearest.level),
      })}
    </>
  );
}

function HealthThen({ candidate }: { readonly candidate: Candidate }): ReactElement {
  const { t } = useTranslation();
  const text = useFacetText();
  if (candidate.healthThen.length === 0) return <>{t('candidates.healthUnknown')}</>;
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {facetsThen(candidate.healthThen).map(({ facet, states }) => (
        <li key={facet}>
          {text.facet(facet)}:{' '}
          {states
            .map(({ state, from }, index) =>
              index === 0 ? text.state(facet, state) : t('candidates.thenState', { at: formatTime(from), state: text.state(facet, state) }),
            )
            .join(', ')}
        </li>
      ))}
    </ul>
  );
}
