import { Accordion, Button, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/api-problem.ts';
import { CameraFormContext, useCameraForm } from '../cameras/camera-form-context.ts';
import styles from '../cameras/camera-form.module.css';
import { PlacementFields } from '../cameras/placement-fields.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { problemsOfChannel, withNextChannel, type ChannelDraft, type RecorderDraft } from './recorder-draft.ts';

interface ChannelListProps {
  readonly draft: RecorderDraft;
  readonly onChange: (draft: RecorderDraft) => void;
  /** Show what is missing. */
  readonly tried: boolean;
  readonly refusal: ApiProblem | null;
  /** Which channel is open, as its place in the list; null: none. */
  readonly open: string | null;
  readonly onOpen: (open: string | null) => void;
}

/** The recorder's channels, one open at a time: each is a camera with its own place and direction. */
export function ChannelList({ draft, onChange, tried, refusal, open, onOpen }: ChannelListProps): ReactElement {
  const { t } = useTranslation();
  const replace = (index: number, channel: ChannelDraft) => onChange({ ...draft, channels: draft.channels.with(index, channel) });
  const add = () => {
    onChange(withNextChannel(draft));
    onOpen(String(draft.channels.length));
  };
  return (
    <SectionCard title={t('recorderForm.channels', { count: draft.channels.length })}>
      <Text>{t('recorderForm.channelsHint')}</Text>
      <Accordion variant="separated" value={open} onChange={onOpen} keepMounted={false} transitionDuration={0}>
        {draft.channels.map((channel, index) => {
          const problems = tried ? problemsOfChannel(draft, channel) : {};
          const name = channel.camera.name.trim();
          return (
            // a channel is known by its place in the list alone while its number is typed
            // oxlint-disable-next-line no-array-index-key
            <Accordion.Item key={index} value={String(index)}>
              <Accordion.Control>
                {t('recorderForm.channelTitle', { channel: channel.channel, name: name === '' ? t('recorderForm.unnamed') : name })}
                {Object.keys(problems).length > 0 && (
                  <Text span c="red.9">
                    {' '}
                    – {t('recorderForm.incomplete')}
                  </Text>
                )}
              </Accordion.Control>
              <Accordion.Panel>
                <ChannelForm channel={channel} problems={problems} refusal={ofChannel(refusal, index)} onChange={(next) => replace(index, next)} />
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
      <Group>
        <Button variant="default" onClick={add} disabled={draft.channels.length >= 64}>
          {t('recorderForm.addChannel')}
        </Button>
        {draft.channels.length > 1 && (
          <Button variant="subtle" onClick={() => onChange({ ...draft, channels: draft.channels.slice(0, -1) })}>
            {t('recorderForm.removeChannel')}
          </Button>
        )}
      </Group>
    </SectionCard>
  );
}

/** What the service said about one channel, in that channel's own paths. */
function ofChannel(refusal: ApiProblem | null, index: number): ApiProblem | null {
  if (refusal === null) return null;
  const prefix = `channels.${index}.`;
  const errors = refusal.errors.filter(({ path }) => path.startsWith(prefix)).map((one) => ({ ...one, path: one.path.slice(prefix.length) }));
  return errors.length === 0 ? null : Object.assign(Object.create(refusal) as ApiProblem, { errors });
}

interface ChannelFormProps {
  readonly channel: ChannelDraft;
  readonly problems: ReturnType<typeof problemsOfChannel>;
  readonly refusal: ApiProblem | null;
  readonly onChange: (channel: ChannelDraft) => void;
}

function ChannelForm({ channel, problems, refusal, onChange }: ChannelFormProps): ReactElement {
  const form = useMemo(
    () => ({
      draft: channel.camera,
      problems,
      refusal,
      change: (part: object) => onChange({ ...channel, camera: { ...channel.camera, ...part } }),
    }),
    [channel, problems, refusal, onChange],
  );
  return (
    <CameraFormContext value={form}>
      <div className={styles.form}>
        <ChannelIdentity channel={channel.channel} onChannel={(number) => onChange({ ...channel, channel: number })} />
        <PlacementFields />
      </div>
    </CameraFormContext>
  );
}

function ChannelIdentity({ channel, onChannel }: { readonly channel: number; readonly onChannel: (channel: number) => void }): ReactElement {
  const { t } = useTranslation();
  const { draft, change, errorOf } = useCameraForm();
  return (
    <div className={styles.fields}>
      <TextInput
        label={t('cameraForm.name')}
        description={t('cameraForm.nameHint')}
        required
        maxLength={200}
        value={draft.name}
        error={errorOf('name')}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <NumberInput
        label={t('recorderForm.channelNumber')}
        description={t('recorderForm.channelNumberHint')}
        required
        min={1}
        max={1024}
        allowDecimal={false}
        value={channel}
        error={errorOf('channel')}
        onChange={(value) => onChannel(typeof value === 'number' ? value : 0)}
      />
    </div>
  );
}
