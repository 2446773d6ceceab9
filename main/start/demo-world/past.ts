import type { Attachments } from '../../kernel/attachments/attachments.ts';
import { createNames, settleCounty } from './county.ts';
import { type PictureKind, readDemoData } from './demo-data.ts';
import { loadDictionaries, readDictionaries } from './dictionaries.ts';
import { planAlarm, planQuietPassages } from './doorway.ts';
import { planOrder } from './movements.ts';
import { drawStillLife, pictureKinds } from './pictures/still-life.ts';
import { createRandom, type Random } from './random.ts';
import { furnishRooms } from './rooms.ts';
import { planCases } from './seizures.ts';
import { hour, openStage } from './stage.ts';
import { actorOf, type World } from './world.ts';

/** Days of which the demo world tells. */
const days = 30;
/** So that two things of a kind do not look the same; each more costs the first start some tenths of a second. */
const picturesPerKind = 2;

export interface PastOptions {
  /** Where the ledger is made; must not hold one. */
  readonly folder: string;
  readonly attachments: Attachments;
  readonly seed: number;
  readonly now: number;
  readonly station: string;
  readonly block: string;
  readonly door: { readonly id: string; readonly name: string };
}

/** Plays thirty days of an evidence room up to now. @returns what the ledger does not hold in clear */
export async function playPast(options: PastOptions) {
  const random = createRandom(options.seed);
  const data = readDemoData();
  const kinds = pictureKinds.filter((kind) =>
    Object.values(data.catalogue).some(({ names, picture, pictureOf = {} }) =>
      names.some((name) => (pictureOf[name] ?? picture) === kind),
    ),
  );
  const pictures = await drawPictures(createRandom(options.seed + 1), options.attachments, kinds);
  const stage = openStage({
    folder: options.folder,
    station: options.station,
    attachments: options.attachments,
    random,
    start: options.now - days * 24 * hour,
    end: options.now,
  });
  try {
    const newName = createNames(data.names, random);
    loadDictionaries(stage);
    const people = await settleCounty(stage, data, options.station, newName);
    furnishRooms(stage, data.rooms);
    const world: World = {
      stage,
      data,
      people,
      newName,
      pictures,
      door: options.door,
      block: options.block,
      stored: [],
      tids: new Map(),
    };
    planCases(world);
    for (const plan of data.orders) planOrder(world, plan);
    for (const plan of data.alarms) planAlarm(world, plan);
    planQuietPassages(world);
    planNotices(world);
    await stage.play();
    return { station: stationOf(world), persons: personsOf(world), tids: Object.fromEntries(world.tids) };
  } finally {
    stage.close();
  }
}

async function drawPictures(
  random: Random,
  attachments: Attachments,
  kinds: readonly PictureKind[],
): Promise<ReadonlyMap<PictureKind, readonly string[]>> {
  const drawn = await Promise.all(
    kinds.map(async (kind, index) => {
      const seeds = Array.from({ length: picturesPerKind }, () => random.integer(0, 2 ** 31));
      const hashes = await Promise.all(
        seeds.map(async (seed, position) => {
          const jpeg = await drawStillLife(kind, createRandom(seed), index * picturesPerKind + position + 1);
          return (await attachments.put(jpeg)).hash;
        }),
      );
      return [kind, hashes] as const;
    }),
  );
  return new Map(drawn);
}

function planNotices(world: World): void {
  const { stage } = world;
  for (const notice of world.data.notices) {
    stage.at(stage.end - notice.hoursAgo * hour, () => {
      const { id } = stage.run(actorOf(world, notice.by).actor, 'reference.publishNotice', {
        title: notice.title,
        body: notice.body,
      });
      for (const key of notice.readBy) {
        const reader = actorOf(world, key);
        stage.run(reader.actor, 'reference.readNotice', { id, person: reader.person });
      }
    });
  }
}

function stationOf(world: World) {
  const unit = world.data.county.units.find(({ level }) => level === 'county');
  const centre = world.data.county.departments.find(({ key }) => key === 'centre');
  return {
    name: centre?.name ?? '',
    unit: unit?.code ?? '',
    unitName: unit?.name ?? '',
    room: world.data.rooms.rooms[0]?.name ?? '',
  };
}

function personsOf(world: World) {
  const roleNames = new Map(
    readDictionaries()
      .find(({ name }) => name === 'role')
      ?.entries.map(({ code, zh }) => [code, zh]),
  );
  return [...world.people.values()].map(({ person, name, role, account, cardId, badgeEpc, tile }) => ({
    id: person,
    name,
    role,
    roleName: roleNames.get(role) ?? role,
    account,
    cardId,
    badgeEpc,
    tile,
  }));
}
