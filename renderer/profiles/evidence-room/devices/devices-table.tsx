import { type Column, formatDateTimeShort, StateMark, t, Table } from '../../../kit/index.ts';
import { type Device, deviceReason, deviceTones, stateOf } from './device-words.ts';

export interface DevicesTableProps {
  readonly devices: readonly Device[];
  readonly answered: boolean;
  readonly openId: string | undefined;
  readonly onOpen: (device: Device) => void;
}

/** 设备岗位 in a list: lamp, why, since when, and what moves. */
export function DevicesTable({ devices, answered, openId, onOpen }: DevicesTableProps) {
  return (
    <Table
      label={t('devices.view.positions')}
      columns={columns()}
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

function columns(): Column<Device>[] {
  return [
    { id: 'title', title: t('devices.position'), width: '190px', cell: (row) => row.title },
    {
      id: 'state',
      title: t('common.state'),
      width: '130px',
      cell: (row) => (
        <StateMark tone={deviceTones[stateOf(row)]}>{t(`devices.state.${stateOf(row)}`)}</StateMark>
      ),
    },
    {
      id: 'reason',
      title: t('devices.why'),
      width: 'minmax(190px, 1.4fr)',
      cell: (row) => (row.enabled ? (deviceReason(row.reason) ?? '') : ''),
    },
    { id: 'since', title: t('devices.since'), width: '150px', cell: (row) => formatDateTimeShort(row.since) },
    {
      id: 'reads',
      title: t('devices.reads'),
      width: '86px',
      align: 'end',
      cell: (row) =>
        row.role === 'portal' || row.role === 'desk-reader' ? Math.round(row.readsPerSecond) : '',
    },
    {
      id: 'clock',
      title: t('devices.clock_offset'),
      width: '110px',
      align: 'end',
      cell: (row) =>
        row.clockOffsetMs === null ? '' : t('devices.milliseconds', { count: Math.round(row.clockOffsetMs) }),
    },
    { id: 'role', title: t('devices.role'), width: '120px', cell: (row) => t(`devices.role.${row.role}`) },
    {
      id: 'model',
      title: t('devices.model'),
      width: 'minmax(130px, 1fr)',
      cell: (row) => row.identity.model ?? row.identity.product ?? row.driver,
    },
    {
      id: 'address',
      title: t('devices.address'),
      width: 'minmax(180px, 1fr)',
      cell: (row) => <span className="fixed">{row.url}</span>,
    },
  ];
}
