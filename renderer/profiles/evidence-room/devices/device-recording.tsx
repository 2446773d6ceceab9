import type { StationClient } from '../../../client/index.ts';
import { useCommand } from '../../../client/index.ts';
import { Button, notify, StateMark, t } from '../../../kit/index.ts';
import { DeviceFailure } from './device-failure.tsx';
import type { Device } from './device-words.ts';

/** 录制: the raw bytes of a device into a file that can be replayed. */
export function DeviceRecording({ device }: { readonly device: Device }) {
  const command = useCommand({
    send: (client: StationClient, on: boolean, commandId) =>
      client.devices.record({ commandId, id: device.id, on }),
    onDone: (_done, on) => {
      if (!on && device.recording !== null) notify(t('devices.recording_done', { file: device.recording }));
    },
    failures: 'inline',
  });
  const recording = device.recording !== null;
  return (
    <div className="button-row">
      <Button onPress={() => command.run(!recording)} disabled={command.busy || !device.enabled}>
        {t(recording ? 'devices.record_stop' : 'devices.record')}
      </Button>
      <span role="status" className="small breakable">
        {device.recording !== null && (
          <StateMark tone="waiting">{t('devices.recording_now', { file: device.recording })}</StateMark>
        )}
      </span>
      {command.failure !== undefined && <DeviceFailure failure={command.failure} />}
    </div>
  );
}
