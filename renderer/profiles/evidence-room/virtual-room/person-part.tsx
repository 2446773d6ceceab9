import { useCommand } from '../../../client/index.ts';
import { Button, notify, t } from '../../../kit/index.ts';
import { RoomSection } from './room-section.tsx';
import type { RoomPerson } from './room-types.ts';

export interface PersonPartProps {
  readonly persons: readonly RoomPerson[];
  readonly chosen: RoomPerson | undefined;
  readonly onChoose: (id: string) => void;
}

/** Whom one plays, and the card in his pocket. */
export function PersonPart({ persons, chosen, onChoose }: PersonPartProps) {
  const tap = useCommand({
    send: (client, reader: 'door' | 'desk') =>
      client.virtualRoom.tapCard({ person: chosen?.id ?? '', reader }),
    onDone: (_done, reader) => notify(t(`virtual-room.tapped_${reader}`, { name: chosen?.name ?? '' })),
  });
  return (
    <RoomSection title={t('virtual-room.person')} help={t('virtual-room.person_help')}>
      <div className="virtual-persons" role="group" aria-label={t('virtual-room.person')}>
        {persons.map((person) => (
          <button
            key={person.id}
            type="button"
            aria-pressed={person.id === chosen?.id}
            onClick={() => onChoose(person.id)}
          >
            <strong>{person.name}</strong>
            <span className="small">{t(`identity.role.${person.role}`)}</span>
            <span className="small quiet">{t(`virtual-room.side_${person.side}`)}</span>
          </button>
        ))}
      </div>
      {chosen !== undefined && (
        <>
          <p className="virtual-card">
            {t('virtual-room.pin', { pin: chosen.pin })}
            <span className="small quiet block">
              {t('virtual-room.account', { account: chosen.account, password: chosen.password })}
            </span>
          </p>
          <div className="button-row">
            <Button onPress={() => tap.run('desk')} disabled={tap.busy}>
              {t('virtual-room.tap_desk')}
            </Button>
            <Button onPress={() => tap.run('door')} disabled={tap.busy}>
              {t('virtual-room.tap_door')}
            </Button>
          </div>
        </>
      )}
    </RoomSection>
  );
}
