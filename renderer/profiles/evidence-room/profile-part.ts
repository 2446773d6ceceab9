import type { ComponentType } from 'react';
import type { AlarmRow, StationClient, Topic } from '../../client/index.ts';
import type { FoundThing, ProfileRoute, RailItem } from '../../shell/profile.ts';

/** One author's share of this profile: `routes-operations.tsx` gives one as its default export, `profile.tsx` joins them. */
export interface ProfilePart {
  readonly rail: readonly RailItem[];
  /** Pages below the rail's lines, for the command palette. */
  readonly pages?: readonly RailItem[];
  readonly routes: readonly ProfileRoute[];
  /** Path of a found thing's page; undefined = not a kind of this part. */
  readonly pathOf?: (thing: FoundThing) => string | undefined;
  readonly alarmPath?: (alarm: AlarmRow) => string;
  /** Numbers beside the rail's lines by their path. */
  readonly counts?: (client: StationClient) => Promise<Readonly<Record<string, number>>>;
  readonly countTopics?: readonly Topic[];
  /** Stands on every page, logged in or not. */
  readonly Companion?: ComponentType;
}
