import type { CSSProperties } from 'react';
import type { DoorLive } from '../../../client/index.ts';
import { t } from '../../../kit/index.ts';
import { acrossOf, lineOf, plan } from './floor-scale.ts';
import { groupWay, type LiveGroup, told } from './group-words.ts';

export interface FloorGroupProps {
  readonly group: LiveGroup;
  readonly tags: DoorLive['tags'];
  readonly line: number;
}

/** Somebody with what they carry: figure, name, the way they came, and what it is. */
export function FloorGroup({ group, tags, line }: FloorGroupProps) {
  const now = group.path.at(-1);
  if (now === undefined) return null;
  const x = acrossOf(now);
  const y = lineOf(line);
  const { way, alarming } = groupWay(group, tags);
  const style: CSSProperties = { transform: `translate(${x}px, ${y}px)` };
  const trail = group.path.map((place) => `${acrossOf(place)},${y}`).join(' ');
  // Words go to the side where there is room for them.
  const toLeft = x > plan.width - 190;
  const side = toLeft ? -20 : 20;
  const anchor = toLeft ? 'end' : 'start';
  const carried = told(group, tags).map(({ name }) => name);
  const named = carried.filter((name) => name !== null);
  return (
    <g className="floor-group" data-way={way} data-alarming={alarming}>
      <polyline className="floor-trail" points={trail} />
      <g className="floor-walker" style={style}>
        <ellipse rx="9" ry="15" />
        <circle r="8" />
        {way !== 'none' && <path d={way === 'out' ? 'M12 -5l7 5l-7 5z' : 'M-12 -5l-7 5l7 5z'} />}
        <text x={side} y="-3" textAnchor={anchor}>
          {group.person?.name ?? t('gate.person_unknown')}
        </text>
        {carried.length > 0 && (
          <text className="floor-carried" x={side} y="13" textAnchor={anchor}>
            {named.length === 0
              ? t('gate.unknown_tags', { count: carried.length })
              : carried.length === 1
                ? shorten(named[0] ?? '')
                : t('gate.carried', { name: shorten(named[0] ?? ''), count: carried.length })}
          </text>
        )}
      </g>
    </g>
  );
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length > 9 ? `${letters.slice(0, 8).join('')}…` : name;
}
