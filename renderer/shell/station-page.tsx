import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Startup } from '../../main/contract/system.ts';
import { useClient, useConnectionState, useEvents, useLive, useQuery, useStation } from '../client/index.ts';
import { t, textOr } from '../kit/index.ts';
import { AlarmStrip } from './alarm-strip.tsx';
import { useIdleLock } from './idle.ts';
import { IdleLock } from './idle-lock.tsx';
import { LogIn } from './log-in.tsx';
import type { May, Profile, RailItem } from './profile.ts';
import { Screens } from './screens.tsx';
import { useSession } from './session.ts';
import { SessionInfoProvider } from './session-context.ts';
import { SetUp } from './set-up.tsx';
import { FirstPassword } from './first-password.tsx';
import { Shell } from './shell.tsx';
import { useCommandPalette } from './use-command-palette.ts';
import { usePersonMenu } from './use-person-menu.ts';
import { useShellScan } from './use-shell-scan.ts';

export interface StationPageProps {
  readonly startup: Startup;
  readonly profile: Profile;
}

/** The whole page of one profile, from what `system.startup` told. */
export function StationPage({ startup: started, profile }: StationPageProps) {
  const [setUpNow, setSetUpNow] = useState(false);
  const client = useClient();
  const live = useLive();
  const connection = useConnectionState();
  const [path, goTo] = useLocation();
  const [clockOffsetMs] = useState(() => Date.parse(started.serverTime) - Date.now());
  const handle = useSession(started.session);
  const { session } = handle;
  const [startup, askAgain] = useFreshStartup(started, (fresh) => {
    if (fresh.session === null && session !== null) handle.forget();
  });
  const idle = useIdleLock(startup.settings.idleLockMinutes);
  const locked = session === null ? undefined : idle.locked;
  const open = session !== null && locked === undefined && !session.mustChangePassword;

  const may: May = (permission) => session?.permissions.includes(permission) === true;
  const mayOpen = ({ permission }: Pick<RailItem, 'permission'>): boolean =>
    permission === undefined || may(permission);
  const rail = profile.rail.filter(mayOpen);
  const menu = usePersonMenu(handle, idle.lock);
  const { data: counts = {} } = useQuery({
    key: ['rail-counts', session?.post.id],
    topics: profile.countTopics ?? [],
    ask: (asked) => profile.counts?.(asked, may) ?? Promise.resolve({}),
    enabled: open,
  });
  const palette = useCommandPalette(profile, rail, (profile.pages ?? []).filter(mayOpen), menu, goTo, may);
  useShellScan(profile, open, goTo);

  useEffect(() => {
    if (open && (path === '/' || path === '')) goTo(profile.home, { replace: true });
  }, [open, path, goTo, profile.home]);
  useEffect(() => {
    document.title = `${t(profile.title)} · ${startup.station.name}`;
  }, [profile.title, startup.station.name]);

  const info = useMemo(() => (session === null ? undefined : { session, startup }), [session, startup]);
  const Companion = profile.Companion;
  const firstAlarm = live.alarms[0];
  return (
    <Shell
      connection={connection}
      current={path}
      palette={palette}
      rail={open ? { items: rail, counts } : undefined}
      bar={{
        station: startup.station,
        demo: startup.demo,
        person:
          session === null
            ? undefined
            : { name: session.person.name, post: t(`identity.role.${session.post.role}`) },
        menu: open ? menu : menu.filter(({ id }) => id !== 'lock'),
        lamps: live.lamps,
        notAtCountySince: startup.notAtCountySince,
        clockOffsetMs,
        openAlarms: live.alarms.length,
        drillUntil: Object.values(live.doors).find(({ drill }) => drill !== null)?.drill?.until,
        alarmPath: open && firstAlarm !== undefined ? profile.alarmPath(firstAlarm) : undefined,
      }}
      alarms={
        <AlarmStrip
          alarms={live.alarms}
          doorName={(door) => live.doors[door]?.name ?? door}
          pathOf={profile.alarmPath}
          onSilence={open ? (door) => silence(door) : undefined}
        />
      }
    >
      {startup.needsSetup && info === undefined ? (
        <SetUp
          onDone={() => {
            setSetUpNow(true);
            askAgain();
          }}
        />
      ) : info === undefined ? (
        <LogIn
          station={startup.station}
          demoAccounts={startup.demoAccounts}
          onLogIn={async (credential) => {
            const failure = await handle.logIn(credential);
            if (failure === undefined) idle.unlock();
            return failure;
          }}
          message={
            handle.ended !== undefined
              ? textOr(`shell.session_ended.${handle.ended}`, '')
              : setUpNow
                ? t('shell.set_up_done')
                : undefined
          }
        />
      ) : locked !== undefined ? (
        <IdleLock
          cause={locked}
          personName={info.session.person.name}
          minutes={startup.settings.idleLockMinutes}
          onUnlock={async (credential) => {
            const failure = await handle.unlock(credential);
            if (failure === undefined) idle.unlock();
            return failure;
          }}
          onLogOut={() => void handle.logOut().then(idle.unlock)}
        />
      ) : info.session.mustChangePassword ? (
        <FirstPassword onDone={() => void handle.refresh()} />
      ) : (
        <SessionInfoProvider value={info}>
          <Screens profile={profile} />
        </SessionInfoProvider>
      )}
      {Companion !== undefined && <Companion />}
    </Shell>
  );

  function silence(door: string): void {
    void client.evidence.silence({ commandId: crypto.randomUUID(), door }).catch(() => undefined);
  }
}

/** What startup told, asked again when the line comes back, events were missed, or settings changed. */
function useFreshStartup(
  started: Startup,
  onLineBack: (fresh: Startup) => void,
): readonly [Startup, () => void] {
  const { client, connection, events, live } = useStation();
  const [startup, setStartup] = useState(started);

  const latest = useRef(onLineBack);
  useEffect(() => {
    latest.current = onLineBack;
  });

  const ask = useCallback(
    (lineBack = false) => {
      client.system.startup({}).then(
        (fresh) => {
          setStartup(fresh);
          live.reset(fresh);
          if (lineBack) latest.current(fresh);
        },
        // The next line asks again.
        () => undefined,
      );
    },
    [client, live],
  );
  useEffect(() => live.reset(started), [live, started]);
  useEffect(() => {
    let before = connection.state().kind;
    return connection.subscribe(() => {
      const now = connection.state().kind;
      if (before === 'lost' && now === 'connected') ask(true);
      before = now;
    });
  }, [connection, ask]);
  useEvents(events, 'resync', () => ask());
  useEvents(events, 'changed', (event) => {
    if (event.topics.includes('settings') || event.topics.includes('ledger')) ask();
  });
  return [startup, () => ask()];
}
