import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidencePackage } from '../api/api-types.ts';
import { packageStampUrl } from '../api/package-api.ts';
import { formatInstant } from '../formats/instant-format.ts';

/** When an authority stamped a package; a stamp that came after the package was sealed is a file of its own. */
export function PackageStamp({ evidence }: { readonly evidence: EvidencePackage }): ReactElement {
  const { t } = useTranslation();
  const { at, authority, inFile } = evidence.timestamp;
  if (at === null) return <>{t('package.stamp.waiting')}</>;
  return (
    <>
      {t('package.stamp.value', { at: formatInstant(at), authority: authority ?? '' })}{' '}
      {inFile ? t('package.stamp.inFile') : <a href={packageStampUrl(evidence.id)}>{t('package.stamp.fetch')}</a>}
    </>
  );
}
