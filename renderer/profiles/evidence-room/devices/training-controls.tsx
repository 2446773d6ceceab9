import { useRef, useState } from 'react';
import { type TrainingFault, trainingFaults } from '../../../../main/contract/device-work.ts';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import { Button, notify, Select, t, TextField } from '../../../kit/index.ts';
import { DeviceFailure } from './device-failure.tsx';
import { type Device, wordsOf } from './device-words.ts';
import { ScriptPicker } from './training-panel.tsx';
import { readTrainingScript, type TrainingScript } from './training-script.ts';

/** 培训台: what the virtual device is let do, and how it misbehaves. */
export function TrainingControls({ device }: { readonly device: Device }) {
  const { id, driver, training } = device;
  const played = !device.url.startsWith('replay');
  const { data: acts = [] } = useQuery({
    key: ['training-steps', driver],
    topics: [],
    ask: (client: StationClient) => client.devices.trainingSteps({ driver }),
  });
  const play = useCommand({
    send: (client, steps: TrainingScript, commandId) => client.devices.trainingPlay({ commandId, id, steps }),
    failures: 'inline',
  });
  const fault = useCommand({
    send: (client, chosen: TrainingFault, commandId) =>
      client.devices.trainingFault({ commandId, id, fault: chosen }),
    failures: 'inline',
  });
  const failure = play.failure ?? fault.failure;
  return (
    <section className="page-section training-part" aria-labelledby="training-title">
      <h3 id="training-title">{t('devices.training')}</h3>
      <p className="small">{t('devices.training_note')}</p>
      {played && (
        <>
          <div className="button-row" role="group" aria-labelledby="training-acts">
            <h4 id="training-acts">{t('devices.training_acts')}</h4>
            {acts.map(({ title, steps }) => (
              <Button key={title.en} onPress={() => play.run(steps)} disabled={play.busy}>
                {wordsOf(title)}
              </Button>
            ))}
          </div>
          <Select
            label={t('devices.training_faults')}
            options={trainingFaults.map((value) => ({ value, label: t(`devices.fault.${value}`) }))}
            value={training?.fault ?? 'none'}
            onChange={(chosen) => chosen !== null && fault.run(chosen)}
          />
          <ScriptPart busy={play.busy} onPlay={play.run} />
        </>
      )}
      {failure !== undefined && <DeviceFailure failure={failure} />}
      <EndButton device={device} />
    </section>
  );
}

function ScriptPart({
  busy,
  onPlay,
}: {
  readonly busy: boolean;
  readonly onPlay: (steps: TrainingScript) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [script, setScript] = useState('');
  const steps = readTrainingScript(script);
  return (
    <details className="rare-settings">
      <summary>{t('devices.training_play')}</summary>
      <div className="form">
        <TextField
          label={t('devices.training_script')}
          hint={t('devices.training_script_hint')}
          lines={5}
          maxLength={20_000}
          value={script}
          onChange={setScript}
          error={steps === undefined ? t('devices.training_script_wrong') : undefined}
        />
        <ScriptPicker picker={picker} onText={setScript} />
        <Button
          onPress={() => steps !== undefined && onPlay(steps)}
          disabled={busy || steps === undefined || steps.length === 0}
        >
          {t('devices.training_play')}
        </Button>
      </div>
    </details>
  );
}

function EndButton({ device }: { readonly device: Device }) {
  const end = useCommand({
    send: (client: StationClient, id: string, commandId) => client.devices.trainingEnd({ commandId, id }),
    onDone: () => notify(t('devices.training_ended', { name: device.title })),
  });
  return (
    <div className="button-row">
      <Button onPress={() => end.run(device.id)} disabled={end.busy}>
        {t('devices.training_end')}
      </Button>
    </div>
  );
}
