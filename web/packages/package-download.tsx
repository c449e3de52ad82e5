import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { idEnding } from '../../domain/id-ending.ts';
import type { EvidencePackage } from '../api/api-types.ts';
import { askForPackage, packageFileUrl } from '../api/package-api.ts';
import { useFormats } from '../formats/use-formats.ts';
import cards from '../ui/card-list.module.css';
import { ProblemView } from '../ui/problem-view.tsx';
import styles from './packages.module.css';

/** Fetches the file of a package. Asked first: a refusal is told here, instead of being saved as a file. */
export function PackageDownload({ evidence }: { readonly evidence: EvidencePackage }): ReactElement {
  const { t } = useTranslation();
  const { bytes } = useFormats();
  const size = bytes(evidence.byteLength ?? 0);
  const asking = useMutation({
    mutationFn: () => askForPackage(evidence.id),
    onSuccess: () => window.location.assign(packageFileUrl(evidence.id)),
  });
  return (
    <div className={styles.progress}>
      {asking.isError && <ProblemView error={asking.error} title={t('package.notFetched')} />}
      <div>
        <Button
          loading={asking.isPending}
          onClick={() => asking.mutate()}
          aria-label={t('package.downloadLabel', { size, number: evidence.incident.referenceNumber, id: idEnding(evidence.id) })}
        >
          {t('package.download', { size })}
        </Button>
      </div>
      <p className={cards.quiet}>{t('package.logged')}</p>
    </div>
  );
}
