import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { meantNetwork } from '../../domain/sweep-network.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './discovery-page.module.css';
import { refusalOf } from './discovery-refusal.ts';
import { useStartDiscovery } from './use-discovery.ts';

/** Lengths of the prefix that can be chosen, the usual first. */
const PREFIXES = [24, 32, 23, 22, 21, 20] as const;

/** Which network to search. Nothing is filled in: which network somebody stands in, nobody here can know. */
export function DiscoveryForm({ isBusy }: { readonly isBusy: boolean }): ReactElement {
  const { t } = useTranslation();
  const starting = useStartDiscovery();
  const [address, setAddress] = useState('');
  const [prefixBits, setPrefixBits] = useState<(typeof PREFIXES)[number]>(24);
  const [wasTried, setWasTried] = useState(false);
  const cidr = meantNetwork(address, prefixBits);
  const isWhole = address.includes('/');
  const refusal = refusalOf(starting.error);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setWasTried(true);
    if (cidr !== undefined && !isBusy && !starting.isPending) starting.mutate(cidr);
  }

  return (
    <SectionCard title={t('discovery.where')}>
      <Text>{t('discovery.lead')}</Text>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('discovery.address')}
          description={t('discovery.addressHint')}
          placeholder="192.168.1.1"
          required
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          value={address}
          error={wasTried && cidr === undefined ? t('discovery.addressWrong') : null}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('discovery.size')}
          disabled={isWhole}
          value={String(prefixBits)}
          onChange={(event) => setPrefixBits(PREFIXES.find((bits) => String(bits) === event.currentTarget.value) ?? 24)}
          data={PREFIXES.map((bits) => ({ value: String(bits), label: t(`discovery.sizes.${bits}`) }))}
        />
        <div className={styles.start}>
          <Button type="submit" size="lg" loading={starting.isPending} disabled={isBusy}>
            {t('discovery.start')}
          </Button>
          {cidr !== undefined && !isBusy && <Text>{t('discovery.willSearch', { cidr })}</Text>}
        </div>
      </form>
      {starting.error && <ProblemView error={starting.error} text={refusal && t(`discovery.refused.${refusal}`)} />}
    </SectionCard>
  );
}
