import { failureOf, useClient, useEvents, useStation } from '../client/index.ts';
import { dispatchScan, notify, notifyFailure, t, useScan } from '../kit/index.ts';
import type { Profile } from './profile.ts';

/**
 * Scan anywhere: what no screen wanted opens the page of the thing it names. Cards from readers that are no keyboards
 * come the same way.
 */
export function useShellScan(profile: Profile, active: boolean, goTo: (path: string) => void): void {
  const client = useClient();
  const { events } = useStation();
  useEvents(events, 'card', (event) => {
    dispatchScan(event.cardId);
  });
  useScan((text) => {
    if (!active) return false;
    client.evidence.find({ scan: text }).then(
      (found) => {
        if (found === null) notify(t('shell.scan_unknown', { scan: text }));
        else goTo(profile.pathOf(found));
      },
      (error: unknown) => notifyFailure(failureOf(error)),
    );
    return true;
  });
}
