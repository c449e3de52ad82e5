import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { fetchFactorState, makeApiKey, type FactorProof } from '../api/account-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useKnownText } from '../ui/use-known-text.ts';
import { FactorProofForm } from './factor-proof-form.tsx';
import formStyles from '../cameras/camera-form.module.css';

interface ApiKeyFormProps {
  /** What may be put into a key. */
  readonly actions: readonly string[];
  /** The token is handed over here, and is in no cache. */
  readonly onMade: (token: string | null) => void;
  readonly onCancel: () => void;
}

const DAYS = ['30', '90', '366'] as const;

/** What a key is called, for how long and for what; then who one is. */
export function ApiKeyForm({ actions, onMade, onCancel }: ApiKeyFormProps): ReactElement {
  const { t } = useTranslation();
  const knownText = useKnownText();
  const [name, setName] = useState('');
  const [days, setDays] = useState<string>('90');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const factor = useQuery({ queryKey: queryKeys.secondFactor, queryFn: ({ signal }) => fetchFactorState(signal) });
  const isComplete = name.trim() !== '' && chosen.length > 0;
  const send = (proof: FactorProof) => makeApiKey({ ...proof, name: name.trim(), days: Number(days), actions: chosen });
  return (
    <div className={formStyles.form}>
      <TextInput label={t('apiKeys.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <NativeSelect
        label={t('apiKeys.days')}
        data={DAYS.map((value) => ({ value, label: t('apiKeys.dayCount', { count: Number(value) }) }))}
        value={days}
        onChange={(e) => setDays(e.currentTarget.value)}
      />
      <Checkbox.Group label={t('apiKeys.actions')} value={[...chosen]} onChange={setChosen}>
        <div className={formStyles.fields}>
          {actions.map((action) => (
            <Checkbox key={action} value={action} label={knownText(`auditAction.${action}`, action)} />
          ))}
        </div>
      </Checkbox.Group>
      {isComplete && factor.data && (
        <FactorProofForm withCode={factor.data.enabled} submitLabel={t('apiKeys.make')} send={send} onDone={({ token }) => onMade(token ?? null)} />
      )}
      <Button variant="default" onClick={onCancel} style={{ justifySelf: 'start' }}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
