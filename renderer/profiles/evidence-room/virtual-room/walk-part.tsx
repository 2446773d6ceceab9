import { type CSSProperties, useState } from 'react';
import { useCommand } from '../../../client/index.ts';
import { Button, Checkbox, notify, t } from '../../../kit/index.ts';
import { RoomItems } from './room-items.tsx';
import { RoomSection } from './room-section.tsx';
import type { RoomItem, RoomPerson, RoomState } from './room-types.ts';

const ways = ['out', 'in', 'turn-back', 'walk-by', 'stand'] as const;
/** As many as the virtual door lets be under way (main/start/virtual-room/world.ts). */
const mostWalkers = 3;
type Way = (typeof ways)[number];

/** What can be in the hands of somebody who begins inside, or outside. */
function carriable(items: readonly RoomItem[], way: Way): RoomItem[] {
  const fromInside = way !== 'in' && way !== 'walk-by';
  return items.filter((item) => (item.where === 'room') === fromInside);
}

export interface WalkPartProps {
  readonly room: RoomState;
  readonly person: RoomPerson | undefined;
}

/** 走过通道门: who, with what, which way. */
export function WalkPart({ room, person }: WalkPartProps) {
  const [way, setWay] = useState<Way>(person?.side === 'inside' ? 'out' : 'in');
  const [wearsBadge, setWearsBadge] = useState(true);
  const [stranger, setStranger] = useState(false);
  const [carried, setCarried] = useState<readonly string[]>([]);
  const possible = carriable(room.items, way);
  const inHands = possible.filter((item) => carried.includes(item.id));
  const walk = useCommand({
    send: (client, items: readonly string[]) =>
      client.virtualRoom.walk({
        person: stranger ? null : (person?.id ?? null),
        wearsBadge: wearsBadge && !stranger,
        items: [...items],
        path: way,
      }),
    onDone: ({ seconds }) => {
      notify(t('virtual-room.walking', { seconds: Math.round(seconds) }));
      setCarried([]);
    },
  });
  // Nobody is at two places at once, but others may set out while somebody walks.
  const underWay =
    room.walking.length >= mostWalkers ||
    (!stranger && room.walking.some((walking) => walking.person === person?.id));
  const name = stranger ? t('virtual-room.stranger') : (person?.name ?? '');
  return (
    <RoomSection title={t('virtual-room.walk')} help={t('virtual-room.walk_help')}>
      <div className="virtual-ways" role="group" aria-label={t('virtual-room.way')}>
        {ways.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === way}
            onClick={() => {
              setWay(each);
              setCarried([]);
            }}
          >
            {t(`virtual-room.way.${each}`)}
          </button>
        ))}
      </div>
      <Checkbox value={wearsBadge} onChange={setWearsBadge} disabled={stranger}>
        {t('virtual-room.wears_badge')}
      </Checkbox>
      <Checkbox value={stranger} onChange={setStranger}>
        {t('virtual-room.as_stranger')}
      </Checkbox>
      {inHands.length > 0 && (
        <ul className="virtual-hands" aria-label={t('virtual-room.in_hands')}>
          {inHands.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                aria-label={t('virtual-room.put_down', { name: item.name })}
                onClick={() => setCarried(carried.filter((id) => id !== item.id))}
              >
                {item.name} ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <RoomItems
        label={t('virtual-room.carry')}
        items={possible.filter((item) => !carried.includes(item.id))}
        empty={t(
          way === 'in' || way === 'walk-by' ? 'virtual-room.none_outside' : 'virtual-room.none_inside',
        )}
        line={(item) => (
          <button type="button" className="virtual-item" onClick={() => setCarried([...carried, item.id])}>
            <span>{item.name}</span>
            <span className="small quiet fixed">…{item.code.slice(-6)}</span>
          </button>
        )}
      />
      <Button
        kind="primary"
        disabled={walk.busy || underWay || (person === undefined && !stranger)}
        onPress={() => walk.run(inHands.map((item) => item.id))}
      >
        {inHands.length === 0
          ? t('virtual-room.go', { name })
          : t('virtual-room.go_with', { name, count: inHands.length })}
      </Button>
      {room.walking.map((walking) => (
        <Progress key={walking.id} walking={walking} persons={room.persons} />
      ))}
    </RoomSection>
  );
}

function Progress({
  walking,
  persons,
}: { readonly walking: RoomState['walking'][number] } & Pick<RoomState, 'persons'>) {
  const name = persons.find((person) => person.id === walking.person)?.name ?? t('virtual-room.stranger');
  const share = Math.round(Math.min(1, Math.max(0, walking.progress)) * 100);
  const style: CSSProperties = { width: `${share}%` };
  return (
    <div role="status" className="virtual-walk">
      {t('virtual-room.under_way', { name })}
      <div
        className="meter-track"
        role="progressbar"
        aria-label={t('virtual-room.walk')}
        aria-valuenow={share}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className="meter-fill" style={style} />
      </div>
    </div>
  );
}
