import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MESSAGE_LANGUAGES, type SubscriptionKind } from '../../domain/messages/message-terms.ts';
import type { AlertSubscription, AlertSubscriptionPatch } from '../api/api-types.ts';
import { changeSubscription } from '../api/message-api.ts';
import { useFormats } from '../formats/use-formats.ts';
import { ProblemView } from '../ui/problem-view.tsx';
import { useMessageMutation } from './use-messages.ts';
import { hourText, type WishesDraft, wishesDraftOf, wishesPatchOf, wishesProblems, type WishesProblems } from './wishes-draft.ts';

interface WishesFormProps {
  readonly subscription: AlertSubscription;
  readonly onDone: () => void;
}

interface FieldsProps {
  readonly draft: WishesDraft;
  readonly problems: WishesProblems;
  readonly change: (part: Partial<WishesDraft>) => void;
}

const MIN_OUTAGES_MIN = [0, 5, 10, 30, 60, 180];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LANGUAGE_NAMES = { vi: 'Tiếng Việt', en: 'English' } as const;

/** Changes what is told to an address, when, and in which language. */
export function WishesForm({ subscription, onDone }: WishesFormProps): ReactElement {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => wishesDraftOf(subscription));
  const [isTried, setTried] = useState(false);
  const saving = useMessageMutation((change: AlertSubscriptionPatch) => changeSubscription(subscription.id, change));
  const fields = { draft, problems: isTried ? wishesProblems(draft) : {}, change: (part: Partial<WishesDraft>) => setDraft((now) => ({ ...now, ...part })) };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.keys(wishesProblems(draft)).length === 0 && !saving.isPending) saving.mutate(wishesPatchOf(draft), { onSuccess: onDone });
  }

  return (
    <form onSubmit={submit} noValidate aria-label={t('wishes.title')}>
      <Stack>
        <WhatFields {...fields} />
        <WhenFields {...fields} />
        <NativeSelect
          label={t('wishes.language')}
          value={draft.language}
          onChange={(event) => fields.change({ language: event.currentTarget.value === 'en' ? 'en' : 'vi' })}
          data={MESSAGE_LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
        />
        <Checkbox
          label={t('wishes.withoutMarks')}
          checked={draft.withoutMarks}
          onChange={(event) => fields.change({ withoutMarks: event.currentTarget.checked })}
        />
        {saving.error && <ProblemView error={saving.error} />}
        <Group gap="xs">
          <Button type="submit" size="sm" loading={saving.isPending}>
            {t('wishes.save')}
          </Button>
          <Button variant="default" size="sm" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function WhatFields({ draft, problems, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const toggle = (kind: SubscriptionKind, isOn: boolean) =>
    change({ alertKinds: draft.offeredKinds.filter((known) => (known === kind ? isOn : draft.alertKinds.includes(known))) });
  const lengths = [...new Set([...MIN_OUTAGES_MIN, draft.minOutageMinutes])].sort((a, b) => a - b);
  return (
    <>
      <Checkbox.Group label={t('wishes.kinds')} value={[...draft.alertKinds]} error={problems.alertKinds && t(problems.alertKinds)}>
        <Stack gap="xs" mt="xs">
          {draft.offeredKinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={t(`wishes.kind.${kind}`)} onChange={(event) => toggle(kind, event.currentTarget.checked)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <NativeSelect
        label={t('wishes.minOutage')}
        value={String(draft.minOutageMinutes)}
        onChange={(event) => change({ minOutageMinutes: Number(event.currentTarget.value) })}
        data={lengths.map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('wishes.fromStart') : t('wishes.minutes', { duration: formats.duration(minutes * 60_000) }),
        }))}
      />
    </>
  );
}

function WhenFields({ draft, problems, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('wishes.when')}
        value={draft.digestHour === null ? '' : String(draft.digestHour)}
        onChange={(event) => change({ digestHour: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })}
        data={[{ value: '', label: t('wishes.atOnce') }, ...HOURS.map((hour) => ({ value: String(hour), label: t('wishes.daily', { time: hourText(hour) }) }))]}
      />
      <Checkbox label={t('wishes.quiet')} checked={draft.isQuiet} onChange={(event) => change({ isQuiet: event.currentTarget.checked })} />
      {draft.isQuiet && (
        <Group gap="xs" align="start">
          <TextInput
            label={t('wishes.quietFrom')}
            w={120}
            value={draft.quietFrom}
            error={problems.quietFrom && t(problems.quietFrom)}
            onChange={(event) => change({ quietFrom: event.currentTarget.value })}
          />
          <TextInput
            label={t('wishes.quietTo')}
            w={120}
            value={draft.quietTo}
            error={problems.quietTo && t(problems.quietTo)}
            onChange={(event) => change({ quietTo: event.currentTarget.value })}
          />
        </Group>
      )}
    </>
  );
}
