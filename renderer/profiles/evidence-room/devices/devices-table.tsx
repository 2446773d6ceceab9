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
      empty={answered ? t('devices.empty') : ''}
    />
  );
}

function columns(titleOfDriver: (name: string) => string): Column<Device>[] {
  return [
    { id: 'title', title: t('devices.position'), width: '190px', cell: (row) => row.title },
    {
      id: 'state',
      title: t('common.state'),
      width: '150px',
      cell: (row) => (
        <StateMark tone={deviceTones[stateOf(row)]}>{t(`devices.state.${stateOf(row)}`)}</StateMark>
      ),
    },
    {
      id: 'reason',
      title: t('devices.why'),
      width: 'minmax(170px, 1.2fr)',
      cell: (row) => (row.enabled ? (deviceReason(row.reason) ?? '') : ''),
    },
    { id: 'since', title: t('devices.since'), width: '150px', cell: (row) => formatDateTimeShort(row.since) },
    {
      id: 'reads',
      title: t('devices.reads'),
      width: '80px',
      align: 'end',
      cell: (row) =>
        row.role === 'portal' || row.role === 'desk-reader' ? Math.round(row.readsPerSecond) : '',
    },
    {
      id: 'clock',
      title: t('devices.clock_offset'),
      width: '96px',
      align: 'end',
      cell: (row) =>
        row.clockOffsetMs === null ? '' : t('devices.milliseconds', { count: Math.round(row.clockOffsetMs) }),
    },
    {
      id: 'driver',
      title: t('devices.driver'),
      width: 'minmax(150px, 0.8fr)',
      cell: (row) => titleOfDriver(row.driver),
    },
    {
      id: 'address',
      title: t('devices.address'),
      width: 'minmax(170px, 1fr)',
      cell: (row) => <span className="fixed">{row.url}</span>,
    },
  ];
}
