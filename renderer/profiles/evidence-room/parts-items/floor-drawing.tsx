import { type KeyboardEvent, useRef } from 'react';
import { t } from '../../../kit/index.ts';
import { type Box, nearestAfterArrow } from './arrow-keys.ts';
import type { Place } from './types.ts';
import { useWidth } from './use-width.ts';

export interface FloorDrawingProps {
  readonly places: readonly Place[];
  /** The site or room drawn. */
  readonly of: Place;
  /** Drawn heavy: the cabinet that is open, or where a thing is. */
  readonly chosen?: string | undefined;
  readonly onChoose?: (place: Place) => void;
  /** A box that is about to be drawn or moved, in the room drawn; dashed. */
  readonly draft?: Box | undefined;
}

/** Walls and doors need some air around the drawing, cm. */
const air = 12;
/** Words in the drawing, CSS px; smaller is not readable. */
const wordSize = 13;

/** Where a place stands in what it stands in; what was never measured is a cabinet of ordinary size. */
export function boxOf(place: Place): Box {
  return { x: place.x ?? 0, y: place.y ?? 0, width: place.width ?? 100, height: place.height ?? 60 };
}

/** 平面图: rooms and cabinets from above, to scale in centimetres; a bar in each cabinet says how full it is. */
export function FloorDrawing({ places, of, chosen, onChoose, draft }: FloorDrawingProps) {
  const drawing = useRef<SVGSVGElement>(null);
  const [holder, shownWidth] = useWidth<HTMLDivElement>();
  const rooms = of.kind === 'room' ? [of] : places.filter((place) => place.parent === of.id);
  const outer = extent(
    rooms.map((room) => (of.kind === 'room' ? { ...boxOf(room), x: 0, y: 0 } : boxOf(room))),
  );
  const scale = shownWidth === 0 ? 1 : shownWidth / (outer.width + 2 * air);
  const letter = wordSize / scale;
  const standing = rooms.flatMap((room) =>
    places
      .filter((place) => place.parent === room.id)
      .map((place) => {
        const box = boxOf(place);
        const corner = of.kind === 'room' ? { x: 0, y: 0 } : boxOf(room);
        return { id: place.id, box: { ...box, x: corner.x + box.x, y: corner.y + box.y } };
      }),
  );

  function onKeyDown(event: KeyboardEvent): void {
    const focused = standing.findIndex(({ id }) => id === document.activeElement?.getAttribute('data-id'));
    const next = nearestAfterArrow(
      event.key,
      focused,
      standing.map(({ box }) => box),
    );
    const target = next === undefined ? undefined : standing[next]?.id;
    if (target === undefined) return;
    event.preventDefault();
    for (const element of drawing.current?.querySelectorAll<SVGGElement>('[data-id]') ?? [])
      if (element.dataset['id'] === target) element.focus();
  }

  return (
    <div ref={holder} className="floor-drawing-holder">
      <svg
        ref={drawing}
        {...(onChoose === undefined ? {} : { onKeyDown })}
        className="floor-drawing"
        viewBox={`${outer.x - air} ${outer.y - air} ${outer.width + 2 * air} ${outer.height + 2 * air}`}
        role="group"
        aria-label={t('places.floor_of', { name: of.name })}
      >
        {rooms.map((room) => {
          const box = of.kind === 'room' ? { ...boxOf(room), x: 0, y: 0 } : boxOf(room);
          return (
            <g key={room.id}>
              <rect className="room" x={box.x} y={box.y} width={box.width} height={box.height} />
              {of.kind !== 'room' && (
                <text
                  className="room-name"
                  x={box.x + letter * 0.6}
                  y={box.y + box.height - letter * 0.6}
                  fontSize={letter}
                >
                  {room.name}
                </text>
              )}
              {places
                .filter((place) => place.parent === room.id)
                .map((cabinet) => (
                  <Cabinet
                    key={cabinet.id}
                    cabinet={cabinet}
                    room={box}
                    letter={letter}
                    chosen={chosen === cabinet.id}
                    onChoose={onChoose}
                  />
                ))}
              {draft !== undefined && of.kind === 'room' && (
                <rect className="draft" x={draft.x} y={draft.y} width={draft.width} height={draft.height} />
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function Cabinet(props: {
  readonly cabinet: Place;
  readonly room: Box;
  readonly letter: number;
  readonly chosen: boolean;
  readonly onChoose: ((place: Place) => void) | undefined;
}) {
  const { cabinet, room, letter, chosen, onChoose } = props;
  const box = boxOf(cabinet);
  const x = room.x + box.x;
  const y = room.y + box.y;
  const share = cabinet.cells === 0 ? 0 : Math.min(1, cabinet.used / cabinet.cells);
  const words = t('places.cabinet_words', { name: cabinet.name, items: cabinet.items, cells: cabinet.cells });
  const pressable = onChoose !== undefined;
  const upright = box.height > box.width * 1.4;
  return (
    <g
      className="cabinet"
      data-id={cabinet.id}
      data-chosen={chosen || undefined}
      data-pressable={pressable || undefined}
      role={pressable ? 'button' : 'img'}
      aria-label={chosen ? `${words}${t('places.join')}${t('places.cell_here')}` : words}
      aria-pressed={pressable ? chosen : undefined}
      tabIndex={pressable ? 0 : undefined}
      onClick={pressable ? () => onChoose(cabinet) : undefined}
      onKeyDown={
        pressable
          ? (event: KeyboardEvent) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onChoose(cabinet);
            }
          : undefined
      }
    >
      <title>{words}</title>
      <rect className="cabinet-body" x={x} y={y} width={box.width} height={box.height} />
      <rect className="cabinet-fill" x={x} y={y + box.height - 7} width={box.width * share} height={7} />
      <text
        x={x + box.width / 2}
        y={y + box.height / 2 + letter * 0.2}
        fontSize={letter}
        aria-hidden="true"
        {...(upright ? { transform: `rotate(-90 ${x + box.width / 2} ${y + box.height / 2})` } : {})}
      >
        {cabinet.name} {cabinet.items > 0 ? cabinet.items : ''}
      </text>
    </g>
  );
}

/** The smallest box around all boxes; a metre square where there is none. Pure. */
export function extent(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 100, height: 100 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
