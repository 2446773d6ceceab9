import { useState } from 'react';
import { LogIn } from '../shell/log-in.tsx';
import type { RailItem } from '../shell/profile.ts';
import { Shell, type ShellProps } from '../shell/shell.tsx';
import { AlarmBanner, Button, type Command, Figure, PageHeader } from './index.ts';

const rail: readonly RailItem[] = [
  { path: '/dashboard', title: 'dashboard.title' },
  { path: '/gate', title: 'gate.title' },
  { path: '/items', title: 'evidence.title', gap: true },
  { path: '/cases', title: 'cases.title' },
  { path: '/orders', title: 'orders.title' },
  { path: '/places', title: 'places.title' },
  { path: '/statistics', title: 'statistics.title', gap: true },
  { path: '/notices', title: 'notices.title' },
  { path: '/devices', title: 'devices.title' },
  { path: '/settings', title: 'settings.title' },
];

const commands: readonly Command[] = rail.map(({ path }) => ({
  id: path,
  title: path,
  group: '前往',
  run: () => undefined,
}));

const lost = { kind: 'lost', since: Date.now() - 8000 } as const;

const bar: ShellProps['bar'] = {
  station: { name: '样例派出所涉案财物室', room: '一号库房' },
  demo: true,
  person: { name: '物证管理员乙', post: '物证管理员' },
  menu: [],
  lamps: [
    { id: '1', title: '通道门 1', role: 'portal', state: 'ready', reason: null, virtual: true },
    { id: '2', title: '桌面读写器', role: 'desk-reader', state: 'ready', reason: null, virtual: true },
    {
      id: '3',
      title: '标签打印机',
      role: 'label-printer',
      state: 'fault',
      reason: 'printer.paper_out',
      virtual: false,
    },
    { id: '4', title: '摄像机', role: 'portal-camera', state: 'connecting', reason: null, virtual: false },
  ],
  notAtCountySince: '2026-11-23T01:12:00.000Z',
  clockOffsetMs: 0,
  openAlarms: 1,
  alarmPath: '/alarms/1',
};

export function ShellSheet() {
  const [open, setOpen] = useState(false);
  return (
    <Shell
      bar={bar}
      connection={{ kind: 'connected' }}
      alarms={
        <AlarmBanner title="通道门 1：有财物未经批准出库" actions={<Button kind="primary">处理报警</Button>}>
          14:05:09 · 黑色手机（屏裂）
        </AlarmBanner>
      }
      rail={{ items: rail, counts: { '/orders': 4, '/dashboard': 2 } }}
      current="/dashboard"
      palette={{ open, onOpenChange: setOpen, commands }}
    >
      <PageHeader title="工作台" />
      <div className="figures">
        <Figure label="在库" value="1,204" unit="件" to="/items" />
        <Figure label="调用在外" value={12} unit="件" />
        <Figure label="待交接" value={5} unit="件" />
        <Figure label="快到期" value={3} unit="件" tone="clock" />
        <Figure label="待审批" value={4} unit="单" />
      </div>
    </Shell>
  );
}

export function LogInSheet() {
  const accounts = [
    'custodian',
    'custodian-in-charge',
    'case-officer',
    'department-head',
    'unit-head',
    'supervisor',
  ] as const;
  return (
    <Shell
      bar={{ ...bar, person: undefined, openAlarms: 0 }}
      connection={lost}
      alarms={null}
      rail={undefined}
      current="/"
      palette={{ open: false, onOpenChange: () => undefined, commands }}
    >
      <LogIn
        station={{ name: '样例派出所涉案财物室', unitName: '样例市公安局样例分局', room: '一号库房' }}
        demoAccounts={accounts.map((role, index) => ({
          role,
          name: `样例人员${index + 1}`,
          account: `demo${index + 1}`,
          password: '-',
        }))}
        onLogIn={() => Promise.resolve({ code: 'identity.bad_credential', detail: {} })}
      />
    </Shell>
  );
}
