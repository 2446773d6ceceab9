import { useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useQuery } from '../../../client/index.ts';
import { IconButton, t, useLanguage } from '../../../kit/index.ts';
import { ChevronLeftIcon, ChevronRightIcon } from '../../../kit/icons.tsx';
import { DeskPart } from './desk-part.tsx';
import { FaultPart } from './fault-part.tsx';
import { LabelPart } from './label-part.tsx';
import { PersonPart } from './person-part.tsx';
import { SignalPart } from './signal-part.tsx';
import { WalkPart } from './walk-part.tsx';

const storageKey = 'virtual-room';
/** Below this width, px, the panel begins folded, so that the screen beside it keeps its room. */
const roomyFrom = 1500;
const listeners = new Set<() => void>();

function isOpen(): boolean {
  const kept = localStorage.getItem(storageKey);
  return kept === null ? window.innerWidth >= roomyFrom : kept === 'open';
}

function setOpen(open: boolean): void {
  localStorage.setItem(storageKey, open ? 'open' : 'folded');
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Only a demo has virtual devices; the panel moves between log-in and screens, so that it keeps its state outside. */
export function VirtualRoomDock() {
  useLanguage();
  const { data: startup } = useQuery({
    key: ['virtual-room-startup'],
    topics: [],
    ask: (client) => client.system.startup({}),
  });
  if (startup?.demo !== true) return null;
  return createPortal(<Dock />, document.body);
}

function Dock() {
  const open = useSyncExternalStore(subscribe, isOpen);
  useEffect(() => {
    document.documentElement.dataset.dock = open ? 'open' : 'folded';
    return () => {
      delete document.documentElement.dataset.dock;
    };
  }, [open]);

  // Kept usable while a dialog is open: a person at the counter taps a card or lays a tag down meanwhile.
  return (
    <aside
      className="virtual-dock"
      data-open={open}
      aria-label={t('virtual-room.title')}
      data-react-aria-top-layer="true"
    >
      {open ? (
        <>
          <header>
            <h2>{t('virtual-room.title')}</h2>
            <IconButton
              icon={<ChevronRightIcon />}
              label={t('virtual-room.fold')}
              onPress={() => setOpen(false)}
            />
          </header>
          <Room />
        </>
      ) : (
        <button type="button" className="virtual-tab" aria-expanded="false" onClick={() => setOpen(true)}>
          <ChevronLeftIcon />
          <span>{t('virtual-room.title')}</span>
        </button>
      )}
    </aside>
  );
}

function Room() {
  const { data: room } = useQuery({
    key: ['virtual-room'],
    topics: ['virtual-room'],
    ask: (client) => client.virtualRoom.state({}),
  });
  const [playing, setPlaying] = useState<string | null>(() => sessionStorage.getItem('virtual-room-person'));
  const person = room?.persons.find((known) => known.id === playing) ?? room?.persons[0];
  if (room === undefined) return null;
  return (
    <section className="virtual-parts" tabIndex={0} aria-label={t('virtual-room.parts')}>
      <p className="small quiet">{t('virtual-room.help')}</p>
      <SignalPart signals={room.signals} />
      <PersonPart
        persons={room.persons}
        chosen={person}
        onChoose={(id) => {
          sessionStorage.setItem('virtual-room-person', id);
          setPlaying(id);
        }}
      />
      <WalkPart key={person?.id ?? ''} room={room} person={person} />
      <DeskPart room={room} />
      <LabelPart labels={room.labels} />
      <FaultPart faults={room.faults} />
    </section>
  );
}
