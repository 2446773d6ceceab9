import { useRef, useState } from 'react';
import { failureOf, useClient } from '../../../client/index.ts';
import { Menu, notify, notifyFailure, t } from '../../../kit/index.ts';
import { saveAsFile } from '../parts-items/csv.ts';
import { devicesFileText, readDevicesFile } from './devices-file.ts';
import type { Device } from './device-words.ts';

/** Export and import of the devices file (设备岗位表): one installation copied to the next room. */
export function DevicesMenu({
  devices,
  virtual,
}: {
  readonly devices: readonly Device[];
  readonly virtual: boolean;
}) {
  const client = useClient();
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  async function take(file: File): Promise<void> {
    const positions = readDevicesFile(await file.text());
    if (positions === undefined) {
      notifyFailure({ code: 'devices.file_malformed', detail: { file: file.name, at: '' } });
      return;
    }
    setBusy(true);
    try {
      // One after the other, each checked by its driver: what was taken stays, the first refusal is shown.
      for (const position of positions)
        await client.devices.savePosition({ commandId: crypto.randomUUID(), position });
      notify(t('devices.imported', { count: positions.length }));
    } catch (error) {
      notifyFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void take(file);
          event.currentTarget.value = '';
        }}
      />
      <Menu
        lines={[
          {
            id: 'export',
            title: t('devices.export'),
            onChoose: () =>
              saveAsFile(
                'devices.json',
                devicesFileText(devices.filter(({ training }) => training === null)),
                'application/json',
              ),
          },
          ...(virtual || busy
            ? []
            : [{ id: 'import', title: t('devices.import'), onChoose: () => picker.current?.click() }]),
        ]}
      >
        {t('devices.file')}
      </Menu>
    </>
  );
}
