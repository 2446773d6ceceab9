import { type Column, formatDateTimeShort, StateMark, t, Table } from '../../../kit/index.ts';
import { type Device, deviceReason, deviceTones, stateOf } from './device-words.ts';

export interface DevicesTableProps {
  readonly devices: readonly Device[];
  readonly answered: boolean;
  readonly openId: string | undefined;
  readonly titleOfDriver: (name: string) => string;
  readonly onOpen: (device: Device) => void;
}

/** 设备岗位 in a list: lamp, why, since when, and what moves. */
export function DevicesTable({ devices, answered, openId, titleOfDriver, onOpen }: DevicesTableProps) {
  return (
    <Table
      label={t('devices.view.positions')}
      columns={columns(titleOfDriver)}
      rows={devices}
      idOf={(row) => row.id}
      nameOf={(row) => row.title}
      onOpen={onOpen}
      openId={openId}
      total={devices.length}
      lines={2}
      empty={answered ? t('devices.empty') : ''}
    />
  );
}

function columns(titleOfDriver: (name: string) => string): Column<Device>[] {
  return [
    { id: 'title', title: t('devices.position'), width: '160px', cell: (row) => row.title },
    {
      id: 'state',
      title: t('devices.state_since'),
      width: '170px',
      cell: (row) => (
        <>
          <StateMark tone={deviceTones[stateOf(row)]}>{t(`devices.state.${stateOf(row)}`)}</StateMark>
          <br />
          <span className="small quiet">{formatDateTimeShort(row.since)}</span>
        </>
      ),
    },
    {
      id: 'reason',
      title: t('devices.why'),
      width: 'minmax(150px, 1fr)',
      cell: (row) => (row.enabled ? (deviceReason(row.reason) ?? '') : ''),
    },
    {
      id: 'moves',
      title: t('devices.moves'),
      width: '120px',
      cell: (row) => (
        <>
          {movesOf(row).map((words) => (
            <span key={words} className="device-move">
              {words}
            </span>
          ))}
        </>
      ),
    },
    {
      id: 'driver',
      title: t('devices.driver'),
      width: 'minmax(130px, 0.8fr)',
      cell: (row) => titleOfDriver(row.driver),
    },
    {
      id: 'address',
      title: t('devices.address'),
      width: 'minmax(300px, 1.7fr)',
      cell: (row) => <span className="fixed device-address">{row.url}</span>,
    },
  ];
}

/** What moves at a device: reads a second, and how far its clock is off. */
function movesOf({ role, readsPerSecond, clockOffsetMs }: Device): string[] {
  return [
    ...(role === 'portal' || role === 'desk-reader'
      ? [t('devices.reads_now', { count: Math.round(readsPerSecond) })]
      : []),
    ...(clockOffsetMs === null ? [] : [t('devices.clock_now', { count: Math.round(clockOffsetMs) })]),
  ];
}
