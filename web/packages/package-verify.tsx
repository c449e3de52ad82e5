import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { packageFileName } from '../../domain/evidence/package-file-name.ts';
import type { EvidencePackage } from '../api/api-types.ts';
import styles from './packages.module.css';

interface PackageVerifyProps {
  readonly evidence: EvidencePackage;
  readonly fingerprint: string;
}

/** The fingerprint of the key that signed, and how a package is checked on another machine. */
export function PackageVerify({ evidence, fingerprint }: PackageVerifyProps): ReactElement {
  const { t } = useTranslation();
  const fileName = `${packageFileName(evidence.incident.referenceNumber, evidence.id)}.zip`;
  return (
    <>
      <div>
        <p className={styles.subtitle}>{t('package.fingerprint')}</p>
        <code className={styles.code}>{fingerprint}</code>
      </div>
      <details className={styles.verify}>
        <summary>{t('package.verify.title')}</summary>
        <ol>
          <li>{t('package.verify.copy', { file: fileName })}</li>
          <li>
            {t('package.verify.run')}
            <code className={styles.command}>{`matpho verify ${fileName} --key "${fingerprint}"`}</code>
          </li>
          <li>{t('package.verify.compare')}</li>
          <li>{t('package.verify.without')}</li>
        </ol>
      </details>
    </>
  );
}
