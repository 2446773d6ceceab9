import { useLocation } from 'wouter';
import { failureOf, useClient } from '../../../client/index.ts';
import { notify, notifyFailure, t, useScan } from '../../../kit/index.ts';
import { paths } from '../paths.ts';

/**
 * At the counter a scanned item opens its own intake, so that a pile is worked off without touching the mouse; the one
 * that is open says so. Steps that wait for a cell or a card are asked before.
 */
export function useIntakeScan(open?: { readonly id: string; readonly name: string }): void {
  const client = useClient();
  const [, goTo] = useLocation();

  async function find(scan: string): Promise<void> {
    const found = await client.evidence.find({ scan });
    if (found === null) notify(t('shell.scan_unknown', { scan }));
    else if (found.kind !== 'item')
      notify(t('shell.scan_wrong_place', { kind: t(`shell.kind.${found.kind}`), title: found.title }));
    else if (found.id === open?.id) notify(t('intake.same_item', { name: open.name }));
    else goTo(paths.intakeOf(found.id));
  }

  useScan((text) => {
    find(text).catch((error: unknown) => notifyFailure(failureOf(error)));
    return true;
  });
}
