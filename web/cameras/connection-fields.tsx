import { PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceKind } from '../../domain/camera-source.ts';
import { SectionCard } from '../ui/section-card.tsx';
import { useCameraForm } from './camera-form-context.ts';
import styles from './camera-form.module.css';

/** What the fields are called, for a camera or for a recorder. */
interface ConnectionTexts {
  readonly title: string;
  readonly url: string;
  readonly urlHint: string;
  readonly username: string;
  readonly password: string;
  readonly credentialsHint: string;
}

interface ConnectionFieldsProps {
  readonly texts: ConnectionTexts;
  /** Kinds that can be chosen, with what each is for. */
  readonly choices: readonly { readonly kind: SourceKind; readonly hint: string }[];
  /** An RTSP address as one looks like here. */
  readonly rtspExample: string;
  /** Further fields of an address, between it and the sign-in. */
  readonly afterAddress?: ReactNode;
  /** Further fields behind the sign-in, or in its place where nothing is dialled. */
  readonly last?: ReactNode;
}

/** How a camera or a recorder is reached: the kind, and its address and sign-in where it is dialled. */
export function ConnectionFields({ texts, choices, rtspExample, afterAddress, last }: ConnectionFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { draft, change } = useCameraForm();
  const isDialled = draft.kind === 'rtsp' || draft.kind === 'onvif';
  return (
    <SectionCard title={texts.title}>
      <Radio.Group
        aria-label={texts.title}
        value={draft.kind}
        onChange={(value) => change({ kind: choices.find(({ kind }) => kind === value)?.kind ?? 'rtsp' })}
      >
        <Stack gap="sm">
          {choices.map(({ kind, hint }) => (
            <Radio key={kind} value={kind} size="md" label={t(`sourceKind.${kind}`)} description={hint} />
          ))}
        </Stack>
      </Radio.Group>
      <div className={styles.fields}>
        {isDialled && (
          <>
            <AddressField texts={texts} example={draft.kind === 'rtsp' ? rtspExample : 'http://192.168.1.20/onvif/device_service'} />
            {afterAddress}
            <SignInFields texts={texts} />
          </>
        )}
        {last}
      </div>
    </SectionCard>
  );
}

function AddressField({ texts, example }: { readonly texts: ConnectionTexts; readonly example: string }): ReactElement {
  const { draft, change, errorOf } = useCameraForm();
  return (
    <TextInput
      className={styles.wide}
      label={texts.url}
      description={texts.urlHint}
      placeholder={example}
      required
      inputMode="url"
      autoCapitalize="none"
      spellCheck={false}
      autoComplete="off"
      value={draft.url}
      error={errorOf('source.url')}
      onChange={(e) => change({ url: e.currentTarget.value })}
    />
  );
}

function SignInFields({ texts }: { readonly texts: ConnectionTexts }): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <>
      <TextInput
        label={texts.username}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={128}
        value={draft.username}
        error={errorOf('source.username')}
        onChange={(e) => change({ username: e.currentTarget.value })}
      />
      <PasswordInput
        label={texts.password}
        autoComplete="new-password"
        maxLength={256}
        value={draft.password}
        error={errorOf('source.password')}
        onChange={(e) => change({ password: e.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('cameraForm.showPassword') }}
      />
      <Text size="sm" c="dimmed" className={styles.wide}>
        {texts.credentialsHint}
      </Text>
    </>
  );
}
