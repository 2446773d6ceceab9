import { useState } from 'react';
import { type StationClient, useClient, useCommand, useLive } from '../../../client/index.ts';
import {
  Button,
  errorWords,
  formatDateTime,
  formatDay,
  KeyValue,
  Menu,
  notify,
  SidePanel,
  StateMark,
  Switch,
  t,
  textOr,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import { saveAsFile } from '../parts-items/csv.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';
import { diagnosisText } from './diagnosis.ts';
import { LiveReadings } from './device-live.tsx';
import { DeviceRecording } from './device-recording.tsx';
import { DeviceStory } from './device-story.tsx';
import { DeviceTrace } from './device-trace.tsx';
import { DeviceTrials } from './device-trials.tsx';
import { devicesFileText } from './devices-file.ts';
import { TrainingControls } from './training-controls.tsx';
import {
  type Device,
  type DeviceList,
  type Driver,
  deviceReason,
  deviceRemedy,
  deviceTones,
  stateOf,
} from './device-words.ts';

export interface DevicePanelProps {
  readonly device: Device;
  readonly list: DeviceList;
  readonly driver: Driver | undefined;
  /** Its driver's name in words. */
  readonly driverTitle: string;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** One device: how it is and what to do about it, what can be tried, and its last bytes. */
export function DevicePanel({ device, list, driver, driverTitle, onEdit, onClose }: DevicePanelProps) {
  const manages = useMay()('devices.manage');
  const { doors } = useLive();
  const [removing, setRemoving] = useState(false);
  if (removing) return <RemovePanel device={device} onClose={() => setRemoving(false)} onDone={onClose} />;
  const state = stateOf(device);
  const reason = device.enabled ? deviceReason(device.reason) : undefined;
  return (
    <SidePanel
      title={device.title}
      onClose={onClose}
      subject={device.id}
      actions={
        <>
          {manages && <RestartButton device={device} />}
          {manages && device.training === null && <EditButton device={device} onEdit={onEdit} />}
          <DiagnosisMenu
            device={device}
            list={list}
            onRemove={manages && !device.virtual ? () => setRemoving(true) : undefined}
          />
        </>
      }
    >
      <div className="device-state">
        <StateMark tone={deviceTones[state]}>{t(`devices.state.${state}`)}</StateMark>
        <span className="quiet">{t('devices.since_at', { time: formatDateTime(device.since) })}</span>
        {device.training !== null && <span className="training-mark">{t('devices.training')}</span>}
      </div>
      {reason !== undefined && device.reason !== null && (
        <div className="plain-note">
          <strong>{reason}</strong>
          <p>{deviceRemedy(device.reason)}</p>
          <p className="small quiet">{t('common.small_print', { code: device.reason })}</p>
        </div>
      )}
      {manages && device.training === null && <EnableSwitch device={device} />}
      {manages && device.training !== null && <TrainingControls device={device} />}
      <LiveReadings device={device} />
      <DeviceTrials device={device} driver={driver} />
      <KeyValue
        items={[
          { label: t('devices.role'), value: t(`devices.role.${device.role}`) },
          ...(device.door === null
            ? []
            : [{ label: t('devices.door'), value: doors[device.door]?.name ?? device.door }]),
          { label: t('devices.driver'), value: driverTitle },
          { label: t('devices.address'), value: <span className="fixed breakable">{device.url}</span> },
          ...Object.entries(device.identity).map(([name, value]) => ({
            // A maker that speaks only in numbers (LLRP) gives numbers: said to be numbers.
            label: /^\d+$/.test(value)
              ? textOr(`devices.identity_number.${name}`, textOr(`devices.identity.${name}`, name))
              : textOr(`devices.identity.${name}`, name),
            value,
          })),
          {
            label: t('devices.last_event'),
            value: device.lastEventAt === null ? t('devices.never') : formatDateTime(device.lastEventAt),
          },
          {
            label: t('devices.clock_offset'),
            value:
              device.clockOffsetMs === null
                ? t('devices.no_clock')
                : t('devices.milliseconds', { count: Math.round(device.clockOffsetMs) }),
          },
        ]}
      />
      {device.training === null && <DeviceStory id={device.id} />}
      <DeviceTrace id={device.id} />
      {/* Bytes of an identity card reader are personal data. */}
      {manages && driver?.deviceClass !== 'identity-card' && <DeviceRecording device={device} />}
    </SidePanel>
  );
}

/** Devices of the demo world are the program's own. */
function virtualReason(device: Device) {
  return device.virtual ? { disabled: true, reason: errorWords('devices.virtual_positions').what } : {};
}

function EditButton({ device, onEdit }: { readonly device: Device; readonly onEdit: () => void }) {
  return (
    <Button onPress={onEdit} {...virtualReason(device)}>
      {t('common.edit')}
    </Button>
  );
}

function EnableSwitch({ device }: { readonly device: Device }) {
  const save = useCommand({
    send: (client: StationClient, enabled: boolean, commandId) =>
      client.devices.savePosition({ commandId, position: { ...positionOf(device), enabled } }),
    onDone: (_done, enabled) =>
      notify(t(enabled ? 'devices.enabled_now' : 'devices.disabled_now', { name: device.title })),
  });
  return (
    <Switch value={device.enabled} onChange={save.run} disabled={device.virtual || save.busy}>
      {t('devices.enabled')}
    </Switch>
  );
}

function positionOf({ id, title, role, driver, url, door, enabled, settings }: Device) {
  return { id, title, role, driver, url, door, enabled, settings };
}

function RestartButton({ device }: { readonly device: Device }) {
  const restart = useCommand({
    send: (client, id: string, commandId) => client.devices.restart({ commandId, id }),
    onDone: () => notify(t('devices.restarted', { name: device.title })),
  });
  return (
    <Button onPress={() => restart.run(device.id)} disabled={restart.busy || !device.enabled}>
      {t('devices.restart')}
    </Button>
  );
}

function DiagnosisMenu(props: {
  readonly device: Device;
  readonly list: DeviceList;
  readonly onRemove: (() => void) | undefined;
}) {
  const { device, list, onRemove } = props;
  const client = useClient();
  const { startup } = useSessionInfo();
  async function diagnosis(): Promise<string> {
    const trace = await client.devices.trace({ id: device.id }).catch(() => []);
    return diagnosisText({
      version: startup.version,
      station: `${startup.station.id} (${startup.station.name})`,
      at: new Date().toISOString(),
      process: list.process,
      restarts: list.restarts,
      device,
      trace,
    });
  }
  async function save(): Promise<void> {
    saveAsFile(
      `diagnosis-${device.id}-${formatDay(Date.now())}.txt`,
      await diagnosis(),
      'text/plain;charset=utf-8',
    );
    notify(t('devices.diagnosis_saved'));
  }
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(await diagnosis());
      notify(t('devices.diagnosis_copied'));
    } catch {
      // A terminal may keep the clipboard from pages; the file always works.
      await save();
    }
  }
  return (
    <Menu
      lines={[
        { id: 'copy', title: t('devices.diagnosis_copy'), onChoose: () => void copy() },
        { id: 'save', title: t('devices.diagnosis_save'), onChoose: () => void save() },
        {
          id: 'export',
          title: t('devices.export_one'),
          onChoose: () =>
            saveAsFile(`device-${device.id}.json`, devicesFileText([device]), 'application/json'),
        },
        ...(onRemove === undefined ? [] : [{ id: 'remove', title: t('devices.remove'), onChoose: onRemove }]),
      ]}
    >
      {t('devices.more')}
    </Menu>
  );
}

function RemovePanel(props: {
  readonly device: Device;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { device, onClose, onDone } = props;
  const command = useCommand({
    send: (client, reason: string, commandId) =>
      client.devices.removePosition({ commandId, id: device.id, reason }),
    onDone: () => {
      notify(t('devices.removed', { name: device.title }));
      onDone();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t('devices.remove_title', { name: device.title })}
      act={t('devices.remove_act', { name: device.title })}
      words={t('common.reason')}
      required
      danger
      onSend={command.run}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      <p>{t('devices.remove_explain')}</p>
    </ActPanel>
  );
}
