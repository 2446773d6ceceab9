import type { StationClient } from '../../../client/index.ts';

/** What the virtual room tells of itself. */
export type RoomState = Awaited<ReturnType<StationClient['virtualRoom']['state']>>;
export type RoomPerson = RoomState['persons'][number];
export type RoomItem = RoomState['items'][number];
