import { defineDomain } from '../kernel/module.ts';
import { caseCommands } from './cases/commands.ts';
import { caseEntries } from './cases/entries.ts';
import { projectCases } from './cases/project.ts';
import { caseQueries } from './cases/queries.ts';
import { doorCommands } from './doors/commands.ts';
import { doorEntries } from './doors/entries.ts';
import { projectDoors } from './doors/project.ts';
import { doorQueries } from './doors/queries.ts';
import { itemCommands } from './items/commands.ts';
import { itemEntries } from './items/entries.ts';
import { projectItems } from './items/project.ts';
import { countQueries } from './items/counts.ts';
import { itemQueries } from './items/queries.ts';
import { orderCommands } from './orders/commands.ts';
import { orderEntries } from './orders/entries.ts';
import { projectOrders } from './orders/project.ts';
import { orderQueries } from './orders/queries.ts';
import { passageCommands } from './passages/commands.ts';
import { passageEntries } from './passages/entries.ts';
import { projectPassages } from './passages/project.ts';
import { passageQueries } from './passages/queries.ts';
import { placeCommands } from './places/commands.ts';
import { placeEntries } from './places/entries.ts';
import { projectPlaces } from './places/project.ts';
import { placeQueries } from './places/queries.ts';
import { storyQueries } from './story.ts';
import { evidenceMigrations, evidenceProjectionTables } from './tables.ts';

/** The evidence room (涉案财物室) as one domain: its parts each have entries, decide, project, commands and queries. */
export const evidenceModule = defineDomain({
  name: 'evidence',
  migrations: evidenceMigrations,
  entryTypes: {
    ...placeEntries,
    ...caseEntries,
    ...itemEntries,
    ...orderEntries,
    ...passageEntries,
    ...doorEntries,
  },
  projectionTables: evidenceProjectionTables,
  project(entry, database) {
    projectItems(entry, database);
    projectOrders(entry, database);
    projectPassages(entry, database);
    projectDoors(entry, database);
    projectPlaces(entry, database);
    projectCases(entry, database);
  },
  commands: {
    ...placeCommands,
    ...caseCommands,
    ...itemCommands,
    ...orderCommands,
    ...passageCommands,
    ...doorCommands,
  },
  queries: {
    ...placeQueries,
    ...caseQueries,
    ...itemQueries,
    ...countQueries,
    ...orderQueries,
    ...passageQueries,
    ...doorQueries,
    ...storyQueries,
  },
});
