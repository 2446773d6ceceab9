import type { ImportProfile } from '../../../contract/imports.ts';
import type { Attachments } from '../../../kernel/attachments/attachments.ts';
import { openSealedAttachment, sealAttachment } from '../../../kernel/attachments/sealed-attachment.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Actor } from '../../../kernel/module.ts';
import type { Store } from '../../../kernel/store/store.ts';
import type { ReceiveAnswer } from '../record/commands.ts';
import type { importsModule } from '../record/module.ts';
import { interpret, LARGEST_ORIGINAL_BYTES, messageOf, type ProfileInUse, sha256Of } from './interpret.ts';

export type ImportsStore = Store<{ readonly imports: typeof importsModule }>;

export interface Arrived {
  readonly bytes: Uint8Array;
  /** Of the file; `''` for a message. */
  readonly name: string;
  readonly way: 'folder' | 'mllp' | 'screen';
  readonly wayId: string | null;
  readonly profile: string;
  readonly actor: Actor;
}

/** Where everything that comes is taken, whichever way it came. */
export interface Receiver {
  /**
   * Keeps the original and what the mapping makes of it; resolves when both are on the disk. The same bytes again are
   * answered with how the first stand.
   * @throws Refusal `imports.original_too_large`; StoreError of the disk: nothing was kept
   */
  receive(arrived: Arrived): Promise<ReceiveAnswer>;
  /** @throws Refusal of `imports.settle`; `imports.profile_unknown` */
  settle(options: {
    readonly id: string;
    readonly act: 'retry' | 'accept' | 'refuse';
    readonly note: string;
    readonly profile: string;
    readonly actor: Actor;
    readonly commandId: string;
  }): Promise<ReceiveAnswer>;
  /** The bytes as they came. @throws Refusal `imports.receipt_unknown`, `imports.receipt_erased`; StoreError */
  original(id: string): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly form: string }>;
}

export interface ReceiverOptions {
  readonly store: ImportsStore;
  readonly attachments: Attachments;
  readonly profiles: { list(): Promise<readonly (ImportProfile & { readonly version: number })[]> };
}

export function createReceiver({ store, attachments, profiles }: ReceiverOptions): Receiver {
  const profileOf = async (id: string): Promise<ProfileInUse | undefined> =>
    (await profiles.list()).find((profile) => profile.id === id);

  /** Originals that are kept and not on record yet: a try that failed is not kept once more by the next. */
  const unrecorded = new Map<string, { readonly hash: string; readonly key: string }>();

  async function keep(bytes: Uint8Array, sha256: string) {
    const before = unrecorded.get(sha256);
    if (before !== undefined) return before;
    const { sealed, key } = sealAttachment(bytes);
    const kept = { hash: (await attachments.put(sealed)).hash, key };
    unrecorded.set(sha256, kept);
    return kept;
  }

  async function original(id: string) {
    if ((await store.query('imports.receipt', { id })) === null)
      throw new Refusal('imports.receipt_unknown', {});
    const found = await store.query('imports.original', { id });
    if (found === null) throw new Refusal('imports.receipt_erased', {});
    const kept = await attachments.get(found.attachment);
    if (kept === undefined) throw new Refusal('attachment.unknown', {});
    return {
      bytes: openSealedAttachment(kept.bytes, found.originalKey),
      name: found.name,
      form: found.form,
    };
  }

  return {
    original,

    async receive({ bytes, name, way, wayId, profile, actor }) {
      if (bytes.length > LARGEST_ORIGINAL_BYTES)
        throw new Refusal('imports.original_too_large', { bytes: bytes.length });
      const sha256 = sha256Of(bytes);
      const before = await store.query('imports.known', { sha256 });
      if (before !== null && before.state !== 'refused') return before;
      if (before !== null) return again(before, { profile, actor });
      const made = interpret(bytes, await profileOf(profile));
      const { hash, key } = await keep(bytes, sha256);
      const { output } = await store.execute(
        'imports.receive',
        {
          ...made,
          way,
          wayId,
          name,
          bytes: bytes.length,
          sha256,
          attachment: hash,
          originalKey: key,
          message: way === 'mllp' ? (messageOf(bytes) ?? null) : null,
        },
        { actor },
      );
      unrecorded.delete(sha256);
      return output;
    },

    async settle({ id, act, note, profile, actor, commandId }) {
      const { bytes } = await original(id);
      const chosen = await profileOf(profile);
      if (chosen === undefined && act !== 'refuse')
        throw new Refusal('imports.profile_unknown', { id: profile });
      const made = interpret(bytes, chosen);
      const { output } = await store.execute(
        'imports.settle',
        { ...made, id, act, note },
        { actor, commandId },
      );
      return output;
    },
  };

  /** What was refused is tried anew when the mapping has changed since; else it is refused as before. */
  async function again(
    before: ReceiveAnswer,
    { profile, actor }: { readonly profile: string; readonly actor: Actor },
  ): Promise<ReceiveAnswer> {
    const chosen = await profileOf(profile);
    const found = await store.query('imports.receipt', { id: before.id });
    const used = found?.view.profile ?? null;
    const isSame = used?.id === chosen?.id && used?.version === chosen?.version;
    if (chosen === undefined || isSame || found?.view.reason === 'by-person') return before;
    const { bytes } = await original(before.id);
    const made = interpret(bytes, chosen);
    const { output } = await store.execute(
      'imports.settle',
      { ...made, id: before.id, act: 'retry', note: '' },
      { actor },
    );
    return { ...output, isRepeat: true };
  }
}
