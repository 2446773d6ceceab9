import { useState } from 'react';
import { alarmResolutions } from '../../../../main/contract/evidence-gate.ts';
import type { StationClient } from '../../../client/index.ts';
import { useCommand } from '../../../client/index.ts';
import { notify, RadioGroup, t } from '../../../kit/index.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';
import type { AlarmView } from './alarm-screen.tsx';

export type AlarmAct = 'investigateAlarm' | 'resolveAlarm' | 'reviewAlarm';
type Resolution = (typeof alarmResolutions)[number];

interface Input {
  readonly note: string;
  readonly resolution: Resolution | null;
}

function send(
  client: StationClient,
  id: string,
  act: AlarmAct,
  { note, resolution }: Input,
  commandId: string,
) {
  switch (act) {
    case 'investigateAlarm':
      return client.evidence.investigateAlarm({ commandId, id, note });
    case 'resolveAlarm':
      return client.evidence.resolveAlarm({ commandId, id, note, resolution: resolution ?? 'false-read' });
    case 'reviewAlarm':
      return client.evidence.reviewAlarm({ commandId, id, note });
  }
}

export interface AlarmPanelProps {
  readonly alarm: AlarmView;
  readonly act: AlarmAct;
  readonly onClose: () => void;
}

/** Investigating, settling and reviewing an alarm, each with what was found. */
export function AlarmPanel({ alarm, act, onClose }: AlarmPanelProps) {
  const [resolution, setResolution] = useState<Resolution | null>(null);
  const command = useCommand({
    send: (client, input: Input, commandId) => send(client, alarm.id, act, input, commandId),
    onDone: () => {
      notify(t(`alarms.done.${act}`, { number: alarm.number }));
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t(`alarms.act_title.${act}`, { number: alarm.number })}
      act={t(`alarms.act_button.${act}`)}
      words={t(`alarms.words_of.${act}`)}
      required
      disabled={act === 'resolveAlarm' && resolution === null}
      onSend={(note) => command.run({ note, resolution })}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      <p>{t(`alarms.explain.${act}`)}</p>
      {act === 'resolveAlarm' && (
        <RadioGroup
          label={t('alarms.resolution')}
          value={resolution}
          onChange={setResolution}
          required
          options={alarmResolutions.map((value) => ({
            value,
            label: t(`alarms.resolution.${value}`),
            detail: t(`alarms.resolution_hint.${value}`),
          }))}
        />
      )}
    </ActPanel>
  );
}
