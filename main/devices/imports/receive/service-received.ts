import { homedir } from 'node:os';
import { textOfBytes } from '../../../../drivers/imports/file-text.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { personOf, type Procedures } from '../../../kernel/sessions/procedures.ts';
import type { ProfileShelf } from '../profile-shelf.ts';
import { interpret, sha256Of } from './interpret.ts';
import type { ImportsStore, Receiver } from './receiver.ts';
import { shownReceipt, shownRows } from './shown-receipt.ts';
import { requireHarmlessFolder, type WayShelf } from './way-shelf.ts';
import type { ImportWays } from './ways.ts';

export interface ReceivedServiceOptions {
  readonly os: Procedures;
  readonly store: ImportsStore;
  readonly receiver: Receiver;
  readonly profiles: ProfileShelf;
  readonly shelf: WayShelf;
  readonly ways: ImportWays;
  /** Nothing is moved out of these. */
  readonly ownFolders: readonly string[];
  readonly log: { info(detail: object, message: string): void };
}

/** Implements what `contract.imports` says of receiving: ways in, receipts, and what a person does about them. */
export function createReceivedService(options: ReceivedServiceOptions) {
  const { os, store, receiver, profiles, shelf, ways, ownFolders, log } = options;
  const { imports } = os;

  const profileOf = async (id: string) => (await profiles.list()).find((profile) => profile.id === id);

  async function receiptOf(id: string) {
    const found = await store.query('imports.receipt', { id });
    if (found === null) throw new Refusal('imports.receipt_unknown', {});
    return found;
  }

  return {
    ways: imports.ways.handler(() => ways.views()),

    saveWay: imports.saveWay.handler(async ({ input: { way } }) => {
      const profile = await profileOf(way.profile);
      if (profile === undefined) throw new Refusal('imports.profile_unknown', { id: way.profile });
      if (way.kind === 'mllp' && profile.mapping.form !== 'hl7') throw new Refusal('imports.way_form', {});
      if (way.kind === 'folder') requireHarmlessFolder(way.folder, ownFolders, homedir());
      await ways.set(await shelf.save(way));
      log.info({ way: way.id, kind: way.kind }, 'way in for results saved');
      return { id: way.id };
    }),

    removeWay: imports.removeWay.handler(async ({ input: { id, reason } }) => {
      if (reason === '') throw new Refusal('imports.reason_missing', {});
      await ways.set(await shelf.remove(id));
      log.info({ way: id, reason }, 'way in for results taken away');
      return { id };
    }),

    received: imports.received.handler(async ({ input }) => {
      const { rows, next, counts } = await store.query('imports.receipts', input);
      const countOf = (state: string): number => counts.find((row) => row.state === state)?.count ?? 0;
      return {
        rows: rows.map((view) => shownReceipt(view, ways.titleOf(view.wayId))),
        next,
        counts: { taken: countOf('taken'), refused: countOf('refused'), waiting: countOf('waiting') },
      };
    }),

    receipt: imports.receipt.handler(async ({ input: { id }, context }) => {
      const seesValues = personOf(context.caller).session.permissions.includes('imports.read-original');
      const { view, results, refusals } = await receiptOf(id);
      const newest = view.profile === null ? undefined : await profileOf(view.profile.id);
      const shown = {
        receipt: shownReceipt(view, ways.titleOf(view.wayId)),
        newestVersion: newest?.version ?? null,
      };
      if (view.state === 'taken' || view.isErased || newest === undefined) {
        const total = view.state === 'taken' ? results.length + view.refused : view.refused;
        return { ...shown, shows: 'taken' as const, rows: shownRows(results, refusals, seesValues), total };
      }
      const now = interpret((await receiver.original(id)).bytes, newest);
      return {
        ...shown,
        shows: 'now' as const,
        rows: shownRows(now.results, now.refusals, seesValues),
        total: now.results.length + now.refusals.length,
      };
    }),

    takeFile: imports.takeFile.handler(async ({ input: { name, content, profile }, context }) => {
      const { actor } = personOf(context.caller);
      if ((await profileOf(profile)) === undefined)
        throw new Refusal('imports.profile_unknown', { id: profile });
      const bytes = Buffer.from(content, 'base64');
      if (bytes.length === 0) throw new Refusal('imports.file_empty', {});
      return receiver.receive({ bytes, name, way: 'screen', wayId: null, profile, actor });
    }),

    retryReceipt: imports.retryReceipt.handler(({ input: { commandId, id, profile }, context }) => {
      const { actor } = personOf(context.caller);
      return receiver.settle({ id, act: 'retry', note: '', profile, actor, commandId });
    }),

    acceptReceipt: imports.acceptReceipt.handler(({ input: { commandId, id, profile, note }, context }) => {
      const { actor } = personOf(context.caller);
      if (note === '') throw new Refusal('imports.reason_missing', {});
      return receiver.settle({ id, act: 'accept', note, profile, actor, commandId });
    }),

    refuseReceipt: imports.refuseReceipt.handler(async ({ input: { commandId, id, note }, context }) => {
      const { actor } = personOf(context.caller);
      if (note === '') throw new Refusal('imports.reason_missing', {});
      const { view } = await receiptOf(id);
      const profile = view.profile?.id ?? '';
      return receiver.settle({ id, act: 'refuse', note, profile, actor, commandId });
    }),

    original: imports.original.handler(async ({ input: { commandId, id }, context }) => {
      const { actor } = personOf(context.caller);
      const { bytes, name, form } = await receiver.original(id);
      // On record before anybody sees it.
      await store.execute('imports.viewOriginal', { id }, { actor, commandId });
      const { text, encoding } = textOfBytes(bytes);
      return {
        name,
        form,
        sha256: sha256Of(bytes),
        encoding,
        text: encoding === 'bytes' || form === 'pdf' ? null : text,
        content: Buffer.from(bytes).toString('base64'),
      };
    }),
  };
}
