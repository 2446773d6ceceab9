import type { ErrorWords } from '../words.ts';
import common from './common.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import alarms from './alarms.json' with { type: 'json' };
import imports from './imports.json' with { type: 'json' };
import intake from './intake.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import setup from './setup.json' with { type: 'json' };
import cases from './cases.json' with { type: 'json' };
import dashboard from './dashboard.json' with { type: 'json' };
import devices from './devices.json' with { type: 'json' };
import evidence from './evidence.json' with { type: 'json' };
import gate from './gate.json' with { type: 'json' };
import identity from './identity.json' with { type: 'json' };
import labels from './labels.json' with { type: 'json' };
import ledger from './ledger.json' with { type: 'json' };
import notices from './notices.json' with { type: 'json' };
import orders from './orders.json' with { type: 'json' };
import places from './places.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import statistics from './statistics.json' with { type: 'json' };
import story from './story.json' with { type: 'json' };
import virtualRoom from './virtual-room.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };

/** The first language: its keys are the keys there are. One file an area; add a line here for a new area. */
export const texts = {
  common,
  shell,
  alarms,
  imports,
  intake,
  people,
  setup,
  cases,
  dashboard,
  devices,
  evidence,
  gate,
  identity,
  labels,
  ledger,
  notices,
  orders,
  places,
  settings,
  statistics,
  story,
  'virtual-room': virtualRoom,
};
export type Texts = typeof texts;

export const errorTexts: Readonly<Record<string, ErrorWords>> = errors;
