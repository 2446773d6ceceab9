import { StateMark, t } from '../../../kit/index.ts';
import type { RoomState } from './room-types.ts';

/** What one would hear and see at the door. */
export function SignalPart({ signals }: Pick<RoomState, 'signals'>) {
  return (
    <ul className="virtual-signals" aria-label={t('virtual-room.signals')} aria-live="polite">
      <li>
        <StateMark tone={signals.siren ? 'alarm' : 'ended'}>
          {t(signals.siren ? 'virtual-room.siren_on' : 'virtual-room.siren_off')}
        </StateMark>
      </li>
      <li>
        <StateMark tone={signals.strobe ? 'alarm' : 'ended'}>
          {t(signals.strobe ? 'virtual-room.strobe_on' : 'virtual-room.strobe_off')}
        </StateMark>
      </li>
      <li>
        <StateMark tone={signals.doorLocked ? 'active' : 'waiting'}>
          {t(signals.doorLocked ? 'virtual-room.locked' : 'virtual-room.released')}
        </StateMark>
      </li>
    </ul>
  );
}
