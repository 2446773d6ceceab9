import { useState } from 'react';
import { t, TextField } from '../../../kit/index.ts';
import type { RoomItem } from './room-types.ts';

const mostShown = 6;

export interface RoomItemsProps {
  readonly label: string;
  readonly items: readonly RoomItem[];
  /** Said when there is none. */
  readonly empty: string;
  readonly line: (item: RoomItem) => React.ReactNode;
}

/** Things of the virtual room by words, a handful at a time. */
export function RoomItems({ label, items, empty, line }: RoomItemsProps) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const found = items.filter(
    (item) => item.name.toLowerCase().includes(wanted) || item.code.toLowerCase().includes(wanted),
  );
  return (
    <>
      <TextField label={label} type="search" value={words} onChange={setWords} />
      {found.length === 0 ? (
        <p className="small quiet">{empty}</p>
      ) : (
        <ul className="virtual-items">
          {found.slice(0, mostShown).map((item) => (
            <li key={item.id}>{line(item)}</li>
          ))}
        </ul>
      )}
      {found.length > mostShown && (
        <p className="small quiet">{t('virtual-room.more_items', { count: found.length - mostShown })}</p>
      )}
    </>
  );
}
