import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../api/api-types.ts';
import { ToneTag } from '../ui/tone-tag.tsx';

const TONE = { full: 'good', partial: 'warn', none: 'plain' } as const;

/** How much of the place a candidate sees. */
export function SeesTag({ sees }: Pick<Candidate, 'sees'>): ReactElement {
  const { t } = useTranslation();
  return <ToneTag tone={TONE[sees]}>{t(`sees.${sees}`)}</ToneTag>;
}
