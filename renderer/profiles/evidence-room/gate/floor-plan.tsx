import type { CSSProperties } from 'react';
import type { DoorLive } from '../../../client/index.ts';
import { t } from '../../../kit/index.ts';
import { FloorGroup } from './floor-group.tsx';
import { plan } from './floor-scale.ts';
import { shownGroups } from './group-words.ts';

/** What is drawn: the door as it is now, or as it was at a moment of a replay. */
export type FloorScene = Pick<
  DoorLive,
  'name' | 'doorClosed' | 'doorContact' | 'antennas' | 'tags' | 'groups' | 'beams' | 'people'
>;

/** dBm from which bars begin and at which all five are lit: UHF tags at a portal lie between. */
const weakest = -75;
const strongest = -35;
const mostGroups = 4;

/** The door seen from above: what is inside, what is outside, who moves between and where they came along. */
export function FloorPlan({ door }: { readonly door: FloorScene }) {
  const groups = shownGroups(door.groups, door.tags);
  const resting = door.tags.filter((tag) => tag.resident).length;
  const placed = new Set(groups.map(({ person }) => person?.id));
  const waiting = door.people.filter((person) => !placed.has(person.id));
  return (
    <svg
      className="floor-plan"
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      role="img"
      aria-label={t('gate.plan_label', { door: door.name })}
    >
      <rect className="floor-inside" x="8" y="8" width={plan.wall - 12} height={plan.height - 16} />
      <text className="floor-side" x="22" y="32">
        {t('gate.inside')}
      </text>
      <text className="floor-side" x={plan.width - 22} y="32" textAnchor="end">
        {t('gate.outside')}
      </text>
      <path
        className="floor-wall"
        d={`M${plan.wall} 8V${plan.doorTop}M${plan.wall} ${plan.doorBottom}V${plan.height - 8}`}
      />
      {door.beams.map((beam, index) => (
        <path
          key={beam.id}
          className="floor-beam"
          data-broken={beam.broken}
          d={`M${plan.wall + (index === 0 ? -16 : 16)} ${plan.doorTop}V${plan.doorBottom}`}
        />
      ))}
      <DoorLeaf door={door} />
      {door.antennas.map((antenna, index) => {
        const place = door.antennas.slice(0, index).filter((other) => other.side === antenna.side).length;
        const x = antenna.side === 'inside' ? plan.wall - 40 : plan.wall + 40;
        return (
          <Antenna key={antenna.antenna} antenna={antenna} x={x} y={place === 0 ? 44 : plan.height - 56} />
        );
      })}
      {resting > 0 && (
        <text className="floor-note" x="22" y={plan.height - 18}>
          {t('gate.resting', { count: resting })}
        </text>
      )}
      {waiting.slice(0, 2).map((person, index) => (
        <g
          key={person.id}
          className="floor-person"
          transform={`translate(${plan.wall + 130 + index * 120} ${plan.height - 34})`}
        >
          <circle cy="-8" r="9" />
          <path d="M-15 18a15 15 0 0 1 30 0z" />
          <text x="22" y="10">
            {person.name}
          </text>
        </g>
      ))}
      {groups.slice(0, mostGroups).map((group, index) => (
        <FloorGroup key={group.key} group={group} tags={door.tags} line={index} />
      ))}
      {groups.length > mostGroups && (
        <text className="floor-note" x={plan.width - 22} y={plan.height - 18} textAnchor="end">
          {t('gate.more_groups', { count: groups.length - mostGroups })}
        </text>
      )}
    </svg>
  );
}

function DoorLeaf({ door }: { readonly door: Pick<FloorScene, 'doorClosed' | 'doorContact'> }) {
  const { wall, doorTop, doorBottom } = plan;
  const length = doorBottom - doorTop;
  const open = door.doorContact === 'open';
  const style: CSSProperties = {
    transform: `rotate(${open ? -62 : 0}deg)`,
    transformOrigin: `${wall}px ${doorTop}px`,
  };
  return (
    <g className="floor-door" data-state={door.doorClosed ? 'locked' : door.doorContact}>
      <path
        className="floor-swing"
        d={`M${wall} ${doorBottom}A${length} ${length} 0 0 0 ${wall + length * 0.88} ${doorTop + length * 0.47}`}
      />
      <g className="floor-leaf" style={style}>
        <rect x={wall - 4} y={doorTop} width="8" height={length} rx="2" />
      </g>
      <circle cx={wall} cy={doorTop} r="6" />
      <text x={wall} y={doorBottom + 18} textAnchor="middle">
        {door.doorClosed ? t('gate.door_held') : t(`gate.contact.${door.doorContact}`)}
      </text>
    </g>
  );
}

/** 0 to 5 bars. */
export function barsOf(rssi: number | null): number {
  if (rssi === null) return 0;
  const share = (rssi - weakest) / (strongest - weakest);
  return Math.min(5, Math.max(1, Math.ceil(share * 5)));
}

function Antenna({
  antenna,
  x,
  y,
}: {
  readonly antenna: DoorLive['antennas'][number];
  readonly x: number;
  readonly y: number;
}) {
  const bars = antenna.connected ? barsOf(antenna.rssi) : 0;
  const toLeft = antenna.side === 'inside';
  return (
    <g className="floor-antenna" data-connected={antenna.connected} transform={`translate(${x} ${y})`}>
      <rect x="-12" y="-20" width="24" height="40" rx="3" />
      <text y="5" textAnchor="middle">
        {antenna.antenna}
      </text>
      {[1, 2, 3, 4, 5].map((bar) => (
        <rect
          key={bar}
          className="floor-bar"
          data-lit={bar <= bars}
          x={toLeft ? -22 - bar * 8 : 14 + bar * 8}
          y={14 - bar * 6}
          width="5"
          height={4 + bar * 6}
        />
      ))}
      <text className="floor-note" x={toLeft ? -24 : 24} y="38" textAnchor={toLeft ? 'end' : 'start'}>
        {antenna.connected
          ? antenna.rssi === null
            ? t('gate.antenna_quiet')
            : t('gate.antenna_reads', { rssi: Math.round(antenna.rssi), reads: antenna.reads })
          : t('gate.antenna_off')}
      </text>
    </g>
  );
}
