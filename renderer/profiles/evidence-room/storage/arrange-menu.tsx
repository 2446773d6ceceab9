import { Menu, type MenuLine, t } from '../../../kit/index.ts';
import type { Place } from '../parts-items/types.ts';
import type { NewKind } from './place-form.tsx';

export type PlaceAct = 'rename' | 'move' | 'end';

export interface ArrangeMenuProps {
  readonly site: Place | undefined;
  readonly room: Place | undefined;
  readonly cabinet: Place | undefined;
  readonly onAdd: (what: NewKind) => void;
  readonly onAct: (act: PlaceAct, place: Place) => void;
}

/** 整理库房: what those who manage storage may do with what is in sight. */
export function ArrangeMenu({ site, room, cabinet, onAdd, onAct }: ArrangeMenuProps) {
  const add = (what: NewKind): MenuLine => ({
    id: what,
    title: t(`places.add_${what}`),
    onChoose: () => onAdd(what),
  });
  const acts = (place: Place): MenuLine[] =>
    (['rename', 'move', 'end'] as const).map((act) => ({
      id: `${act} ${place.id}`,
      title: t(`places.${act}_line`, { name: place.name }),
      onChoose: () => onAct(act, place),
    }));
  return (
    <Menu
      lines={[
        ...(room === undefined ? [] : [add('cabinet')]),
        ...(site === undefined ? [] : [add('room')]),
        add('site'),
        ...(cabinet === undefined ? [] : acts(cabinet)),
        ...(room === undefined ? [] : acts(room)),
      ]}
    >
      {t('places.arrange')}
    </Menu>
  );
}
