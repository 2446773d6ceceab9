import { useRef, useState } from 'react';
import { type StationClient, useCommand } from '../../../client/index.ts';
import { Button, Select, SidePanel, t, TextField } from '../../../kit/index.ts';
import { DeviceFailure } from './device-failure.tsx';
import { type Driver, wordsOf } from './device-words.ts';
import { readTrainingScript } from './training-script.ts';

export interface TrainingPanelProps {
  readonly drivers: readonly Driver[];
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}

/** 培训模式: a virtual device of any family, played by the driver's own simulator. */
export function TrainingPanel({ drivers, onDone, onClose }: TrainingPanelProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [script, setScript] = useState('');
  const steps = readTrainingScript(script);
  const command = useCommand({
    send: (client: StationClient, driver: string, commandId) =>
      client.devices.trainingBegin({ commandId, driver, title, script: steps ?? [], recording: null }),
    onDone: ({ id }) => onDone(id),
    failures: 'inline',
  });
  return (
    <SidePanel title={t('devices.training_add')} onClose={onClose} subject="training">
      <form
        className="form"
        aria-label={t('devices.training_add')}
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== null && title.trim() !== '' && steps !== undefined) command.run(name);
        }}
      >
        <p className="plain-note">{t('devices.training_note')}</p>
        <Select
          label={t('devices.driver')}
          required
          options={drivers.map((driver) => ({ value: driver.name, label: wordsOf(driver.title) }))}
          value={name}
          onChange={(chosen) => {
            setName(chosen);
            const driver = drivers.find((known) => known.name === chosen);
            if (driver !== undefined)
              setTitle(t('devices.training_title', { driver: wordsOf(driver.title) }));
          }}
        />
        <TextField label={t('devices.name')} required maxLength={120} value={title} onChange={setTitle} />
        <TextField
          label={t('devices.training_script')}
          hint={t('devices.training_script_hint')}
          lines={6}
          maxLength={20_000}
          value={script}
          onChange={setScript}
          error={steps === undefined ? t('devices.training_script_wrong') : undefined}
        />
        <ScriptPicker picker={picker} onText={setScript} />
        {command.failure !== undefined && <DeviceFailure failure={command.failure} />}
        <div className="button-row form-actions">
          <Button
            kind="primary"
            type="submit"
            disabled={command.busy || name === null || title.trim() === '' || steps === undefined}
          >
            {t('devices.training_begin')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </SidePanel>
  );
}

export function ScriptPicker(props: {
  readonly picker: React.RefObject<HTMLInputElement | null>;
  readonly onText: (text: string) => void;
}) {
  const { picker, onText } = props;
  return (
    <div>
      <input
        ref={picker}
        type="file"
        accept=".json,.jsonl,application/json,text/plain"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void file.text().then(onText);
          event.currentTarget.value = '';
        }}
      />
      <Button kind="plain" onPress={() => picker.current?.click()}>
        {t('devices.training_script_file')}
      </Button>
    </div>
  );
}
