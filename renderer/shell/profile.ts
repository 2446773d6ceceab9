import type { ComponentType } from 'react';
import type { Permission } from '../../main/contract/common.ts';
import type { AlarmRow, StationClient, Topic } from '../client/index.ts';
import type { TextKey } from '../kit/i18n.ts';

/** One line of the rail. */
export interface RailItem {
  /** Path of the router, `/items`; also lit for paths below it. */
  readonly path: string;
  readonly title: TextKey;
  /** Left out for posts without it. */
  readonly permission?: Permission;
  /** Other ways to type it in the command palette: pinyin initials. */
  readonly keywords?: readonly string[];
  /** True starts a new group above this line. */
  readonly gap?: boolean;
}

/** One screen. `screen` is best made by `React.lazy`, so that it is fetched when it is first opened. */
export interface ProfileRoute {
  /** Pattern of wouter: `/items/:id?`; parameters by its `useParams`. */
  readonly path: string;
  readonly screen: ComponentType;
  readonly permission?: Permission;
}

/** What the post that is logged in may do. */
export type May = (permission: Permission) => boolean;

/** What a scan or a search found. */
export interface FoundThing {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
}

/** One kind of station with its screens: `renderer/profiles/<id>/profile.tsx`, default export. */
export interface Profile {
  readonly id: string;
  readonly title: TextKey;
  /** Where one is after log-in. */
  readonly home: string;
  readonly rail: readonly RailItem[];
  /** Pages below the lines of the rail that the command palette names as well. */
  readonly pages?: readonly RailItem[];
  readonly routes: readonly ProfileRoute[];
  /** Path of the page of a found thing. */
  readonly pathOf: (thing: FoundThing) => string;
  readonly alarmPath: (alarm: AlarmRow) => string;
  /** Numbers beside the rail's lines by their path. Asked again when one of `countTopics` changes. */
  readonly counts?: (client: StationClient, may: May) => Promise<Readonly<Record<string, number>>>;
  readonly countTopics?: readonly Topic[];
  /** Things named by words typed into the palette. */
  readonly search?: (client: StationClient, words: string, may: May) => Promise<readonly FoundThing[]>;
  /** Stands on every page, logged in or not: the panel of virtual devices. */
  readonly Companion?: ComponentType;
}
