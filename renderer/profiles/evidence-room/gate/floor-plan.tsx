import type { CSSProperties } from 'react';
import type { DoorLive } from '../../../client/index.ts';
import { t } from '../../../kit/index.ts';
import { leaning, type LiveTag, movingTags } from './gate-words.ts';

/** Drawing units: the room to the left of the wall, the corridor to its right. */
const plan = { width: 700, height: 300, wall: 350, doorTop: 96, doorBottom: 200 } as const;
/** dBm from which bars begin and at which all five are lit: UHF tags at a portal lie between. */
const weakest = -75;
const strongest = -35;
const mostTags = 7;

/** The door seen from above: what is inside, what is outside, and what moves between. */
export function FloorPlan({ door }: { readonly door: DoorLive }) {
  const tags = movingTags(door.tags).slice(0, mostTags);
  const resting = door.tags.length - movingTags(door.tags).length;
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
      {tags.map((tag, index) => (
        <MovingTag key={tag.epc} tag={tag} line={index} />
      ))}
      {door.people.slice(0, 3).map((person, index) => (
        <g
          key={person.id}
          className="floor-person"
          transform={`translate(${plan.wall - 120 + index * 120} ${plan.height - 34})`}
        >
          <circle cy="-8" r="9" />
          <path d="M-15 18a15 15 0 0 1 30 0z" />
          <text x="22" y="10">
            {person.name}
          </text>
        </g>
      ))}
    </svg>
  );
}

function DoorLeaf({ door }: { readonly door: DoorLive }) {
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
      <text x={wall} y={doorTop - 16} textAnchor="middle">
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
          x={(toLeft ? -22 - bar * 8 : 14 + bar * 8) as number}
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

function MovingTag({ tag, line }: { readonly tag: LiveTag; readonly line: number }) {
  const { way, share } = leaning(tag);
  // From the middle of the room (all reads inside) to the middle of the corridor (none).
  const x = 104 + (1 - tag.inside) * (plan.width - 208);
  const style: CSSProperties = { transform: `translate(${x}px, ${62 + line * 31}px)` };
  const alarming = way === 'out' && tag.order === null && tag.item !== null;
  return (
    <g className="floor-tag" data-way={way} data-alarming={alarming} style={style}>
      <rect x="-92" y="-14" width="184" height="28" rx="14" />
      {way !== 'none' && <path d={way === 'out' ? 'M76 -6l8 6l-8 6z' : 'M-76 -6l-8 6l8 6z'} />}
      <text y="5" textAnchor="middle">
        {shorten(tag.name ?? t('gate.unknown_tag'))} {Math.round(share * 100)}%
      </text>
    </g>
  );
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length > 7 ? `${letters.slice(0, 6).join('')}…` : name;
}
