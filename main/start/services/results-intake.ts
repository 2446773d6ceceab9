import path from 'node:path';
import type { Clock } from '../../../drivers/transport/transport.ts';
import { ProfileShelf } from '../../devices/imports/profile-shelf.ts';
import type { importsModule } from '../../devices/imports/record/module.ts';
import { createReceivedService } from '../../devices/imports/receive/service-received.ts';
import { createReceiver } from '../../devices/imports/receive/receiver.ts';
import { WayShelf } from '../../devices/imports/receive/way-shelf.ts';
import { ImportWays } from '../../devices/imports/receive/ways.ts';
import { createImportsService } from '../../devices/imports/service-imports.ts';
import type { HostLog } from '../../hosts/session.ts';
import type { Attachments } from '../../kernel/attachments/attachments.ts';
import type { EventBus } from '../../kernel/events/event-bus.ts';
import { failureOf, type Procedures } from '../../kernel/sessions/procedures.ts';
import type { Store } from '../../kernel/store/store.ts';
import { installationFolder } from '../paths.ts';

export interface ResultsIntakeOptions {
  readonly os: Procedures;
  readonly store: Store<{ readonly imports: typeof importsModule }>;
  readonly attachments: Attachments;
  readonly bus: EventBus;
  readonly dataFolder: string;
  readonly station: string;
  readonly clock: Clock;
  readonly log: HostLog;
}

/** 文件导入 of a station: the bench, and everything that comes in by folder, by message or from the screen. */
export async function startResultsIntake(options: ResultsIntakeOptions) {
  const { os, store, attachments, bus, dataFolder, station, clock, log } = options;
  const profiles = new ProfileShelf(path.join(dataFolder, 'import-profiles.json'), clock.now);
  const shelf = new WayShelf(path.join(dataFolder, 'import-ways.json'));
  const receiver = createReceiver({ store, attachments, profiles });
  const ways = new ImportWays({
    receiver,
    clock,
    station,
    onChange: () => bus.publish({ kind: 'changed', topics: ['imports'], ids: [] }),
    log,
  });
  try {
    await ways.set(await shelf.list());
  } catch (error) {
    // A file that somebody broke by hand keeps no station from starting; the page says what is wrong.
    log.error(
      { code: failureOf(error)?.data.code ?? 'kernel.unexpected' },
      'ways in for results cannot be read',
    );
  }
  return {
    procedures: {
      ...createImportsService({ os, shelf: profiles, log }),
      ...createReceivedService({
        os,
        store,
        receiver,
        profiles,
        shelf,
        ways,
        ownFolders: [dataFolder, installationFolder],
        log,
      }),
    },
    stop: () => ways.stop(),
  };
}
