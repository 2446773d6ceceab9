import type { ConnectionState } from '../client/connection.ts';
import { formatDuration, StateShape, t, useNow } from '../kit/index.ts';

/** A short break heals unseen; after this the screen says that it stands still. */
const quietMs = 600;

export function ConnectionBanner({ state }: { readonly state: ConnectionState }) {
  const now = useNow(500);
  if (state.kind !== 'lost' || now - state.since < quietMs) return null;
  return (
    <div className="connection-banner" role="status">
      <StateShape tone="waiting" />
      <span>
        {state.notAdmitted === true
          ? t('shell.not_admitted')
          : t('shell.connection_lost_since', { time: formatDuration(now - state.since) })}
      </span>
    </div>
  );
}
