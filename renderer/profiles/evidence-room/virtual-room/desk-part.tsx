import { useCommand } from '../../../client/index.ts';
import { Button, t } from '../../../kit/index.ts';
import { RoomItems } from './room-items.tsx';
import { RoomSection } from './room-section.tsx';
import type { RoomState } from './room-types.ts';

/** 柜台发卡器: what lies on the desk reader. */
export function DeskPart({ room }: { readonly room: RoomState }) {
  const lay = useCommand({ send: (client, item: string | null) => client.virtualRoom.layOnDesk({ item }) });
  const clear = useCommand({ send: (client, _nothing: null) => client.virtualRoom.clearDesk({}) });
  const onDesk = new Set(room.deskTags.map((tag) => tag.epc));
  return (
    <RoomSection title={t('virtual-room.desk')} help={t('virtual-room.desk_help')} open={false}>
      {room.deskTags.length === 0 ? (
        <p className="small quiet">{t('virtual-room.desk_empty')}</p>
      ) : (
        <ul className="virtual-items" aria-label={t('virtual-room.on_desk')}>
          {room.deskTags.map((tag) => (
            <li key={`${tag.epc} ${tag.tid}`} className="virtual-tag">
              <strong>{tag.item ?? t('virtual-room.blank_tag')}</strong>
              <span className="small quiet fixed breakable">{tag.epc}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="button-row">
        <Button onPress={() => lay.run(null)} disabled={lay.busy}>
          {t('virtual-room.lay_blank')}
        </Button>
        <Button onPress={() => clear.run(null)} disabled={clear.busy || room.deskTags.length === 0}>
          {t('virtual-room.clear_desk')}
        </Button>
      </div>
      <RoomItems
        label={t('virtual-room.lay_item')}
        items={room.items.filter((item) => item.where !== 'desk' && !onDesk.has(item.epc))}
        empty={t('virtual-room.none_tagged')}
        line={(item) => (
          <button type="button" className="virtual-item" disabled={lay.busy} onClick={() => lay.run(item.id)}>
            <span>{item.name}</span>
            <span className="small quiet">{t(`virtual-room.where_${item.where}`)}</span>
          </button>
        )}
      />
    </RoomSection>
  );
}
