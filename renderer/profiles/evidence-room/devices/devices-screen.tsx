import { useState } from 'react';
import type { DevicePosition } from '../../../../main/contract/devices.ts';
import { type StationClient, useEvents, useQuery, useStation } from '../../../client/index.ts';
import {
  Button,
  errorWords,
  Failure,
  PageHeader,
  Split,
  StateMark,
  t,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { useStored } from '../parts-operations/stored.ts';
import { DevicePanel } from './device-panel.tsx';
import { DevicesMenu } from './devices-menu.tsx';
import { DevicesTable } from './devices-table.tsx';
import { type Driver, type Plugged, wordsOf } from './device-words.ts';
import { PluggedList } from './plugged-list.tsx';
import { PositionPanel } from './position-panel.tsx';
import { RecordingsList } from './recordings-list.tsx';
import { takeFor } from './taken-for.ts';
import { TrainingPanel } from './training-panel.tsx';
import { useEvery } from './use-every.ts';

interface Proposal {
  readonly plugged: Plugged;
  readonly driver: Driver | undefined;
  readonly baud?: number | undefined;
}

type Beside =
  | { readonly kind: 'device'; readonly id: string }
  | { readonly kind: 'training' }
  | {
      readonly kind: 'edit';
      readonly position: DevicePosition | undefined;
      readonly proposal?: Proposal;
    };

const views = ['positions', 'plugged', 'recordings'] as const;
/** Reads a second and last events move all the time; states come by themselves. */
const refreshMs = 2000;

/** 设备: which stands where, how it is, what is plugged in, and everything an installer wants to see of it. */
export default function DevicesScreen() {
  useLanguage();
  const manages = useMay()('devices.manage');
  const [view, setView] = useStored('devices-view', 'positions', views);
  const [beside, setBeside] = useState<Beside | undefined>(undefined);
  const { data, failure, again } = useDevices();
  const { data: drivers = [] } = useQuery({
    key: ['device-drivers'],
    topics: [],
    ask: (client: StationClient) => client.devices.drivers({}),
  });
  const plugged = useQuery({
    key: ['devices-plugged'],
    topics: ['plugged'],
    ask: (client: StationClient) => client.devices.plugged({}),
    enabled: view === 'plugged' || beside?.kind === 'edit',
  });
  const devices = data?.devices ?? [];
  const virtual = devices.some((device) => device.virtual && device.training === null);
  const open = beside?.kind === 'device' ? devices.find((device) => device.id === beside.id) : undefined;
  const close = (): void => setBeside(undefined);
  const found = plugged.data === undefined ? undefined : takeFor(plugged.data, drivers, devices);
  const titleOfDriver = (name: string): string => {
    const driver = drivers.find((known) => known.name === name);
    return driver === undefined ? name : wordsOf(driver.title);
  };
  return (
    <Split
      beside={
        beside?.kind === 'edit' ? (
          <PositionPanel
            key={`${beside.position?.id ?? 'new'} ${beside.proposal?.plugged.url ?? ''} ${beside.proposal?.driver?.name ?? ''}`}
            position={beside.position}
            proposal={beside.proposal}
            others={devices}
            drivers={drivers}
            plugged={plugged.data ?? []}
            onDone={(id) => setBeside({ kind: 'device', id })}
            onClose={close}
          />
        ) : beside?.kind === 'training' ? (
          <TrainingPanel
            drivers={drivers}
            onDone={(id) => {
              setView('positions');
              setBeside({ kind: 'device', id });
              again();
            }}
            onClose={close}
          />
        ) : open === undefined || data === undefined ? undefined : (
          <DevicePanel
            key={open.id}
            device={open}
            list={data}
            driver={drivers.find(({ name }) => name === open.driver)}
            driverTitle={titleOfDriver(open.driver)}
            onEdit={() => setBeside({ kind: 'edit', position: open })}
            onClose={close}
          />
        )
      }
    >
      <PageHeader
        title={t('devices.title')}
        actions={
          manages && (
            <>
              <a href="#/devices/imports">{t('imports.link')}</a>
              <DevicesMenu devices={devices} virtual={virtual} />
              <Button onPress={() => setBeside({ kind: 'training' })}>{t('devices.training')}</Button>
              <Button
                kind={beside === undefined ? 'primary' : 'quiet'}
                disabled={virtual}
                reason={errorWords('devices.virtual_positions').what}
                onPress={() => setBeside({ kind: 'edit', position: undefined })}
              >
                {t('devices.add')}
              </Button>
            </>
          )
        }
        {...(data === undefined
          ? {}
          : { state: <ProcessState state={data.process} restarts={data.restarts} /> })}
      />
      {virtual && <p className="plain-note device-note">{t('devices.virtual_note')}</p>}
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      <ViewSwitch
        label={t('devices.title')}
        chosen={view}
        onChoose={setView}
        views={views.map((id) => ({ id, title: t(`devices.view.${id}`) }))}
      />
      {view === 'positions' ? (
        <DevicesTable
          devices={devices}
          answered={data !== undefined}
          openId={open?.id}
          titleOfDriver={titleOfDriver}
          onOpen={(device) => setBeside({ kind: 'device', id: device.id })}
        />
      ) : view === 'recordings' ? (
        <RecordingsList
          devices={devices}
          drivers={drivers}
          manages={manages}
          onTraining={(id) => {
            setView('positions');
            setBeside({ kind: 'device', id });
            again();
          }}
        />
      ) : (
        <PluggedList
          found={found}
          drivers={drivers}
          failure={plugged.failure}
          onLookAgain={plugged.again}
          onUse={
            manages && !virtual
              ? (thing, driver, baud) =>
                  setBeside({ kind: 'edit', position: undefined, proposal: { plugged: thing, driver, baud } })
              : undefined
          }
        />
      )}
    </Split>
  );
}

/** The list, fresh while it is on screen. */
function useDevices() {
  const answer = useQuery({
    key: ['devices'],
    topics: ['devices'],
    ask: (client: StationClient) => client.devices.list({}),
  });
  const { again } = answer;
  useEvents(useStation().events, 'lamps', again);
  useEvery(refreshMs, again);
  return answer;
}

/** 设备服务: the process that holds all devices, and how often it had to be started again. */
function ProcessState({
  state,
  restarts,
}: {
  readonly state: 'running' | 'restarting' | 'stopped';
  readonly restarts: number;
}) {
  const tone = { running: 'confirmed', restarting: 'waiting', stopped: 'ended' } as const;
  return (
    <span className="process-state">
      <StateMark tone={tone[state]}>{t(`devices.process.${state}`)}</StateMark>
      <span className="quiet small">
        {restarts === 0 ? t('devices.restarts_none') : t('devices.restarts', { count: restarts })}
      </span>
    </span>
  );
}
