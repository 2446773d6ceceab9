/** Everything a screen needs to talk with its node. */
export { attachmentUrl, UploadError, uploadAttachment } from './attachments.ts';
export { type StationClient, useClient, useConnectionState, useStation } from './client.ts';
export { type EventOf, type Topic, useEvents } from './events.ts';
export { failureOf } from './failures.ts';
export type { AlarmRow, DoorLive, LampView, Live } from './live.ts';
export { useLive } from './use-live.ts';
export {
  type Answer,
  type CommandHandle,
  type CommandOptions,
  type Pages,
  type PagesOptions,
  type QueryOptions,
  useCommand,
  usePages,
  useQuery,
} from './use-query.ts';
