import type { CommandContext, JsonObject } from '../../kernel/module.ts';
import type { DeviceEntryBody, DeviceEntryType } from './entries.ts';

/** One act with a device, as it goes on record. */
export type DeviceAct = {
  readonly [Type in DeviceEntryType]: { readonly type: Type; readonly body: DeviceEntryBody<Type> };
}[Exclude<DeviceEntryType, 'devices.file-changed'>];

/** Commands of 设备记录. What was done is decided where the devices are; here it is written down. */
export const deviceCommands = {
  record(context: CommandContext, { type, body }: DeviceAct) {
    // Bodies are made of JSON types only (`entries.ts`), which the store checks once more.
    context.append({ aggregate: `device:${body.id}`, type, body: body as unknown as JsonObject });
    return { id: body.id };
  },

  /** Compares the devices file with what this program wrote last; on record when somebody else wrote it. */
  noticeFile(context: CommandContext, input: { readonly positions: number; readonly digest: string }) {
    const last = context.database.get<{ digest: string }>('select digest from devices_file where id = 1');
    const isChanged = last?.digest !== input.digest;
    if (isChanged) {
      context.append({
        aggregate: 'devices:file',
        type: 'devices.file-changed',
        body: { positions: input.positions, digest: input.digest },
      });
    }
    return { isChanged };
  },
};
