import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { clockZoneName } from '../../domain/clock-zone-name.ts';
import type { ClockReading } from '../api/api-types.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** What a reading says: how far off the clock is, give or take how much, what is wrong with it, and whether another says otherwise. */
export function ReadingWords({ reading }: { readonly reading: ClockReading }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const language = useLanguage();
  const { kind, zone } = reading.diagnosis;
  const isNamed = kind !== 'right' && kind !== 'ahead' && kind !== 'behind';
  return (
    <>
      <b>{formats.clockOffset(reading.offsetMs)}</b>{' '}
      {t('clockForm.measured', { margin: formats.margin(reading.uncertaintyMs), method: t(`clockMethod.${reading.method}`) })}
      {isNamed && ` ${t(`clockDiagnosis.${kind}`, { zone: zone === null ? '' : clockZoneName(zone, language) })}`}
      {reading.contradicts && <strong> {t('clockForm.contradicts')}</strong>}
    </>
  );
}
